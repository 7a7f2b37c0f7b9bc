import { createHash } from 'node:crypto';
import type { Json } from '../json.ts';
import { textAt } from '../json.ts';
import { channelMembers } from './directory.ts';
import type { Conversation, Message, World } from './world.ts';

/** Enough that nothing is gone that a bench has still to count. */
const MOST_IN_CONVERSATION = 2_000;

/** The chat of a person with the bot: the living one, or a new one with a new id. */
export function openChat(world: World, userId: string): Conversation {
  const living = world.chatOf.get(userId);
  if (living) return living;
  const seed = `${world.tenantId}/${userId}/${world.nextNumber()}`;
  const id = `a:1${createHash('sha256').update(seed).digest('base64url')}`;
  const chat: Conversation = { id, type: 'personal', userId, messages: [], deleted: false };
  world.conversations.set(id, chat);
  world.chatOf.set(userId, chat);
  return chat;
}

/** Graph's name for the chat of a person with the bot; the Connector takes it as well. */
export const graphChatId = (world: World, userId: string) => `19:${userId}_${world.botId}@unq.gbl.spaces`;

/** A conversation by id (with or without `;messageid=`), or by Graph's chat id. */
export function findConversation(
  world: World,
  reference: string,
): { conversation: Conversation; threadId?: string } | undefined {
  const [base = '', ...rest] = reference.split(';');
  const userOfGraphChat = /^19:([0-9a-f-]{36})_/i.exec(base)?.[1];
  const conversation =
    world.conversations.get(base) ??
    (userOfGraphChat && base === graphChatId(world, userOfGraphChat) ? world.chatOf.get(userOfGraphChat) : undefined);
  if (!conversation) return undefined;
  const threadId = rest.find((part) => part.startsWith('messageid='))?.slice('messageid='.length);
  return threadId === undefined ? { conversation } : { conversation, threadId };
}

/** Everyone who sees a conversation. */
export function readersOf(world: World, conversation: Conversation): string[] {
  if (conversation.userId !== undefined) return conversation.deleted ? [] : [conversation.userId];
  const found = world.channels.get(conversation.id);
  return found ? channelMembers(found.team, found.channel) : [];
}

export function findMessage(conversation: Conversation, id: string): Message | undefined {
  return conversation.messages.findLast((message) => message.id === id && !message.deleted);
}

/** Adds a message and tells its readers. */
export function addMessage(
  world: World,
  conversation: Conversation,
  of: { id: string; from: string; activity: Json; threadId?: string | undefined },
): Message {
  const message: Message = {
    id: of.id,
    conversationId: conversation.id,
    ...(of.threadId === undefined ? {} : { threadId: of.threadId }),
    from: of.from,
    activity: of.activity,
    createdAt: world.clock.now(),
    views: new Map(),
  };
  conversation.messages.push(message);
  if (conversation.messages.length > MOST_IN_CONVERSATION) conversation.messages.shift();
  if (of.from === 'bot') countIfToPupil(world, conversation, of.activity);
  world.announce({ kind: 'message', conversation, message });
  return message;
}

/** An answer to a pupil who wrote first is no approach; anything else to a pupil is a fault of the product. */
function countIfToPupil(world: World, conversation: Conversation, activity: Json): void {
  const reader = conversation.userId === undefined ? undefined : world.people.get(conversation.userId);
  if (reader?.kind !== 'pupil') return;
  const answered = textAt(activity, 'replyToId');
  const wroteFirst = conversation.messages.some((message) => message.id === answered && message.from === reader.id);
  if (!wroteFirst) world.messagesToPupils += 1;
}

/** A user's "delete chat": the id is dead from now on, and what was in it is gone. */
export function deleteChat(world: World, userId: string): void {
  const chat = world.chatOf.get(userId);
  if (!chat) return;
  chat.deleted = true;
  chat.messages = [];
  world.chatOf.delete(userId);
  world.announce({ kind: 'chat', userId });
}
