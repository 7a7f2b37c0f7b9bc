import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { GroupId } from '../../../src/kernel/ids.ts';
import { createGraph } from '../../../src/platform/graph/client.ts';
import { graphDirectory } from '../../../src/platform/graph/directory.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

const TOKEN = { token: 'the-token', expiresOnTimestamp: Date.now() + 3_600_000 };
const GROUP = 'd0000000-0000-4000-8000-000000000001' as GroupId;
/** Far longer than a call takes here, far shorter than what would hang without a limit. */
const LIMIT_MS = 300;

async function given(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  getToken: () => Promise<typeof TOKEN> = async () => TOKEN,
) {
  let heard = 0;
  const server = createServer((request, response) => {
    heard += 1;
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ended.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`;
  return { url, heard: () => heard, graph: createGraph(url, { getToken }, LIMIT_MS) };
}

const json = (response: ServerResponse, body: object) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
};

test('a Graph that takes the call and never answers is a fault that passes, after the limit', async () => {
  const { graph } = await given(() => undefined);
  await expect(graph.get('/users/x')).rejects.toMatchObject({ code: 'unavailable', isPassing: true });
  await expect(graph.post('/users/x/checkMemberGroups', {})).rejects.toMatchObject({ code: 'unavailable' });
});

test('an answer that begins and does not end is the same', async () => {
  const { graph } = await given((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.write('{"value":[');
  });
  await expect(graph.get('/groups')).rejects.toMatchObject({ code: 'unavailable' });
});

test('a token that is not taken any more is made again, once; where that helps nothing, it passes and nothing was done', async () => {
  let made = 0;
  const fresh = async () => {
    made += 1;
    return { ...TOKEN, token: `token ${made}` };
  };
  const { graph, heard } = await given((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer token 2' ? 200 : 401;
    json(response, { id: 'x' });
  }, fresh);
  expect(await graph.get('/users/x')).toMatchObject({ id: 'x' });
  expect(await graph.get('/users/x')).toMatchObject({ id: 'x' });
  expect([made, heard()]).toEqual([2, 3]);
  const never = await given((_, response) => {
    response.statusCode = 401;
    json(response, {});
  });
  await expect(never.graph.postOnce('/x', {})).rejects.toMatchObject({ isPassing: true, mayBeDone: false });
  expect(never.heard()).toBe(2);
});

/** As much as is wanted of it, until the line is shut. */
function pour(response: ServerResponse, begin: string, megabytes: number, onEnd: (sent: number) => void): void {
  response.setHeader('content-type', 'application/json');
  response.write(begin);
  const part = 'x'.repeat(1024 * 1024);
  let sent = 0;
  const more = () => {
    while (sent < megabytes) {
      sent += 1;
      if (!response.write(part)) return void response.once('drain', more);
    }
    response.end('"}');
  };
  response.once('close', () => onEnd(sent));
  more();
}

test('an answer of hundreds of megabytes is not read to its end, and says why', async () => {
  const { promise: sent, resolve } = Promise.withResolvers<number>();
  const { url } = await given((_, response) => pour(response, '{"a":"', 300, resolve));
  const patient = createGraph(url, { getToken: async () => TOKEN }, 20_000);
  await expect(patient.get('/groups')).rejects.toMatchObject({
    code: 'malformed',
    message: expect.stringContaining('larger than'),
  });
  expect(await sent).toBeLessThan(100);
});

test('so is a token that nobody makes: the call is not made', async () => {
  const { graph, heard } = await given(
    (_, response) => json(response, {}),
    () => new Promise(() => undefined),
  );
  await expect(graph.get('/users/x')).rejects.toMatchObject({ code: 'unavailable' });
  expect(heard()).toBe(0);
});

test('a Graph that asks to come back in a minute and a half is not waited for; the pause is told', async () => {
  const { graph, heard } = await given((_, response) => {
    response.statusCode = 429;
    response.setHeader('retry-after', '90');
    json(response, { error: { code: 'TooManyRequests', message: 'words' } });
  });
  await expect(graph.get('/users/x')).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 90_000 });
  expect(heard()).toBe(1);
});

test('a pause of days is asked for by mistake: it counts as ten minutes', async () => {
  const { graph } = await given((_, response) => {
    response.statusCode = 429;
    response.setHeader('retry-after', '9999999999');
    json(response, { error: { code: 'TooManyRequests', message: 'words' } });
  });
  await expect(graph.postOnce('/users/x', {})).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 600_000 });
});

test('a list whose next page is itself ends', async () => {
  const { url, graph } = await given((_, response) =>
    json(response, { value: [], '@odata.nextLink': `${url}/groups/next` }),
  );
  const read = async () => {
    for await (const person of graphDirectory(graph, { schools: [] }).groupMembers(GROUP))
      throw new Error(`nobody is here: ${person}`);
  };
  await expect(read()).rejects.toMatchObject({ code: 'malformed' });
});

test('a list that ends before as many have come as Graph counted is no list', async () => {
  const person = (at: number) => ({
    id: `b0000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    userPrincipalName: `p${at}@oakmill.example`,
  });
  const people = Array.from({ length: 100 }, (_, at) => person(at));
  const read = async (counted: number) => {
    const { graph } = await given((_, response) => json(response, { value: people, '@odata.count': counted }));
    let seen = 0;
    for await (const one of graphDirectory(graph, { schools: [] }).groupMembers(GROUP)) seen += one.id === '' ? 0 : 1;
    return seen;
  };
  await expect(read(1_099)).rejects.toMatchObject({ code: 'malformed' });
  // One who left while the list was read.
  expect(await read(101)).toBe(100);
  expect(await read(100)).toBe(100);
});

test('a page that comes twice stands where another should: the list is refused, and a person who is on two pages comes once', async () => {
  const person = (at: number) => ({ id: `b0000000-0000-4000-8000-${String(at).padStart(12, '0')}` });
  const pageOf = (from: number) => Array.from({ length: 100 }, (_, at) => person(from + at));
  const read = async (...pages: readonly object[][]) => {
    const { url, graph } = await given((request, response) => {
      const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 0);
      const next = at + 1 < pages.length && { '@odata.nextLink': `${url}/groups/next?page=${at + 1}` };
      json(response, { value: pages[at], ...(at === 0 && { '@odata.count': 300 }), ...next });
    });
    const ids: string[] = [];
    for await (const { id } of graphDirectory(graph, { schools: [] }).groupMembers(GROUP)) ids.push(id);
    return ids;
  };
  await expect(read(pageOf(0), pageOf(0), pageOf(200))).rejects.toMatchObject({ code: 'malformed' });
  const moved = await read(pageOf(0), [person(99), ...pageOf(100)], pageOf(200));
  expect([moved.length, new Set(moved).size]).toEqual([300, 300]);
});

test('a moment to come back at is kept like a number of seconds', async () => {
  const { graph, heard } = await given((_, response) => {
    response.statusCode = 503;
    // Its clock, and not ours, says how long that is.
    response.setHeader('date', 'Thu, 05 Mar 2020 10:00:00 GMT');
    response.setHeader('retry-after', 'Thu, 05 Mar 2020 10:00:45 GMT');
    json(response, { error: { code: 'serviceNotAvailable', message: 'words' } });
  });
  await expect(graph.get('/users/x')).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 45_000 });
  expect(heard()).toBe(1);
});

test('a next page on another host is not asked for, and gets no token', async () => {
  const other = await given((_, response) => json(response, { value: [] }));
  const { graph } = await given((_, response) =>
    json(response, { value: [], '@odata.nextLink': `${other.url.replace('127.0.0.1', 'localhost')}/groups/next` }),
  );
  const read = async () => {
    for await (const person of graphDirectory(graph, { schools: [] }).groupMembers(GROUP))
      throw new Error(`nobody is here: ${person}`);
  };
  await expect(read()).rejects.toMatchObject({ name: 'Fault' });
  expect(other.heard()).toBe(0);
});
