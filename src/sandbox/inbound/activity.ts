import { randomUUID } from 'node:crypto';
import type { Json } from '../json.ts';
import type { Conversation, Person, World } from '../tenant/world.ts';

/** Where something happens: a chat, or a thread of a channel. */
export interface Place {
  conversation: Conversation;
  threadId?: string | undefined;
}

const BOT_NAME = (world: World) => world.app.displayName;
export const botAccount = (world: World) => ({ id: `28:${world.botId}`, name: BOT_NAME(world) });
export const personAccount = (person: Person) => ({ id: person.mri, name: person.displayName, aadObjectId: person.id });

/** The parts that Teams puts on everything it sends to a bot. */
export function activityFrom(
  world: World,
  person: Person,
  place: Place,
  own: { type: string } & Json,
  serviceUrl: string,
): Json {
  const now = world.clock.now();
  return {
    id: String(world.nextNumber()),
    timestamp: now.toISOString(),
    localTimestamp: now.toISOString(),
    localTimezone: 'Europe/London',
    serviceUrl,
    channelId: 'msteams',
    from: personAccount(person),
    conversation: conversationAccount(world, place),
    recipient: botAccount(world),
    entities: [{ locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London', type: 'clientInfo' }],
    locale: 'en-GB',
    ...own,
    channelData: { ...channelData(world, place), ...(own.channelData as Json | undefined) },
  };
}

function conversationAccount(world: World, { conversation, threadId }: Place): Json {
  if (conversation.type === 'personal') {
    return { conversationType: 'personal', tenantId: world.tenantId, id: conversation.id };
  }
  const id = threadId === undefined ? conversation.id : `${conversation.id};messageid=${threadId}`;
  return { isGroup: true, conversationType: 'channel', tenantId: world.tenantId, id };
}

function channelData(world: World, { conversation }: Place): Json {
  const tenant = { id: world.tenantId };
  const found = world.channels.get(conversation.id);
  if (!found) return { tenant };
  const { team } = found;
  return {
    teamsChannelId: conversation.id,
    teamsTeamId: team.internalId,
    channel: { id: conversation.id },
    team: { id: team.internalId, name: team.displayName, aadGroupId: team.id },
    tenant,
  };
}

/** Events of membership and installation carry ids of the kind `f:{guid}`. */
export const eventId = () => `f:${randomUUID()}`;
