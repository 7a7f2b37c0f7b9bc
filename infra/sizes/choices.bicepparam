// The same made-up school with everything chosen that is off or otherwise unless it is: so that those parts are evaluated too.
using '../azure.bicep'

param suffix = 'oakmill'
param size = 'small'
param botType = 'SingleTenant'
param teamsAppId = 'f0000000-0000-4000-8000-000000000003'
param graphAppId = 'f0000000-0000-4000-8000-000000000004'
param alertEmail = 'it@oakmill.example'
param publicUrl = 'https://lanyard.oakmill.example'
param databaseName = 'lanyard2'
param modelName = 'gpt-5.4-nano'
param modelVersion = '2026-03-17'
