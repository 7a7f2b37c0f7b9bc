import { setTimeout as pause } from 'node:timers/promises';
import { type Captured, capture } from './captured.ts';
import { createRig, type Instance, type Rig } from './rig.ts';

const INSTANCES = 3;
const USUAL_PER_SECOND = 200;
const STAFF = 600;
const TRIES = 8;
/** Asked, not answered: more than these and the load waits, as a person would. */
const MOST_UNDER_WAY = 400;

/**
 * `npm run bench -- rolling [rate]`: three processes on one database, questions at 200 a second (or `rate`), a campaign
 * under way; each process in turn is killed without warning and replaced, then each is stopped and replaced as in an
 * update. One line of JSON: turns that a retry on another process did not cure, cards lost, cards doubled. All questions
 * are one person's, so the sandbox's limits are off; the product still keeps to them (`push` shows that with limits on).
 */
export default async function rolling([rate]: readonly string[]): Promise<void> {
  const perSecond = Number(rate ?? USUAL_PER_SECOND);
  const rig = await createRig({ people: STAFF, limits: false });
  try {
    const instances: Instance[] = [await rig.instance()];
    while (instances.length < INSTANCES) instances.push(await rig.instance());
    const question = await capture(rig.sandboxUrl);
    await deliverToFirst(rig, instances);
    const campaign = await rig.draft(0);

    const load = ask(question, instances, perSecond);
    await campaign.start();
    for (const signal of ['SIGKILL', 'SIGTERM'] as const)
      for (let at = 0; at < INSTANCES; at += 1) await replace(rig, instances, at, signal);
    const turns = await load.end();

    const until = performance.now() + 90_000;
    let seen = await rig.witness(campaign.campaign);
    while (seen.lost.length > 0 && performance.now() < until) {
      await pause(500);
      seen = await rig.witness(campaign.campaign);
    }
    console.log(
      JSON.stringify({
        bench: 'rolling',
        instances: INSTANCES,
        wantedPerSecond: perSecond,
        kills: INSTANCES,
        stops: INSTANCES,
        ...turns,
        cardsExpected: seen.expected,
        cardsLost: seen.lost,
        cardsDoubled: seen.duplicates.length,
        strangers: seen.strangers.length,
        messagesToPupils: seen.messagesToPupils,
      }),
    );
  } finally {
    await rig.end();
  }
}

/** What Teams itself sends (installs, members) goes to one process; with a balancer it would be any that lives. */
async function deliverToFirst(rig: Rig, instances: readonly Instance[]): Promise<void> {
  const [first] = instances;
  if (first) await rig.deliverTo(first);
}

/** A kill is noticed only after questions have failed, as by a balancer; an update takes the process out first. */
async function replace(rig: Rig, instances: Instance[], at: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  await pause(1_000);
  const old = instances[at];
  if (signal === 'SIGKILL') {
    await old?.stop(signal);
    await pause(500);
  }
  instances.splice(at, 1);
  await deliverToFirst(rig, instances);
  await old?.stop(signal);
  instances.splice(at, 0, await rig.instance());
}

/** Asks at a steady pace until told to end; each question goes to the processes in turn, and again where it failed. */
function ask({ authorization, body }: Captured, instances: readonly Instance[], perSecond: number) {
  const counts = { asked: 0, failedOnce: 0, uncured: 0, skipped: 0 };
  const from = performance.now();
  const underWay = new Set<Promise<void>>();

  async function turn(number: number): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const instance = instances[(number + attempt) % instances.length];
      const status = await fetch(`${instance?.url}/api/messages`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, id: `${body.id}-${number}` }),
        signal: AbortSignal.timeout(15_000),
      }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        () => 0,
      );
      if (status === 200) return;
      if (attempt === 0) counts.failedOnce += 1;
      await pause(100 * (attempt + 1));
    }
    counts.uncured += 1;
  }

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - from) * perSecond) / 1_000);
    while (counts.asked + counts.skipped < due) {
      if (underWay.size >= MOST_UNDER_WAY) {
        counts.skipped += 1;
        continue;
      }
      counts.asked += 1;
      const running = turn(counts.asked).finally(() => underWay.delete(running));
      underWay.add(running);
    }
  }, 10);

  return {
    async end() {
      clearInterval(timer);
      const seconds = (performance.now() - from) / 1_000;
      await Promise.all(underWay);
      const { asked, failedOnce, uncured, skipped } = counts;
      return {
        asked,
        askedPerSecond: Math.round(asked / seconds),
        notAskedForWantOfRoom: skipped,
        failedOnce,
        uncured,
      };
    },
  };
}
