// The web app's settings: what the template says, and what the school has set there itself. Azure takes all of them at once or none.
param suffix string
@secure()
@description('What is set at the moment: a key of a school\'s own model may be among it.')
param present { *: string }
@description('What the template says. It wins.')
@secure()
param ours { *: string }
@description('A value that the template once set and does not set any more; empty: none.')
param forgotten string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: 'app-${suffix}'
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    toObject(
      filter(items(present), setting => setting.value != forgotten),
      setting => setting.key,
      setting => setting.value
    ),
    ours
  )
}
