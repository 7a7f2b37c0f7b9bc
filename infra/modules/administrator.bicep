// Who may do everything in the database: Lanyard's own identity, because nobody can reach the server to make a smaller role by
// hand. It makes its database itself, at the start: one that Azure makes belongs to a role of Azure's
// (terraform-provider-azurerm #27895).
param suffix string
@description('The identity. Its id is the name of the entry, so that this one module cannot be looked at before the identity is there.')
param objectId string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: 'psql-${suffix}'
}

// What is there already stays untouched: a second run asks nothing of a server that it has just changed.
@onlyIfNotExists()
@retryOn(['AadAuthOperationCannotBePerformedWhenServerIsNotAccessible', 'ServerIsBusy', 'ServerBusy', 'Conflict'], 20)
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: objectId
  properties: { principalName: 'id-${suffix}', principalType: 'ServicePrincipal', tenantId: subscription().tenantId }
}
