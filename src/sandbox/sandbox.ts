import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTenantChanges, type TenantChanges } from './changes.ts';
import { createClock, type SandboxClock } from './clock.ts';
import { createConnector } from './connector/serve.ts';
import { openChat } from './conversations.ts';
import { createFaultRules, type FaultRules } from './faults.ts';
import { createGraph } from './graph/serve.ts';
import { IDENTITY_HEADER } from './identity.ts';
import { botAccount, personAccount } from './inbound/activity.ts';
import { createActor } from './inbound/actor.ts';
import { createBotDoor, type Delivery } from './inbound/delivery.ts';
import { type BotEvents, createBotEvents } from './inbound/events.ts';
import { createPeopleActs, type PeopleActs } from './inbound/people.ts';
import type { ClickResult, Dialog } from './inbound/results.ts';
import type { Json } from './json.ts';
import { type AppCommands, commandsIn } from './manifest.ts';
import { createRateLimits } from './rate-limits.ts';
import type { SandboxSchool } from './school.ts';
import { createRequestListener } from './server.ts';
import { createTokens, type TokenKind } from './tokens.ts';
import {
  type ChatView,
  channelThreads,
  chatsOf,
  feedOf,
  type MessageView,
  type Thread,
  viewOfConversation,
} from './views.ts';
import { createWorld, type FeedItem, findPerson, mriOf, type World } from './world.ts';

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

export interface Sandbox extends PeopleActs {
  url: string;
  /** The `serviceUrl` of every activity. */
  connectorUrl: string;
  graphUrl: string;
  openIdMetadataUrl: string;
  /** For IDENTITY_ENDPOINT and IDENTITY_HEADER, which @azure/identity reads. */
  identity: { endpoint: string; header: string };
  close(): Promise<void>;
  setBotEndpoint(url: string): void;
  world: World;
  commands: AppCommands;
  clock: SandboxClock;
  faults: FaultRules;
  limits: { setOn(on: boolean): void; isOn(): boolean };
  tenant: TenantChanges;
  events: BotEvents;
  /** Posts an activity as it is. Fields that are missing are not filled in: build it with `activity`. */
  sendActivity(activity: Json, options?: { token?: TokenKind; rawBody?: string }): Promise<Delivery>;
  /** A right activity from this person in their chat with the bot, with `own` laid over it. */
  activity(userId: string, own: { type: string } & Json): Json;
  /** As `click`, but fails where no dialog opens. */
  openDialog(userId: string, messageId: string, action: string, inputs?: Json): Promise<Dialog>;
  chatsOf(userId: string): ChatView[];
  /** The messages of a person's chat with the bot, oldest first; empty without one. */
  messages(userId: string): MessageView[];
  channel(channelId: string, asUser?: string): Thread[];
  feed(userId: string): FeedItem[];
  installed(userId: string): boolean;
  /** Resolves once `ready` answers something, asked again after every change; rejects after `timeoutMs` (10 s). */
  until<T>(ready: () => T | undefined | false, timeoutMs?: number): Promise<T>;
}

/** Starts a sandbox on loopback. It holds everything in memory and forgets it on `close()`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { school, botId, tenantId } = options;
  const clock = createClock(options.now ?? (() => new Date()));
  const world = createWorld(school, { botId, tenantId, clock });
  const faults = createFaultRules(options.random ?? Math.random);
  const limits = createRateLimits(options.nowMs ?? (() => performance.now()));
  limits.setOn(options.limits ?? true);

  let url = '';
  const serviceUrl = () => `${url}/connector/`;
  const tokens = await createTokens({ botId, tenantId, serviceUrl });
  const door = createBotDoor({ tokens, tenantId, endpoint: options.botEndpoint });
  const events = createBotEvents(world, door, serviceUrl);
  const acts = createPeopleActs(createActor({ world, door, events, url: () => url }));
  const tenant = createTenantChanges(world, events, (id) => mriOf(tenantId, id));
  const connector = createConnector({ world, tokens, limits, faults });
  const later = (work: (userId: string) => Promise<unknown>) => (userId: string) => {
    // Graph answers first; Teams tells the bot in its own time.
    setImmediate(() => void work(userId));
  };
  const who = (userId: string) => findPerson(world, userId) ?? raise(`There is nobody with the id ${userId}.`);
  const graph = createGraph({
    world,
    tokens,
    limits,
    faults,
    root: () => `${url}/graph/v1.0`,
    events: {
      installed: later((userId) => events.appInstalled(who(userId))),
      removed: later((userId) => events.appRemoved(who(userId))),
    },
  });

  const sandbox: Sandbox = {
    ...acts,
    get url() {
      return url;
    },
    get connectorUrl() {
      return serviceUrl();
    },
    get graphUrl() {
      return `${url}/graph/v1.0`;
    },
    get openIdMetadataUrl() {
      return `${url}/openid/.well-known/openidconfiguration`;
    },
    get identity() {
      return { endpoint: `${url}/identity/token`, header: IDENTITY_HEADER };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    setBotEndpoint: door.setEndpoint,
    world,
    commands: commandsIn(options.manifest),
    clock,
    faults,
    limits,
    tenant,
    events,
    sendActivity: door.deliver,
    activity: (userId, own) => ({
      id: String(world.nextNumber()),
      timestamp: clock.now().toISOString(),
      serviceUrl: serviceUrl(),
      channelId: 'msteams',
      from: personAccount(who(userId)),
      conversation: { conversationType: 'personal', tenantId, id: openChat(world, who(userId).id).id },
      recipient: botAccount(world),
      channelData: { tenant: { id: tenantId } },
      locale: 'en-GB',
      ...own,
    }),
    async openDialog(userId, messageId, action, inputs) {
      const result: ClickResult = await acts.click(userId, messageId, action, inputs);
      return result.kind === 'dialog' ? result.dialog : raise(`"${action}" opened no dialog but gave ${result.kind}.`);
    },
    chatsOf: (userId) => chatsOf(world, who(userId).id),
    messages: (userId) => {
      const chat = world.chatOf.get(who(userId).id);
      return chat ? viewOfConversation(world, chat, who(userId).id).messages : [];
    },
    channel: (channelId, asUser) => channelThreads(world, channelId, asUser),
    feed: (userId) => feedOf(world, who(userId).id),
    installed: (userId) => world.installations.has(who(userId).id),
    until: (ready, timeoutMs = 60_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = ready();
          if (found === undefined || found === false) return false;
          stop();
          clearTimeout(timer);
          resolve(found);
          return true;
        };
        const stop = world.onChange(() => void look());
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`Nothing came within ${timeoutMs} ms.`));
        }, timeoutMs);
        look();
      }),
  };

  const tokenLifetimeSeconds = options.tokenLifetimeSeconds ?? 24 * 3600;
  const listener = createRequestListener({ sandbox, tokens, door, connector, graph, tokenLifetimeSeconds });
  const server = createServer(listener);
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => resolve());
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return sandbox;
}

function raise(message: string): never {
  throw new Error(message);
}
