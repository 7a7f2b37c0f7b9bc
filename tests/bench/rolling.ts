import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Asker, captureAskers, type Outcome, questionId, questionOf, send } from './captured.ts';
import { namedDuplicates } from './crash.ts';
import type { Answers } from './outside.ts';
import { createRig, type Instance, type Rig } from './rig.ts';

const INSTANCES = 3;
const USUAL_PER_SECOND = 200;
const STAFF = 600;
/** Half of the staff ask, so often that no instance finds them too fast; the others never wrote to the bot before. */
const ASKERS = 300;
const TRIES = 8;
const PATIENCE_MS = 15_000;
/** Asked, not answered: more than these and the load waits, as people would. */
const MOST_UNDER_WAY = 400;

/**
 * `npm run bench -- rolling [rate]`: three processes on one database, questions of 300 people at 200 a second (or `rate`),
 * a campaign to 600 under way; each process in turn is killed without warning and replaced, then each is stopped and
 * replaced as in an update. One line of JSON: turns that a retry on another process did not cure; questions whose turn
 * ended well but whose answer never came to the asker's chat, or came twice without a retry; turns that failed at a
 * stop; cards lost, and doubled by a kill between the sending and our knowing of it, with those that the product itself
 * names as doubtful; and the processor time of a question, by who used it. The sandbox's limits are off: 200
 * answers a second are more than one tenant may send. The product still keeps its cards to them (`push` shows it). With `--frozen`
 * nothing is killed or stopped: the process that sends the cards is frozen in the thick of it for 90 seconds, and how soon
 * another has taken over is told. With `--planned` the campaign is planned, and its moment comes just before the first kill.
 */
export default async function rolling(args: readonly string[]): Promise<void> {
  const isFrozen = args.includes('--frozen');
  const perSecond = Number(args.find((arg) => /^\d+$/.test(arg)) ?? USUAL_PER_SECOND);
  const rig = await createRig({ people: STAFF, limits: false, compiled: true });
  try {
    const askers = await captureAskers(rig.sandboxUrl, ASKERS);
    const begin = (number: number) => rig.instance(undefined, { DATABASE_URL: namedUrl(rig.databaseUrl, number) });
    const instances: Instance[] = [await begin(0)];
    while (instances.length < INSTANCES) instances.push(await begin(instances.length));
    await deliverToFirst(rig, instances);
    const campaign = await rig.draft(0);

    const used = rig.cost();
    const load = ask(askers, instances, perSecond);
    if (args.includes('--planned')) {
      await campaign.plan();
      await campaign.arrive();
    } else await campaign.start();
    const frozen = isFrozen ? await freezePusher(rig, instances) : undefined;
    if (!isFrozen)
      for (const signal of ['SIGKILL', 'SIGTERM'] as const)
        for (let at = 0; at < INSTANCES; at += 1) await replace(rig, instances, at, signal);
    const { turns, asked, seconds } = await load.end();
    const cost = used();

    const until = performance.now() + 90_000;
    let seen = await rig.witness(campaign.campaign);
    while (seen.lost.length > 0 && performance.now() < until) {
      await pause(500);
      seen = await rig.witness(campaign.campaign);
    }
    const named = await namedDuplicates(rig.databaseUrl, campaign.campaign);
    console.log(
      JSON.stringify({
        bench: 'rolling',
        instances: INSTANCES,
        wantedPerSecond: perSecond,
        kills: isFrozen ? 0 : INSTANCES,
        stops: isFrozen ? 0 : INSTANCES,
        ...frozen,
        ...asked,
        ...judge(turns, await rig.answers()),
        processorMsPerQuestion: Object.fromEntries(
          Object.entries(cost).map(([who, ms]) => [who, Math.round((ms / turns.length) * 100) / 100]),
        ),
        processorsBusy: Math.round((Object.values(cost).reduce((sum, ms) => sum + ms, 0) / seconds) * 0.1) / 100,
        cardsExpected: seen.expected,
        cardsLost: seen.lost,
        cardsDoubled: seen.duplicates.length,
        cardsDoubledUnnamed: seen.duplicates.filter(({ user }) => !named.has(user)).length,
        strangers: seen.strangers.length,
        messagesToPupils: seen.messagesToPupils,
      }),
    );
  } finally {
    await rig.end();
  }
}

const FROZEN_MS = 90_000;
/** How many cards are out when the process is frozen. */
const UNDER_WAY = 60;

/** Each process names itself to the database, so that the one that has the push can be told from the others. */
function namedUrl(databaseUrl: string, number: number): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', `bench-${number}`);
  return url.href;
}

/** Freezes the process that sends the cards, in the thick of it, for 90 seconds. */
async function freezePusher(rig: Rig, instances: readonly Instance[]) {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  try {
    const pusher = async () => {
      const { rows } = await client.query<{ token: number; name: string }>(
        `select lease.token, activity.application_name as name from lease
         join pg_locks on pg_locks.locktype = 'advisory' and pg_locks.objid = lease.token and pg_locks.granted
         join pg_stat_activity activity on activity.pid = pg_locks.pid where lease.name = 'push'`,
      );
      return rows[0];
    };
    const sent = async () => {
      const { rows } = await client.query<{ sent: string }>(
        `select count(*) as sent from campaign_person where activity_id is not null`,
      );
      return Number(rows[0]?.sent);
    };
    while ((await sent()) < UNDER_WAY) await pause(50);
    const before = await pusher();
    const victim = instances[Number(before?.name.split('-')[1])];
    if (!before || !victim) throw new Error('nobody has the push');
    victim.process.kill('SIGSTOP');
    const from = performance.now();
    const sentBefore = await sent();
    let takenOverMs: number | undefined;
    let nextCardMs: number | undefined;
    try {
      while (performance.now() - from < FROZEN_MS) {
        await pause(100);
        const now = await pusher();
        if (now && now.token !== before.token) takenOverMs ??= performance.now() - from;
        if (takenOverMs !== undefined && (await sent()) > sentBefore) nextCardMs ??= performance.now() - from;
      }
    } finally {
      victim.process.kill('SIGCONT');
    }
    // What it does when it wakes up counts too.
    await pause(10_000);
    const seconds = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms / 100) / 10);
    return {
      frozenSeconds: FROZEN_MS / 1_000,
      cardsWhenFrozen: sentBefore,
      takenOverAfterSeconds: seconds(takenOverMs),
      nextCardAfterSeconds: seconds(nextCardMs),
    };
  } finally {
    await client.end();
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
  instances.splice(at, 0, await rig.instance(undefined, { DATABASE_URL: namedUrl(rig.databaseUrl, at) }));
}

interface Attempt {
  readonly outcome: Outcome;
  /** The process was ended by a signal that lets it end what is under way, and never by another. */
  readonly wasStopped: boolean;
}

interface Turn {
  readonly id: string;
  readonly question: string;
  readonly attempts: Attempt[];
  ms: number;
}

/** Asks at a steady pace until told to end; each question goes to the processes in turn, and again where it failed. */
function ask(askers: readonly Asker[], instances: readonly Instance[], perSecond: number) {
  const turns: Turn[] = [];
  let skipped = 0;
  const from = performance.now();
  const underWay = new Set<Promise<void>>();

  async function run(number: number, turn: Turn): Promise<void> {
    const asked = performance.now();
    for (let tries = 0; tries < TRIES; tries += 1) {
      const instance = instances[(number + tries) % instances.length];
      if (!instance) throw new Error('no process is left');
      const outcome = await send(instance.url, askers, number, PATIENCE_MS);
      turn.attempts.push({ outcome, wasStopped: instance.stoppedBy() === 'SIGTERM' });
      if (outcome === 200) break;
      await pause(100 * (tries + 1));
    }
    turn.ms = performance.now() - asked;
  }

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - from) * perSecond) / 1_000);
    while (turns.length + skipped < due) {
      if (underWay.size >= MOST_UNDER_WAY) {
        skipped += 1;
        continue;
      }
      const number = turns.length;
      const turn: Turn = { id: questionId(number), question: questionOf(number), attempts: [], ms: 0 };
      turns.push(turn);
      const running = run(number, turn).finally(() => underWay.delete(running));
      underWay.add(running);
    }
  }, 10);

  return {
    async end() {
      clearInterval(timer);
      const seconds = (performance.now() - from) / 1_000;
      await Promise.all(underWay);
      const asked = {
        asked: turns.length,
        askedPerSecond: Math.round(turns.length / seconds),
        notAskedForWantOfRoom: skipped,
      };
      return { turns, asked, seconds };
    },
  };
}

const tally = (attempts: readonly Attempt[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of attempts) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

/** What happened to the questions, by what their askers were told and by what is in their chats. */
function judge(turns: readonly Turn[], answers: Answers) {
  const isCured = ({ attempts }: Turn): boolean => attempts.at(-1)?.outcome === 200;
  const failed = turns.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome !== 200));
  const took = turns.map(({ ms }) => ms).sort((left, right) => left - right);
  const at = (share: number): number => Math.round(took[Math.floor(took.length * share)] ?? 0);
  const count = (wanted: (turn: Turn) => boolean): number => turns.filter(wanted).length;
  const times = ({ id }: Turn): number => answers[id] ?? 0;
  // Some questions are always answered by two cards: the rule and, say, what to check before a post.
  const usual = new Map<string, number>();
  for (const turn of turns)
    if (times(turn) > 0) usual.set(turn.question, Math.min(times(turn), usual.get(turn.question) ?? Infinity));
  const isDoubled = (turn: Turn): boolean => times(turn) > (usual.get(turn.question) ?? 0);
  return {
    failedOnce: count(({ attempts }) => attempts[0]?.outcome !== 200),
    failures: tally(failed),
    failuresAtStops: tally(failed.filter(({ wasStopped }) => wasStopped)),
    uncured: count((turn) => !isCured(turn)),
    answersLost: count((turn) => isCured(turn) && times(turn) === 0),
    answersDoubled: count((turn) => turn.attempts.length === 1 && isDoubled(turn)),
    answeredAgainByRetry: count((turn) => turn.attempts.length > 1 && isDoubled(turn)),
    turnMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1 - 1e-9) },
  };
}
