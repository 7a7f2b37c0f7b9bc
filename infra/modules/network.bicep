// One network with three subnets: the web app's way out, the database, and the private end of the key vault.
param suffix string
param location string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${suffix}'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.60.0.0/24'] }
    subnets: [
      {
        name: 'web'
        properties: {
          addressPrefix: '10.60.0.0/26'
          delegations: [{ name: 'web', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.60.0.64/27'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
      {
        name: 'private'
        properties: { addressPrefix: '10.60.0.96/27' }
      }
    ]
  }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '${suffix}.private.postgres.database.azure.com'
  #disable-next-line no-hardcoded-location // A zone of names is nowhere.
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'link-${suffix}'
    #disable-next-line no-hardcoded-location // A zone of names is nowhere.
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
}

resource vaultZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  #disable-next-line no-hardcoded-location // A zone of names is nowhere.
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'link-${suffix}'
    #disable-next-line no-hardcoded-location // A zone of names is nowhere.
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
}
