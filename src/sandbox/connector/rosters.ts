import type { Call, Reply } from '../http.ts';
import type { Conversation, Person, World } from '../tenant/world.ts';
import { type ConnectorContext, reach, refuse } from './context.ts';

const LEAST_PAGE = 50;
const MOST_PAGE = 500;
const USUAL_PAGE = 200;

/** A person as the Connector's rosters show one. */
function accountOf(person: Person, world: World) {
  return {
    id: person.mri,
    name: person.displayName,
    objectId: person.id,
    aadObjectId: person.id,
    givenName: person.givenName,
    surname: person.surname,
    email: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    tenantId: world.tenantId,
    userRole: person.userType === 'Guest' ? 'guest' : 'user',
  };
}

/**
 * Who is in a conversation by the bot's roster. For a private channel this is the parent team, as has been seen in
 * Teams: anyone who authorises by it lets the wrong people in.
 */
function rosterOf(conversation: Conversation, world: World): Person[] {
  const ids =
    conversation.userId !== undefined
      ? [conversation.userId]
      : (world.channels.get(conversation.id)?.team.members ?? []);
  return ids.flatMap((id) => world.people.get(id) ?? []);
}

export function getMembers(call: Call, { world }: ConnectorContext): Reply {
  const reached = reach(call, world);
  if (reached.kind === 'refused') return reached.reply;
  return { status: 200, body: rosterOf(reached.conversation, world).map((person) => accountOf(person, world)) };
}

export function getPagedMembers(call: Call, { world }: ConnectorContext): Reply {
  const reached = reach(call, world);
  if (reached.kind === 'refused') return reached.reply;
  const asked = Number(call.query.get('pageSize') ?? USUAL_PAGE);
  const size = Number.isFinite(asked) ? Math.min(MOST_PAGE, Math.max(LEAST_PAGE, asked)) : USUAL_PAGE;
  const from = Number(call.query.get('continuationToken') ?? 0);
  if (!Number.isInteger(from) || from < 0) return refuse(400, 'Bad Argument', 'Unknown continuation token.');
  const everyone = rosterOf(reached.conversation, world);
  const members = everyone.slice(from, from + size).map((person) => accountOf(person, world));
  const next = from + size < everyone.length ? { continuationToken: String(from + size) } : {};
  return { status: 200, body: { ...next, members } };
}

export function getMember(call: Call, { world }: ConnectorContext): Reply {
  const reached = reach(call, world);
  if (reached.kind === 'refused') return reached.reply;
  const asked = call.params.member ?? '';
  const person = rosterOf(reached.conversation, world).find((p) => p.mri === asked || p.id === asked.toLowerCase());
  return person
    ? { status: 200, body: accountOf(person, world) }
    : refuse(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
}

/** `team.id` is the `19:` thread that bots know; `aadGroupId` is what Graph wants. */
export function getTeam(call: Call, { world }: ConnectorContext): Reply {
  const team = teamNamed(call, world);
  if (!team) return refuse(404, 'ConversationNotFound', 'Team not found.');
  if (!team.appInstalled) return refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the team.');
  return {
    status: 200,
    body: {
      id: team.internalId,
      name: team.displayName,
      aadGroupId: team.id,
      tenantId: world.tenantId,
      type: 'standard',
      channelCount: team.channels.length,
      memberCount: team.members.length,
    },
  };
}

/** Private channels are not in this list, and the General channel has no name. */
export function getTeamChannels(call: Call, { world }: ConnectorContext): Reply {
  const team = teamNamed(call, world);
  if (!team) return refuse(404, 'ConversationNotFound', 'Team not found.');
  if (!team.appInstalled) return refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the team.');
  const conversations = team.channels
    .filter((channel) => channel.membershipType === 'standard')
    .map((channel) => ({
      id: channel.id,
      ...(channel.id === team.internalId ? {} : { name: channel.displayName }),
      type: 'standard',
    }));
  return { status: 200, body: { conversations } };
}

const teamNamed = (call: Call, world: World) =>
  [...world.teams.values()].find((team) => team.internalId === call.params.team);
