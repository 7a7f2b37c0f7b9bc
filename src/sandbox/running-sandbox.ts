import type { FaultRules } from './faults.ts';
import type { Delivery } from './inbound/delivery.ts';
import type { BotEvents } from './inbound/events.ts';
import type { PeopleActs } from './inbound/people.ts';
import type { Dialog } from './inbound/results.ts';
import type { Json } from './json.ts';
import type { AppCommands } from './manifest.ts';
import type { Received } from './received.ts';
import type { TenantChanges } from './tenant/changes.ts';
import type { SandboxClock } from './tenant/clock.ts';
import type { ChatView, MessageView, Thread } from './tenant/views.ts';
import type { FeedItem, World } from './tenant/world.ts';
import type { TokenKind } from './tokens.ts';

/** A sandbox that runs, as its own interface, the page and the tests use it. */
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
  /** Every call of the bot's that would write or send something, as it came in. */
  received(): readonly Received[];
  installed(userId: string): boolean;
  /** Resolves once `ready` answers something, asked again after every change; rejects after `timeoutMs` (60 s). */
  until<T>(ready: () => T | undefined | false, timeoutMs?: number): Promise<T>;
}
