import { expect, test } from '@jest/globals';
import { CONNECTOR_CODES } from '../../src/sandbox/faults.ts';
import { GROUPS, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { given, send } from './client.ts';

const { priyaNair, lewisGrant } = PEOPLE;
const hello = { type: 'message', text: 'Hello' };

async function givenChats() {
  const client = await given();
  const paths: string[] = [];
  for (const id of [priyaNair, lewisGrant]) {
    client.sandbox.world.installations.set(id, { id, installedAt: new Date() });
    const { body } = await client.connector('POST', '/conversations', { members: [{ id }], tenantId: TENANT_ID });
    paths.push(`/conversations/${encodeURIComponent(body.id)}/activities`);
  }
  const [priya = '', lewis = ''] = paths;
  return {
    ...client,
    toPriya: () => client.connector('POST', priya, hello),
    toLewis: () => client.connector('POST', lewis, hello),
  };
}

test.each(CONNECTOR_CODES)('the Connector can answer %s', async (code) => {
  const { sandbox, toPriya } = await givenChats();
  sandbox.faults.add({ match: { operation: 'sendActivity' }, fault: { code }, times: 1 });
  const answer = await toPriya();
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(answer.body)).toContain(code);
  expect((await toPriya()).status).toBe(201);
});

test('a fault for one person leaves the others alone', async () => {
  const { sandbox, toPriya, toLewis } = await givenChats();
  sandbox.faults.add({ match: { userId: priyaNair }, fault: { status: 503, retryAfterSeconds: 2 } });
  const refused = await toPriya();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  expect((await toLewis()).status).toBe(201);
});

test('a 502 before acceptance loses the message, and one after it does not', async () => {
  const { sandbox, toPriya } = await givenChats();
  sandbox.faults.add({ match: {}, fault: { status: 502 }, times: 1 });
  expect((await toPriya()).status).toBe(502);
  expect(sandbox.messages(priyaNair)).toHaveLength(0);
  sandbox.faults.add({ match: {}, fault: { status: 502, afterAcceptance: true }, times: 1 });
  expect((await toPriya()).status).toBe(502);
  expect(sandbox.messages(priyaNair)).toHaveLength(1);
});

test('a connection can break, before or after the work', async () => {
  const { sandbox, toPriya } = await givenChats();
  sandbox.faults.add({ match: {}, fault: { drop: true, afterAcceptance: true }, times: 1 });
  await expect(toPriya()).rejects.toThrow();
  expect(sandbox.messages(priyaNair)).toHaveLength(1);
});

test('chance decides where a rule says so', async () => {
  let chance = 0.4;
  const { sandbox, graph } = await given({ random: () => chance });
  sandbox.faults.add({ match: { surface: 'graph' }, fault: { status: 400 }, probability: 0.5 });
  expect((await graph('GET', `/groups/${GROUPS.teachers}/members`)).status).toBe(400);
  chance = 0.6;
  expect((await graph('GET', `/groups/${GROUPS.teachers}/members`)).status).toBe(200);
});

test('a second change of a message during the first is told to wait', async () => {
  const { sandbox, connector, toPriya } = await givenChats();
  const { body } = await toPriya();
  const chat = sandbox.chatsOf(priyaNair)[0]?.conversationId ?? '';
  const path = `/conversations/${encodeURIComponent(chat)}/activities/${encodeURIComponent(body.id)}`;
  sandbox.faults.add({ match: { operation: 'updateActivity' }, fault: { delayMs: 80 }, times: 1 });
  const answers = await Promise.all([connector('PUT', path, hello), connector('PUT', path, hello)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
});

test('faults can be added, listed and removed over HTTP', async () => {
  const { sandbox, toPriya } = await givenChats();
  const rules = `${sandbox.url}/sandbox/api/faults`;
  const added = await send('POST', rules, { match: { operation: 'sendActivity' }, fault: { code: 'Throttled' } });
  expect((await toPriya()).status).toBe(429);
  expect((await send('GET', rules)).body[0]).toMatchObject({ id: added.body.id, struck: 1 });
  await send('DELETE', `${rules}/${added.body.id}`);
  expect((await toPriya()).status).toBe(201);
});

test('a rule that could do nothing is refused', async () => {
  const { sandbox } = await given();
  const answer = await send('POST', `${sandbox.url}/sandbox/api/faults`, { match: {}, fault: { retryAfter: 5 } });
  expect(answer.status).toBe(400);
});
