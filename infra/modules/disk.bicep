// How large the database's disk is by now. A module of its own, because a template cannot look at what it is about to change.
param suffix string

@nullIfNotFound()
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: 'psql-${suffix}'
}

// 0: there is none yet.
output presentGB int = server.?properties.storage.?storageSizeGB ?? 0
