// What a school can act on, by mail. Each mail names an alert, and what it says of it stands in docs/deploy.md too. Two rules look for
// all of them, split by the alert: a rule costs by how often it looks, not by how much it looks for.
import { Watch } from 'types.bicep'

param suffix string
param location string
param email string
param watch Watch

@sealed()
type EventAlert = {
  name: string
  @description('What Lanyard\'s own lines of JSON call it. A test keeps this list and the code together.')
  events: string[]
  todo: string
}

@sealed()
type FigureAlert = {
  name: string
  @description('As the product counts it every minute. A test keeps these names and the code together.')
  figure: string
  above: int
  todo: string
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: 'app-${suffix}'
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: 'psql-${suffix}'
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-${suffix}'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-${suffix}'
}

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'mail-${suffix}'
  #disable-next-line no-hardcoded-location // Mails are sent from anywhere: they hold the name of an alert and a time.
  location: 'global'
  properties: {
    groupShortName: 'lanyard'
    enabled: true
    emailReceivers: [{ name: 'lead', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// From two places outside.
resource ready 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'ready-${suffix}'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insights.id}': 'Resource' }
  properties: {
    Name: 'ready-${suffix}'
    SyntheticMonitorId: 'ready-${suffix}'
    Kind: 'standard'
    Enabled: true
    Frequency: watch.everySeconds
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'emea-gb-db3-azr' }, { Id: 'emea-ru-msa-edge' }]
    Request: {
      RequestUrl: 'https://${app.properties.defaultHostName}/readyz'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'not-ready-${suffix}'
  #disable-next-line no-hardcoded-location // A rule about figures is nowhere.
  location: 'global'
  tags: { 'hidden-link:${insights.id}': 'Resource', 'hidden-link:${ready.id}': 'Resource' }
  properties: {
    description: 'Lanyard does not answer. Reports of concerns may not get through: tell staff to phone the DSL, then look at the log stream of the web app.'
    severity: 0
    enabled: true
    scopes: [ready.id, insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: watch.window
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: ready.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: mail.id }]
  }
}

resource storageFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'storage-${suffix}'
  #disable-next-line no-hardcoded-location // A rule about figures is nowhere.
  location: 'global'
  properties: {
    description: 'The database is 85 % full. It grows by itself; check that it did, or give it more storage.'
    severity: 2
    enabled: true
    scopes: [server.id]
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

var events EventAlert[] = [
  {
    name: 'concern'
    events: [
      'concern.not-saved'
      'concern.send-failed'
      'concern.task-failed'
      'concern.tasks-put-back'
      'concern.tasks-not-kept'
      'concern.key-lost'
      'concern.sweep-failed'
      'concern.person-unreachable'
      'concern.place-unknown'
      'concern.draft-unreadable'
      'concern.draft-not-removed'
      'concern.not-linked-back'
      'concern.stray-picture-untold'
      'concern.refusal-not-in-trail'
      'concern.pin-untold'
      'concern.names-not-read'
      'concern.names-unknown'
      'listen.rules-failed'
      'page.report-failed'
      'page.report-not-saved'
      'page.code-failed'
    ]
    todo: 'a concern was not saved, did not reach the person it should, or work on it failed. Tell the DSL now to look at the open concerns, then run: lanyard doctor'
  }
  {
    name: 'unreachable'
    events: ['concern.role-unreachable']
    todo: 'someone who takes reports of concerns cannot be reached in Teams, and reports for them go to the next in line. Run lanyard doctor, which says who and why, and have them phoned until it is mended'
  }
  {
    name: 'trail'
    events: ['concern.chain-broken']
    todo: 'events of concerns that were there a minute ago are gone or were written anew: someone has worked in the database by hand, or it was restored. Keep the log, tell the DPO and the DSL, then run: lanyard verify'
  }
  {
    name: 'destination'
    events: ['concern.destination-unsafe']
    todo: 'the place that concerns go to is open to someone it should not be. Reports go to people one by one until it is mended: run lanyard doctor, which says who and where'
  }
  {
    name: 'degraded'
    events: ['ready.trouble', 'clock.off']
    todo: 'Lanyard serves, but something it needs is in trouble: Graph, late work, a clock that is wrong or the destination of concerns. If this mail repeats, run: lanyard doctor'
  }
  {
    name: 'turns'
    events: ['turn.unanswered', 'turn.failed', 'http.failed', 'page.failed', 'page.ask-failed']
    todo: 'someone turned to Lanyard and got no answer, or only an apology. Look at the log around this time and run: lanyard doctor'
  }
  {
    name: 'jobs'
    events: ['jobs.failed', 'push.failed', 'push.call-failed', 'reminder.failed']
    todo: 'work in the background fails and is tried again. If this mail repeats, run: lanyard doctor'
  }
  {
    name: 'unchecked'
    events: ['turn.unchecked']
    todo: 'Lanyard refuses many messages because it cannot check who sends them. If staff get no answer, look whether a firewall keeps it from login.botframework.com, where Microsoft publishes its keys'
  }
]

var figures FigureAlert[] = [
  {
    name: 'undelivered'
    figure: 'lanyard.concern.oldest_undelivered_seconds'
    above: 900
    todo: 'a report of a concern is saved, and has reached nobody for 15 minutes. Tell the DSL now to look at the open concerns, then run: lanyard doctor'
  }
  {
    name: 'unread'
    figure: 'lanyard.concern.oldest_unread_seconds'
    above: 259200
    todo: 'a report of a concern has been with its reader for three days and nobody has opened it. Tell the DSL or, if that does not help, the headteacher'
  }
  {
    name: 'late-work'
    figure: 'lanyard.jobs.oldest_waiting_seconds'
    above: 600
    todo: 'work in the background has waited for ten minutes: cards and reminders are late. Restart the web app; if this mail repeats, run: lanyard doctor'
  }
]

var silence = 'silent: no figures have come from Lanyard for 15 minutes, so the warnings about concerns that wait cannot come either. If it answers, look whether the log workspace has reached its limit of the day; the DSL should look at the open concerns meanwhile'

var eventsByName = join(
  flatten(map(events, alert => map(alert.events, event => '"${event}", "${alert.name}"'))),
  ', '
)
var limitsByFigure = join(map(figures, alert => '"${alert.figure}", "${alert.name}", ${alert.above}'), ', ')

resource fromLog 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'events-${suffix}'
  location: location
  properties: {
    displayName: 'Lanyard: events'
    description: 'Which alert it is stands under "alert". ${join(map(events, alert => '${alert.name}: ${alert.todo}.'), ' ')}'
    severity: 1
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    // Twice as long as it is asked: a line that arrives late is still seen.
    windowSize: 'PT10M'
    // In a new workspace a table is there only after its first line, and the rule would be refused.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          // Each further concern is an occasion of its own: one more mail, instead of silence while the first is not settled. A stranger
          // may knock with a bad token now and then; many mean that nobody gets in.
          query: 'let named = datatable(event: string, alert: string) [${eventsByName}]; AppServiceConsoleLogs | extend event = tostring(parse_json(ResultDescription).event) | lookup kind=inner named on event | extend occasion = iff(alert in ("concern", "trail"), format_datetime(bin(TimeGenerated, 5m), "yyyy-MM-dd HH:mm"), "") | summarize lines = count() by alert, occasion | where lines > iff(alert == "unchecked", 20, 0)'
          timeAggregation: 'Count'
          dimensions: [
            { name: 'alert', operator: 'Include', values: ['*'] }
            { name: 'occasion', operator: 'Include', values: ['*'] }
          ]
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

// The figures can warn only while they arrive: a broken sender or a full day's share of the log would look like peace. So their
// absence is an alert as well.
resource fromFigures 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'figures-${suffix}'
  location: location
  properties: {
    displayName: 'Lanyard: figures'
    description: 'Which alert it is stands under "alert". ${join(map(figures, alert => '${alert.name}: ${alert.todo}.'), ' ')} ${silence}.'
    severity: 1
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          // Of a gauge Sum is the value, and Max is not sent. Each instance tells the same; its latest counts.
          query: 'let limits = datatable(Name: string, alert: string, above: long) [${limitsByFigure}]; let late = AppMetrics | where TimeGenerated > ago(10m) | summarize arg_max(TimeGenerated, Sum) by Name, AppRoleInstance | lookup kind=inner limits on Name | where Sum > above | distinct alert; let silent = AppMetrics | where Name == "lanyard.concern.undelivered" | summarize heard = count() | where heard == 0 | project alert = "silent"; union late, silent'
          timeAggregation: 'Count'
          dimensions: [{ name: 'alert', operator: 'Include', values: ['*'] }]
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
