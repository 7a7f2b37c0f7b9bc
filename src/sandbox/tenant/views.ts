import { cardFor } from '../inbound/cards.ts';
import { at, type Json, listAt } from '../json.ts';
import { channelMembers, channelsOf } from './directory.ts';
import type { Conversation, FeedItem, Message, World } from './world.ts';

/** A message as one person sees it. */
export interface MessageView {
  id: string;
  conversationId: string;
  threadId?: string;
  from: { kind: 'bot' } | { kind: 'person'; id: string; name: string };
  text: string;
  textFormat: string;
  cards: Json[];
  files: { name: string; contentType: string }[];
  suggestions: { title: string; value: string }[];
  entities: unknown[];
  channelData: Json;
  createdAt: string;
  updatedAt?: string;
  undelivered?: string;
  /** The card is this person's own, and nobody else sees it. */
  isOwnView: boolean;
  /** Changes with everything that is drawn, so that a page redraws only what changed. */
  version: string;
}

export interface ChatView {
  conversationId: string;
  type: 'personal' | 'channel';
  title: string;
  team?: string;
  membershipType?: string;
  messages: MessageView[];
}

const CARD = 'application/vnd.microsoft.card.adaptive';

export function viewOf(world: World, message: Message, userId: string): MessageView {
  const { activity } = message;
  const own = message.views.get(userId);
  const attachments = listAt(activity, 'attachments') as Json[];
  const shared = attachments.filter((a) => a.contentType === CARD).map((a) => a.content as Json);
  const first = cardFor(message, userId);
  const sender = message.from === 'bot' ? undefined : world.people.get(message.from);
  return {
    id: message.id,
    conversationId: message.conversationId,
    ...(message.threadId === undefined ? {} : { threadId: message.threadId }),
    from:
      message.from === 'bot'
        ? { kind: 'bot' }
        : { kind: 'person', id: message.from, name: sender?.displayName ?? 'Left' },
    text: typeof activity.text === 'string' ? activity.text : '',
    textFormat: typeof activity.textFormat === 'string' ? activity.textFormat : 'markdown',
    cards: first ? [first, ...shared.slice(1)] : [],
    files: attachments
      .filter((a) => a.contentType !== CARD && a.contentType !== 'text/html')
      .map((a) => ({ name: String(a.name ?? 'file'), contentType: String(a.contentType) })),
    suggestions: (listAt(activity, 'suggestedActions', 'actions') as Json[]).map((a) => ({
      title: String(a.title ?? ''),
      value: String(a.value ?? a.title ?? ''),
    })),
    entities: listAt(activity, 'entities'),
    channelData: (at(activity, 'channelData') as Json | undefined) ?? {},
    createdAt: message.createdAt.toISOString(),
    ...(message.updatedAt ? { updatedAt: message.updatedAt.toISOString() } : {}),
    ...(message.undelivered ? { undelivered: message.undelivered } : {}),
    isOwnView: own?.card !== undefined,
    version: `${message.updatedAt?.getTime() ?? 0}.${own?.card ? own.at : 0}.${message.undelivered ? 1 : 0}`,
  };
}

export function viewOfConversation(world: World, conversation: Conversation, userId: string): ChatView {
  const found = world.channels.get(conversation.id);
  return {
    conversationId: conversation.id,
    type: conversation.type,
    title: found ? found.channel.displayName : world.app.displayName,
    ...(found ? { team: found.team.displayName, membershipType: found.channel.membershipType } : {}),
    messages: conversation.messages.filter((m) => !m.deleted).map((m) => viewOf(world, m, userId)),
  };
}

/** The chat with the bot, if there is one, and every channel that this person sees. */
export function chatsOf(world: World, userId: string): ChatView[] {
  const chat = world.chatOf.get(userId);
  const channels = channelsOf(world, userId).flatMap(({ channel }) => world.conversations.get(channel.id) ?? []);
  return [...(chat ? [chat] : []), ...channels].map((conversation) => viewOfConversation(world, conversation, userId));
}

export interface Thread {
  id: string;
  messages: MessageView[];
}

/** A channel's threads as one of its members sees them, oldest first. */
export function channelThreads(world: World, channelId: string, asUser?: string): Thread[] {
  const found = world.channels.get(channelId);
  const conversation = world.conversations.get(channelId);
  if (!found || !conversation) throw new Error(`There is no channel ${channelId}.`);
  const userId = asUser ?? channelMembers(found.team, found.channel)[0] ?? '';
  const threads = new Map<string, MessageView[]>();
  for (const message of conversation.messages) {
    if (message.deleted) continue;
    const id = message.threadId ?? message.id;
    threads.set(id, [...(threads.get(id) ?? []), viewOf(world, message, userId)]);
  }
  return [...threads].map(([id, messages]) => ({ id, messages }));
}

export const feedOf = (world: World, userId: string): FeedItem[] => world.feeds.get(userId) ?? [];
