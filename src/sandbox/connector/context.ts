import { connectorError } from '../faults.ts';
import type { Call, Reply } from '../http.ts';
import { findConversation } from '../tenant/conversations.ts';
import type { Conversation, World } from '../tenant/world.ts';

export interface ConnectorContext {
  world: World;
}

/** A refusal as the Connector words it. */
export const refuse = (status: number, code: string, message: string): Reply => connectorError(status, code, message);

type Reached =
  | { kind: 'reached'; conversation: Conversation; threadId: string | undefined }
  | { kind: 'refused'; reply: Reply };

/** The conversation that a call names, if the bot may use it now. */
export function reach(call: Call, world: World): Reached {
  const found = findConversation(world, call.params.conversation ?? '');
  if (!found || found.conversation.deleted) {
    return { kind: 'refused', reply: refuse(404, 'ConversationNotFound', 'Conversation not found.') };
  }
  const { conversation, threadId } = found;
  if (!isOnRoster(world, conversation)) {
    const message = 'The bot is not part of the conversation roster.';
    return { kind: 'refused', reply: refuse(403, 'BotNotInConversationRoster', message) };
  }
  return { kind: 'reached', conversation, threadId };
}

function isOnRoster(world: World, conversation: Conversation): boolean {
  if (conversation.userId !== undefined) return world.installations.has(conversation.userId);
  const found = world.channels.get(conversation.id);
  return found ? found.team.appInstalled && found.channel.appAdded : false;
}

/** Who a call concerns, for fault rules that follow one person. */
export function personOf(call: Call, world: World): string | undefined {
  return findConversation(world, call.params.conversation ?? '')?.conversation.userId;
}
