// PostgreSQL without a public address and without passwords.
param suffix string
param location string
param sku object
param subnetId string
param zoneId string
param identityName string
param identityObjectId string
param workspaceId string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-${suffix}'
  location: location
  sku: { name: sku.name, tier: sku.tier }
  properties: {
    version: '17'
    createMode: 'Default'
    authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: subscription().tenantId }
    network: { delegatedSubnetResourceId: subnetId, privateDnsZoneArmResourceId: zoneId }
    storage: { storageSizeGB: sku.storageGB, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: sku.backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: sku.highAvailability }
  }
}

// The server holds nothing but Lanyard, and nobody can reach it to make a smaller role by hand: Lanyard's identity
// administers it.
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: identityObjectId
  properties: { principalName: identityName, principalType: 'ServicePrincipal', tenantId: subscription().tenantId }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: 'lanyard'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  dependsOn: [administrator]
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: server
  properties: {
    workspaceId: workspaceId
    // The server's log of statements stays off: statements carry no text of concerns, but nobody needs them.
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
output name string = database.name
