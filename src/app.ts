import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { createAcknowledgements } from './acknowledgement/acknowledgements.ts';
import { JOBS } from './acknowledgement/jobs.ts';
import { createPeopleWithoutTeams } from './acknowledgement/without-teams.ts';
import { offerCampaignFiles } from './campaign-downloads.ts';
import { campaignPolicies } from './campaign-policies.ts';
import { rememberBriefly } from './concern/brief-memory.ts';
import { createConcerns } from './concern/concerns.ts';
import { createDetector } from './concern/detect.ts';
import { wordsOf } from './concern/detector/names.ts';
import { EXPORT_FORMATS } from './concern/export.ts';
import type { ConcernParts } from './concern/parts.ts';
import { createPump } from './concern/pump.ts';
import { createScreenshots } from './concern/screenshot.ts';
import { concernDownload, screenshotDownload } from './concern-files.ts';
import type { Config } from './config/config.ts';
import { createDownloads } from './core/downloads.ts';
import type { CampaignId, Ids, SchoolId, UserId } from './core/ids.ts';
import type { Log } from './core/log.ts';
import type { Pace } from './core/messages.ts';
import type { Directory, Standing } from './core/people.ts';
import type { School } from './core/school.ts';
import { createStandings } from './core/standing.ts';
import { writtenSecret } from './core/tickets.ts';
import type { Clock } from './core/time.ts';
import { createCredential, createGraph } from './graph/client.ts';
import { databasePassword } from './graph/database-token.ts';
import { graphDirectory } from './graph/directory.ts';
import { graphInstalls } from './graph/installs.ts';
import { graphNudges } from './graph/nudge.ts';
import { observing } from './observed.ts';
import { createPolicies } from './policies.ts';
import { classifySmallTalk } from './policy/small-talk.ts';
import { followClock, machineClock } from './process/clock.ts';
import { randomIds } from './process/ids.ts';
import { createLog } from './process/log.ts';
import { createReadiness } from './readiness.ts';
import { openRecordKey } from './record-key.ts';
import { sqlListStore } from './store/acknowledgement/campaign-lists.ts';
import { sqlCampaignStore } from './store/acknowledgement/campaign-store.ts';
import { sqlChaseStore } from './store/acknowledgement/chase-store.ts';
import { sqlCheckStore } from './store/acknowledgement/check-store.ts';
import { sqlPushStore } from './store/acknowledgement/push-store.ts';
import { sqlDraftStore, sqlSummaryStore } from './store/concern/drafts.ts';
import { sqlScreenshotStore } from './store/concern/screenshot-store.ts';
import { sqlConcernStore } from './store/concern/store.ts';
import { sqlWatchStore } from './store/concern/watch.ts';
import { sqlConversationStore } from './store/conversation-store.ts';
import { openDatabase } from './store/database.ts';
import { createJobs } from './store/jobs.ts';
import { readLevels } from './store/levels.ts';
import { sqlPace } from './store/pace.ts';
import { sqlStandingStore } from './store/people-store.ts';
import { sqlTickets } from './store/ticket-store.ts';
import { registerCampaigns } from './teams/acknowledgement/campaign-handlers.ts';
import { registerCampaignPaper } from './teams/acknowledgement/campaign-paper-handlers.ts';
import { registerCampaignPeople } from './teams/acknowledgement/campaign-people-handlers.ts';
import { registerChecks } from './teams/acknowledgement/check-handlers.ts';
import { createAcknowledgementCourier } from './teams/acknowledgement/courier.ts';
import { registerAcknowledgements } from './teams/acknowledgement/handlers.ts';
import { createAdapter, createBotTokens } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { registerConcerns } from './teams/concern/handlers.ts';
import { createConcernNotifier } from './teams/concern/notifier.ts';
import { offerReport } from './teams/concern/offer.ts';
import { createPictureFetch, createPictureReceipt, PICTURE_DOWNLOAD } from './teams/concern/picture-handlers.ts';
import { EXPORT_DOWNLOADS } from './teams/concern/record-handlers.ts';
import { createConnector } from './teams/connector.ts';
import { createConversation } from './teams/conversation.ts';
import { MICROSOFT_CONNECTOR_HOSTS } from './teams/inbound.ts';
import { createMessenger, installingFirst } from './teams/messenger.ts';
import { createRoutes } from './teams/routes.ts';
import { createServer } from './teams/server.ts';
import { beginTelemetry } from './telemetry/begin.ts';
import { createPages } from './web/pages.ts';

/** What a test may put in place of the real thing. The database is none of it: tests choose theirs by configuration. */
export interface Outside {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly directory: Directory;
  readonly credential: TokenCredential;
  readonly pace: Pace;
}

export interface App {
  /** Begins to serve and to work; answers with the port in use. */
  start(): Promise<number>;
  /** Lets what is under way end, hands the rest back, and closes everything. */
  stop(): Promise<void>;
}

/** The address for a tenant nobody of which has written yet. Source: Microsoft Learn, proactive messages. */
const FIRST_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

/** How many further ports are tried when the wanted one is taken; in production none, because others know it. */
const PORTS_TRIED = 20;

/** How often due work is looked for; what is asked for by a person is woken at once. */
const SWEEP_MS = 30_000;

const CONCERN_SWEEP = 'concern-sweep';
const CONCERN_SWEEP_MS = 5_000;
/** The same without the queue, whose own connections may hang: a report must not wait for them. */
const CONCERN_PUMP_MS = 15_000;
const CONCERN_PLACES = 'concern-places';
const CONCERN_PLACES_MS = 5 * 60_000;

/** The one place where everything meets. */
export async function createApp(config: Config, replace: Partial<Outside> = {}): Promise<App> {
  const ids = replace.ids ?? randomIds;
  const followed =
    replace.clock || !config.clockUrl
      ? machineClock
      : await followClock(config.clockUrl, () => void jobs.wakeAll().catch(() => undefined));
  const clock = replace.clock ?? followed.now;

  const credential = replace.credential ?? createCredential(config.bot);
  const password = databasePassword(config.database, credential);
  const database = await openDatabase(config.database, password);
  const { db } = database;
  const plainLog = replace.log ?? createLog(config.logLevel);
  const telemetry = await beginTelemetry(config.telemetry, {
    instance: ids.uuid(),
    levels: () => readLevels(db, clock()),
    now: () => performance.now(),
    onTrouble: (error) => plainLog.warn('telemetry.no-levels', { reason: error instanceof Error ? error.name : '' }),
  });
  const observed = observing(telemetry);
  const log = observed.log(plainLog);
  const jobs = observed.jobs(createJobs(db, database.url, log, password));
  const conversations = sqlConversationStore(db);
  const pace = replace.pace ?? sqlPace(db);

  const graph = observed.graph(createGraph(config.graph.url, credential));
  const directory = replace.directory ?? graphDirectory(graph);
  const standingOf = createStandings({ trust: config.trust, directory, standings: sqlStandingStore(db), clock });

  const doors = {
    tenants: [config.trust.tenantId],
    serviceHosts: [...MICROSOFT_CONNECTOR_HOSTS, ...config.connectorHosts],
  };
  const adapter = createAdapter(config.bot, config.openIdUrl);
  const messenger = createMessenger({
    connector: observed.connector(createConnector(createBotTokens(config.bot))),
    botId: config.bot.id,
    conversations,
    pace,
    serviceHosts: doors.serviceHosts,
    firstServiceUrl: config.connectorUrl ?? FIRST_SERVICE_URL,
  });

  const graphUrl = config.graph.url;
  const installs = graphInstalls({ graph, pace, app: config.graph, graphUrl });
  const nudges = graphNudges({ graph, pace, graphUrl, catalogueId: installs.catalogueId });
  // For people who may never have used the bot: policy owners, the head, the chair of governors.
  const reaching = installingFirst(messenger, installs.install);

  const schools = new Map(config.trust.schools.map((school) => [school.id, school]));
  const schoolById = (id: SchoolId): School | undefined => schools.get(id);
  const schoolOfStanding = (standing: Standing): School | undefined =>
    standing.kind === 'staff' ? schoolById(standing.school) : undefined;
  const schoolOf = async (user: UserId): Promise<School | undefined> => schoolOfStanding(await standingOf(user));

  // Known once the port is: a link is first made for somebody who has asked, and by then we listen.
  let portInUse = config.port;
  let pumping: NodeJS.Timeout | undefined;
  const address = () => config.publicUrl ?? `http://localhost:${portInUse}`;
  const tickets = sqlTickets(db, ids);
  const downloads = createDownloads({ tickets, clock, log, address });

  const routes = observed.routes(createRoutes());
  const detectAnywhere = createDetector();
  const detectors = new Map(config.trust.schools.map((school) => [school.id, createDetector(wordsOf(school))]));
  const detect = (text: string, school?: School) => ((school && detectors.get(school.id)) ?? detectAnywhere)(text);
  const policies = createPolicies({
    config,
    db,
    clock,
    ids,
    log,
    telemetry,
    jobs,
    routes,
    messenger: reaching,
    standingOf,
    schoolOf,
    inQuestion: (user) => acknowledgements.inQuestion(user),
    detect,
    graph,
  });

  const campaigns = sqlCampaignStore(db);
  const acknowledgements = createAcknowledgements({
    trust: config.trust,
    campaigns,
    pushes: sqlPushStore(db),
    chases: sqlChaseStore(db),
    lists: sqlListStore(db),
    checks: sqlCheckStore(db),
    directory,
    policies: campaignPolicies(policies.library),
    courier: createAcknowledgementCourier({
      messenger,
      tenant: config.trust.tenantId,
      install: installs.install,
      nudge: nudges.nudge,
      clock,
    }),
    clock,
    ids,
    jobs,
    wait,
    random: Math.random,
    log,
  });
  registerAcknowledgements(routes, acknowledgements);
  const withoutTeams = createPeopleWithoutTeams({ trust: config.trust, campaigns, tickets, clock, jobs });
  offerCampaignFiles(downloads, {
    trust: config.trust,
    campaigns,
    acknowledgements,
    withoutTeams,
    clock,
    linkAddress: (secret) => `${address()}/a/${writtenSecret(secret)}`,
  });
  registerCampaignPaper(routes, { acknowledgements, withoutTeams, downloads });
  registerCampaigns(routes, acknowledgements);
  registerCampaignPeople(routes, acknowledgements);
  registerChecks(routes, acknowledgements);
  jobs.handle(JOBS.prepare, (key) => acknowledgements.work.prepare(key as CampaignId));
  jobs.handle(JOBS.push, acknowledgements.work.push);
  jobs.handle(JOBS.sweep, acknowledgements.work.sweep);
  jobs.every(JOBS.sweep, SWEEP_MS);
  jobs.handle(JOBS.redraw, acknowledgements.work.redraw);
  jobs.handle(JOBS.progress, (key) => acknowledgements.work.progress(key as CampaignId));

  const keys = await openRecordKey(config.recordKey, credential);
  const concernParts: ConcernParts = {
    trust: config.trust,
    store: sqlConcernStore(db, keys),
    drafts: sqlDraftStore(db, keys),
    summaries: sqlSummaryStore(db),
    watch: sqlWatchStore(db),
    directory: rememberBriefly(directory, clock),
    notifier: createConcernNotifier({ messenger: reaching, clock }),
    clock,
    ids,
    log,
    // In this process and at once; the regular job is for what a crash left behind, and for clocks.
    wake: async () => concernPump.wake(),
  };
  const concerns = createConcerns(concernParts);
  const screenshots = createScreenshots(concernParts, sqlScreenshotStore(db, keys));
  const concernPump = createPump(
    () => concerns.sweep(),
    (error) => log.error('concern.sweep-failed', {}, error),
  );
  registerConcerns(routes, { concerns, screenshots, downloads, trust: config.trust, directory, standingOf, log });
  for (const format of EXPORT_FORMATS)
    downloads.handle(
      EXPORT_DOWNLOADS[format],
      concernDownload({ concerns, screenshots }, config.trust.tenantId, format),
    );
  downloads.handle(PICTURE_DOWNLOAD, screenshotDownload(screenshots, config.trust.tenantId));
  jobs.handle(CONCERN_SWEEP, () => concerns.sweep());
  jobs.every(CONCERN_SWEEP, CONCERN_SWEEP_MS);
  // Apart from the sweep: a directory that hangs must not hold up a delivery.
  jobs.handle(CONCERN_PLACES, async () => void (await concerns.destinations()));
  jobs.every(CONCERN_PLACES, CONCERN_PLACES_MS);

  const conversation = createConversation({
    routes,
    standingOf,
    schoolById: schoolOfStanding,
    detect,
    onConcern: async (turn, detection, school) => {
      await offerReport(turn, detection, school);
      // A general question gets its answer too, from the index alone: what may be a disclosure goes to no model.
      if (detection.kind === 'unclear' && school && turn.place.kind === 'personal')
        await policies.answer(turn, school, 'locally');
    },
    isSmallTalk: (text) => classifySmallTalk(text) === 'help',
    onQuestion: policies.answer,
    onPicture: createPictureReceipt(
      screenshots,
      createPictureFetch({
        connectorHosts: doors.serviceHosts,
        fileHosts: config.connectorHosts,
        sharepoint: config.trust.sharepoint,
        token: createBotTokens(config.bot),
      }),
    ),
    onFile: policies.receive,
  });

  const bot = createBot({
    adapter,
    botId: config.bot.id,
    routes,
    doors,
    conversations,
    messenger,
    isStaff: async (user) => (await standingOf(user)).kind === 'staff',
    isOutsider: async (user) => (await standingOf(user)).kind === 'outsider',
    clock,
    ids,
    log,
    onMessage: conversation.message,
    onInstalled: conversation.installed,
  });
  const server = createServer({
    adapter,
    handleTurn: observed.turns(bot),
    log,
    readiness: createReadiness({
      isHealthy: jobs.isHealthy,
      waitingSeconds: async () => (await readLevels(db, clock()))['jobs.oldest_waiting_seconds'],
      destinations: concerns.destinations,
      log,
    }),
    pages: createPages({ downloads, links: withoutTeams, clock }),
  });

  return {
    async start() {
      await policies.readFilesAtStart();
      await jobs.start();
      // What a killed process left is taken up at once, not at the next regular run.
      await jobs.wakeAll();
      pumping = setInterval(concernPump.wake, CONCERN_PUMP_MS);
      portInUse = await server.listen(config.port, config.isProduction ? 0 : PORTS_TRIED);
      return portInUse;
    },
    async stop() {
      await server.close();
      acknowledgements.stop();
      clearInterval(pumping);
      await concernPump.idle();
      await jobs.stop();
      followed.stop();
      // While the database can still be asked how much waits.
      await telemetry.stop();
      await database.close();
    },
  };
}
