// Everything Lanyard needs in Azure, in one resource group. No password exists anywhere: one user-assigned identity is the
// bot, the caller of Graph, the user of the database and of the key. Database and key vault have no public address.

@description('Every resource is named after it.')
@minLength(3)
@maxLength(16)
param suffix string

@description('small: a school; medium: a trust; large: many thousands of staff.')
@allowed(['small', 'medium', 'large'])
param size string = 'small'

@description('What people see in Teams.')
@maxLength(42)
param botName string = 'Lanyard'

@description('The id in the Teams app manifest.')
param teamsAppId string

@description('The app registration that calls Graph; the identity made here vouches for it, so that it needs no secret.')
param graphAppId string

@description('Who is mailed when Lanyard needs attention.')
param alertEmail string

@description('The address on links and sheets for people without Teams, e.g. https://lanyard.school.example; empty: the one that Azure gives.')
param publicUrl string = ''

param location string = resourceGroup().location

@description('A language model that may point at sentences of the policies, e.g. gpt-5.4-nano; empty: none, and nothing of it is made.')
param modelName string = ''

@description('Its version, e.g. 2026-03-17; empty: the one that Azure gives.')
param modelVersion string = ''

@description('Standard: worked on in modelLocation alone. DataZoneStandard: anywhere in the EU, from a region of the EU. No type that works anywhere in the world is offered.')
@allowed(['Standard', 'DataZoneStandard'])
param modelDeployment string = 'DataZoneStandard'

@description('The region of the model: docs/deploy.md says which. The private network reaches it from elsewhere.')
param modelLocation string = 'swedencentral'

var sizes = {
  small: {
    web: { name: 'B1', capacity: 1 }
    database: { name: 'Standard_B1ms', tier: 'Burstable', storageGB: 32, highAvailability: 'Disabled', backupDays: 14 }
    modelCapacity: 100
  }
  medium: {
    web: { name: 'P0v3', capacity: 2 }
    database: { name: 'Standard_B2s', tier: 'Burstable', storageGB: 64, highAvailability: 'Disabled', backupDays: 30 }
    modelCapacity: 300
  }
  large: {
    web: { name: 'P1v3', capacity: 3 }
    database: {
      name: 'Standard_D2ds_v5'
      tier: 'GeneralPurpose'
      storageGB: 128
      highAvailability: 'ZoneRedundant'
      backupDays: 35
    }
    modelCapacity: 1000
  }
}
var chosen = sizes[size]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${suffix}'
  location: location
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: { suffix: suffix, location: location }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { suffix: suffix, location: location }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    suffix: suffix
    location: location
    sku: chosen.database
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
    identityName: identity.name
    identityObjectId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module keys 'modules/keys.bicep' = {
  name: 'keys'
  params: {
    suffix: suffix
    location: location
    identityObjectId: identity.properties.principalId
    subnetId: network.outputs.privateSubnetId
    zoneId: network.outputs.vaultZoneId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module model 'modules/model.bicep' = if (!empty(modelName)) {
  name: 'model'
  params: {
    suffix: suffix
    location: modelLocation
    endpointLocation: location
    name: modelName
    version: modelVersion
    deploymentType: modelDeployment
    capacity: chosen.modelCapacity
    identityObjectId: identity.properties.principalId
    networkId: network.outputs.networkId
    subnetId: network.outputs.privateSubnetId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    suffix: suffix
    location: location
    plan: chosen.web
    identityId: identity.id
    subnetId: network.outputs.webSubnetId
    workspaceId: monitoring.outputs.workspaceId
    publicUrl: publicUrl
    settings: union(
      empty(modelName) ? {} : { MODEL_URL: model!.outputs.address, MODEL_NAME: model!.outputs.deploymentName },
      {
        BOT_ID: identity.properties.clientId
        BOT_TENANT_ID: identity.properties.tenantId
        BOT_TYPE: 'UserAssignedMSI'
        TEAMS_APP_ID: teamsAppId
        GRAPH_APP_ID: graphAppId
        DATABASE_URL: 'postgres://${identity.name}@${database.outputs.host}:5432/${database.outputs.name}?sslmode=require'
        DATABASE_AUTH: 'entra'
        KEY_VAULT_KEY_ID: keys.outputs.keyId
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.sendTo
      }
    )
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    suffix: suffix
    botName: botName
    domain: web.outputs.domain
    identityId: identity.id
    identityClientId: identity.properties.clientId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    suffix: suffix
    location: location
    email: alertEmail
    domain: web.outputs.domain
    workspaceId: monitoring.outputs.workspaceId
    insightsId: monitoring.outputs.insightsId
    databaseId: database.outputs.id
  }
}

// Written to env/.env.<environment> under these names.
output AZURE_APP_SERVICE_RESOURCE_ID string = web.outputs.id
output BOT_ID string = identity.properties.clientId
// Who vouches for GRAPH_APP_ID: the subject of its federated credential.
output IDENTITY_OBJECT_ID string = identity.properties.principalId
output BOT_TENANT_ID string = identity.properties.tenantId
output BOT_DOMAIN string = web.outputs.domain
output DATABASE_HOST string = database.outputs.host
