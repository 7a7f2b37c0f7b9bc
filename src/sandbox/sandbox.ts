import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTenantChanges } from './changes.ts';
import { createClock } from './clock.ts';
import { createConnector } from './connector/serve.ts';
import { openChat } from './conversations.ts';
import { createFaultRules } from './faults.ts';
import { createGraph } from './graph/serve.ts';
import { IDENTITY_HEADER } from './identity.ts';
import { botAccount, personAccount } from './inbound/activity.ts';
import { createActor } from './inbound/actor.ts';
import { createBotDoor } from './inbound/delivery.ts';
import { createBotEvents } from './inbound/events.ts';
import { createPeopleActs } from './inbound/people.ts';
import type { ClickResult } from './inbound/results.ts';
import { commandsIn } from './manifest.ts';
import { createRateLimits } from './rate-limits.ts';
import type { Sandbox } from './running-sandbox.ts';
import type { SandboxSchool } from './school.ts';
import { createRequestListener } from './server.ts';
import { createTokens } from './tokens.ts';
import { channelThreads, chatsOf, feedOf, viewOfConversation } from './views.ts';
import { createWorld, findPerson, mriOf } from './world.ts';

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
    received: () => world.received,
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
