// The registration through which Teams finds the web app. There is no secret, whichever of the two it is known by.
import { BotType } from 'types.bicep'

param suffix string
param botType BotType
param botName string
param graphAppId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-${suffix}'
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: 'app-${suffix}'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-${suffix}'
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: 'bot-${suffix}'
  #disable-next-line no-hardcoded-location // Bot Service is one for the world: docs/data-protection.md says what it holds.
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: botName
    endpoint: 'https://${app.properties.defaultHostName}/api/messages'
    msaAppId: botType == 'UserAssignedMSI' ? identity.properties.clientId : graphAppId
    msaAppMSIResourceId: botType == 'UserAssignedMSI' ? identity.id : null
    msaAppTenantId: subscription().tenantId
    msaAppType: botType
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    #disable-next-line no-hardcoded-location // As above.
    location: 'global'
    properties: { channelName: 'MsTeamsChannel' }
  }
}

#disable-next-line use-recent-api-versions // Still the newest that knows categories of logs.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: bot
  properties: { workspaceId: workspace.id, logs: [{ category: 'BotRequest', enabled: true }] }
}
