import type { GroupId, UserId } from '../../../src/kernel/ids.ts';
import type { Graph } from '../../../src/platform/graph/client.ts';
import { graphDirectory, toPerson } from '../../../src/platform/graph/directory.ts';

const STAFF = '00000000-0000-4000-8000-0000000000aa' as GroupId;
const PUPILS = '00000000-0000-4000-8000-0000000000bb' as GroupId;
const OAKMILL = { schools: [{ staffGroups: [STAFF], pupilGroups: [PUPILS] }] };
const TEAM = '00000000-0000-4000-8000-00000000a001' as GroupId;
const DSL = '00000000-0000-4000-8000-000000000001';
const CHANNEL = { kind: 'channel', teamId: TEAM, channelId: '19:dsl@thread.tacv2' } as const;
const path = `/teams/${TEAM}/channels/${encodeURIComponent(CHANNEL.channelId)}`;

/** Graph that answers from a table of path (without its query) → answer, and keeps what it was asked. */
function graphAnswering(answers: Readonly<Record<string, unknown>>): { graph: Graph; asked: string[] } {
  const asked: string[] = [];
  const get = async (whole: string) => {
    const [plain = ''] = whole.split('?');
    asked.push(plain);
    if (!(plain in answers)) throw new Error(`nobody said what ${plain} answers`);
    return answers[plain];
  };
  const never = async () => {
    throw new Error('only get is asked');
  };
  return { graph: { get, post: never, postOnce: never, download: never }, asked };
}

const members = { [`${path}/allMembers`]: { value: [{ userId: DSL, tenantId: null, roles: [] }] } };
const channels = (...value: readonly object[]) => ({ [`/teams/${TEAM}/channels`]: { value } });

test('who reads a channel is found with one call about the channel: Graph answers one a second', async () => {
  const { graph, asked } = graphAnswering({
    ...members,
    ...channels(
      { id: '19:other@thread.tacv2', membershipType: 'standard' },
      { id: CHANNEL.channelId, membershipType: 'private' },
    ),
  });
  const found = await graphDirectory(graph, OAKMILL).destinationMembers(CHANNEL);
  expect(found).toEqual({ openness: 'private', members: [{ id: DSL, tenantId: undefined, isGuest: false }] });
  expect(asked.filter((one) => one.startsWith(path))).toEqual([`${path}/allMembers`]);
});

test('a channel that its team’s list leaves out is asked itself', async () => {
  const { graph } = graphAnswering({
    ...members,
    ...channels(),
    [path]: { id: CHANNEL.channelId, membershipType: 'private' },
  });
  expect((await graphDirectory(graph, OAKMILL).destinationMembers(CHANNEL)).openness).toBe('private');
});

test.each([
  ['standard', 'Private', 'closed'],
  ['standard', 'Public', 'public'],
  ['standard', null, 'public'],
  ['shared', 'Private', 'public'],
  ['unknownFutureValue', 'Private', 'public'],
  [null, 'Private', 'public'],
])('a channel of type %s in a team that is %s counts as %s', async (membershipType, visibility, openness) => {
  const { graph } = graphAnswering({
    ...members,
    ...channels({ id: CHANNEL.channelId, membershipType }),
    [`/teams/${TEAM}`]: { id: TEAM, visibility },
  });
  expect((await graphDirectory(graph, OAKMILL).destinationMembers(CHANNEL)).openness).toBe(openness);
});

test('of one person every address that ever reached them is read, and what else is kept there is not', async () => {
  const { graph } = graphAnswering({
    [`/users/${DSL}`]: {
      ...{ id: DSL, displayName: 'M Hale', givenName: 'Miriam', surname: 'Hale', userPrincipalName: 'mhale@a.example' },
      proxyAddresses: [
        'SMTP:mhale@a.example',
        'smtp:m.bellamy@a.example',
        'X500:/o=Exchange/cn=mhale',
        'sip:mhale@a.example',
      ],
    },
  });
  expect(await graphDirectory(graph, OAKMILL).person(DSL as never)).toMatchObject({
    name: 'M Hale',
    ownName: 'Miriam Hale',
    addresses: ['mhale@a.example', 'm.bellamy@a.example'],
  });
});

test('an address is the one of the mailbox, else the account’s own name, which of a guest is none', async () => {
  const seen = (over: object) => {
    const { email, staffNumber } = toPerson({ id: DSL, userPrincipalName: 'mhale@a.example', ...over });
    return [email, staffNumber];
  };
  expect(seen({ mail: 'miriam.hale@a.example', employeeId: '0042' })).toEqual(['miriam.hale@a.example', '0042']);
  expect(seen({ mail: null, employeeId: '' })).toEqual(['mhale@a.example', undefined]);
  expect(seen({ userPrincipalName: 'x_b.example#EXT#@a.example' })).toEqual([undefined, undefined]);
  expect(seen({ userPrincipalName: 'x_b.example#EXT#@a.example', mail: 'x@b.example' })).toEqual([
    'x@b.example',
    undefined,
  ]);
});

const PLAN = { servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929', capabilityStatus: 'Enabled' };
const old = (over: object = {}) => ({
  ...{ id: DSL, displayName: 'Iris Pell', userPrincipalName: 'ipell@oakmill.example' },
  ...{ accountEnabled: true, userType: null, assignedPlans: [PLAN], ...over },
});

async function firstOf<T>(list: AsyncIterable<T>): Promise<T | undefined> {
  for await (const one of list) return one;
  return undefined;
}

/** One account, looked up by itself, as a member of the staff group and as one of the pupil group. */
async function seenOf(account: object, inside: readonly GroupId[]) {
  const { graph } = graphAnswering({
    [`/users/${DSL}`]: account,
    [`/groups/${STAFF}/transitiveMembers/microsoft.graph.user`]: { value: [account] },
    [`/groups/${PUPILS}/transitiveMembers/microsoft.graph.user`]: { value: [account] },
  });
  const asked: unknown[] = [];
  const post = async (path: string, body: object) => {
    asked.push([path, body]);
    return { value: inside };
  };
  const directory = graphDirectory({ ...graph, post }, OAKMILL);
  const person = await directory.person(DSL as UserId);
  const inStaff = await firstOf(directory.groupMembers(STAFF));
  const inPupils = await firstOf(directory.groupMembers(PUPILS));
  return { person, inStaff, inPupils, asked };
}

test('an account of before accounts had a type is the school’s own where its groups say that it is staff', async () => {
  const { person, inStaff, inPupils, asked } = await seenOf(old(), [STAFF]);
  for (const seen of [person, inStaff]) expect(seen).toMatchObject({ isEnabled: true, isGuest: false });
  expect(person?.absent).toBeUndefined();
  expect(inPupils?.isGuest).toBe(true);
  expect(asked).toEqual(Array(2).fill([`/users/${DSL}/checkMemberGroups`, { groupIds: [PUPILS, STAFF] }]));
});

test.each<[string, object, readonly GroupId[]]>([
  ['in no group of ours', {}, []],
  ['in a pupil group', {}, [PUPILS]],
  ['in a staff group and a pupil group', {}, [STAFF, PUPILS]],
  ['of another organisation', { userPrincipalName: 'x_y.example#EXT#@oakmill.example' }, [STAFF]],
  ['without a name to sign in with', { userPrincipalName: null }, [STAFF]],
  ['a guest', { userType: 'Guest' }, [STAFF]],
  ['of a type that Graph did not tell', { userType: undefined }, [STAFF]],
  ['of a type that nobody knows yet', { userType: 'Visitor' }, [STAFF]],
])('an account %s is no account of the school’s own', async (_which, over, inside) => {
  const { person, inStaff } = await seenOf(old(over), inside);
  expect([person?.isGuest, inStaff?.isGuest]).toEqual([true, true]);
});

test('what Graph leaves open is named, and counts as the worst that it could be', async () => {
  const nothing = { accountEnabled: null, userType: null, userPrincipalName: null, assignedPlans: null };
  const { person, asked } = await seenOf({ id: DSL, displayName: 'Iris Pell', ...nothing }, [STAFF]);
  expect(person).toMatchObject({ isEnabled: false, isGuest: true, plans: [] });
  expect(person?.absent).toEqual(['accountEnabled', 'userType', 'userPrincipalName', 'assignedPlans']);
  expect(asked).toEqual([]);
});
