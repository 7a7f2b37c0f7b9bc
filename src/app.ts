import type { TokenCredential } from '@azure/identity';
import { readAboutReports } from './concern/about-reports.ts';
import { createDetector } from './concern/detect.ts';
import { wordsOf } from './concern/detector/names.ts';
import type { Config } from './config/config.ts';
import { createDownloads } from './core/downloads.ts';
import { Fault, nameOf } from './core/fault.ts';
import type { Ids, UserId } from './core/ids.ts';
import type { Log } from './core/log.ts';
import type { Pace } from './core/messages.ts';
import type { Directory, Standing } from './core/people.ts';
import type { School } from './core/school.ts';
import { createStandings } from './core/standing.ts';
import type { Clock } from './core/time.ts';
import { createCredential, createGraph } from './graph/client.ts';
import { databasePassword } from './graph/database-token.ts';
import { graphDirectory } from './graph/directory.ts';
import { graphInstalls } from './graph/installs.ts';
import { graphNudges } from './graph/nudge.ts';
import { classifySmallTalk } from './policy/small-talk.ts';
import { followClock, machineClock } from './process/clock.ts';
import { randomIds } from './process/ids.ts';
import { createLog } from './process/log.ts';
import { sqlConversationStore } from './store/conversation-store.ts';
import { openDatabase } from './store/database.ts';
import { FSYNC_OFF, keepsItsWord } from './store/health.ts';
import { createJobs } from './store/jobs.ts';
import { readLevels } from './store/levels.ts';
import { sqlPace } from './store/pace.ts';
import { sqlStandingStore } from './store/people-store.ts';
import { sqlTickets } from './store/ticket-store.ts';
import { createAdapter, createBotTokens } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { answerAboutReports } from './teams/concern/about-cards.ts';
import { offerReport } from './teams/concern/offer.ts';
import { createPictureFetch, createPictureReceipt } from './teams/concern/picture-handlers.ts';
import { createConnector } from './teams/connector.ts';
import { createConversation } from './teams/conversation.ts';
import { MICROSOFT_CONNECTOR_HOSTS } from './teams/inbound.ts';
import { createMessenger, installingFirst } from './teams/messenger.ts';
import { createRoutes } from './teams/routes.ts';
import { createServer } from './teams/server.ts';
import { beginTelemetry } from './telemetry/begin.ts';
import { createPages } from './web/pages.ts';
import { wireAcknowledgements } from './wiring/acknowledgements.ts';
import { wireConcerns } from './wiring/concerns.ts';
import type { Ground } from './wiring/ground.ts';
import { observing } from './wiring/observed.ts';
import { createPersonToPhone } from './wiring/person-to-phone.ts';
import { wirePolicies } from './wiring/policies.ts';
import { createReadiness } from './wiring/readiness.ts';
import { openRecordKey } from './wiring/record-key.ts';
import { loadWording, type Wording } from './wiring/wording.ts';

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

/** The one place where everything meets. */
export async function createApp(config: Config, replace: Partial<Outside> = {}): Promise<App> {
  // A mistake in a school's words is told before anything is opened.
  const wording = loadWording(config.trust, config.configFolder);
  const credential = replace.credential ?? createCredential(config.bot);
  const password = databasePassword(config.database, credential);
  const database = await openDatabase(config.database, password);
  try {
    // A receipt promises that a report survives a power cut: better no bot than a promise that is not kept.
    if (config.isProduction && !(await keepsItsWord(database.db))) throw new Fault('rejected', `${FSYNC_OFF}.`);
    return await putTogether(config, { wording, credential, password, database }, replace);
  } catch (error) {
    // The database of this folder must not run on without us.
    await database.close().catch(() => undefined);
    throw error;
  }
}

interface Opened {
  readonly wording: Wording;
  readonly credential: TokenCredential;
  readonly password: ReturnType<typeof databasePassword>;
  readonly database: Awaited<ReturnType<typeof openDatabase>>;
}

async function putTogether(config: Config, opened: Opened, replace: Partial<Outside>): Promise<App> {
  const { wording, credential, password, database } = opened;
  const ids = replace.ids ?? randomIds;
  const followed =
    replace.clock || !config.clockUrl
      ? machineClock
      : await followClock(config.clockUrl, () => void jobs.wakeAll().catch(() => undefined));
  const clock = replace.clock ?? followed.now;

  const { db } = database;
  const plainLog = replace.log ?? createLog(config.logLevel);
  const telemetry = await beginTelemetry(config.telemetry, {
    instance: ids.uuid(),
    levels: () => readLevels(db, clock()),
    now: () => performance.now(),
    onTrouble: (error) => plainLog.warn('telemetry.no-levels', { reason: nameOf(error) }),
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

  const schools = new Map(config.trust.schools.map((school) => [school.id, school]));
  const schoolOfStanding = (standing: Standing): School | undefined =>
    standing.kind === 'staff' ? schools.get(standing.school) : undefined;
  const schoolOf = async (user: UserId): Promise<School | undefined> => schoolOfStanding(await standingOf(user));

  // Known once the port is: a link is first made for somebody who has asked, and by then we listen.
  let portInUse = config.port;
  const address = () => config.publicUrl ?? `http://localhost:${portInUse}`;
  const tickets = sqlTickets(db, ids);
  const downloads = createDownloads({ tickets, clock, log, address });

  const routes = observed.routes(createRoutes());
  const detectAnywhere = createDetector();
  const detectors = new Map(config.trust.schools.map((school) => [school.id, createDetector(wordsOf(school))]));
  const detect = (text: string, school?: School) => ((school && detectors.get(school.id)) ?? detectAnywhere)(text);
  const ground: Ground = {
    config,
    db,
    clock,
    ids,
    log,
    telemetry,
    jobs,
    routes,
    graph,
    directory,
    messenger,
    reaching: installingFirst(messenger, installs.install),
    tickets,
    downloads,
    address,
    standingOf,
    schoolOf,
  };
  const policies = wirePolicies(ground, { detect, wording, inQuestion: (user) => acknowledgements.inQuestion(user) });
  const { library } = policies;
  const { acknowledgements, withoutTeams } = wireAcknowledgements(ground, { library, installs, nudges });
  const { concerns, screenshots, onStrayPicture, ...delivery } = wireConcerns(
    ground,
    await openRecordKey(config.recordKey, credential),
  );

  const conversation = createConversation({
    routes,
    standingOf,
    schoolOfStanding,
    detect,
    onConcern: async (turn, detection, school) => {
      await offerReport(turn, detection, school);
      // A general question gets its answer too, from the index alone: what may be a disclosure goes to no model.
      if (detection.kind === 'unclear' && school && turn.place.kind === 'personal')
        await policies.answer(turn, school, 'locally');
    },
    readAboutReports,
    onAboutReports: answerAboutReports,
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
    onStrayPicture,
    onFile: policies.receive,
  });

  const bot = createBot({
    adapter,
    botId: config.bot.id,
    routes,
    doors,
    conversations,
    messenger,
    standingOf,
    personToPhone: createPersonToPhone(config.trust, standingOf),
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
      delivery.start();
      portInUse = await server.listen(config.port, config.isProduction ? 0 : PORTS_TRIED);
      return portInUse;
    },
    async stop() {
      try {
        await server.close();
        acknowledgements.stop();
        await delivery.stop();
        await jobs.stop();
        followed.stop();
        // While the database can still be asked how much waits.
        await telemetry.stop();
      } finally {
        await database.close();
      }
    },
  };
}
