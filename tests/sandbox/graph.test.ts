import { expect, test } from '@jest/globals';
import { generateSchool } from '../../src/sandbox/tenant/generated-school.ts';
import {
  CATALOG_APP_ID,
  CHANNELS,
  GROUPS,
  MANIFEST_ID,
  PEOPLE,
  TEAMS,
} from '../../src/sandbox/tenant/sample-school.ts';
import { type Client, given } from './client.ts';

const ADVANCED = { consistencylevel: 'eventual' };
const members = (group: string, query = '') =>
  `/groups/${group}/transitiveMembers/microsoft.graph.user?$count=true&$select=id,displayName,userType,accountEnabled${query}`;

async function readAll(graph: Client['graph'], path: string): Promise<{ id: string }[]> {
  const found: { id: string }[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const answer = await graph('GET', next, undefined, ADVANCED);
    expect(answer.status).toBe(200);
    found.push(...answer.body.value);
    next = answer.body['@odata.nextLink'];
  }
  return found;
}

test('members of nested groups come in pages, each once', async () => {
  const { graph, sandbox } = await given({ school: generateSchool({ staff: 300 }) });
  const pages = await readAll(graph, members(GROUPS.staffOakfield, '&$top=100'));
  const ids = pages.map((member) => member.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(340);
  expect(ids).toContain(PEOPLE.pupilInStaffGroup);
  expect(sandbox.world.people.size).toBeGreaterThan(ids.length);
});

test.each([
  ['the header', members(GROUPS.staffOakfield), {}],
  ['$count', `/groups/${GROUPS.staffOakfield}/transitiveMembers/microsoft.graph.user`, ADVANCED],
])('an advanced query without %s is refused', async (_case, path, headers) => {
  const { graph } = await given();
  const answer = await graph('GET', path, undefined, headers);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } });
});

test('a filter for enabled accounts leaves out the disabled one', async () => {
  const { graph } = await given();
  const ids = (await readAll(graph, members(GROUPS.teachers, '&$filter=accountEnabled eq true'))).map((m) => m.id);
  expect(ids).toContain(PEOPLE.priyaNair);
  expect(ids).not.toContain(PEOPLE.disabledTeacher);
});

test('a filter that it does not know is refused rather than ignored', async () => {
  const { graph } = await given();
  const answer = await graph(
    'GET',
    members(GROUPS.teachers, "&$filter=contains(displayName,'x')"),
    undefined,
    ADVANCED,
  );
  expect(answer.status).toBe(400);
});

test('$select is honoured', async () => {
  const { graph } = await given();
  const { body } = await graph('GET', `/users/${PEOPLE.priyaNair}?$select=id,assignedPlans`);
  expect(Object.keys(body).sort()).toEqual(['assignedPlans', 'id']);
  const { body: usual } = await graph('GET', '/users/p.nair@oakfieldacademy.example');
  expect(usual).toMatchObject({ id: PEOPLE.priyaNair, displayName: 'Priya Nair' });
  expect(usual.accountEnabled).toBeUndefined();
});

test('people who change groups are seen at the next reading', async () => {
  const { graph, sandbox } = await given();
  const isDsl = async () => {
    const body = { groupIds: [GROUPS.dslTeam] };
    return (await graph('POST', `/users/${PEOPLE.priyaNair}/checkMemberGroups`, body)).body.value.length === 1;
  };
  expect(await isDsl()).toBe(false);
  sandbox.tenant.joinGroup(PEOPLE.priyaNair, GROUPS.dslTeam);
  expect(await isDsl()).toBe(true);
  sandbox.tenant.leaveGroup(PEOPLE.priyaNair, GROUPS.dslTeam);
  expect(await isDsl()).toBe(false);
});

test('a nested membership counts for checkMemberGroups', async () => {
  const { graph } = await given();
  const body = { groupIds: [GROUPS.staffOakfield, GROUPS.pupilsAll] };
  const { body: answer } = await graph('POST', `/users/${PEOPLE.priyaNair}/checkMemberGroups`, body);
  expect(answer.value).toEqual([GROUPS.staffOakfield]);
});

test.each([
  ['someone with Teams', PEOPLE.priyaNair, 201],
  ['someone who never opened Teams', PEOPLE.neverActivatedTeacher, 404],
  ['someone whose policy blocks it', PEOPLE.blockedByPolicyTeacher, 403],
  ['a room', PEOPLE.meetingRoom, 404],
])('installing for %s', async (_case, userId, status) => {
  const { graph, sandbox } = await given();
  const bind = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${CATALOG_APP_ID}` };
  const answer = await graph('POST', `/users/${userId}/teamwork/installedApps`, bind);
  expect(answer.status).toBe(status);
  expect(sandbox.installed(userId)).toBe(status === 201);
});

test('installing twice is a conflict, and the second reading finds the installation', async () => {
  const { graph } = await given();
  const bind = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${CATALOG_APP_ID}` };
  const path = `/users/${PEOPLE.priyaNair}/teamwork/installedApps`;
  const first = await graph('POST', path, bind);
  expect([first.status, first.body]).toEqual([201, undefined]);
  expect((await graph('POST', path, bind)).status).toBe(409);
  const found = await graph('GET', `${path}?$expand=teamsApp&$filter=teamsApp/id eq '${CATALOG_APP_ID}'`);
  expect(found.body.value[0].teamsApp.externalId).toBe(MANIFEST_ID);
});

test('the catalogue finds the app by the id in its manifest', async () => {
  const { graph } = await given();
  const { body } = await graph('GET', `/appCatalogs/teamsApps?$filter=externalId eq '${MANIFEST_ID}'`);
  expect(body.value.map((app: { id: string }) => app.id)).toEqual([CATALOG_APP_ID]);
});

test('members of the private channel are its own, those of a public one the whole team', async () => {
  const { graph, sandbox, pass } = await given();
  const path = `/teams/${TEAMS.safeguarding}/channels/${encodeURIComponent(CHANNELS.dsl)}/allMembers`;
  const names = async () => (await graph('GET', path)).body.value.map((m: { displayName: string }) => m.displayName);
  expect(await names()).toEqual(['Miriam Hale', 'Tom Ashworth']);
  sandbox.tenant.setMembershipType(CHANNELS.dsl, 'standard');
  pass(1000);
  expect(await names()).toContain('Joanna Okafor');
});

test('a permission that is taken away is missed at once', async () => {
  const { graph, sandbox } = await given();
  expect((await graph('GET', `/groups/${GROUPS.teachers}/members`)).status).toBe(200);
  sandbox.tenant.setPermission('GroupMember.ReadBasic.All', false);
  const refused = await graph('GET', `/groups/${GROUPS.teachers}/members`);
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } });
});

test('without permission to read people, members come as type and id alone', async () => {
  const { graph, sandbox } = await given();
  sandbox.tenant.setPermission('User.Read.All', false);
  const [member] = await readAll(graph, members(GROUPS.dslTeam));
  expect(member).toEqual({ '@odata.type': '#microsoft.graph.user', id: PEOPLE.miriamHale, displayName: null });
});

test('granted permissions can be read', async () => {
  const { graph, sandbox } = await given();
  const { body } = await graph('GET', `/servicePrincipals(appId='${sandbox.world.botId}')/appRoleAssignments`);
  const ids = body.value.map((grant: { appRoleId: string }) => grant.appRoleId);
  expect(ids).toContain('3b55498e-47ec-484f-8136-9013221c06a9');
});

const nudge = {
  topic: { source: 'text', value: 'Policy', webUrl: 'https://teams.microsoft.com/l/entity' },
  activityType: 'reminder',
  previewText: { content: 'Please acknowledge' },
};

test('a nudge reaches the feed of someone who has the app, and is refused for anyone else', async () => {
  const { graph, sandbox } = await given();
  const path = `/users/${PEOPLE.priyaNair}/teamwork/sendActivityNotification`;
  expect((await graph('POST', path, nudge)).status).toBe(403);
  await sandbox.installApp(PEOPLE.priyaNair);
  expect((await graph('POST', path, nudge)).status).toBe(204);
  await graph('POST', path, { ...nudge, chainId: 7, previewText: { content: 'First' } });
  await graph('POST', path, { ...nudge, chainId: 7, previewText: { content: 'Second' } });
  expect(sandbox.feed(PEOPLE.priyaNair).map((item) => item.preview)).toEqual(['Second', 'Please acknowledge']);
});

test('nudges in bulk are accepted without a word about whom they did not reach', async () => {
  const { graph, sandbox } = await given();
  await sandbox.installApp(PEOPLE.priyaNair);
  const recipients = [PEOPLE.priyaNair, PEOPLE.lewisGrant].map((userId) => ({ userId }));
  const answer = await graph('POST', '/teamwork/sendActivityNotificationToRecipients', { ...nudge, recipients });
  expect([answer.status, answer.body]).toEqual([202, undefined]);
  expect([sandbox.feed(PEOPLE.priyaNair).length, sandbox.feed(PEOPLE.lewisGrant).length]).toEqual([1, 0]);
});

test('a token that ends within 45 minutes is too old for nudges in bulk', async () => {
  const { graph, sandbox } = await given({ tokenLifetimeSeconds: 40 * 60 });
  await sandbox.installApp(PEOPLE.priyaNair);
  const body = { ...nudge, recipients: [{ userId: PEOPLE.priyaNair }] };
  expect((await graph('POST', '/teamwork/sendActivityNotificationToRecipients', body)).status).toBe(412);
});

test('the library tells what changed since the last reading, and gives the content by another address', async () => {
  const { graph, sandbox } = await given();
  sandbox.tenant.putFile({ id: 'f1', name: 'social-media.md', content: '# Social media' });
  sandbox.tenant.putFile({ id: 'f2', name: 'conduct.md', content: '# Conduct' });
  const drive = sandbox.world.library.driveId;
  const first = await graph('GET', `/drives/${drive}/root/delta`);
  expect(first.body.value).toHaveLength(2);
  sandbox.tenant.deleteFile('f1');
  const second = await graph('GET', first.body['@odata.deltaLink']);
  expect(second.body.value).toEqual([{ id: 'f1', deleted: { state: 'deleted' } }]);

  const content = await graph('GET', `/drives/${drive}/items/f2/content`);
  expect(content.status).toBe(302);
  const file = await fetch(content.headers.get('location') ?? '');
  expect(await file.text()).toBe('# Conduct');
});

test('3 000 staff and 9 000 pupils are read through in a few seconds', async () => {
  const { graph } = await given({ school: generateSchool({ staff: 3000 }) });
  const started = performance.now();
  const all = await readAll(graph, members(GROUPS.staffOakfield, '&$top=999'));
  expect(all.length).toBeGreaterThan(3000);
  expect(performance.now() - started).toBeLessThan(5000);
});
