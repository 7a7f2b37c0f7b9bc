// A made-up school, for the snapshot beside this file: every resource as it would be made in this size.
using '../azure.bicep'

param suffix = 'oakmill'
param size = 'medium'
param teamsAppId = 'f0000000-0000-4000-8000-000000000003'
param graphAppId = 'f0000000-0000-4000-8000-000000000004'
param alertEmail = 'it@oakmill.example'
