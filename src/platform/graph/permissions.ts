/** An application permission of Microsoft Graph: the only list of those that Lanyard asks for. */
interface Permission {
  readonly name: string;
  /** In a few words, for a list. */
  readonly whatFor: string;
  /** For the person who consents to it. */
  readonly why: string;
  /** What Lanyard asks of Graph that needs it, as Microsoft's own tables write it. */
  readonly calls: readonly string[];
  /** Who needs it, where not everyone does. */
  readonly onlyFor?: string;
  /** Where Microsoft's tables name another as the least for one of these calls, or none: why it is this one. */
  readonly notTheLeast?: string;
}

/**
 * Consent inside teams and chats stays out: plain ReadWriteSelf "cannot be used to install apps that require consent to
 * resource-specific consent permissions". Source: Microsoft Graph, Add app to team.
 */
const INSIDE_ONE =
  'The least is consent inside one team, chat or person’s app, and an app that asks for it cannot be put into staff chats by Graph.';

/** Each with the calls that need it. tests/contract holds them to Microsoft's tables, and docs/permissions.md shows both. */
export const PERMISSIONS = [
  {
    name: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    whatFor: 'reaching staff who never used Lanyard',
    why: 'Put Lanyard, and no other app, into the chat of each member of staff who gets a policy to acknowledge.',
    calls: ['POST /users/{id}/teamwork/installedApps', 'GET /users/{id}/teamwork/installedApps'],
  },
  {
    name: 'TeamsActivity.Send',
    whatFor: 'a line in the feed of those who are late',
    why: 'One line in the activity feed for someone whose acknowledgement is overdue.',
    calls: ['POST /users/{id}/teamwork/sendActivityNotification'],
    notTheLeast: INSIDE_ONE,
  },
  {
    name: 'GroupMember.ReadBasic.All',
    whatFor: 'who is staff and who is a pupil',
    why: 'Who is staff and who is a pupil, by your Entra groups.',
    calls: ['GET /groups/{id}/transitiveMembers', 'POST /users/{id}/checkMemberGroups'],
    notTheLeast:
      'The table has one row for the groups of people, devices and apps alike. The least that it names there reads every app, and not who is in a group.',
  },
  {
    name: 'Member.Read.Hidden',
    whatFor: 'who is in a group that hides its members',
    why: 'Who is in a group that hides its members, as those of School Data Sync do.',
    calls: [],
    onlyFor: 'a staff or pupil group that hides its members',
    notTheLeast: 'Needed beside the row above. Source: Microsoft Graph, List group transitive members.',
  },
  {
    name: 'User.Read.All',
    whatFor: 'who someone is',
    why: 'Names, whether an account is enabled, a guest or licensed for Teams, job title and manager: the register.',
    calls: ['GET /users/{id}', 'GET /users/{id}/manager', 'GET /users/{id}/directReports'],
    notTheLeast: 'The least reads names and addresses: not whether an account is enabled, a guest or licensed.',
  },
  {
    name: 'ChannelMember.Read.All',
    whatFor: 'who can open the DSL channel',
    why: 'Who can really open the DSL channel, checked before each concern is sent.',
    calls: ['GET /teams/{id}/channels/{id}/allMembers'],
    notTheLeast: INSIDE_ONE,
  },
  {
    name: 'Channel.ReadBasic.All',
    whatFor: 'whether the DSL channel is private',
    why: 'Whether the DSL channel is private.',
    calls: ['GET /teams/{id}/channels', 'GET /teams/{id}/channels/{id}'],
    notTheLeast: INSIDE_ONE,
  },
  {
    name: 'Team.ReadBasic.All',
    whatFor: 'whether the DSL team is closed',
    why: 'Whether the DSL’s team is closed, where the channel is a standard one.',
    calls: ['GET /teams/{id}'],
    notTheLeast: INSIDE_ONE,
  },
  {
    name: 'AppCatalog.Read.All',
    whatFor: 'finding Lanyard in the catalogue',
    why: 'Find Lanyard in your catalogue. Not needed where TEAMS_APP_CATALOG_ID is set.',
    calls: ['GET /appCatalogs/teamsApps'],
  },
  {
    name: 'ChatMember.Read.All',
    whatFor: 'who is in the DSL chat',
    why: 'Who is in the DSL’s group chat.',
    calls: ['GET /chats/{id}/members'],
    onlyFor: 'dslDestination with kind: chat',
  },
  {
    name: 'Sites.Selected',
    whatFor: 'reading the library of policies',
    why: 'Read the policies in one SharePoint library; opens no site until you name one.',
    calls: ['GET /drives/{id}/root/delta', 'GET /drives/{id}/items/{id}/content'],
    onlyFor: 'a school with a policy library',
    notTheLeast: 'The least reads every file of every site and person. This one opens none by itself.',
  },
  {
    name: 'User-LifeCycleInfo.Read.All',
    whatFor: 'the last day of someone who leaves',
    why: 'The last day of someone who leaves, where your Entra has it: their accounts are asked about in time.',
    calls: [],
    onlyFor: 'a school that keeps leaving days in Entra',
    notTheLeast:
      'For one field of `GET /users/{id}`, employeeLeaveDateTime. Source: Microsoft Graph, user resource type.',
  },
] as const satisfies readonly Permission[];

export type PermissionName = (typeof PERMISSIONS)[number]['name'];

/** The list as what it is a list of: not every row has every field. */
export const permissions: readonly Permission[] = PERMISSIONS;
