import type { Call, Reply } from '../http.ts';
import { at, isObject, listAt, textAt } from '../json.ts';
import { addMessage, openChat } from '../tenant/conversations.ts';
import type { Person, World } from '../tenant/world.ts';
import { complaintAbout } from './activity-checks.ts';
import { type ConnectorContext, refuse } from './context.ts';

/** The two shapes that Teams takes: one person, or a new thread in a channel. */
export function createConversation(call: Call, { world }: ConnectorContext): Reply {
  if (!isObject(call.body)) return refuse(400, 'BadSyntax', 'The body is missing.');
  const channelId = textAt(call.body, 'channelData', 'channel', 'id');
  if (channelId !== undefined) return createThread(call.body, channelId, world);
  if (call.body.isGroup === true || listAt(call.body, 'members').length !== 1) {
    return refuse(400, 'BadSyntax', 'Incorrect conversation creation parameters');
  }
  return createChat(call.body, world);
}

/** Idempotent: the living chat has one id. An activity given here is sent, but its id does not come back. */
function createChat(body: unknown, world: World): Reply {
  const tenantId = textAt(body, 'tenantId') ?? textAt(body, 'channelData', 'tenant', 'id');
  if (tenantId === undefined) return refuse(400, 'BadSyntax', 'Tenant id is missing.');
  if (tenantId !== world.tenantId) return refuse(403, 'NotEnoughPermissions', 'The bot may not act in this tenant.');
  const person = memberNamed(textAt(body, 'members', 0, 'id'), world);
  if (!person) return refuse(400, 'Bad Argument', 'Unknown or badly formed member id.');
  if (!world.installations.has(person.id)) {
    return refuse(403, 'ForbiddenOperationException', 'The app is not installed in the personal scope of this user.');
  }

  const activity = at(body, 'activity');
  if (activity !== undefined) {
    const complaint = complaintAbout(activity);
    if (complaint) return complaint;
    if (person.blocksBot) return refuse(403, person.blocksBot, 'The user has blocked the bot.');
  }
  const chat = openChat(world, person.id);
  if (isObject(activity)) {
    addMessage(world, chat, { id: `1:1${world.nextNumber().toString(36)}`, from: 'bot', activity });
  }
  return { status: 201, body: { id: chat.id } };
}

/** An Entra id as it is, or the `29:` id that Teams gave; `29:{guid}`, addresses and anything else do not work. */
function memberNamed(id: string | undefined, world: World): Person | undefined {
  if (id === undefined) return undefined;
  return id.startsWith('29:') ? world.byMri.get(id) : world.people.get(id.toLowerCase());
}

function createThread(body: unknown, channelId: string, world: World): Reply {
  const found = world.channels.get(channelId);
  const conversation = world.conversations.get(channelId);
  if (!found || !conversation) return refuse(404, 'ConversationNotFound', 'Conversation not found.');
  if (!found.team.appInstalled || !found.channel.appAdded) {
    return refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  }
  const activity = at(body, 'activity');
  if (!isObject(activity)) return refuse(400, 'BadSyntax', 'Activity is required when a channel thread is created.');
  const complaint = complaintAbout(activity);
  if (complaint) return complaint;

  const id = String(world.nextNumber());
  addMessage(world, conversation, { id, from: 'bot', activity, threadId: id });
  return { status: 201, body: { id: `${channelId};messageid=${id}`, activityId: id } };
}
