import type { Config } from '../../platform/environment/config.ts';
import type { Graph } from '../../platform/graph/client.ts';
import type { Directory } from '../../school/people.ts';
import type { School } from '../../school/school.ts';
import type { Probe } from './connections.ts';

interface ProbeDeps {
  readonly config: Pick<Config, 'trust' | 'graph'>;
  readonly graph: Graph;
  readonly directory: Pick<Directory, 'memberOf'>;
  /** Finds Lanyard in the organisation's catalogue. */
  catalogueId(): Promise<unknown>;
}

/** One harmless call for each permission that these schools need; none where no school names a DSL to ask about. */
export function permissionProbes({ config, graph, directory, catalogueId }: ProbeDeps): readonly Probe[] {
  const { schools } = config.trust;
  const [school] = schools;
  const [someone] = school?.roles.dsl ?? [];
  if (!school || !someone) return [];
  const asked: Probe[] = [
    {
      permission: 'User.Read.All',
      call: () => graph.get(`/users/${someone.id}?$select=id,accountEnabled`),
    },
    {
      permission: 'GroupMember.ReadBasic.All',
      call: async () => {
        await directory.memberOf(someone.id, school.staffGroups);
        for (const group of school.staffGroups.slice(0, 1))
          await graph.get(`/groups/${group}/transitiveMembers?$select=id&$top=1`);
      },
    },
    {
      permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
      call: () => graph.get(`/users/${someone.id}/teamwork/installedApps?$expand=teamsApp`),
    },
    ...(config.graph.catalogAppId === undefined
      ? [{ permission: 'AppCatalog.Read.All' as const, call: catalogueId }]
      : []),
    ...schools.flatMap((each) => placeProbes(each, graph)),
  ];
  // Two schools need the same permission once.
  return [...new Map(asked.map((probe) => [probe.permission, probe])).values()];
}

/** What a school's library of policies and the place for its reports need. */
function placeProbes({ dslDestination: place, policies: { library } }: School, graph: Graph): readonly Probe[] {
  const reading: Probe[] = library
    ? [
        {
          permission: 'Sites.Selected',
          call: () => graph.get(`/drives/${encodeURIComponent(library.driveId)}/root/delta?token=latest`),
        },
      ]
    : [];
  if (place.kind === 'chat')
    return [
      ...reading,
      {
        permission: 'ChatMember.Read.All',
        call: () => graph.get(`/chats/${encodeURIComponent(place.chatId)}/members`),
      },
    ];
  if (place.kind !== 'channel') return reading;
  const channel = `/teams/${place.teamId}/channels/${encodeURIComponent(place.channelId)}`;
  return [
    ...reading,
    {
      permission: 'ChannelMember.Read.All',
      call: () => graph.get(`${channel}/allMembers`),
    },
    {
      permission: 'Channel.ReadBasic.All',
      call: () => graph.get(`${channel}?$select=id,membershipType`),
    },
    {
      permission: 'Team.ReadBasic.All',
      call: () => graph.get(`/teams/${place.teamId}?$select=id,visibility`),
    },
  ];
}
