// A language model in the school's own tenant, asked without a key and over the private network. Off unless azure.bicep is given
// a modelName. Nothing that it is asked is kept by us; what Microsoft keeps stands in docs/data-protection.md.
param suffix string
@description('Where the model is.')
param location string
@description('Where the network is; its private end of the model stands there.')
param endpointLocation string
param name string
@description('Empty: the version that Azure gives by default, which changes by itself.')
param version string
@description('Where questions are worked on; docs/deploy.md says what each means.')
param deploymentType 'Standard' | 'DataZoneStandard'
@description('Thousands of tokens a minute.')
param capacity int

// "Cognitive Services OpenAI User": may ask, and neither change anything nor read a key.
var mayAsk = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-${suffix}'
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-${suffix}'

  resource subnet 'subnets' existing = { name: 'private' }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-${suffix}'
}

resource service 'Microsoft.CognitiveServices/accounts@2026-05-01' = {
  name: 'oai-${suffix}'
  location: location
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // The name in its address; without one no token is taken, only a key.
    customSubDomainName: 'oai-${suffix}'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny' }
    // It fetches nothing from anywhere.
    restrictOutboundNetworkAccess: true
    allowedFqdnList: []
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2026-05-01' = {
  parent: service
  name: 'policies'
  sku: { name: deploymentType, capacity: capacity }
  properties: {
    model: union({ format: 'OpenAI', name: name }, empty(version) ? {} : { version: version })
    versionUpgradeOption: empty(version) ? 'OnceNewDefaultVersionAvailable' : 'OnceCurrentVersionExpired'
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, identity.id, mayAsk)
  scope: service
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', mayAsk)
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  #disable-next-line no-hardcoded-location // A zone of names is nowhere.
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'link-${suffix}'
    #disable-next-line no-hardcoded-location // A zone of names is nowhere.
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-oai-${suffix}'
  location: endpointLocation
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      { name: 'account', properties: { privateLinkServiceId: service.id, groupIds: ['account'] } }
    ]
  }
  // The account takes one change at a time.
  dependsOn: [deployment]

  resource zoneGroup 'privateDnsZoneGroups' = {
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: 'account', properties: { privateDnsZoneId: zone.id } }] }
  }
}

#disable-next-line use-recent-api-versions // Still the newest that knows categories of logs.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: service
  properties: {
    workspaceId: workspace.id
    // Who changed what. Not RequestResponse, which is a line a question, with its time.
    logs: [{ category: 'Audit', enabled: true }]
  }
}
