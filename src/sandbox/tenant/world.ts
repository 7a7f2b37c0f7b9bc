import { createHash } from 'node:crypto';
import type { Json } from '../json.ts';
import type { Received } from '../received.ts';
import type { SandboxClock } from './clock.ts';
import type {
  CatalogueApp,
  LibraryFile,
  SandboxSchool,
  SchoolChannel,
  SchoolGroup,
  SchoolPerson,
  SchoolTeam,
} from './school.ts';

/** An account, with the id by which bots know it. */
export interface Person extends SchoolPerson {
  /** `29:…`, opaque, and another for another tenant. */
  mri: string;
  /** How a message to this person is refused, once they have blocked the bot. */
  blocksBot?: 'ConversationBlockedByUser' | 'MessageWritesBlocked';
}

export interface Group extends Omit<SchoolGroup, 'members'> {
  members: Set<string>;
}

/** What one person sees in place of the message's own card, after their own refresh or click. */
interface PersonalView {
  card?: Json;
  /** When the last answer came, by the sandbox's clock in ms; a refresh waits a minute after it. */
  at: number;
}

export interface Message {
  id: string;
  conversationId: string;
  /** In a channel: the id of the message that opened the thread. */
  threadId?: string;
  /** `bot`, or the Entra id of the person. */
  from: string;
  activity: Json;
  createdAt: Date;
  updatedAt?: Date;
  deleted?: boolean;
  /** Why the bot did not get this message. */
  undelivered?: string;
  views: Map<string, PersonalView>;
}

export interface Conversation {
  id: string;
  type: 'personal' | 'channel';
  /** Of a personal chat. */
  userId?: string;
  /** Of a channel: the Entra group id of its team. */
  teamId?: string;
  messages: Message[];
  /** The person deleted the chat: its id is dead, and a new chat gets a new one. */
  deleted: boolean;
}

export interface FeedItem {
  id: string;
  activityType: string;
  preview: string;
  topic: Json;
  parameters: Json[];
  chainId?: string;
  at: Date;
}

export interface Installation {
  id: string;
  installedAt: Date;
}

export type Change =
  | {
      kind: 'message' | 'message-updated' | 'message-deleted';
      conversation: Conversation;
      message: Message;
      onlyFor?: string;
    }
  | { kind: 'typing'; conversation: Conversation }
  | { kind: 'chat'; userId: string }
  | { kind: 'feed'; userId: string }
  | { kind: 'people' }
  | { kind: 'controls' };

export interface LibraryItem extends LibraryFile {
  deleted?: boolean;
  /** Microsoft 365 found malware in it, and refuses its content. */
  isInfected?: boolean;
  /** Grows with each change of the library; a delta link remembers one. */
  revision: number;
}

/** The state of the tenant. Only the functions beside it change it, and they tell about it through `announce`. */
export interface World {
  tenantId: string;
  schoolName: string;
  /** Another page on this computer that the first page leads to. */
  beside?: { url: string; title: string; text: string };
  botId: string;
  app: CatalogueApp;
  clock: SandboxClock;
  people: Map<string, Person>;
  byAddress: Map<string, Person>;
  byMri: Map<string, Person>;
  groups: Map<string, Group>;
  teams: Map<string, SchoolTeam>;
  channels: Map<string, { team: SchoolTeam; channel: SchoolChannel }>;
  installations: Map<string, Installation>;
  conversations: Map<string, Conversation>;
  /** Entra id → the chat that is alive. */
  chatOf: Map<string, Conversation>;
  feeds: Map<string, FeedItem[]>;
  /** Names of the Graph application permissions that the bot's app holds. */
  permissions: Set<string>;
  library: { siteId: string; driveId: string; items: Map<string, LibraryItem>; revision: number };
  /** Messages that reached a pupil who had not written first: must stay 0. */
  messagesToPupils: number;
  /** Uploaded files and pictures that someone downloaded: the product should leave them alone. */
  filesFetched: number;
  /** What the bot asked to have written or sent, oldest first. */
  received: Received[];
  /** What people sent, by the id in its address. */
  uploads: Map<string, string | Uint8Array>;
  nextNumber: () => number;
  announce: (change: Change) => void;
  onChange: (listener: (change: Change) => void) => () => void;
}

/** What the product asks for, and nothing it does not need. */
const DEFAULT_PERMISSIONS = [
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'TeamsActivity.Send',
  'GroupMember.ReadBasic.All',
  'User.Read.All',
  'ChannelMember.Read.All',
  'AppCatalog.Read.All',
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChatMember.Read.All',
  'Sites.Selected',
  'Application.Read.All',
];

export const mriOf = (tenantId: string, id: string) =>
  `29:1${createHash('sha256').update(`${tenantId}/${id}`).digest('base64url')}${id.slice(-4)}`;

export function createWorld(
  school: SandboxSchool,
  settings: { botId: string; tenantId: string; clock: SandboxClock },
): World {
  const { botId, tenantId, clock } = settings;
  const people = new Map(school.people.map((p): [string, Person] => [p.id, { ...p, mri: mriOf(tenantId, p.id) }]));
  const teams = new Map(school.teams.map((team) => [team.id, structuredClone(team)]));
  const channels = new Map<string, { team: SchoolTeam; channel: SchoolChannel }>();
  for (const team of teams.values()) for (const channel of team.channels) channels.set(channel.id, { team, channel });

  const listeners = new Set<(change: Change) => void>();
  let lastNumber = 0;
  return {
    tenantId,
    schoolName: school.name,
    botId,
    app: school.app,
    clock,
    people,
    byAddress: new Map([...people.values()].map((p) => [p.userPrincipalName.toLowerCase(), p])),
    byMri: new Map([...people.values()].map((p) => [p.mri, p])),
    groups: new Map(school.groups.map((g) => [g.id, { ...g, members: new Set(g.members) }])),
    teams,
    channels,
    installations: new Map(),
    conversations: new Map(
      [...channels.values()].map(({ team, channel }): [string, Conversation] => [
        channel.id,
        { id: channel.id, type: 'channel', teamId: team.id, messages: [], deleted: false },
      ]),
    ),
    chatOf: new Map(),
    feeds: new Map(),
    permissions: new Set(DEFAULT_PERMISSIONS),
    library: {
      siteId: school.library.siteId,
      driveId: school.library.driveId,
      items: new Map(school.library.files.map((file) => [file.id, { ...file, revision: 1 }])),
      revision: 1,
    },
    messagesToPupils: 0,
    filesFetched: 0,
    received: [],
    uploads: new Map(),
    // Like Teams, message ids are times in ms; they never repeat, and never go back with the clock.
    nextNumber: () => {
      lastNumber = Math.max(lastNumber + 1, clock.now().getTime());
      return lastNumber;
    },
    announce: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A person by Entra id, `29:` id or user principal name. */
export function findPerson(world: World, reference: string): Person | undefined {
  return (
    world.people.get(reference.toLowerCase()) ??
    world.byMri.get(reference) ??
    world.byAddress.get(reference.toLowerCase())
  );
}

/** As `findPerson`, for someone who has to be there. */
export function personOf(world: World, reference: string): Person {
  const found = findPerson(world, reference);
  if (!found) throw new Error(`There is nobody with the id ${reference}.`);
  return found;
}
