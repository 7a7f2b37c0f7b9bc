<#
Gives Lanyard's identity the Graph permissions in permissions.json, and no other. A Global Administrator or Privileged Role
Administrator runs it once, for instance in Azure Cloud Shell:

    ./infra/consent.ps1 -BotId <BOT_ID of env/.env.prod>

Running it again changes nothing. -WhatIf only says what it would do.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)][guid]$BotId,
    # Left out unless asked for: permissions that only some configurations need.
    [string[]]$Skip = @()
)
$ErrorActionPreference = 'Stop'

Connect-MgGraph -Scopes 'AppRoleAssignment.ReadWrite.All', 'Application.Read.All' -NoWelcome
$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$bot = Get-MgServicePrincipal -Filter "appId eq '$BotId'"
if (-not $bot) { throw "There is no identity with the client id $BotId in this tenant. Run provision first." }
$held = (Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $bot.Id -All).AppRoleId

foreach ($permission in Get-Content -Raw "$PSScriptRoot/permissions.json" | ConvertFrom-Json) {
    if ($Skip -contains $permission.name) { Write-Host "skipped  $($permission.name)"; continue }
    $role = $graph.AppRoles | Where-Object { $_.Value -eq $permission.name -and $_.AllowedMemberTypes -contains 'Application' }
    if (-not $role) { throw "Graph has no application permission $($permission.name)." }
    if ($held -contains $role.Id) { Write-Host "present  $($permission.name)"; continue }
    if ($PSCmdlet.ShouldProcess($permission.name, 'grant')) {
        New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $bot.Id -PrincipalId $bot.Id -ResourceId $graph.Id -AppRoleId $role.Id | Out-Null
        Write-Host "granted  $($permission.name): $($permission.why)"
    }
}
