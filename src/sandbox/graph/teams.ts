import { type Call, type Reply, type Route, route } from '../http.ts';
import type { Json } from '../json.ts';
import { graphChatId } from '../tenant/conversations.ts';
import { channelMembers } from '../tenant/directory.ts';
import type { SchoolChannel, SchoolTeam } from '../tenant/school.ts';
import type { World } from '../tenant/world.ts';
import { type GraphContext, graphError } from './context.ts';
import { page, parseFilter } from './odata.ts';

const withTeam = (call: Call, world: World, work: (team: SchoolTeam) => Reply): Reply => {
  const team = world.teams.get((call.params.team ?? '').toLowerCase());
  return team ? work(team) : graphError(404, 'NotFound', 'Team not found.');
};

const withChannel = (call: Call, world: World, work: (team: SchoolTeam, channel: SchoolChannel) => Reply): Reply =>
  withTeam(call, world, (team) => {
    const channel = team.channels.find((c) => c.id === call.params.channel);
    return channel ? work(team, channel) : graphError(404, 'NotFound', 'Channel not found.');
  });

const channelResource = (channel: SchoolChannel): Json => ({
  id: channel.id,
  displayName: channel.displayName,
  description: null,
  membershipType: channel.membershipType,
  isArchived: false,
});

function memberResource(world: World, team: SchoolTeam, userId: string): Json {
  const person = world.people.get(userId);
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    id: Buffer.from(`${world.tenantId}##${team.id}##${userId}`).toString('base64'),
    roles: team.owners.includes(userId) ? ['owner'] : person?.userType === 'Guest' ? ['guest'] : [],
    displayName: person?.displayName ?? null,
    userId,
    email: person?.userPrincipalName ?? null,
    tenantId: world.tenantId,
  };
}

const listChannelMembers = (call: Call, { world, root }: GraphContext): Reply =>
  withChannel(call, world, (team, channel) =>
    page(call, root, {
      items: channelMembers(team, channel),
      show: (userId) => memberResource(world, team, userId),
      context: 'conversationMember',
    }),
  );

const chatWith = (call: Call, world: World): string | undefined =>
  [...world.chatOf.keys()].find((userId) => graphChatId(world, userId) === call.params.chat);

export const teamRoutes: Route<GraphContext>[] = [
  route('GET', '/teams/{team}', 'getTeam', (call, { world }) =>
    withTeam(call, world, (team) => ({
      status: 200,
      body: { id: team.id, displayName: team.displayName, internalId: team.internalId, isArchived: false },
    })),
  ),
  route('GET', '/teams/{team}/channels', 'listChannels', (call, { world, root }) =>
    withTeam(call, world, (team) => {
      const test = parseFilter(call.query.get('$filter'));
      if (!test) return graphError(400, 'BadRequest', 'Invalid filter clause.');
      const items = team.channels.map(channelResource).filter(test);
      return page(call, root, { items, show: (item) => item, context: 'channels' });
    }),
  ),
  route('GET', '/teams/{team}/channels/{channel}', 'getChannel', (call, { world }) =>
    withChannel(call, world, (_team, channel) => ({ status: 200, body: channelResource(channel) })),
  ),
  route('GET', '/teams/{team}/channels/{channel}/allMembers', 'listChannelMembers', listChannelMembers),
  route('GET', '/teams/{team}/channels/{channel}/members', 'listChannelMembers', listChannelMembers),
  route('GET', '/chats/{chat}', 'getChat', (call, { world }) => {
    const userId = chatWith(call, world);
    if (userId === undefined) return graphError(404, 'NotFound', 'Chat not found.');
    return { status: 200, body: { id: call.params.chat, chatType: 'oneOnOne', topic: null, tenantId: world.tenantId } };
  }),
  route('GET', '/chats/{chat}/members', 'listChatMembers', (call, { world, root }) => {
    const userId = chatWith(call, world);
    if (userId === undefined) return graphError(404, 'NotFound', 'Chat not found.');
    const person = world.people.get(userId);
    const show = (): Json => ({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      roles: ['owner'],
      displayName: person?.displayName ?? null,
      userId,
      tenantId: world.tenantId,
    });
    return page(call, root, { items: [userId], show, context: 'conversationMember' });
  }),
];
