import type { TokenCredential } from '@azure/identity';
import { startAcknowledgements } from './acknowledge/index.ts';
import { isOwnRequest } from './acknowledge/request/request.cards.ts';
import { type Ahead, beginAhead } from './ahead.ts';
import { type AppContext, createAppContext } from './context.ts';
import type { FeatureParts } from './feature.ts';
import { startFeatures, withFeaturesInUse } from './features.ts';
import { createAdultEar } from './hear/adults.ts';
import { createGate } from './hear/gate.ts';
import { heldForm } from './hear/offer/held-form.handlers.ts';
import { DO } from './hear/talk/talk.cards.ts';
import { Fault, nameOf } from './kernel/calls/fault.ts';
import type { Ids } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import type { Pace } from './kernel/messages.ts';
import type { Clock } from './kernel/time.ts';
import type { Opening, Understanding } from './platform/encoder/open.ts';
import type { Config } from './platform/environment/config.ts';
import { createAppCredential, createCredential } from './platform/graph/credentials.ts';
import { databasePassword } from './platform/graph/database-token.ts';
import { type Db, openDatabase } from './platform/postgres/database.ts';
import { FSYNC_OFF, keepsItsWord } from './platform/postgres/health.ts';
import { createJobs } from './platform/postgres/jobs/jobs.ts';
import { readLevels } from './platform/postgres/jobs/levels.ts';
import { openSharedClock } from './platform/postgres/jobs/shared-clock.ts';
import { leasesOf } from './platform/postgres/lease.ts';
import { followClock } from './platform/process/process-clock.ts';
import { randomIds } from './platform/process/process-ids.ts';
import { createLog } from './platform/process/process-log.ts';
import { createBot } from './platform/teams/bot.ts';
import { createAdapter } from './platform/teams/inbound/adapter.ts';
import { createServer } from './platform/teams/inbound/server.ts';
import { createLiveButtons } from './platform/teams/live-buttons.ts';
import { createRoutes } from './platform/teams/routes.ts';
import { beginTelemetry } from './platform/telemetry/begin.ts';
import { createPages } from './platform/web/pages.ts';
import { leadsOn } from './report/triage/triage.handlers.ts';
import type { Directory } from './school/people.ts';
import { wireConcerns } from './wiring/concerns.ts';
import { wireConversation } from './wiring/conversation.ts';
import { createEar, type Ear } from './wiring/ear.ts';
import { startErrands } from './wiring/errands.ts';
import { createTextFetch } from './wiring/fetch-text.ts';
import { wireLiveSchools } from './wiring/live-schools.ts';
import { reachMicrosoft } from './wiring/microsoft.ts';
import { observing } from './wiring/observed.ts';
import { createPersonToPhone } from './wiring/person-to-phone.ts';
import { campaignPolicies } from './wiring/policy/campaign-policies.ts';
import { loadCautions } from './wiring/policy/cautions.ts';
import { wirePolicies } from './wiring/policy/policies.ts';
import { createReadiness, remarksOf } from './wiring/readiness.ts';
import { openRecordKey } from './wiring/record-key.ts';
import { handleStrayPictures } from './wiring/stray-picture.ts';
import { wireTalk } from './wiring/talk.ts';

/** What a test may put in place of the real thing. The database is none of it: tests choose theirs by configuration. */
export interface Outside {
  readonly clock: Clock;
  /** Calls back whenever that clock was moved by hand: then all work that may be due is looked at. */
  readonly onClockMoved: (look: () => void) => void;
  readonly ids: Ids;
  readonly log: Log;
  readonly directory: Directory;
  readonly credential: TokenCredential;
  readonly pace: Pace;
  /** The encoder, or why there is none. */
  readonly understanding: Opening;
}

export interface App {
  /** For the person who starts it: what is not as it should be, although it starts. */
  readonly remarks: readonly string[];
  /** Begins to serve and to work; answers with the port in use. */
  start(): Promise<number>;
  /** Lets what is under way end, hands the rest back, and closes everything. */
  stop(): Promise<void>;
}

/** How many further ports are tried when the wanted one is taken; in production none, because others know it. */
const PORTS_TRIED = 20;

/**
 * The one place where everything meets.
 * @param begun what the caller has begun already, and lets go where this fails
 */
export async function createApp(config: Config, replace: Partial<Outside> = {}, begun?: Ahead): Promise<App> {
  // A mistake in a school's cautions is told before anything is waited for.
  const cautions = loadCautions(config.trust, config.configFolder);
  const { understanding, server } = begun ?? beginAhead(config.database, replace.understanding);
  const credential = replace.credential ?? createCredential(config.bot);
  const password = databasePassword(config.database, credential);
  const database = await openDatabase(config.database, password, server);
  try {
    // A receipt promises that a report survives a power cut: better no bot than a promise that is not kept.
    if (config.isProduction && !(await keepsItsWord(database.db))) throw new Fault('rejected', `${FSYNC_OFF}.`);
    const appCredential = replace.credential ?? createAppCredential(config.bot, config.graph.appId);
    const opened = { cautions, opening: await understanding, credential, appCredential, password, database };
    return await putTogether(config, opened, replace);
  } catch (error) {
    // The database of this folder must not run on without us.
    await database.close().catch(() => undefined);
    throw error;
  }
}

interface Opened {
  readonly cautions: ReturnType<typeof loadCautions>;
  readonly opening: Opening;
  /** Of Azure's own services. */
  readonly credential: TokenCredential;
  /** Of the registration that calls Graph. */
  readonly appCredential: TokenCredential;
  readonly password: ReturnType<typeof databasePassword>;
  readonly database: Awaited<ReturnType<typeof openDatabase>>;
}

/** The capabilities upon the context, the bot upon the capabilities, the HTTP door before them all. */
async function putTogether(written: Config, opened: Opened, replace: Partial<Outside>): Promise<App> {
  const { cautions, opening, credential, appCredential, database } = opened;
  const machine = await openMachine(written, opened, replace);
  const trust = await withFeaturesInUse(written.trust, database.db, machine.log);
  const schools = wireLiveSchools(trust, database.db, machine.log, machine.clock);
  const config: Config = { ...written, trust: schools.trust };
  const { observed, telemetry, jobs } = machine;
  // Known once the port is: a link is first made for someone who has asked, and by then we listen.
  let portInUse = config.port;
  const address = () => config.publicUrl ?? `http://localhost:${portInUse}`;
  const routes = observed.routes(createRoutes());
  const live = createLiveButtons(routes, (verb, data) =>
    verb === DO ? talk.answers(data.wish) : leadsOn(concerns, verb, data),
  );
  const reached = { db: database.db, credential: appCredential, observed, live };
  const microsoft = reachMicrosoft(config, { ...reached, directory: replace.directory, pace: replace.pace });
  const understanding = understandingOf(opening, machine.log);
  const known = { config, db: database.db, understanding, routes, address };
  const context = createAppContext({ ...known, ...machine, ...microsoft, elapsed: () => performance.now() });

  const recordKey = await openRecordKey(config.recordKey, credential);
  const { hear, readExact } = earOf(context, opening);
  const gate = createGate(hear);
  const heard = { gate, hear, credential, recordKey, cautions };
  const policies = wirePolicies(context, { ...heard, inQuestion: (user) => acknowledgements.inQuestion(user) });
  const features: FeatureParts[] = [];
  const { acknowledgements, campaigns } = startAcknowledgements(context, {
    ...microsoft,
    recordKey,
    policies: campaignPolicies(policies.library),
    extensions: () => features.flatMap(({ extension }) => extension ?? []),
  });
  const concerns = wireConcerns(context, recordKey, {
    ...schools,
    nudges: microsoft.nudges,
    hearsAdult: createAdultEar(hear),
    chats: microsoft.chats,
    features: () => features,
  });
  handleStrayPictures(jobs, concerns);
  machine.onClockMoved(concerns.engine.look);
  const fetchText = createTextFetch(config);
  const promises = { gate, policies, acknowledgements, campaigns, report: concerns };
  startFeatures({ context, recordKey, schools, fetchText, ...promises }, features);
  const adapter = createAdapter(config.bot, config.openIdUrl, microsoft.token);
  const readiness = readinessOf({ ...context, ...machine }, concerns.destinations);
  const { concerns: reports, chatWords } = concerns;
  const talk = wireTalk(context, { ...policies, acknowledgements, features, readiness, reports, chatWords });
  const parts = { gate, readExact, policies, talk, features, concerns };
  const conversation = wireConversation(context, { ...parts, ...microsoft.doors, token: microsoft.token });
  const bot = createBot({
    ...context,
    ...{ doors: microsoft.doors, conversations: microsoft.conversations },
    personToPhone: createPersonToPhone(config.trust, context.standingOf),
    gate,
    live,
    onHeld: heldForm,
    isSentTo: async (user, name) => isOwnRequest(name) && (await acknowledgements.isAdded(user)),
    ...{ onMessage: conversation.message, onInstalled: conversation.installed },
  });
  const server = createServer({
    adapter,
    handleTurn: observed.turns(bot),
    log: context.log,
    readiness,
    pages: pagesOf(context, features),
  });

  const whole = {
    ...{ remarks: remarksOf(opening, database), beside: besidesOf(context, schools), policies, jobs, concerns },
    ...{ server, acknowledgements, machine, telemetry, database },
  };
  return running(whole, config, (port) => {
    portInUse = port;
  });
}

interface Whole extends Pick<Opened, 'database'>, Pick<App, 'remarks'> {
  readonly beside: ReturnType<typeof besidesOf>;
  readonly policies: ReturnType<typeof wirePolicies>;
  readonly acknowledgements: ReturnType<typeof startAcknowledgements>['acknowledgements'];
  readonly concerns: ReturnType<typeof wireConcerns>;
  readonly machine: Awaited<ReturnType<typeof openMachine>>;
  readonly jobs: Awaited<ReturnType<typeof openMachine>>['jobs'];
  readonly telemetry: Awaited<ReturnType<typeof openMachine>>['telemetry'];
  readonly server: ReturnType<typeof createServer>;
}

/** Starts what was put together in its order, and stops it in the order that loses nothing. */
function running(
  { remarks, beside, policies, jobs, concerns, server, acknowledgements, machine, telemetry, database }: Whole,
  config: Pick<Config, 'port' | 'isProduction'>,
  onPort: (port: number) => void,
): App {
  return {
    remarks,
    async start() {
      await beside.start();
      await policies.readFilesAtStart();
      await jobs.start();
      concerns.engine.start();
      const port = await server.listen(config.port, config.isProduction ? 0 : PORTS_TRIED);
      onPort(port);
      return port;
    },
    async stop() {
      try {
        beside.stop();
        await server.close();
        acknowledgements.stop();
        await concerns.engine.stop();
        await jobs.stop();
        machine.stopClock();
        // While the database can still be asked how much waits.
        await telemetry.stop();
      } finally {
        await database.close();
      }
    },
  };
}

/** What looks every few seconds at what others have written: role-holders and numbers, and commands to be run here. */
function besidesOf(context: AppContext, live: ReturnType<typeof wireLiveSchools>) {
  const folder = context.config.errandsFolder;
  let errands: ReturnType<typeof startErrands> | undefined;
  return {
    async start() {
      await live.start();
      if (folder !== undefined) errands = startErrands({ ...context, folder });
    },
    stop() {
      errands?.stop();
      live.stop();
    },
  };
}

/** The process itself: its clock, ids and log, what watches it, and its queue. */
async function openMachine(config: Config, { database, password }: Opened, replace: Partial<Outside>) {
  const { db } = database;
  const ids = replace.ids ?? randomIds;
  let clockMoved: () => void = () => undefined;
  const plainLog = replace.log ?? createLog(config.logLevel);
  const { clock, isClockOff, stopClock } = await openClock(config, db, plainLog, replace.clock, () => clockMoved());
  replace.onClockMoved?.(() => clockMoved());
  const telemetry = await beginTelemetry(config.telemetry, {
    instance: ids.uuid(),
    levels: () => readLevels(db, clock()),
    now: () => performance.now(),
    onTrouble: (error) => plainLog.warn('telemetry.no-levels', { reason: nameOf(error) }),
  });
  const observed = observing(telemetry);
  const log = observed.log(plainLog);
  const jobs = observed.jobs(createJobs(db, database.url, log, password));
  const onClockMoved = (wake: () => void): void => {
    clockMoved = () => {
      wake();
      jobs.wakeAll().catch(() => undefined);
    };
  };
  return { ids, clock, log, telemetry, observed, jobs, onClockMoved, isClockOff, stopClock };
}

/** The clock of all instances; in a try-out one that can be moved, and in tests one that stands still. */
async function openClock(config: Config, db: Db, log: Log, replaced: Clock | undefined, onMove: () => void) {
  const never = { isClockOff: () => false, stopClock: () => undefined };
  if (replaced) return { ...never, clock: replaced };
  if (config.clockUrl) {
    const followed = await followClock(config.clockUrl, onMove);
    return { ...never, clock: followed.now, stopClock: followed.stop };
  }
  const shared = await openSharedClock(db, log);
  return { clock: shared.now, isClockOff: shared.isOff, stopClock: shared.stop };
}

/** What a browser is shown: links to sign by, to download and to hand over, and the address for people without Teams. */
const pagesOf = ({ downloads, elapsed }: AppContext, features: readonly FeatureParts[]) =>
  createPages({ downloads, doors: Object.assign({}, ...features.map((one) => one.doors)), elapsed });

const earOf = ({ config, routes, log }: AppContext, opening: Opening): Ear =>
  createEar({
    schools: config.trust.schools,
    opening,
    isCommand: (words) => routes.findCommand(words) !== undefined,
    log,
  });

/** Said once, here: without it answers are never sure, and the rules alone tell reports. */
function understandingOf(opening: Opening, log: Log): Understanding | undefined {
  if (opening.kind === 'open') return opening.understanding;
  log.warn('understanding.without', { reason: opening.reason, todo: opening.todo });
  return undefined;
}

const readinessOf = (
  {
    jobs,
    db,
    clock,
    log,
    isClockOff,
  }: Pick<AppContext, 'db' | 'clock' | 'log'> & Pick<Awaited<ReturnType<typeof openMachine>>, 'jobs' | 'isClockOff'>,
  destinations: ReturnType<typeof wireConcerns>['destinations'],
) =>
  createReadiness({
    isHealthy: jobs.isHealthy,
    waitingSeconds: async () => (await readLevels(db, clock()))['jobs.oldest_waiting_seconds'],
    isWorkStuck: leasesOf(db).isAnyStuck,
    isClockOff,
    destinations,
    log,
  });
