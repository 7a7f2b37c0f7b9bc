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
param deploymentType string
@description('Thousands of tokens a minute.')
param capacity int
param identityObjectId string
param networkId string
param subnetId string
param workspaceId string

// "Cognitive Services OpenAI User": may ask, and neither change anything nor read a key.
var mayAsk = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
var account = 'oai-${suffix}'

resource service 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: account
  location: location
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // The name in its address; without one no token is taken, only a key.
    customSubDomainName: account
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny' }
    // It fetches nothing from anywhere.
    restrictOutboundNetworkAccess: true
    allowedFqdnList: []
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {
  parent: service
  name: 'policies'
  sku: { name: deploymentType, capacity: capacity }
  properties: {
    model: union({ format: 'OpenAI', name: name }, empty(version) ? {} : { version: version })
    versionUpgradeOption: empty(version) ? 'OnceNewDefaultVersionAvailable' : 'OnceCurrentVersionExpired'
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, identityObjectId, mayAsk)
  scope: service
  properties: {
    principalId: identityObjectId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', mayAsk)
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: 'link-${suffix}'
  location: 'global'
  properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-oai-${suffix}'
  location: endpointLocation
  properties: {
    subnet: { id: subnetId }
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

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: service
  properties: {
    workspaceId: workspaceId
    // Who changed what. Not RequestResponse, which is a line a question, with its time.
    logs: [{ category: 'Audit', enabled: true }]
  }
}

// For MODEL_URL and MODEL_NAME.
output address string = 'https://${account}.openai.azure.com/openai/v1'
output deploymentName string = deployment.name
