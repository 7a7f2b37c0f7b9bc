// The web app: Linux, Node 24, reachable from outside only by https, with its own way into the private network.
import { BotType, WebPlan } from 'types.bicep'

param suffix string
param location string
param plan WebPlan
param botType BotType
param graphAppId string
param teamsAppId string
param databaseName string
@description('Whether the template makes a language model.')
param hasModel bool
@description('The address on links and sheets, with https:// in front; empty: the one that Azure gave.')
param publicUrl string

var isIdentity = botType == 'UserAssignedMSI'
var modelUrl = 'https://oai-${suffix}.openai.azure.com/openai/v1'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-${suffix}'
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-${suffix}'

  resource subnet 'subnets' existing = { name: 'web' }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: 'psql-${suffix}'
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-${suffix}'

  resource key 'keys' existing = { name: 'records' }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-${suffix}'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-${suffix}'
}

resource farm 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${suffix}'
  location: location
  kind: 'linux'
  sku: { name: plan.name, capacity: plan.capacity }
  properties: { reserved: true, zoneRedundant: plan.zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'app-${suffix}'
  location: location
  kind: 'app,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    virtualNetworkSubnetId: network::subnet.id
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      // The room for short-lived objects: without a limit it grows to 100 MB that a small plan can use better.
      appCommandLine: 'node --max-semi-space-size=16 dist/index.js'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      remoteDebuggingEnabled: false
      vnetRouteAllEnabled: true
      // Of several instances one that cannot serve gets nobody; one alone goes on getting everyone, and is replaced after an hour.
      healthCheckPath: '/readyz'
    }
  }

  // Names of a fixed set: the compiler checks them where they are written out, and not in a loop.
  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noDeployPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

// A module of its own, so that what is set already is asked for once the app is there and before anything is set.
module settings 'settings.bicep' = {
  name: 'settings'
  params: {
    suffix: suffix
    present: list('${app.id}/config/appsettings', '2025-03-01').properties
    // An own model that a school has set stays; one that the template made is forgotten when it is not chosen any more.
    forgotten: hasModel ? '' : modelUrl
    ours: union(
      isIdentity ? {} : { MANAGED_IDENTITY_ID: identity.properties.clientId },
      hasModel ? { MODEL_URL: modelUrl, MODEL_NAME: 'policies' } : {},
      {
        BOT_ID: isIdentity ? identity.properties.clientId : graphAppId
        BOT_TENANT_ID: subscription().tenantId
        BOT_TYPE: botType
        GRAPH_APP_ID: graphAppId
        TEAMS_APP_ID: teamsAppId
        // Lanyard makes the database of this name where there is none.
        DATABASE_URL: 'postgres://id-${suffix}@${server.properties.fullyQualifiedDomainName}:5432/${databaseName}?sslmode=require'
        DATABASE_AUTH: 'entra'
        // Without a version: a new version of the key is used for new records as soon as there is one.
        KEY_VAULT_KEY_ID: vault::key.properties.keyUri
        // Where traces and figures are sent; with it nothing can be read.
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        NODE_ENV: 'production'
        // What the encoder needed to open is given back to the system: 45 MB less at rest.
        MALLOC_TRIM_THRESHOLD_: '131072'
        PORT: '8080'
        WEBSITES_PORT: '8080'
        PUBLIC_URL: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
        // Beside the program, so that a changed phone number needs no new one.
        LANYARD_CONFIG: '/home/lanyard/lanyard.yml'
        // Where the administrator asks for a command to be run with this identity.
        ERRANDS_FOLDER: '/home/lanyard/errands'
        // The archive is the program, built before, and is mounted as it is: nothing is unpacked, installed or built here.
        WEBSITE_RUN_FROM_PACKAGE: '1'
        SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
        // Time for turns under way to end, and for jobs to be handed back.
        WEBSITES_CONTAINER_STOP_TIME_LIMIT: '60'
      }
    )
  }
}

#disable-next-line use-recent-api-versions // Still the newest that knows categories of logs.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      // Not AppServiceHTTPLogs: it keeps whole addresses, and a personal link or a download is a key in an address.
      { category: 'AppServicePlatformLogs', enabled: true }
      { category: 'AppServiceAuditLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output domain string = app.properties.defaultHostName
