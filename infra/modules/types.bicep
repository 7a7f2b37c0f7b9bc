// What the modules are told, in types: a misspelt or missing part stops the compiler, not the deployment.

@export()
@description('How the bot is known to Teams. UserAssignedMSI: by the managed identity. SingleTenant: by the app registration that calls Graph.')
type BotType = 'UserAssignedMSI' | 'SingleTenant'

@export()
@description('The web app: what runs it, and on how many instances.')
@sealed()
type WebPlan = {
  name: 'B1' | 'P0v3' | 'P1v3'
  @minValue(1)
  capacity: int
  @description('Each instance in another building, so that one may burn.')
  zoneRedundant: bool
}

@export()
@description('The database: what runs it, its disk, and for how many days it can be put back.')
@sealed()
type DatabaseSize = {
  name: 'Standard_B1ms' | 'Standard_B2s' | 'Standard_D2ds_v5'
  tier: 'Burstable' | 'GeneralPurpose'
  storageGB: 32 | 64 | 128 | 256 | 512 | 1024
  highAvailability: 'Disabled' | 'ZoneRedundant'
  @minValue(7)
  @maxValue(35)
  backupDays: int
}

@export()
@description('How often it is looked from outside whether Lanyard answers, and over which time a failure counts.')
@sealed()
type Watch = {
  everySeconds: 300 | 900
  window: 'PT15M' | 'PT30M'
}

@export()
@description('Everything that a size decides.')
@sealed()
type Parts = {
  web: WebPlan
  database: DatabaseSize
  watch: Watch
  @description('Thousands of tokens a minute, where there is a model.')
  modelCapacity: int
}
