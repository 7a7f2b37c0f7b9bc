// Where logs go, and where figures go. Lanyard's log holds events, codes and ids: never a question, a concern or a name.
param suffix string
param location string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-${suffix}'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 90
    // A runaway log must not become a bill.
    workspaceCapping: { dailyQuotaGb: 1 }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${suffix}'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableIpMasking: false
  }
}

resource dashboard 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'dashboard')
  location: location
  kind: 'shared'
  properties: {
    displayName: 'Lanyard'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: loadTextContent('../dashboard.json')
  }
}
