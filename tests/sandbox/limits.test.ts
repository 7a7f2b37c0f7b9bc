import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRateLimits, type Limit } from '../../src/sandbox/rate-limits.ts';
import { CHANNELS, PEOPLE, staffId, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { type Client, given } from './client.ts';

const statuses = (answers: { status: number }[]) => answers.map((answer) => answer.status);
const times = <T>(count: number, work: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => work(n));

test('a window never lets more calls through than it may, and forgets them as it moves on', () => {
  const limits: Limit[] = [
    { most: 3, windowMs: 100 },
    { most: 5, windowMs: 500 },
  ];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 120 }), (pauses) => {
      let now = 0;
      const rates = createRateLimits(() => now);
      const passed: number[] = [];
      for (const pause of pauses) {
        now += pause;
        const fits = limits.every(({ most, windowMs }) => passed.filter((at) => at > now - windowMs).length < most);
        const wait = rates.take([{ key: 'k', limits }]);
        if (wait === undefined) passed.push(now);
        expect(wait === undefined).toBe(fits);
      }
    }),
  );
});

test('the time that a refusal names is enough', () => {
  let now = 0;
  const rates = createRateLimits(() => now);
  const limits = [{ most: 2, windowMs: 1000 }];
  rates.take([{ key: 'k', limits }]);
  now = 400;
  rates.take([{ key: 'k', limits }]);
  const wait = rates.take([{ key: 'k', limits }]);
  expect(wait).toBe(600);
  now += wait ?? 0;
  expect(rates.take([{ key: 'k', limits }])).toBeUndefined();
});

async function givenChats(
  count: number,
): Promise<Client & { say(n: number): Promise<{ status: number; headers: Headers }> }> {
  const client = await given();
  const paths = times(count, (n) => {
    const id = staffId(n + 1);
    client.sandbox.world.installations.set(id, { id, installedAt: new Date() });
    return id;
  });
  const chats: string[] = [];
  for (const [n, id] of paths.entries()) {
    if (n % 40 === 0) client.pass(1000);
    const { body } = await client.connector('POST', '/conversations', { members: [{ id }], tenantId: TENANT_ID });
    chats.push(body.id);
  }
  client.pass(3600_000);
  const say = (n: number) =>
    client.connector('POST', `/conversations/${encodeURIComponent(chats[n] ?? '')}/activities`, {
      type: 'message',
      text: 'x',
    });
  return { ...client, say };
}

test('the eighth message to one conversation within a second is answered 429 with a time to come back', async () => {
  const { say } = await givenChats(1);
  const answers = await Promise.all(times(8, () => say(0)));
  expect(statuses(answers).filter((status) => status === 201)).toHaveLength(7);
  const refused = answers.find((answer) => answer.status === 429);
  expect(refused?.headers.get('retry-after')).toBe('1');
});

test('eight messages in two seconds are the most, and sixty in thirty', async () => {
  const { say, pass } = await givenChats(1);
  const sendFor = async (seconds: number) => {
    let sent = 0;
    for (let half = 0; half < seconds * 2; half += 1) {
      sent += statuses(await Promise.all(times(5, () => say(0)))).filter((status) => status === 201).length;
      pass(500);
    }
    return sent;
  };
  expect(await sendFor(2)).toBe(8);
  pass(3600_000);
  expect(await sendFor(29)).toBe(60);
});

test('fifty-one calls in a second are one too many, no matter who they concern', async () => {
  const { say } = await givenChats(51);
  const answers = await Promise.all(times(51, (n) => say(n)));
  expect(statuses(answers).filter((status) => status === 429)).toHaveLength(1);
});

test('threads of a channel count as one conversation', async () => {
  const { connector } = await given();
  const thread = (n: number) => `/conversations/${encodeURIComponent(`${CHANNELS.dsl};messageid=${n}`)}/activities`;
  const answers = await Promise.all(times(8, (n) => connector('POST', thread(n), { type: 'message', text: 'x' })));
  expect(statuses(answers).filter((status) => status === 429)).toHaveLength(1);
});

test('limits can be switched off', async () => {
  const { say, sandbox } = await givenChats(1);
  sandbox.limits.setOn(false);
  const answers = await Promise.all(times(20, () => say(0)));
  expect(new Set(statuses(answers))).toEqual(new Set([201]));
});

test('Graph answers 30 such calls in a second and no more, and counts those that it refuses', async () => {
  const { graph, pass } = await given();
  const answered = async (count: number) => {
    const path = `/users/${PEOPLE.priyaNair}/teamwork/installedApps`;
    return statuses(await Promise.all(times(count, () => graph('GET', path)))).filter((status) => status === 200)
      .length;
  };
  expect(await answered(40)).toBe(30);
  pass(900);
  expect(await answered(10)).toBe(0);
  pass(101);
  expect(await answered(30)).toBe(20);
});

test('Graph does not always say when to come back about Teams resources, but does about the directory', async () => {
  const { graph } = await given();
  const path = `/teams/e0000000-0000-4000-8000-000000000001/channels/${encodeURIComponent(CHANNELS.dsl)}/allMembers`;
  const answers = await Promise.all(times(5, () => graph('GET', path)));
  const refused = answers.filter((answer) => answer.status === 429);
  expect(refused).toHaveLength(4);
  const named = refused.filter((answer) => answer.headers.has('retry-after'));
  expect(named.length).toBeGreaterThan(0);
  expect(named.length).toBeLessThan(refused.length);
});

test('inside a batch each call is throttled on its own, under an outer 200', async () => {
  const { graph } = await given();
  const requests = times(20, (n) => ({
    id: String(n),
    method: 'POST',
    url: `/users/${PEOPLE.priyaNair}/teamwork/sendActivityNotification`,
    body: {},
  }));
  const { status, body } = await graph('POST', '/$batch', { requests });
  expect(status).toBe(200);
  const inner = body.responses.map((response: { status: number }) => response.status);
  expect(inner.filter((one: number) => one === 429)).toHaveLength(15);
});
