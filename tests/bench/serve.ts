import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type Asker, captureAskers, type Outcome, send } from './captured.ts';
import { createRig, type Instance, type Rig } from './rig.ts';

const SECONDS = 10;
const AT_ONCE = 16;
/** So many that nobody asks faster than a person may. */
const ASKERS = 500;
/** Of these the slowest 5 in 100 are 20. */
const ONE_BY_ONE = 400;

/**
 * `npm run bench -- serve [--built]`: cold start until ready, memory at rest and under load, and answered questions a
 * second through POST /api/messages with the token checked, on one process. One line of JSON. `--built` runs `dist/`,
 * as production does; without it the sources are run. The load is made on the same machine, so what counts on a busy one
 * is the processor time of an answer, by who used it. `--telemetry` compares instead: the same load without and with a
 * collector to tell, in turn, each time on a process of its own.
 */
export default async function serve(args: readonly string[]): Promise<void> {
  const isBuilt = args.includes('--built');
  const entry = isBuilt ? '../../dist/index.js' : '../../src/index.ts';
  const rig = await createRig({ people: ASKERS, limits: false, compiled: !isBuilt });
  try {
    const askers = await captureAskers(rig.sandboxUrl, ASKERS);
    if (args.includes('--telemetry')) {
      console.log(JSON.stringify({ bench: 'serve', ...(await toldAndNot(rig, entry, askers)) }));
      return;
    }
    if (args.includes('--one-by-one')) {
      console.log(JSON.stringify({ bench: 'serve', ...(await oneByOne(rig, entry, askers)) }));
      return;
    }
    // The first start makes the schema and reads the policies; the second is the one that a restart sees.
    const first = await timed(rig, () => ready(rig.instance(entry)));
    await first.result.stop();
    const second = await timed(rig, () => ready(rig.instance(entry)));
    const instance = second.result;
    await pause(2_000);
    const atRest = instance.memory().now;

    // Everyone once: who they are is then known, as it is of those who use it.
    await load(rig, instance, askers, { questions: ASKERS });
    const answered = await load(rig, instance, askers, { ms: SECONDS * 1_000, from: ASKERS });
    const forged = askers.map((asker) => ({ ...asker, authorization: 'Bearer x.y.z' }));
    const refused = await load(rig, instance, forged, { ms: 3_000 });
    const memory = instance.memory();
    console.log(
      JSON.stringify({
        bench: 'serve',
        code: isBuilt ? 'built' : 'sources',
        node: process.versions.node,
        firstStartMs: first.ms,
        startMs: second.ms,
        startProcessorMs: second.processorMs,
        memoryAtRestMb: atRest,
        memoryPeakMb: memory.peak,
        answersPerSecond: answered.perSecondOf(200),
        answerMs: answered.latency,
        processorMsPerAnswer: answered.processorMs,
        otherStatuses: answered.others,
        refusalsPerSecond: refused.perSecondOf(401),
        atOnce: AT_ONCE,
      }),
    );
  } finally {
    await rig.end();
  }
}

/** How long a person waits whom nobody is before: the product on the first core, everything else on the others. */
async function oneByOne(rig: Rig, entry: string, askers: readonly Asker[]) {
  const pin = (pid: number | undefined, cores: string) => execFileSync('taskset', ['-acp', cores, String(pid)]);
  const others = `1-${availableParallelism() - 1}`;
  for (const pid of rig.beside()) pin(pid, others);
  const instance = await ready(rig.instance(entry));
  pin(instance.process.pid, '0');
  // What is read ahead is read, and everyone is known, as on any morning but the first.
  await load(rig, instance, askers, { questions: ASKERS });
  const one = await load(rig, instance, askers, { questions: ONE_BY_ONE, from: ASKERS, atOnce: 1 });
  return { answerMs: one.latency, processorMsPerAnswer: one.processorMs, otherStatuses: one.others };
}

const ROUNDS = 3;

/** What traces and figures cost: processor time of the product for an answer, told to a collector and not. */
async function toldAndNot(rig: Rig, entry: string, askers: readonly Asker[]) {
  let heard = 0;
  const collector = createServer((request, response) => {
    request.on('data', (part: Buffer) => {
      heard += part.length;
    });
    request.on('end', () => response.end('{}'));
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const address = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const rounds: Record<'silent' | 'told', { processorMs: number; atRestMb: number; peakMb: number }[]> = {
    silent: [],
    told: [],
  };
  let answers = 0;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of ['silent', 'told'] as const) {
      const instance = await ready(rig.instance(entry, which === 'told' ? address : {}));
      await pause(2_000);
      const atRestMb = instance.memory().now;
      await load(rig, instance, askers, { questions: ASKERS });
      const { processorMs, count } = await load(rig, instance, askers, { ms: (SECONDS * 1_000) / 2, from: ASKERS });
      if (which === 'told') answers += count + ASKERS;
      rounds[which].push({ processorMs: processorMs.product ?? 0, atRestMb, peakMb: instance.memory().peak });
      await instance.stop();
    }
  collector.close();
  const middle = (which: 'silent' | 'told', what: 'processorMs' | 'atRestMb' | 'peakMb'): number =>
    rounds[which].map((round) => round[what]).sort((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? 0;
  return {
    processorMsPerAnswer: { silent: middle('silent', 'processorMs'), told: middle('told', 'processorMs') },
    ratio: Math.round((middle('told', 'processorMs') / middle('silent', 'processorMs')) * 100) / 100,
    memoryAtRestMb: { silent: middle('silent', 'atRestMb'), told: middle('told', 'atRestMb') },
    memoryPeakMb: { silent: middle('silent', 'peakMb'), told: middle('told', 'peakMb') },
    bytesPerAnswer: Math.round(heard / answers),
    rounds: ROUNDS,
  };
}

async function timed<T>(rig: Rig, work: () => Promise<T>): Promise<{ ms: number; processorMs: number; result: T }> {
  const from = performance.now();
  const used = rig.cost();
  const result = await work();
  return { ms: Math.round(performance.now() - from), processorMs: used().product, result };
}

async function ready(starting: Promise<Instance>): Promise<Instance> {
  const instance = await starting;
  while (!(await fetch(`${instance.url}/readyz`)).ok) await pause(20);
  return instance;
}

async function load(
  rig: Rig,
  instance: Instance,
  askers: readonly Asker[],
  {
    ms,
    questions = Number.POSITIVE_INFINITY,
    from = 0,
    atOnce = AT_ONCE,
  }: { ms?: number; questions?: number; from?: number; atOnce?: number },
) {
  const statuses = new Map<Outcome, number>();
  const took: number[] = [];
  const used = rig.cost();
  const begun = performance.now();
  let count = 0;
  const worker = async () => {
    while (count < questions && (ms === undefined || performance.now() < begun + ms)) {
      const number = from + count;
      count += 1;
      const asked = performance.now();
      const status = await send(instance.url, askers, number, 30_000);
      took.push(performance.now() - asked);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - begun) / 1_000;
  const each = Object.entries(used()).map(([who, all]) => [who, Math.round((all / count) * 100) / 100]);
  took.sort((left, right) => left - right);
  const at = (share: number): number => Math.round(took[Math.floor(took.length * share)] ?? 0);
  return {
    count,
    perSecondOf: (status: number): number => Math.round((statuses.get(status) ?? 0) / seconds),
    latency: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    processorMs: Object.fromEntries(each) as Readonly<Record<string, number>>,
    others: Object.fromEntries([...statuses].filter(([status]) => status !== 200)),
  };
}
