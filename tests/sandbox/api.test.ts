import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { given, send } from './client.ts';

const firstLine = async (stream: NodeJS.ReadableStream): Promise<string> => {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the process said nothing');
};

test('as a process it says where it is, and takes another port where its own is taken', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as AddressInfo;
  const child = spawn(process.execPath, ['src/sandbox/main.ts'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      SANDBOX_PORT: String(port),
      SANDBOX_GENERATE: '50',
      SANDBOX_LIBRARY: 'policies',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const [told, warned] = await Promise.all([firstLine(child.stdout), firstLine(child.stderr)]);
    expect(warned).toContain(`Port ${port} is taken`);
    const url: string = JSON.parse(told).sandbox;
    const { body } = await send('GET', `${url}/sandbox/api/state`);
    expect(body).toMatchObject({ messagesToPupils: 0, people: 268 + 50 + 150 });
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    blocker.close();
  }
});

test('the clock is read, set and moved on over HTTP, and followers hear about each move', async () => {
  const { sandbox } = await given({ now: () => new Date('2026-11-20T10:00:00Z') });
  const stream = await fetch(`${sandbox.url}/clock/stream`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse((await reader?.read())?.value?.replace('data: ', '') ?? '');
  expect(await next()).toEqual({ offsetMs: 0, now: '2026-11-20T10:00:00.000Z' });
  await send('PUT', `${sandbox.url}/clock`, { now: '2026-11-21T21:40:00Z' });
  expect((await next()).now).toBe('2026-11-21T21:40:00.000Z');
  const moved = await send('PUT', `${sandbox.url}/clock`, { advanceMs: 60_000 });
  expect(moved.body.now).toBe('2026-11-21T21:41:00.000Z');
  expect((await send('PUT', `${sandbox.url}/clock`, { now: 'tomorrow' })).status).toBe(400);
  await reader?.cancel();
});

test('a form of a page elsewhere cannot drive the sandbox', async () => {
  const { sandbox } = await given();
  const url = `${sandbox.url}/sandbox/api/tenant/delete-chat`;
  const answer = await send('POST', url, { userId: PEOPLE.priyaNair }, { 'content-type': 'text/plain' });
  expect(answer.status).toBe(415);
});

test('what it cannot do is said in words', async () => {
  const { sandbox } = await given();
  const people = `${sandbox.url}/sandbox/api/people`;
  const nobody = await send('POST', `${people}/nobody/say`, { text: 'hello' });
  expect(nobody).toMatchObject({ status: 400, body: { error: 'There is nobody with the id nobody.' } });
  const blocked = await send('POST', `${people}/${PEOPLE.blockedByPolicyTeacher}/say`, { text: 'hello' });
  expect(blocked.body.error).toBe('Ian Cotterill cannot get the app: blocked-by-policy.');
});

test('people are found by name, job and role', async () => {
  const { sandbox } = await given();
  const names = async (query: string) => {
    const { body } = await send('GET', `${sandbox.url}/sandbox/api/people?q=${query}`);
    return body.map((person: { name: string }) => person.name);
  };
  expect(await names('sarah hughes')).toEqual(['Sarah Hughes', 'Sarah Hughes']);
  expect(await names('chair of governors')).toEqual(['Colin Marsh']);
});
