import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createListener, PATIENCE } from '../../../../src/platform/teams/inbound/listener.ts';
import { PEOPLE } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../../support/running.ts';

/** What a stranger can do who has the address and nothing else: no token, only bytes. */
let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

afterEach(async () => {
  expect(await (await fetch(`${world.url}/healthz`)).json()).toEqual({ status: 'alive' });
});

const MARKED = 'purple-giraffe-seventeen';
const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: Buffer | string, headers: Record<string, string> = JSON_TYPE) =>
  fetch(`${world.url}/api/messages`, { method: 'POST', body, headers });

test.each([
  ['garbage that says it is gzip', Buffer.from('this is no gzip'), 'gzip'],
  ['gzip that breaks off', gzipSync(`{"type":"${MARKED}"}`).subarray(0, 20), 'gzip'],
  [
    '256 MB packed into 256 KB',
    gzipSync(Buffer.alloc(256 * 1024 * 1024), { level: 1 }).subarray(0, 250 * 1024),
    'gzip',
  ],
  ['another encoding', Buffer.from(MARKED), 'br'],
])('%s is refused and ends nothing', async (_name, body, encoding) => {
  const response = await post(body, { ...JSON_TYPE, 'content-encoding': encoding });
  expect(response.status).toBe(415);
  expect(await response.text()).not.toContain(MARKED);
});

test('a body that announces more than the limit is refused before it is sent', async () => {
  const answer = await raw(
    'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413/);
});

test('a body in pieces that never ends is cut off at the limit', async () => {
  const socket = await open();
  socket.write(
    'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const piece = `${(16_384).toString(16)}\r\n${'x'.repeat(16_384)}\r\n`;
  for (let sent = 0; sent < 80; sent += 1) socket.write(piece);
  expect(await firstLine(socket)).toMatch(/^HTTP\/1\.1 413/);
});

test.each([
  ['a path that does not decode', '/%E0%A4%A'],
  ['a path above the root', '/../../etc/passwd'],
  ['a long path', `/${'a'.repeat(10_000)}`],
  ['keys of prototypes in the query', '/api/messages?__proto__[x]=1&constructor=2'],
])('%s is refused quietly', async (_name, path) => {
  const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect(answer).not.toMatch(/stack|node_modules|restify|passwd/i);
});

test.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'GET'])('%s to the door is refused', async (method) => {
  const response = await fetch(`${world.url}/api/messages`, { method });
  expect(response.status).toBe(405);
  expect(await response.text()).not.toMatch(/restify|node/i);
});

test.each([
  { 'accept-version': '../../etc' },
  { accept: 'image/png' },
  { 'content-md5': 'AAAA' },
  { 'content-type': `application/json; charset=${'x'.repeat(1_000)}` },
  { 'x-http-method-override': 'DELETE' },
  { authorization: `Bearer ${'a.'.repeat(4_000)}` },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
  { authorization: 'Basic x' },
])('odd headers get an answer of ours: %j', async (headers) => {
  const activity = world.sandbox.activity(PEOPLE.priyaNair, { type: 'message', text: MARKED });
  const response = await post(JSON.stringify(activity), { ...JSON_TYPE, ...headers });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(await response.text()).not.toContain(MARKED);
});

test('a line that asks to be upgraded gets an ordinary answer, and is no line that nothing ends', async () => {
  const answer = await raw('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 200/);
});

test('anyone who does not come to the end of the headers is cut soon, and not when Node happens to look', async () => {
  expect(PATIENCE).toMatchObject({ headersMs: 10_000, lookMs: 2_000 });
  const listener = createListener(() => undefined, { headersMs: 100, requestMs: 30_000, lookMs: 20 });
  const port = await listener.listen(0, 0);
  try {
    const begun = performance.now();
    const answer = await raw('POST /api/messages HTTP/1.1\r\nHost: x\r\n', `http://127.0.0.1:${port}`);
    expect(answer).toMatch(/^HTTP\/1\.1 408/);
    expect(performance.now() - begun).toBeLessThan(10_000);
  } finally {
    await listener.close();
  }
});

async function open(url = world.url): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The server may hang up while we are still writing.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function firstLine(socket: Socket): Promise<string> {
  const [data] = await once(socket, 'data');
  socket.destroy();
  return String(data);
}

async function raw(request: string, url = world.url): Promise<string> {
  const socket = await open(url);
  socket.write(request);
  return firstLine(socket);
}
