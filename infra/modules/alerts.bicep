// What a school can act on, by mail. Each says what to do; docs/deploy.md says more.
param suffix string
param location string
param email string
param domain string
param workspaceId string
param insightsId string
param databaseId string

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'mail-${suffix}'
  location: 'global'
  properties: {
    groupShortName: 'lanyard'
    enabled: true
    emailReceivers: [{ name: 'lead', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// From two places outside, every five minutes.
resource ready 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'ready-${suffix}'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insightsId}': 'Resource' }
  properties: {
    Name: 'ready-${suffix}'
    SyntheticMonitorId: 'ready-${suffix}'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'emea-gb-db3-azr' }, { Id: 'emea-ru-msa-edge' }]
    Request: { RequestUrl: 'https://${domain}/readyz', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'not-ready-${suffix}'
  location: 'global'
  tags: { 'hidden-link:${insightsId}': 'Resource', 'hidden-link:${ready.id}': 'Resource' }
  properties: {
    description: 'Lanyard does not answer. Reports of concerns may not get through: tell staff to phone the DSL, then look at the log stream of the web app.'
    severity: 0
    enabled: true
    scopes: [ready.id, insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: ready.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: mail.id }]
  }
}

resource storageFull 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'storage-${suffix}'
  location: 'global'
  properties: {
    description: 'The database is 85 % full. It grows by itself; check that it did, or give it more storage.'
    severity: 2
    enabled: true
    scopes: [databaseId]
    evaluationFrequency: 'PT30M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'full'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'storage_percent'
          operator: 'GreaterThan'
          threshold: 85
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: mail.id }]
  }
}

// Lanyard's own lines of JSON. The names of events are in the code; a test keeps this list and the code together.
var logAlerts = [
  {
    name: 'concern'
    severity: 0
    events: '"concern.not-saved", "concern.send-failed", "concern.task-failed", "concern.tasks-put-back", "concern.tasks-not-kept", "concern.key-lost", "concern.sweep-failed", "concern.person-unreachable", "concern.place-unknown", "concern.draft-unreadable", "concern.draft-not-removed", "concern.not-linked-back", "concern.stray-picture-untold", "concern.refusal-not-in-trail", "concern.pin-untold", "concern.names-not-read", "listen.rules-failed"'
    description: 'A concern was not saved, did not reach the person it should, or work on it failed. Tell the DSL now to look at the open concerns, then run: lanyard doctor.'
  }
  {
    name: 'trail'
    severity: 0
    events: '"concern.chain-broken"'
    description: 'Events of concerns that were there a minute ago are gone or were written anew: somebody has worked in the database by hand, or it was restored. Keep the log, tell the DPO and the DSL, then run: lanyard verify.'
  }
  {
    name: 'destination'
    severity: 1
    events: '"concern.destination-unsafe"'
    description: 'The place that concerns go to is open to somebody it should not be. Reports go to people one by one until it is mended: run lanyard doctor, which says who and where.'
  }
  {
    name: 'degraded'
    severity: 2
    events: '"ready.trouble"'
    description: 'Lanyard serves, but something it needs is in trouble: Graph, late work or the destination of concerns. If this mail repeats, run: lanyard doctor.'
  }
  {
    name: 'turns'
    severity: 1
    events: '"turn.unanswered", "turn.failed", "http.failed", "page.failed"'
    description: 'Somebody turned to Lanyard and got no answer, or only an apology. Look at the log around this time and run: lanyard doctor.'
  }
  {
    name: 'jobs'
    severity: 2
    events: '"jobs.failed", "push.failed", "push.call-failed", "reminder.failed"'
    description: 'Work in the background fails and is tried again. If this mail repeats, run: lanyard doctor.'
  }
  {
    name: 'unchecked'
    severity: 1
    events: '"turn.unchecked"'
    description: 'Lanyard refuses many messages because it cannot check who sends them. If staff get no answer, look whether a firewall keeps it from login.botframework.com, where Microsoft publishes its keys.'
  }
]

resource fromLog 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${alert.name}-${suffix}'
    location: location
    properties: {
      displayName: 'Lanyard: ${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      // Twice as long as it is asked: a line that arrives late is still seen.
      windowSize: 'PT10M'
      // In a new workspace a table is there only after its first line, and the rule would be refused.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: 'AppServiceConsoleLogs | extend line = parse_json(ResultDescription) | where tostring(line.event) in (${alert.events})'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            // A stranger may knock with a bad token now and then; many mean that nobody gets in.
            threshold: alert.name == 'unchecked' ? 20 : 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [mail.id] }
      // One mail for each further concern, instead of silence while the first is not settled.
      autoMitigate: alert.severity != 0
    }
  }
]

// What waits, as the product counts it every minute. A test keeps these names and the code together.
var figureAlerts = [
  {
    name: 'undelivered'
    severity: 0
    figure: 'lanyard.concern.oldest_undelivered_seconds'
    above: 900
    description: 'A report of a concern is saved, and has reached nobody for 15 minutes. Tell the DSL now to look at the open concerns, then run: lanyard doctor.'
  }
  {
    name: 'unread'
    severity: 1
    figure: 'lanyard.concern.oldest_unread_seconds'
    above: 259200
    description: 'A report of a concern has been with its reader for three days and nobody has opened it. Tell the DSL or, if that does not help, the headteacher.'
  }
  {
    name: 'late-work'
    severity: 2
    figure: 'lanyard.jobs.oldest_waiting_seconds'
    above: 600
    description: 'Work in the background has waited for ten minutes: cards and reminders are late. Restart the web app; if this mail repeats, run: lanyard doctor.'
  }
]

resource fromFigures 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in figureAlerts: {
    name: '${alert.name}-${suffix}'
    location: location
    properties: {
      displayName: 'Lanyard: ${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT10M'
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            // Of a gauge Sum is the value, and Max is not sent. Each instance tells the same; its latest counts.
            query: 'AppMetrics | where Name == "${alert.figure}" | summarize arg_max(TimeGenerated, Sum) by AppRoleInstance | where Sum > ${alert.above}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [mail.id] }
      autoMitigate: true
    }
  }
]

// The figures above can warn only while they arrive: a broken sender or a full day's share of the log would look like peace.
resource silent 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'silent-${suffix}'
  location: location
  properties: {
    displayName: 'Lanyard: silent'
    description: 'No figures have come from Lanyard for 15 minutes, so the warnings about concerns that wait cannot come either. If it answers, look whether the log workspace has reached its limit of the day; the DSL should look at the open concerns meanwhile.'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "lanyard.concern.undelivered" | summarize heard = count() | where heard == 0'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [mail.id] }
    autoMitigate: true
  }
}
