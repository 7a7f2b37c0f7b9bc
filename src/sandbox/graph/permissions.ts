import { type Route, route } from '../http.ts';
import type { World } from '../tenant/world.ts';
import { type GraphContext, noSuchResource } from './context.ts';
import { page } from './odata.ts';

/** Graph's own application permissions and their ids. */
export const ROLE_IDS: Readonly<Record<string, string>> = {
  'TeamsAppInstallation.ReadWriteSelfForUser.All': '908de74d-f8b2-4d6b-a9ed-2a17b3b78179',
  'TeamsActivity.Send': 'a267235f-af13-44dc-8385-c1dc93023186',
  'GroupMember.ReadBasic.All': '8222c640-cae5-4860-8d11-b32cfad95e03',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Member.Read.Hidden': '658aa5d8-239f-45c4-aa12-864f4fc7e490',
  'User-LifeCycleInfo.Read.All': '8556a004-db57-4d7a-8b82-97a13428e96f',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'User.ReadBasic.All': '97235f07-e226-4f63-ace3-39588e11d3a1',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'ChannelMember.Read.All': '3b55498e-47ec-484f-8136-9013221c06a9',
  'AppCatalog.Read.All': 'e12dae10-5a57-4817-b79d-dfbec5348930',
  'Team.ReadBasic.All': '2280dda6-0bfd-44ee-a2f4-cb867cfc4c1e',
  'Channel.ReadBasic.All': '59a6b24b-4225-4393-8165-ebaec5f55d7a',
  'ChatMember.Read.All': 'a3410be2-8e48-4f32-8454-c29a7465209d',
  'Chat.ReadBasic.All': 'b2e060da-3baf-4687-9611-f4ebc0f0cbde',
  'Sites.Read.All': '332a536c-c7ef-4017-ab91-336970924f0d',
  'Sites.Selected': '883ea226-0bf2-4a8f-9f9d-92c9162a727d',
  'Files.Read.All': '01d4889c-1287-42c6-ac1f-5d1e02578ef6',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
};
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

const INSTALLS = ['TeamsAppInstallation.ReadWriteSelfForUser.All'];
const PEOPLE = ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'];
const GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const MEMBERS = ['GroupMember.ReadBasic.All', ...GROUPS];
const FILES = ['Sites.Read.All', 'Sites.Selected', 'Files.Read.All'];

/** For each call, the application permissions of which one is enough. */
export const ENOUGH: Readonly<Record<string, readonly string[]>> = {
  listUsers: PEOPLE,
  getUser: PEOPLE,
  getManager: ['User.Read.All', 'Directory.Read.All'],
  listDirectReports: ['User.Read.All', 'Directory.Read.All'],
  checkMemberGroups: MEMBERS,
  listGroups: GROUPS,
  getGroup: GROUPS,
  listMembers: MEMBERS,
  listTransitiveMembers: MEMBERS,
  listCatalogue: ['AppCatalog.Read.All'],
  installApp: INSTALLS,
  listInstalledApps: INSTALLS,
  removeApp: INSTALLS,
  getInstalledChat: INSTALLS,
  getTeam: ['Team.ReadBasic.All'],
  listChannels: ['Channel.ReadBasic.All'],
  getChannel: ['Channel.ReadBasic.All'],
  listChannelMembers: ['ChannelMember.Read.All'],
  getChat: ['Chat.ReadBasic.All'],
  listChatMembers: ['ChatMember.Read.All', 'Chat.ReadBasic.All'],
  sendNotification: ['TeamsActivity.Send'],
  sendNotifications: ['TeamsActivity.Send'],
  readLibrary: FILES,
  listGrants: ['Application.Read.All'],
};

export const isPermitted = (world: World, operation: string): boolean =>
  (ENOUGH[operation] ?? []).some((name) => world.permissions.has(name));

/** Every permission that can be granted or taken away in the sandbox. */
export const KNOWN_PERMISSIONS = Object.keys(ROLE_IDS);

export const permissionRoutes: Route<GraphContext>[] = [
  route('GET', "/servicePrincipals(appId='{app}')", 'listGrants', (call, { world }) => {
    if (call.params.app === GRAPH_APP_ID) {
      const appRoles = Object.entries(ROLE_IDS).map(([value, id]) => ({ id, value, isEnabled: true }));
      return { status: 200, body: { id: 'graph-service-principal', appId: GRAPH_APP_ID, appRoles } };
    }
    if (call.params.app !== world.botId) return noSuchResource(call.params.app ?? '');
    return { status: 200, body: { id: `sp-${world.botId}`, appId: world.botId, displayName: world.app.displayName } };
  }),
  route('GET', "/servicePrincipals(appId='{app}')/appRoleAssignments", 'listGrants', (call, { world, root }) => {
    if (call.params.app !== world.botId) return noSuchResource(call.params.app ?? '');
    const items = [...world.permissions].filter((name) => name in ROLE_IDS);
    const show = (name: string) => ({
      id: Buffer.from(name).toString('base64url'),
      appRoleId: ROLE_IDS[name],
      principalId: `sp-${world.botId}`,
      principalType: 'ServicePrincipal',
      resourceDisplayName: 'Microsoft Graph',
      resourceId: 'graph-service-principal',
    });
    return page(call, root, { items, show, context: 'appRoleAssignments' });
  }),
];
