<#
Gives Lanyard's app registration the Graph permissions in permissions.json, and no other. A Global Administrator or Privileged Role
Administrator runs it once, for instance in Azure Cloud Shell:

    ./infra/consent.ps1 -GraphAppId <GRAPH_APP_ID of env/.env.prod>

Running it again changes nothing. -WhatIf only says what it would do.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)][guid]$GraphAppId,
    # Left out unless asked for by name: permissions that only some configurations need (onlyFor).
    [string[]]$With = @()
)
$ErrorActionPreference = 'Stop'

Connect-MgGraph -Scopes 'AppRoleAssignment.ReadWrite.All', 'Application.Read.All' -NoWelcome
$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
$app = Get-MgServicePrincipal -Filter "appId eq '$GraphAppId'"
if (-not $app) { throw "There is no app registration with the client id $GraphAppId in this tenant. Run provision first." }
$held = (Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -All).AppRoleId

foreach ($permission in Get-Content -Raw "$PSScriptRoot/permissions.json" | ConvertFrom-Json) {
    if ($permission.onlyFor -and $With -notcontains $permission.name) { Write-Host "skipped  $($permission.name)"; continue }
    $role = $graph.AppRoles | Where-Object { $_.Value -eq $permission.name -and $_.AllowedMemberTypes -contains 'Application' }
    if (-not $role) { throw "Graph has no application permission $($permission.name)." }
    if ($held -contains $role.Id) { Write-Host "present  $($permission.name)"; continue }
    if ($PSCmdlet.ShouldProcess($permission.name, 'grant')) {
        New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -PrincipalId $app.Id -ResourceId $graph.Id -AppRoleId $role.Id | Out-Null
        Write-Host "granted  $($permission.name): $($permission.why)"
    }
}
