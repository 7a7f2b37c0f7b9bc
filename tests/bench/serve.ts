import { setTimeout as pause } from 'node:timers/promises';
import { type Captured, capture } from './captured.ts';
import { createRig, type Instance } from './rig.ts';

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
