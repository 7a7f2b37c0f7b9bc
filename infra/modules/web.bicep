// The web app: Linux, Node 24, reachable from outside only by https, with its own way into the private network.
param suffix string
param location string
param plan object
param identityId string
param subnetId string
param workspaceId string
@description('What Lanyard reads from its environment; src/config/environment.ts explains each.')
param settings object
@description('The address on links and sheets, with https:// in front; empty: the one that Azure gave.')
param publicUrl string

resource farm 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${suffix}'
  location: location
  kind: 'linux'
  sku: { name: plan.name, capacity: plan.capacity }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'app-${suffix}'
  location: location
  kind: 'app,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    virtualNetworkSubnetId: subnetId
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
      // An instance that cannot serve is taken out and replaced.
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

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, {
    NODE_ENV: 'production'
    PORT: '8080'
    WEBSITES_PORT: '8080'
    PUBLIC_URL: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
    // Beside the program, so that a changed phone number needs no new one.
    LANYARD_CONFIG: '/home/lanyard/lanyard.yml'
    // Where the administrator asks for a command to be run with this identity.
    ERRANDS_FOLDER: '/home/lanyard/errands'
    LOG_LEVEL: 'info'
    // The archive is the program, built before, and is mounted as it is: nothing is unpacked, installed or built here.
    WEBSITE_RUN_FROM_PACKAGE: '1'
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
    // Time for turns under way to end, and for jobs to be handed back.
    WEBSITES_CONTAINER_STOP_TIME_LIMIT: '60'
  })
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
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
