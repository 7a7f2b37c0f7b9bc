import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';
import { type GroupId, parseGuid, type TenantId, type UserId } from '../core/ids.ts';
import type { Directory, DirectoryPerson } from '../core/people.ts';
import type { Graph } from './client.ts';

const PERSON_FIELDS =
  'id,displayName,userPrincipalName,accountEnabled,userType,assignedPlans,jobTitle,department,officeLocation';
/** The largest page Graph gives for members. */
const PAGE = 999;

const person = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
  assignedPlans: z.array(z.object({ servicePlanId: z.string(), capabilityStatus: z.string().nullish() })).nullish(),
  jobTitle: z.string().nullish(),
  department: z.string().nullish(),
  officeLocation: z.string().nullish(),
});
const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });
const member = z.object({
  userId: z.string().nullish(),
  tenantId: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
});

/** People and groups through Microsoft Graph. */
export function graphDirectory(graph: Graph): Directory {
  /** Every item of a list, page after page; the next address is checked by the client. */
  async function* list(path: string, headers?: Record<string, string>): AsyncGenerator<unknown> {
    let next: string | undefined = path;
    while (next !== undefined) {
      const got: z.output<typeof page> = parse(page, await graph.get(next, headers));
      yield* got.value;
      next = got['@odata.nextLink'];
    }
  }

  return {
    async *groupMembers(group) {
      // The cast to users needs the header and $count; nested groups come flattened.
      const path = `/groups/${group}/transitiveMembers/microsoft.graph.user?$count=true&$top=${PAGE}&$select=${PERSON_FIELDS}`;
      for await (const item of list(path, { ConsistencyLevel: 'eventual' })) yield toPerson(item);
    },

    async memberOf(user, groups) {
      const found: GroupId[] = [];
      // Graph takes at most 20 groups a call.
      for (let at = 0; at < groups.length; at += 20) {
        const got = await graph.post(`/users/${user}/checkMemberGroups`, { groupIds: groups.slice(at, at + 20) });
        for (const id of parse(z.object({ value: z.array(z.string()) }), got).value) {
          const group = parseGuid<GroupId>(id);
          if (group) found.push(group);
        }
      }
      return found;
    },

    async destinationMembers(destination) {
      const members = [];
      const path =
        destination.kind === 'channel'
          ? `/teams/${destination.teamId}/channels/${encodeURIComponent(destination.channelId)}`
          : `/chats/${encodeURIComponent(destination.chatId)}`;
      const openness = destination.kind === 'channel' ? await channelOpenness(path, destination.teamId) : 'closed';
      for await (const item of list(destination.kind === 'channel' ? `${path}/allMembers` : `${path}/members`)) {
        const { userId, tenantId, roles } = parse(member, item);
        const id = parseGuid<UserId>(userId);
        // A member we cannot name might be anybody: better no delivery there than an unknown reader.
        if (!id) throw new Fault('malformed', 'Graph gave a member without an id');
        members.push({ id, tenantId: parseGuid<TenantId>(tenantId), isGuest: roles?.includes('guest') ?? false });
      }
      return { openness, members };
    },

    async person(user) {
      try {
        return toPerson(await graph.get(`/users/${user}?$select=${PERSON_FIELDS}`));
      } catch (error) {
        if (error instanceof Fault && error.code === 'not-found') return undefined;
        throw error;
      }
    },

    async managerOf(user) {
      try {
        return parseGuid<UserId>(
          parse(z.object({ id: z.string() }), await graph.get(`/users/${user}/manager?$select=id`)).id,
        );
      } catch (error) {
        if (error instanceof Fault && error.code === 'not-found') return undefined;
        throw error;
      }
    },
  };

  async function channelOpenness(path: string, team: GroupId): Promise<'private' | 'closed' | 'public'> {
    const { membershipType } = parse(
      z.object({ membershipType: z.string().nullish() }),
      await graph.get(`${path}?$select=id,membershipType`),
    );
    if (membershipType === 'private') return 'private';
    // A shared channel reaches beyond the team, and anything unknown is taken for open.
    if (membershipType !== 'standard') return 'public';
    const { visibility } = parse(
      z.object({ visibility: z.string().nullish() }),
      await graph.get(`/teams/${team}?$select=id,visibility`),
    );
    return visibility?.toLowerCase() === 'private' ? 'closed' : 'public';
  }
}

function toPerson(item: unknown): DirectoryPerson {
  const got = parse(person, item);
  const id = parseGuid<UserId>(got.id);
  if (!id) throw new Fault('malformed', 'Graph gave a person without an id');
  const userPrincipalName = got.userPrincipalName ?? '';
  return {
    id,
    name: got.displayName ?? userPrincipalName,
    userPrincipalName,
    // Without the permission to read it, the field is absent: then the account counts as disabled.
    isEnabled: got.accountEnabled === true,
    isGuest: got.userType !== 'Member' || userPrincipalName.includes('#EXT#'),
    plans: (got.assignedPlans ?? [])
      .filter(({ capabilityStatus }) => capabilityStatus === 'Enabled')
      .map(({ servicePlanId }) => servicePlanId),
    jobTitle: got.jobTitle ?? undefined,
    department: got.department ?? undefined,
    site: got.officeLocation ?? undefined,
  };
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Fault(
    'malformed',
    `Graph answered in an unknown shape at ${result.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  );
}
