import { type Route, route } from '../http.ts';
import { deleteActivity, sendActivity, updateActivity } from './activities.ts';
import type { ConnectorContext } from './context.ts';
import { createConversation } from './create-conversation.ts';
import { getMember, getMembers, getPagedMembers, getTeam, getTeamChannels } from './rosters.ts';

const CONVERSATION = '/v3/conversations/{conversation}';

export const connectorRoutes: Route<ConnectorContext>[] = [
  route('POST', '/v3/conversations', 'createConversation', createConversation),
  route('POST', `${CONVERSATION}/activities`, 'sendActivity', sendActivity),
  route('POST', `${CONVERSATION}/activities/{activity}`, 'sendActivity', sendActivity),
  route('PUT', `${CONVERSATION}/activities/{activity}`, 'updateActivity', updateActivity),
  route('DELETE', `${CONVERSATION}/activities/{activity}`, 'deleteActivity', deleteActivity),
  route('GET', `${CONVERSATION}/members`, 'getMembers', getMembers),
  route('GET', `${CONVERSATION}/activities/{activity}/members`, 'getMembers', getMembers),
  route('GET', `${CONVERSATION}/members/{member}`, 'getMember', getMember),
  route('GET', `${CONVERSATION}/pagedmembers`, 'getPagedMembers', getPagedMembers),
  route('GET', '/v3/teams/{team}', 'getTeam', getTeam),
  route('GET', '/v3/teams/{team}/conversations', 'getTeamChannels', getTeamChannels),
];
