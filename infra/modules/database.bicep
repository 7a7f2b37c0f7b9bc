// PostgreSQL without a public address and without passwords. The server holds nothing but Lanyard. Its administrator is made
// later (administrator.bicep), and its database by Lanyard.
import { DatabaseSize } from 'types.bicep'

param suffix string
param location string
param size DatabaseSize
@description('The disk as it is, 0 where there is none: it grows by itself and cannot shrink, and Azure refuses a smaller figure.')
param presentGB int

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-${suffix}'

  resource subnet 'subnets' existing = { name: 'database' }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: '${suffix}.private.postgres.database.azure.com'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-${suffix}'
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-${suffix}'
  location: location
  sku: { name: size.name, tier: size.tier }
  properties: {
    version: '17'
    createMode: 'Default'
    authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: subscription().tenantId }
    network: {
      delegatedSubnetResourceId: network::subnet.id
      privateDnsZoneArmResourceId: zone.id
      publicNetworkAccess: 'Disabled'
    }
    // A full disk takes no report: it grows by itself.
    storage: { storageSizeGB: max(size.storageGB, presentGB), autoGrow: 'Enabled' }
    backup: { backupRetentionDays: size.backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: size.highAvailability }
  }
}

#disable-next-line use-recent-api-versions // Still the newest that knows categories of logs.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: server
  properties: {
    workspaceId: workspace.id
    // The server's log of statements stays off: statements carry no text of concerns, but nobody needs them.
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
