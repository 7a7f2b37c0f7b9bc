import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnector } from './connector/serve.ts';
import { createFaultRules } from './faults.ts';
import { createGraph } from './graph/serve.ts';
import { IDENTITY_HEADER } from './identity.ts';
import { botAccount, personAccount } from './inbound/activity.ts';
import { createActor } from './inbound/actor.ts';
import { createBotDoor } from './inbound/delivery.ts';
import { type BotEvents, createBotEvents } from './inbound/events.ts';
import { createPeopleActs } from './inbound/people.ts';
import type { Json } from './json.ts';
import { commandsIn } from './manifest.ts';
import { createRateLimits } from './rate-limits.ts';
import type { Sandbox } from './running-sandbox.ts';
import { viewsOf } from './seen.ts';
import { createRequestListener } from './server.ts';
import { createTenantChanges } from './tenant/changes.ts';
import { createClock } from './tenant/clock.ts';
import { openChat } from './tenant/conversations.ts';
import type { SandboxSchool } from './tenant/school.ts';
import { createWorld, mriOf, type Person, personOf, type World } from './tenant/world.ts';
import { createTokens } from './tokens.ts';

export type { Sandbox } from './running-sandbox.ts';

export interface SandboxOptions {
  school: SandboxSchool;
  /** 0, the usual, takes any free port. */
  port?: number;
  host?: '127.0.0.1';
  /** The bot's `/api/messages`. May be set later. */
  botEndpoint?: string;
  botId: string;
  tenantId: string;
  /** The time that the sandbox's clock starts from and moves with; the machine's own unless told. */
  now?: () => Date;
  /** The app's manifest, for its prompt starters and message extension; without it the page offers none. */
  manifest?: unknown;
  /** The published rate limits; on unless told. */
  limits?: boolean;
  /** How long the tokens of the identity endpoint last; 24 h unless told. */
  tokenLifetimeSeconds?: number;
  /** Monotonic time for the limits, and chance for fault rules with a probability; real ones unless told. */
  nowMs?: () => number;
  random?: () => number;
}

/** Starts a sandbox on loopback. It holds everything in memory and forgets it on `close()`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  let url = '';
  const parts = createParts(options, () => url);
  const { world, door, acts } = parts;
  const server = createServer();
  const sandbox: Sandbox = {
    ...acts,
    ...viewsOf(world),
    get url() {
      return url;
    },
    get connectorUrl() {
      return parts.serviceUrl();
    },
    get graphUrl() {
      return parts.graphUrl();
    },
    get openIdMetadataUrl() {
      return `${url}/openid/.well-known/openidconfiguration`;
    },
    get identity() {
      return { endpoint: `${url}/identity/token`, header: IDENTITY_HEADER };
    },
    close: () => stop(server),
    setBotEndpoint: door.setEndpoint,
    world,
    commands: commandsIn(options.manifest),
    clock: world.clock,
    faults: parts.faults,
    limits: parts.limits,
    tenant: parts.tenant,
    events: parts.events,
    sendActivity: door.deliver,
    activity: (userId, own) => personalActivity(world, parts.serviceUrl(), userId, own),
    async openDialog(userId, messageId, action, inputs) {
      const result = await acts.click(userId, messageId, action, inputs);
      if (result.kind !== 'dialog') throw new Error(`"${action}" opened no dialog but gave ${result.kind}.`);
      return result.dialog;
    },
  };
  const tokenLifetimeSeconds = options.tokenLifetimeSeconds ?? 24 * 3600;
  server.on('request', createRequestListener({ ...parts, sandbox, tokenLifetimeSeconds }));
  url = await listen(server, options);
  return sandbox;
}

/** Everything that a sandbox is made of, joined up. The address is known only once the server listens. */
function createParts(options: SandboxOptions, url: () => string) {
  const { school, botId, tenantId } = options;
  const clock = createClock(options.now ?? (() => new Date()));
  const world = createWorld(school, { botId, tenantId, clock });
  const faults = createFaultRules(options.random ?? Math.random);
  const limits = createRateLimits(options.nowMs ?? (() => performance.now()));
  limits.setOn(options.limits ?? true);

  const serviceUrl = () => `${url()}/connector/`;
  const graphUrl = () => `${url()}/graph/v1.0`;
  const tokens = createTokens({ botId, tenantId, serviceUrl });
  const door = createBotDoor({ tokens, tenantId, endpoint: options.botEndpoint });
  const events = createBotEvents(world, door, serviceUrl);
  const acts = createPeopleActs(createActor({ world, door, events, url }));
  const tenant = createTenantChanges(world, events, (id) => mriOf(tenantId, id));
  const connector = createConnector({ world, tokens, limits, faults });
  const graph = createGraph({ world, tokens, limits, faults, root: graphUrl, events: toldLater(world, events) });
  return { world, faults, limits, serviceUrl, graphUrl, tokens, door, events, acts, tenant, connector, graph };
}

/** Graph answers first; Teams tells the bot in its own time. */
function toldLater(world: World, events: BotEvents) {
  const later = (tell: (person: Person) => Promise<unknown>) => (userId: string) => {
    setImmediate(() => void tell(personOf(world, userId)));
  };
  return { installed: later(events.appInstalled), removed: later(events.appRemoved) };
}

/** An activity as Teams sends it from this person's chat with the bot, with `own` laid over it. */
function personalActivity(world: World, serviceUrl: string, userId: string, own: { type: string } & Json): Json {
  const { tenantId } = world;
  const person = personOf(world, userId);
  return {
    id: String(world.nextNumber()),
    timestamp: world.clock.now().toISOString(),
    serviceUrl,
    channelId: 'msteams',
    from: personAccount(person),
    conversation: { conversationType: 'personal', tenantId, id: openChat(world, person.id).id },
    recipient: botAccount(world),
    channelData: { tenant: { id: tenantId } },
    locale: 'en-GB',
    ...own,
  };
}

/** Resolves to the address. */
async function listen(server: Server, { port = 0, host = '127.0.0.1' }: SandboxOptions): Promise<string> {
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
