// Everything Lanyard needs in Azure, in one resource group. No password exists anywhere: one user-assigned identity is the
// bot, the user of the database and of the key, and vouches for the app registration that calls Graph. Database and key vault
// have no public address. Modules find each other's resources by name: so Azure can say beforehand what it would change (what-if).
import { BotType, Parts } from 'modules/types.bicep'

@description('Every resource is named after it.')
@minLength(3)
@maxLength(16)
param suffix string

@description('small: a school; medium: a trust; large: many thousands of staff.')
param size 'small' | 'medium' | 'large' = 'small'

@description('UserAssignedMSI: the bot is the managed identity. SingleTenant: it is the app registration.')
param botType BotType = 'UserAssignedMSI'

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

@description('The database that is used. Another one after a restore into it.')
@minLength(1)
@maxLength(63)
param databaseName string = 'lanyard'

param location string = resourceGroup().location

@description('A language model that may point at sentences of the policies, e.g. gpt-5.4-nano; empty: none, and nothing of it is made.')
param modelName string = ''

@description('Its version, e.g. 2026-03-17; empty: the one that Azure gives.')
param modelVersion string = ''

@description('Standard: worked on in modelLocation alone. DataZoneStandard: anywhere in the EU, from a region of the EU. No type that works anywhere in the world is offered.')
param modelDeployment 'Standard' | 'DataZoneStandard' = 'DataZoneStandard'

@description('The region of the model: docs/deploy.md says which. The private network reaches it from elsewhere.')
#disable-next-line no-hardcoded-location // A model that is worked on in the EU is not offered where the school is.
param modelLocation string = 'swedencentral'

var sizes {
  *: Parts
} = {
  small: {
    web: { name: 'B1', capacity: 1, zoneRedundant: false }
    database: { name: 'Standard_B1ms', tier: 'Burstable', storageGB: 32, highAvailability: 'Disabled', backupDays: 14 }
    watch: { everySeconds: 900, window: 'PT30M' }
    modelCapacity: 100
  }
  medium: {
    web: { name: 'P0v3', capacity: 2, zoneRedundant: false }
    database: { name: 'Standard_B2s', tier: 'Burstable', storageGB: 64, highAvailability: 'Disabled', backupDays: 30 }
    watch: { everySeconds: 300, window: 'PT15M' }
    modelCapacity: 300
  }
  large: {
    web: { name: 'P1v3', capacity: 3, zoneRedundant: true }
    database: {
      name: 'Standard_D2ds_v5'
      tier: 'GeneralPurpose'
      storageGB: 128
      highAvailability: 'ZoneRedundant'
      backupDays: 35
    }
    watch: { everySeconds: 300, window: 'PT15M' }
    modelCapacity: 1000
  }
}
var chosen = sizes[size]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
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

module disk 'modules/disk.bicep' = {
  name: 'disk'
  params: { suffix: suffix }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: { suffix: suffix, location: location, size: chosen.database, presentGB: disk.outputs.presentGB }
  dependsOn: [network, monitoring]
}

// After the database, which takes longest and fails most: a vault that was made keeps its name for 90 days.
module keys 'modules/keys.bicep' = {
  name: 'keys'
  params: { suffix: suffix, location: location }
  dependsOn: [identity, network, monitoring, database]
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
  }
  dependsOn: [identity, network, monitoring]
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    suffix: suffix
    location: location
    plan: chosen.web
    botType: botType
    graphAppId: graphAppId
    teamsAppId: teamsAppId
    databaseName: databaseName
    hasModel: !empty(modelName)
    publicUrl: publicUrl
  }
  dependsOn: [identity, network, monitoring, database, keys]
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: { suffix: suffix, botType: botType, botName: botName, graphAppId: graphAppId }
  dependsOn: [identity, monitoring, web]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: { suffix: suffix, location: location, email: alertEmail, watch: chosen.watch }
  dependsOn: [monitoring, database, web]
}

// A server that was just made or just changed takes no administrator (azure-postgresql #127, #134; bicep-registry-modules #3257),
// and every provisioning changes it for a moment. So its administrator comes last of all, is tried again where Azure says why, and
// waits some minutes before: steps that do nothing, one after another, each of which takes Azure seconds. A script that sleeps would
// need a storage account with keys.
@batchSize(1)
module wait 'modules/wait.bicep' = [
  for step in range(0, 20): {
    name: 'wait-${step}'
    dependsOn: [bot, alerts]
  }
]

module administrator 'modules/administrator.bicep' = {
  name: 'administrator'
  params: {
    suffix: suffix
    #disable-next-line what-if-short-circuiting // Azure names the entry by the identity's id, which Azure gives: this module alone.
    objectId: identity.properties.principalId
  }
  dependsOn: [database, wait]
}

// Written to env/.env.<environment> under these names.
output AZURE_APP_SERVICE_RESOURCE_ID string = web.outputs.id
output BOT_ID string = botType == 'UserAssignedMSI' ? identity.properties.clientId : graphAppId
output BOT_TENANT_ID string = identity.properties.tenantId
output BOT_DOMAIN string = web.outputs.domain
// Who vouches for GRAPH_APP_ID: the subject of its federated credential.
output IDENTITY_OBJECT_ID string = identity.properties.principalId
output DATABASE_HOST string = 'psql-${suffix}.postgres.database.azure.com'
