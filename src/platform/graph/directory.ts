import pMap from 'p-map';
import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import { type GroupId, parseGuid, type TenantId, type UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import type { DestinationMembers, Directory, DirectoryPerson, NeededField } from '../../school/people.ts';
import type { Destination, School } from '../../school/school.ts';
import type { Graph } from './client.ts';

const PERSON_FIELDS =
  'id,displayName,userPrincipalName,accountEnabled,userType,assignedPlans,jobTitle,department,officeLocation,givenName,surname,mail,employeeId,employeeHireDate';
/** Without one of these an account counts as the worst that it could be. */
const NEEDED: readonly NeededField[] = ['accountEnabled', 'userType', 'userPrincipalName', 'assignedPlans'];
/** Of one person; a list of everyone would grow by half. */
const ADDRESSES = 'proxyAddresses';
/** The largest page Graph gives for members, and what such a page may take: nobody waits for it with a form open. */
const PAGE = 999;
const LONGEST_PAGE_MS = 30_000;
/** More than any group of people has: a service that always gives a next link must not keep us for ever. */
const MOST_PAGES = 500;

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
  givenName: z.string().nullish(),
  surname: z.string().nullish(),
  mail: z.string().nullish(),
  employeeId: z.string().nullish(),
  employeeHireDate: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
});
const channel = z.object({ id: z.string(), membershipType: z.string().nullish() });
const page = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  /** On the first page of a list that asked for it. */
  '@odata.count': z.number().optional(),
});
/** People come and go while a long list is read; a page that got lost is far more than this. */
const isShort = (seen: number, counted: number): boolean => seen < counted * 0.99 - 1;
const member = z.object({
  userId: z.string().nullish(),
  tenantId: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
});

/** Accounts without a type are asked about side by side: the oldest schools have hundreds. */
const UNTYPED_AT_ONCE = 8;

type Groups = { readonly schools: readonly Pick<School, 'staffGroups' | 'pupilGroups'>[] };

async function memberOf(graph: Graph, user: UserId, groups: readonly GroupId[]): Promise<readonly GroupId[]> {
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
}

/** A guest always has a type. The oldest accounts have none: they are the school's own where its groups say that they are staff. */
function typedBy(graph: Graph, { schools }: Groups): (item: unknown) => Promise<DirectoryPerson> {
  const staff = new Set(schools.flatMap(({ staffGroups }) => staffGroups));
  const pupils = new Set(schools.flatMap(({ pupilGroups }) => pupilGroups));
  return async (item) => {
    const person = toPerson(item);
    if (!person.isEnabled || !hasNoType(item)) return person;
    const inside = await memberOf(graph, person.id, [...new Set([...pupils, ...staff])]);
    const isStaff = inside.some((group) => staff.has(group)) && !inside.some((group) => pupils.has(group));
    return isStaff ? toPerson({ ...item, userType: 'Member' }) : person;
  };
}

/**
 * People and groups through Microsoft Graph.
 * @param groups the staff and pupil groups, which say what an account without a type is
 */
export function graphDirectory(graph: Graph, groups: Groups): Directory {
  const typed = typedBy(graph, groups);
  const pupils = new Set(groups.schools.flatMap(({ pupilGroups }) => pupilGroups));
  return {
    async *groupMembers(group) {
      // The cast to users needs the header and $count; nested groups come flattened.
      const path = `/groups/${group}/transitiveMembers/microsoft.graph.user?$count=true&$top=${PAGE}&$select=${PERSON_FIELDS}`;
      // Members of a pupil group are pupils, whatever type they have.
      const read = pupils.has(group) ? async (item: unknown) => toPerson(item) : typed;
      for await (const items of pages(graph, path, { ConsistencyLevel: 'eventual' }, LONGEST_PAGE_MS))
        yield* await pMap(items, read, { concurrency: UNTYPED_AT_ONCE });
    },

    memberOf: (user, groups) => memberOf(graph, user, groups),

    async destinationMembers(destination) {
      if (destination.kind === 'chat')
        return {
          openness: 'closed',
          members: await members(graph, `/chats/${encodeURIComponent(destination.chatId)}/members`),
        };
      const path = `/teams/${destination.teamId}/channels/${encodeURIComponent(destination.channelId)}`;
      const [openness, inside] = await Promise.all([
        channelOpenness(graph, destination, path),
        members(graph, `${path}/allMembers`),
      ]);
      return { openness, members: inside };
    },

    async person(user) {
      try {
        return await typed(await graph.get(`/users/${user}?$select=${PERSON_FIELDS},${ADDRESSES}`));
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

    async managedBy(user) {
      const own = new Set<UserId>();
      for await (const one of list(graph, `/users/${user}/directReports?$select=id`)) {
        const id = parseGuid<UserId>(parse(z.object({ id: z.string() }), one).id);
        if (id) own.add(id);
      }
      return own;
    },
  };
}

/** Every item of a list, one after the other. */
async function* list(graph: Graph, path: string): AsyncGenerator<unknown> {
  for await (const items of pages(graph, path)) yield* items;
}

/**
 * A list, page after page; the next address is checked by the client. What comes a second time is left out, and counts once:
 * a page that came twice stands where another should have come.
 */
async function* pages(
  graph: Graph,
  path: string,
  headers?: Record<string, string>,
  longestMs?: number,
): AsyncGenerator<readonly unknown[]> {
  let next: string | undefined = path;
  const seen = new Set<unknown>();
  let counted = 0;
  for (let pages = 0; next !== undefined; pages += 1) {
    if (pages === MOST_PAGES) throw new Fault('malformed', 'Graph’s list has no end');
    const got: z.output<typeof page> = parse(page, await graph.get(next, headers, longestMs));
    const fresh = got.value.filter((item) => !seen.has(idOf(item)));
    for (const item of fresh) seen.add(idOf(item));
    yield fresh;
    counted = Math.max(counted, got['@odata.count'] ?? 0);
    next = got['@odata.nextLink'];
  }
  // Someone who is missing from the pupils would count as no pupil.
  if (isShort(seen.size, counted)) throw new Fault('malformed', `Graph counted ${counted} and listed ${seen.size}`);
}

const identified = z.object({ id: z.string() });
/** What has no id is itself. */
const idOf = (item: unknown): unknown => identified.safeParse(item).data?.id ?? item;

async function members(graph: Graph, path: string): Promise<DestinationMembers['members']> {
  const found = [];
  for await (const item of list(graph, path)) {
    const { userId, tenantId, roles } = parse(member, item);
    const id = parseGuid<UserId>(userId);
    // A member we cannot name might be anyone: better no delivery there than an unknown reader.
    if (!id) throw new Fault('malformed', 'Graph gave a member without an id');
    found.push({ id, tenantId: parseGuid<TenantId>(tenantId), isGuest: roles?.includes('guest') ?? false });
  }
  return found;
}

/**
 * From the list of its team, because Graph answers one call a second about one channel, which is for its members, and four
 * about a team: a concern waited a second for nothing else. The list has been seen incomplete; then the channel is asked.
 */
async function channelOpenness(
  graph: Graph,
  { teamId, channelId }: Extract<Destination, { kind: 'channel' }>,
  path: string,
): Promise<DestinationMembers['openness']> {
  const select = '$select=id,membershipType';
  const listed = parse(page, await graph.get(`/teams/${teamId}/channels?${select}`));
  const found =
    listed.value.map((item) => parse(channel, item)).find(({ id }) => id === channelId) ??
    parse(channel, await graph.get(`${path}?${select}`));
  if (found.membershipType === 'private') return 'private';
  // A shared channel reaches beyond the team, and anything unknown is taken for open.
  if (found.membershipType !== 'standard') return 'public';
  const { visibility } = parse(
    z.object({ visibility: z.string().nullish() }),
    await graph.get(`/teams/${teamId}?$select=id,visibility`),
  );
  return visibility?.toLowerCase() === 'private' ? 'closed' : 'public';
}

/** An account as Graph gives it, as we know it. */
export function toPerson(item: unknown): DirectoryPerson {
  const got = parse(person, item);
  const id = parseGuid<UserId>(got.id);
  if (!id) throw new Fault('malformed', 'Graph gave a person without an id');
  const userPrincipalName = got.userPrincipalName ?? '';
  const absent = NEEDED.filter((field) => (got[field] ?? undefined) === undefined);
  return {
    id,
    name: got.displayName ?? userPrincipalName,
    userPrincipalName,
    ownName: [got.givenName, got.surname].filter(Boolean).join(' ') || undefined,
    addresses: (got.proxyAddresses ?? []).flatMap((one) => /^smtp:(.+)$/i.exec(one)?.[1] ?? []),
    // Without the permission to read it, the field is absent: then the account counts as disabled.
    isEnabled: got.accountEnabled === true,
    // Without its name nobody can tell that an account is of another organisation.
    isGuest: got.userType !== 'Member' || userPrincipalName === '' || userPrincipalName.includes('#EXT#'),
    plans: (got.assignedPlans ?? [])
      .filter(({ capabilityStatus }) => capabilityStatus === 'Enabled')
      .map(({ servicePlanId }) => servicePlanId),
    jobTitle: got.jobTitle || undefined,
    department: got.department || undefined,
    site: got.officeLocation || undefined,
    hasNames: Boolean(got.givenName || got.surname),
    // The name of a guest's account is no address.
    email: got.mail || (userPrincipalName.includes('#EXT#') ? undefined : userPrincipalName) || undefined,
    staffNumber: got.employeeId || undefined,
    // Entra keeps a moment; midnight in London on the first day may be the evening before in it.
    startsOn: got.employeeHireDate ? dayAt(got.employeeHireDate) : undefined,
    ...(absent.length > 0 && { absent }),
  };
}

const hasNoType = (item: unknown): item is object => z.object({ userType: z.null() }).safeParse(item).success;

function dayAt(moment: string): IsoDay | undefined {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? undefined : dayOf(at);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Fault(
    'malformed',
    `Graph answered in an unknown shape at ${result.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  );
}
