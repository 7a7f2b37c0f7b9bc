import type { GroupId } from '../../../src/kernel/ids.ts';
import type { Graph } from '../../../src/platform/graph/client.ts';
import { graphDirectory } from '../../../src/platform/graph/directory.ts';

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
  const found = await graphDirectory(graph).destinationMembers(CHANNEL);
  expect(found).toEqual({ openness: 'private', members: [{ id: DSL, tenantId: undefined, isGuest: false }] });
  expect(asked.filter((one) => one.startsWith(path))).toEqual([`${path}/allMembers`]);
});

test('a channel that its team’s list leaves out is asked itself', async () => {
  const { graph } = graphAnswering({
    ...members,
    ...channels(),
    [path]: { id: CHANNEL.channelId, membershipType: 'private' },
  });
  expect((await graphDirectory(graph).destinationMembers(CHANNEL)).openness).toBe('private');
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
  expect((await graphDirectory(graph).destinationMembers(CHANNEL)).openness).toBe(openness);
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
  expect(await graphDirectory(graph).person(DSL as never)).toMatchObject({
    name: 'M Hale',
    ownName: 'Miriam Hale',
    addresses: ['mhale@a.example', 'm.bellamy@a.example'],
  });
});
