import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createRig, type Instance } from './rig.ts';

/** A signed activity as the sandbox sent it: the real thing, to be sent again many times. */
interface Captured {
  readonly authorization: string;
  readonly body: Record<string, unknown>;
}

const QUESTION = 'Can I add a pupil on Instagram?';
const SECONDS = 10;
const AT_ONCE = 16;

/**
 * `npm run bench -- serve [--built]`: cold start until ready, memory at rest and under load, and answered questions a
 * second through POST /api/messages with the token checked, on one process. One line of JSON. `--built` runs `dist/`,
 * as production does; without it the sources are run. The load is made on the same machine, so it is a lower bound.
 */
export default async function serve(args: readonly string[]): Promise<void> {
  const entry = args.includes('--built') ? '../../dist/index.js' : '../../src/index.ts';
  const rig = await createRig({ people: 100, limits: false });
  try {
    // The first start makes the schema and reads the policies; the second is the one that a restart sees.
    const first = await timed(() => ready(rig.instance(entry)));
    await first.result.stop();
    const second = await timed(() => ready(rig.instance(entry)));
    const instance = second.result;
    await pause(2_000);
    const atRest = instance.memory().now;

    const activity = await capture(rig.sandboxUrl);
    await load(instance, activity, 1_000);
    const answered = await load(instance, activity, SECONDS * 1_000);
    const refused = await load(instance, { ...activity, authorization: 'Bearer x.y.z' }, 3_000);
    const memory = instance.memory();
    console.log(
      JSON.stringify({
        bench: 'serve',
        code: entry.includes('dist') ? 'built' : 'sources',
        node: process.versions.node,
        firstStartMs: first.ms,
        startMs: second.ms,
        memoryAtRestMb: atRest,
        memoryPeakMb: memory.peak,
        answersPerSecond: answered.perSecond,
        answerMs: answered.latency,
        otherStatuses: answered.others,
        refusalsPerSecond: refused.perSecondOf(401),
        atOnce: AT_ONCE,
      }),
    );
  } finally {
    await rig.end();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const from = performance.now();
  const result = await work();
  return { ms: Math.round(performance.now() - from), result };
}

async function ready(starting: Promise<Instance>): Promise<Instance> {
  const instance = await starting;
  while (!(await fetch(`${instance.url}/readyz`)).ok) await pause(20);
  return instance;
}

/** Lets the sandbox deliver one question to us in place of the bot. */
async function capture(sandboxUrl: string): Promise<Captured> {
  const caught = Promise.withResolvers<Captured>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString());
      if (body.type === 'message') caught.resolve({ authorization: request.headers.authorization ?? '', body });
      response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const call = async (method: string, path: string, body: object): Promise<unknown> =>
    (
      await fetch(`${sandboxUrl}/sandbox/api${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).text();
  await call('PUT', '/bot', { endpoint: `http://127.0.0.1:${port}/api/messages` });
  await call('POST', `/people/${ASKER}/say`, { text: QUESTION });
  const captured = await caught.promise;
  server.closeAllConnections();
  server.close();
  return captured;
}

const ASKER = 'b0000000-0000-4000-8000-000000000010';

async function load(instance: Instance, { authorization, body }: Captured, ms: number) {
  const statuses = new Map<number, number>();
  const took: number[] = [];
  const until = performance.now() + ms;
  let count = 0;
  const worker = async () => {
    while (performance.now() < until) {
      count += 1;
      const from = performance.now();
      const response = await fetch(`${instance.url}/api/messages`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, id: `${body.id}-${count}` }),
      });
      await response.arrayBuffer();
      took.push(performance.now() - from);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  took.sort((left, right) => left - right);
  const at = (share: number): number => Math.round(took[Math.floor(took.length * share)] ?? 0);
  const perSecondOf = (status: number): number => Math.round(((statuses.get(status) ?? 0) * 1_000) / ms);
  return {
    perSecond: perSecondOf(200),
    perSecondOf,
    latency: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    others: Object.fromEntries([...statuses].filter(([status]) => status !== 200)),
  };
}
