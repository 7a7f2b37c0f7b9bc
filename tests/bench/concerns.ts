import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { CHANNELS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { seeded } from '../support/seeded.ts';
import { makeAddress, referencesOf, reportByLink, someoneOf } from './by-link.ts';
import { INTRUDED, KINDS, type Kind } from './concern-kinds.ts';
import { testimony } from './concern-testimony.ts';
import { createRig, type Instance, type Rig } from './rig.ts';

const REPORTERS = [
  PEOPLE.priyaNair,
  PEOPLE.lewisGrant,
  PEOPLE.frankDoyle,
  PEOPLE.marcusLindley,
  PEOPLE.karenOsgood,
  PEOPLE.garethBevan,
];

/** Someone without Teams: nobody gets a receipt. */
export const BY_LINK = 'by link';

export interface Report {
  readonly kind: Kind;
  /** A person in Teams, or `BY_LINK`. */
  readonly reporter: string;
  readonly reference: string;
  /** What was typed, by box. */
  readonly typed: Readonly<Record<string, string>>;
}

/**
 * Reports by form from several people at once to one of two processes, while one is killed at random moments, one is frozen
 * for 5 to 40 seconds, the clock that both follow is set two hours back or on, and the Connector and Graph fail at random, some of their failures after they did what was asked; then reports while someone is in the DSL's channel who
 * must not be. One in five (`--links 0.2`) comes by the shared address, and one in ten is a senior manager's case. `--per-second 100` is a flood. One line of JSON: what was lost, whose text is not what was typed, who was told
 * wrongly or too soon, what arrived twice and whether the product had named it, and the time from report to card.
 */
export default async function concerns(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      reports: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '20' },
      freezes: { type: 'string', default: '5' },
      steps: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      faults: { type: 'string', default: '0.08' },
      links: { type: 'string', default: '0.2' },
      unlimited: { type: 'boolean', default: false },
      // A channel takes 60 new threads in 30 seconds, and half of the reports go to one. Faster than that, and the time to a card
      // is the time in its queue.
      'per-second': { type: 'string', default: '3' },
    },
  });
  const total = Number(values.reports);
  const perSecond = Number(values['per-second']);
  const random = seeded(Number(values.seed));
  const rig = await createRig({ people: 100, limits: !values.unlimited });
  const key = randomBytes(32).toString('base64');
  const begin = () => rig.instance(undefined, { RECORD_KEY: key, CLOCK_URL: `${rig.sandboxUrl}/clock` });
  const calls = sandboxCalls(rig);
  try {
    const night = untilNight(Date.now());
    await setClock(rig, night);
    const pair: Pair = { serving: await begin(), other: await begin() };
    await rig.deliverTo(pair.serving);
    // Someone's first word opens their chat, without which there is no dialog.
    for (const reporter of REPORTERS) await calls.send('POST', `/people/${reporter}/say`, { text: 'hello' });
    for (const fault of faults(Number(values.faults))) await calls.send('POST', '/faults', fault);

    const path = await makeAddress(rig.databaseUrl);
    const reported = async (kind: Kind): Promise<Report> => {
      const { code, typed } = await reportByLink({ urlNow: () => pair.serving.url, path }, kind, someoneOf(5_000));
      const reference = (await referencesOf(rig.databaseUrl, [code])).get(code) ?? `lost ${code}`;
      return { kind, reporter: BY_LINK, reference, typed };
    };
    const reports: Report[] = [];
    let begun = 0;
    const startedAt = Date.now();
    let isHarmed = false;
    const reporters = REPORTERS.map(async (reporter) => {
      while (begun < total) {
        // The last ones are for what the last harm has done.
        while (begun >= total - LAST * total && !isHarmed) await pause(50);
        begun += 1;
        await pause(Math.max(0, startedAt + ((begun - 1) * 1_000) / perSecond - Date.now()));
        const kind = pick(random());
        reports.push(
          random() < Number(values.links) ? await reported(kind) : await reportUntilReceipt(calls, reporter, kind),
        );
      }
    });
    const mischief = shuffled(
      [
        ...Array<Mischief>(Number(values.kills)).fill('kill'),
        ...Array<Mischief>(Number(values.freezes)).fill('freeze'),
        ...Array<Mischief>(Number(values.steps)).fill('step'),
      ],
      random,
    );
    const done: Record<Mischief, number> = { kill: 0, freeze: 0, step: 0 };
    const harming = (async () => {
      for (const [at, what] of mischief.entries()) {
        // Spread over the run: the next one when its share of the reports is in, and a random moment later.
        while (reports.length < ((1 - LAST) * total * at) / mischief.length) await pause(20);
        await pause(random() * 400);
        await harm({ rig, pair, begin, random, night }, what);
        done[what] += 1;
      }
      await setClock(rig, night);
      isHarmed = true;
    })();
    await Promise.all([...reporters, harming]);
    const reportedMs = Date.now() - startedAt;
    await calls.send('DELETE', '/faults');
    await untilDelivered(rig, total);
    for (const kind of INTRUDED) reports.push(...(await reportWhileIntruded(calls, kind, Math.ceil(total / 40))));
    await untilDelivered(rig, reports.length);
    const trueTime = withoutSteps((startedAt + Date.now()) / 2 + night);
    const found = await testimony({ databaseUrl: rig.databaseUrl, key, calls, trueTime }, reports);
    const { lost, textWrong, trailProblems, toWrongPerson, tooFar, unnamed } = found;
    process.exitCode = lost + textWrong + trailProblems + toWrongPerson + tooFar + unnamed > 0 ? 1 : 0;
    process.stdout.write(
      `${JSON.stringify({
        bench: 'concerns',
        reports: reports.length,
        byLink: reports.filter(({ reporter }) => reporter === BY_LINK).length,
        kills: done.kill,
        freezes: done.freeze,
        clockSteps: done.step,
        faults: Number(values.faults),
        limits: !values.unlimited,
        perSecond,
        seed: Number(values.seed),
        reportedInSeconds: Math.round(reportedMs / 1_000),
        ...found,
      })}\n`,
    );
  } finally {
    await rig.end();
  }
}

type Mischief = 'kill' | 'freeze' | 'step';

/** Two processes on one database: what people do goes to the one, and both deliver. */
interface Pair {
  serving: Instance;
  other: Instance;
}

const HOURS_MS = 2 * 3_600_000;

/** This share of the reports is made when the last harm has been done, however fast the others were. */
const LAST = 0.05;

/**
 * When it really was: product and sandbox follow the clock that is set back and on, so what they write down is a whole step off.
 * A run is far shorter than a step, so only one number of steps brings a time into it.
 * @param middle of the run, by a clock that nobody sets
 */
const withoutSteps =
  (middle: number) =>
  (written: Date): number =>
    written.getTime() - HOURS_MS * Math.round((written.getTime() - middle) / HOURS_MS);

/**
 * How far a Saturday's night is off, in whole steps of the clock. In school hours an hour without an acknowledgement goes by with each
 * step forward, and reports go to the next in the chain as they should: what the bench counts would depend on when it is run.
 */
function untilNight(now: number): number {
  const night = new Date(now);
  night.setUTCDate(night.getUTCDate() + ((6 - night.getUTCDay() + 7) % 7));
  night.setUTCHours(21, 0, 0, 0);
  return HOURS_MS * Math.round((night.getTime() - now) / HOURS_MS);
}

async function setClock(rig: Rig, offsetMs: number): Promise<void> {
  const { ok } = await fetch(`${rig.sandboxUrl}/clock`, { method: 'PUT', body: JSON.stringify({ offsetMs }) });
  if (!ok) throw new Error('the clock cannot be set');
}

async function harm(
  parts: {
    readonly rig: Rig;
    readonly pair: Pair;
    begin(): Promise<Instance>;
    random(): number;
    /** The clock's offset between its steps, in milliseconds. */
    readonly night: number;
  },
  what: Mischief,
): Promise<void> {
  const { rig, pair, begin, random, night } = parts;
  /** As a balancer does that finds the one not answering. */
  const swap = async () => {
    [pair.serving, pair.other] = [pair.other, pair.serving];
    await rig.deliverTo(pair.serving);
  };
  if (what === 'kill') {
    await pair.serving.stop('SIGKILL');
    await swap();
    pair.other = await begin();
  } else if (what === 'freeze') {
    const victim = random() < 0.5 ? pair.serving : pair.other;
    victim.process.kill('SIGSTOP');
    try {
      await pause(1_000);
      if (victim === pair.serving) await swap();
      await pause(4_000 + random() * 35_000);
    } finally {
      victim.process.kill('SIGCONT');
    }
  } else {
    const { offsetMs } = (await (await fetch(`${rig.sandboxUrl}/clock`)).json()) as { offsetMs: number };
    // Never more than two hours from the time that the bench keeps.
    await setClock(rig, offsetMs === night ? night + (random() < 0.5 ? HOURS_MS : -HOURS_MS) : night);
  }
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  return list
    .map((one) => ({ one, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ one }) => one);
}

/** Connector and Graph answering with errors, before or after doing what was asked. */
const faults = (probability: number): object[] =>
  probability === 0
    ? []
    : [
        { match: { surface: 'connector', operation: 'sendActivity' }, fault: { status: 503 }, probability },
        {
          match: { surface: 'connector', operation: 'sendActivity' },
          fault: { status: 502, afterAcceptance: true },
          probability: probability / 4,
        },
        {
          match: { surface: 'connector', operation: 'createConversation' },
          fault: { status: 502, afterAcceptance: true },
          probability: probability / 4,
        },
        {
          match: { surface: 'connector', operation: 'createConversation' },
          fault: { status: 429, retryAfterSeconds: 1 },
          probability,
        },
        { match: { surface: 'connector', operation: 'updateActivity' }, fault: { status: 504 }, probability },
        { match: { surface: 'graph', operation: 'listChannelMembers' }, fault: { status: 503 }, probability },
        { match: { surface: 'graph', operation: 'getUser' }, fault: { status: 500 }, probability },
      ];

interface Dialog {
  readonly card: unknown;
}
type Answer = { readonly kind: string; readonly dialog?: Dialog };

export interface Calls {
  send(method: string, path: string, body?: object): Promise<unknown>;
}

function sandboxCalls(rig: Rig): Calls {
  return {
    async send(method, path, body) {
      const response = await fetch(`${rig.sandboxUrl}/sandbox/api${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}`);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

/**
 * As a person does it: a step that got no answer is pressed again; a form that is no longer open is begun again, unless the
 * report had been sent, in which case its receipt comes back.
 */
async function reportUntilReceipt(calls: Calls, reporter: string, kind: Kind): Promise<Report> {
  for (let tries = 0; tries < 600; tries += 1) {
    const report = await reportOnce(calls, reporter, kind).catch((error: unknown) => {
      if (process.env.BENCH_TRACE) console.error(error);
      return undefined;
    });
    if (report) return report;
    await pause(100);
  }
  throw new Error('a person could not report within a minute');
}

async function reportOnce(calls: Calls, reporter: string, kind: Kind): Promise<Report | undefined> {
  const opened = (await calls.send('POST', `/people/${reporter}/dialog`, {
    data: { dialog: 'concern.report' },
  })) as Answer;
  if (!opened.dialog) return undefined;
  let dialog: Dialog = opened.dialog;
  if (JSON.stringify(dialog.card).includes('not sent')) {
    const again = await press(calls, reporter, dialog, 'Delete it and start again', {});
    if (!again) return undefined;
    dialog = again;
  }
  // A child who is named beside an adult is asked about on a page of its own; in what an adult did, they stand as the child it is about.
  const child = `Nobody ${randomUUID()}`;
  const who = kind.about === 'child' ? { who: child } : {};
  const kept = kind.conduct === 'yes' ? { children: child } : who;
  const typed = {
    seen: `Bench ${randomUUID()}, “seen”\nand a second line: ñ, ж, 😢. ${'Long. '.repeat(Math.floor(Math.random() * 300))}End.`,
    said: `“Said” ${randomUUID()}`,
  };
  const opinion = `Thought ${randomUUID()}`;
  const steps: [string, Record<string, string>][] = [
    ['Next', { about: kind.about, ...who, people: kind.people }],
    ...(kind.conduct
      ? ([['Next', { people: kind.people, conduct: kind.conduct }]] as [string, Record<string, string>][])
      : []),
    ['Write more first', {}],
    ['Next', typed],
  ];
  for (const [button, inputs] of steps) {
    const next = await pressUntilAnswered(calls, reporter, dialog, button, inputs);
    if (!next) return undefined;
    dialog = next;
  }
  const button = /"title":"(Send to [^"]+)"/.exec(JSON.stringify(dialog.card))?.[1];
  if (button === undefined) return undefined;
  const sent = await pressUntilAnswered(calls, reporter, dialog, button, { urgent: 'no', opinion });
  const reference = /Your reference is ([A-Z0-9]+)/.exec(JSON.stringify(sent?.card ?? ''))?.[1];
  return reference === undefined ? undefined : { kind, reporter, reference, typed: { ...kept, ...typed, opinion } };
}

const press = async (
  calls: Calls,
  reporter: string,
  dialog: Dialog,
  action: string,
  inputs: object,
): Promise<Dialog | undefined> => {
  const answer = (await calls.send('POST', `/people/${reporter}/submit-dialog`, {
    card: dialog.card,
    action,
    inputs,
  })) as Answer;
  if (answer.kind === 'error') throw new Error('no answer');
  return answer.dialog;
};

async function pressUntilAnswered(
  calls: Calls,
  reporter: string,
  dialog: Dialog,
  action: string,
  inputs: object,
): Promise<Dialog | undefined> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      const answer = await press(calls, reporter, dialog, action, inputs);
      // The text that it is not saved comes with the form; it is pressed again.
      const shown = JSON.stringify(answer?.card ?? '');
      if (shown.includes('NOT saved')) {
        await pause(50);
        continue;
      }
      return /no longer open|cannot take a report just now/.test(shown) ? undefined : answer;
    } catch {
      await pause(100);
    }
  }
  throw new Error('no answer to a press in 400 tries');
}

/** Reports made while someone is in the DSL's channel who must not read them; they are out again when all are delivered. */
async function reportWhileIntruded(calls: Calls, kind: Kind, count: number): Promise<Report[]> {
  const place = { channelId: CHANNELS.dsl, userId: kind.intruder };
  await calls.send('POST', '/tenant/add-to-channel', place);
  // Who is in the channel is remembered for a moment.
  await pause(6_000);
  const made: Report[] = [];
  for (let one = 0; one < count; one += 1)
    made.push(await reportUntilReceipt(calls, REPORTERS[one % REPORTERS.length] ?? PEOPLE.priyaNair, kind));
  await untilTold(calls, made);
  await calls.send('POST', '/tenant/remove-from-channel', place);
  await pause(6_000);
  return made;
}

/** Until each has reached the chat of its first reader. */
async function untilTold(calls: Calls, made: readonly Report[]): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const chats = await Promise.all(
      [...new Set(made.flatMap(({ kind }) => kind.readers))].map((id) => calls.send('GET', `/people/${id}/messages`)),
    );
    if (made.every(({ reference }) => JSON.stringify(chats).includes(`Report ${reference}`))) return;
    await pause(500);
  }
  throw new Error('a report made while the channel was not safe reached nobody');
}

/** Until every report was delivered, and nothing that tells anyone is due or under way. */
async function untilDelivered(rig: Rig, reports: number, seconds = 1_800): Promise<void> {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  try {
    for (let tries = 0; tries < seconds; tries += 1) {
      const { rows } = await client.query<{ waiting: string; total: string }>(
        `select (select count(*) from (${both("select 1 from %s.concern_task where state in ('due', 'running') and kind not like 'check-%%'")}) t)
           + (select count(*) from (${both("select 1 from %s.concern where status = 'submitted'")}) c) as waiting,
           (select count(*) from (${both('select 1 from %s.concern')}) a) as total`,
      );
      if (Number(rows[0]?.waiting) === 0 && Number(rows[0]?.total) >= reports) return;
      await pause(1_000);
    }
    throw new Error('not everything was delivered in time');
  } finally {
    await client.end();
  }
}

export const both = (query: string): string =>
  ['concerns_child', 'concerns_adult']
    .map((schema) => query.replaceAll('%s', schema).replaceAll('%%', '%'))
    .join(' union all ');

const pick = (roll: number): Kind => {
  let sum = 0;
  const fits = KINDS.find(({ share }) => {
    sum += share;
    return roll < sum;
  });
  const [first] = KINDS;
  if (!first) throw new Error('no kinds');
  return fits ?? first;
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
