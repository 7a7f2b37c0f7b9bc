import { jest } from '@jest/globals';
import { PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { given } from '../sandbox/client.ts';
import { type Asked, everySending, heardAt, sandboxToAsk } from './every-call.ts';
import { callOf, complaintsAboutSent } from './microsoft/connector.ts';
import { connectorFacts } from './microsoft/facts.ts';

const facts = connectorFacts();
let sent: readonly Asked[];
let received: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const sandbox = await sandboxToAsk();
  sent = await heardAt(sandbox.connectorUrl, () => everySending(sandbox));
  received = sandbox.activity(PEOPLE.priyaNair, { type: 'message', text: 'hello' });
  await sandbox.close();
});

test('everything that is sent to the Connector is there, and of a shape that it describes', () => {
  const made = sent.map(({ method, address }) => callOf(facts, method, address));
  expect([...new Set(made)].sort()).toEqual([
    'DELETE /v3/conversations/{id}/activities/{id}',
    'POST /v3/conversations',
    'POST /v3/conversations/{id}/activities',
    'PUT /v3/conversations/{id}/activities/{id}',
  ]);
  const complaints = sent.flatMap(({ body }, at) => {
    const takes = facts.calls[made[at] ?? '']?.takes;
    return takes ? complaintsAboutSent(facts, takes, body, made[at] ?? '') : [];
  });
  expect(complaints).toEqual([]);
});

test('what the sandbox answers, refusals too, is what the Connector describes', async () => {
  const { connector } = await given();
  const refused = [
    await connector('POST', '/conversations', {
      isGroup: false,
      members: [{ id: PEOPLE.lewisGrant }],
      tenantId: TENANT_ID,
    }),
    await connector('POST', '/conversations/nowhere/activities', { type: 'message', text: 'x' }),
    await connector('POST', '/conversations', {}),
  ];
  expect(refused.every(({ status }) => status >= 400)).toBe(true);
  expect(refused.flatMap(({ body }) => complaintsAboutSent(facts, 'ErrorResponse', body, 'refusal'))).toEqual([]);
  const complaints = sent.flatMap(({ method, address, answer }) => {
    const call = callOf(facts, method, address) ?? '';
    const gives = facts.calls[call]?.gives;
    return gives && answer !== undefined ? complaintsAboutSent(facts, gives, answer, call) : [];
  });
  expect(complaints).toEqual([]);
});

test('what the sandbox sends to the bot is an activity as the Connector describes one', () => {
  expect(complaintsAboutSent(facts, 'Activity', received, 'activity')).toEqual([]);
});

test('who the sandbox says is in a conversation is told as the Connector describes it', async () => {
  const { connector, sandbox } = await given();
  sandbox.world.installations.set(PEOPLE.priyaNair, { id: 'i', installedAt: new Date() });
  const chat = { isGroup: false, members: [{ id: PEOPLE.priyaNair }], tenantId: TENANT_ID };
  const { body } = await connector('POST', '/conversations', chat);
  const at = `/conversations/${encodeURIComponent(body.id)}`;
  const { body: members } = await connector('GET', `${at}/members`);
  const { body: paged } = await connector('GET', `${at}/pagedmembers`);
  expect(complaintsAboutSent(facts, '[ChannelAccount]', members, 'members')).toEqual([]);
  expect(complaintsAboutSent(facts, 'PagedMembersResult', paged, 'paged')).toEqual([]);
});
