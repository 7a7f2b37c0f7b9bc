import type { Call, Reply } from '../http.ts';
import { isObject, type Json, textAt } from '../json.ts';
import { addMessage, findMessage } from '../tenant/conversations.ts';
import type { Conversation, World } from '../tenant/world.ts';
import { complaintAbout } from './activity-checks.ts';
import { type ConnectorContext, reach, refuse } from './context.ts';

/** Sends an activity, or replies to one: Teams shows both alike. */
export function sendActivity(call: Call, { world }: ConnectorContext): Reply {
  const complaint = complaintAbout(call.body);
  if (complaint || !isObject(call.body)) return complaint ?? refuse(400, 'BadSyntax', 'Activity is missing.');
  const reached = reach(call, world);
  if (reached.kind === 'refused') return reached.reply;
  const { conversation, threadId } = reached;
  const blocked = refusalOfReader(conversation, world);
  if (blocked) return blocked;

  const activity = withReply(call.body, call.params.activity);
  if (activity.type === 'typing') {
    world.announce({ kind: 'typing', conversation });
    return { status: 202, body: {} };
  }
  if (activity.type !== 'message') return { status: 201, body: { id: nextId(conversation, world) } };

  const id = nextId(conversation, world);
  const thread =
    conversation.type === 'channel' ? (threadId ?? threadOfReply(conversation, activity) ?? id) : undefined;
  addMessage(world, conversation, { id, from: 'bot', activity, threadId: thread });
  return { status: 201, body: { id } };
}

const nextId = (conversation: Conversation, world: World): string =>
  conversation.type === 'channel' ? String(world.nextNumber()) : `1:1${world.nextNumber().toString(36)}`;

const withReply = (activity: Json, replyToId: string | undefined): Json =>
  replyToId === undefined ? activity : { ...activity, replyToId };

function threadOfReply(conversation: Conversation, activity: Json): string | undefined {
  const answered = findMessage(conversation, textAt(activity, 'replyToId') ?? '');
  return answered?.threadId;
}

function refusalOfReader(conversation: Conversation, world: World): Reply | undefined {
  const reader = conversation.userId === undefined ? undefined : world.people.get(conversation.userId);
  return reader?.blocksBot
    ? refuse(403, reader.blocksBot, 'Thread is not writable: the user has blocked the bot.')
    : undefined;
}

/** Replaces a message of the bot's. Everyone's own view of its card goes with the old content. */
export function updateActivity(call: Call, { world }: ConnectorContext): Reply {
  const complaint = complaintAbout(call.body);
  if (complaint || !isObject(call.body)) return complaint ?? refuse(400, 'BadSyntax', 'Activity is missing.');
  const found = ownMessage(call, world);
  if (found.kind === 'refused') return found.reply;
  const { conversation, message } = found;
  message.activity = { ...call.body, ...(message.activity.replyToId ? { replyToId: message.activity.replyToId } : {}) };
  message.updatedAt = world.clock.now();
  message.views.clear();
  world.announce({ kind: 'message-updated', conversation, message });
  return { status: 200, body: { id: message.id } };
}

export function deleteActivity(call: Call, { world }: ConnectorContext): Reply {
  const found = ownMessage(call, world);
  if (found.kind === 'refused') return found.reply;
  found.message.deleted = true;
  found.message.activity = { type: 'message' };
  world.announce({ kind: 'message-deleted', conversation: found.conversation, message: found.message });
  return { status: 200 };
}

function ownMessage(call: Call, world: World) {
  const reached = reach(call, world);
  if (reached.kind === 'refused') return reached;
  const blocked = refusalOfReader(reached.conversation, world);
  if (blocked) return { kind: 'refused' as const, reply: blocked };
  const message = findMessage(reached.conversation, call.params.activity ?? '');
  if (!message) {
    const reply = refuse(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.');
    return { kind: 'refused' as const, reply };
  }
  if (message.from !== 'bot') {
    return {
      kind: 'refused' as const,
      reply: refuse(403, 'NotEnoughPermissions', 'Only its sender may change a message.'),
    };
  }
  return { kind: 'reached' as const, conversation: reached.conversation, message };
}
