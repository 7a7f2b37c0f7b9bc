import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { createSandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  BOT_ID,
  createSampleSchool,
  MANIFEST_ID,
  PEOPLE,
  TENANT_ID,
} from '../../../../src/sandbox/tenant/sample-school.ts';
import { testDatabase } from '../../../support/database.ts';
import { running } from '../../../support/running.ts';
import { shortTrust } from '../../../support/short-trust.ts';

test('asked to stop during a slow turn, it finishes the turn, takes no new one and ends', async () => {
  const database = await testDatabase();
  const sandbox = await createSandbox({ school: createSampleSchool(), botId: BOT_ID, tenantId: TENANT_ID });
  const child = spawn(process.execPath, ['src/index.ts'], {
    env: {
      PATH: process.env.PATH,
      BOT_ID,
      BOT_TENANT_ID: TENANT_ID,
      BOT_TYPE: 'UserAssignedMSI',
      TEAMS_APP_ID: MANIFEST_ID,
      PORT: '0',
      LANYARD_CONFIG: shortTrust().config,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: database.url,
      IDENTITY_ENDPOINT: sandbox.identity.endpoint,
      IDENTITY_HEADER: sandbox.identity.header,
      GRAPH_URL: sandbox.graphUrl,
      CONNECTOR_URL: sandbox.connectorUrl,
      CONNECTOR_HOSTS: new URL(sandbox.url).host,
      CONNECTOR_OPENID_URL: sandbox.openIdMetadataUrl,
      RECORD_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7 + 1)).toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const url = await addressOf(child.stdout);
    sandbox.setBotEndpoint(`${url}/api/messages`);
    await sandbox.say(PEOPLE.priyaNair, 'help');
    sandbox.faults.add({ match: { operation: 'sendActivity' }, fault: { delayMs: 2_000 }, times: 1 });

    const slow = sandbox.say(PEOPLE.priyaNair, 'can i add a year 11 on insta?');
    await sandbox.until(() => sandbox.faults.list().some(({ struck }) => struck > 0));
    child.kill('SIGTERM');
    expect((await slow).status).toBe(200);
    expect(JSON.stringify(sandbox.messages(PEOPLE.priyaNair).at(-1))).toContain('Ask Ruth Ellery');
    expect(await ended).toEqual([0, null]);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  } finally {
    child.kill('SIGKILL');
    await sandbox.close();
    await database.close();
  }
});

test('it says that it is not ready while the database is away, survives, and is ready again when it is back', async () => {
  const database = await testDatabase();
  const line = await cuttable(new URL(database.networkUrl));
  const behind = new URL(database.networkUrl);
  behind.host = line.host;
  const world = await running({ env: { DATABASE_URL: behind.href } });
  const ready = async () => (await fetch(`${world.url}/readyz`)).status;
  try {
    expect(await ready()).toBe(200);
    line.cut();
    expect(await ready()).toBe(503);
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
    const told = await world.sandbox.say(PEOPLE.priyaNair, 'what about phones?');
    expect(told.status).toBe(200);
    const said = JSON.stringify(world.sandbox.messages(PEOPLE.priyaNair).at(-1));
    expect(said).toContain('Something went wrong');
    expect(said).toContain('speak to your DSL now');
    line.mend();
    for (const latest = performance.now() + 60_000; performance.now() < latest && (await ready()) !== 200; );
    expect(await ready()).toBe(200);
    await world.sandbox.say(PEOPLE.priyaNair, 'can i add a year 11 on insta?');
    expect(JSON.stringify(world.sandbox.messages(PEOPLE.priyaNair).at(-1))).toContain('Read the section');
  } finally {
    line.mend();
    await world.close();
    line.close();
    await database.close();
  }
});

test('requests that had reached the machine when it was asked to stop are answered, though none was looked at yet', async () => {
  const world = await running();
  const written = new Int32Array(new SharedArrayBuffer(4));
  const strangers = new Worker(STRANGERS, {
    eval: true,
    workerData: { written, port: Number(new URL(world.url).port) },
  });
  const answers = once(strangers, 'message');
  try {
    // Nothing is accepted or read while this thread waits here: all of it waits in the operating system.
    Atomics.wait(written, 0, 0, 60_000);
    await world.close();
    expect(await answers).toEqual([Array(20).fill('HTTP/1.1 200 OK')]);
  } finally {
    await strangers.terminate();
  }
});

test('lines on which no request is under way hold up no stop: silent, half-way through the headers, asking to be upgraded', async () => {
  const world = await running();
  const lines = await Promise.all(
    [
      '',
      'GET /healthz HTTP/1.1\r\nHost: x\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
    ].map(async (words) => {
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
      socket.on('error', () => undefined).resume();
      await once(socket, 'connect');
      if (words) socket.write(words);
      return socket;
    }),
  );
  const ended = Promise.all(lines.map((line) => once(line, 'close')));
  const begun = performance.now();
  await world.close();
  await ended;
  // A request under way would have 25 seconds.
  expect(performance.now() - begun).toBeLessThan(20_000);
});

/** Twenty connections with a request each, from a thread of their own; tells when all are written, and what came back. */
const STRANGERS = `
  const { connect } = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const { written, port } = workerData;
  let sent = 0;
  const one = () => new Promise((done) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('GET /healthz HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n', () => {
        sent += 1;
        if (sent < 20) return;
        Atomics.store(written, 0, 1);
        Atomics.notify(written, 0);
      }),
    );
    socket.on('data', (part) => (heard += part));
    socket.on('error', () => (heard += 'cut'));
    socket.on('close', () => done(heard.split('\\r\\n')[0]));
  });
  void Promise.all(Array.from({ length: 20 }, one)).then((answers) => parentPort.postMessage(answers));
`;

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /"lanyard":"([^"]+)"/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('it ended before it listened');
}

/** A way to the database that can be cut: what is open breaks, and nothing new gets through. */
async function cuttable(target: URL) {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close: () => server.close(),
  };
}
