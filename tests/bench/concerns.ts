import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { CHANNELS, PEOPLE } from '../../src/sandbox/sample-school.ts';
import { createRig, type Instance, type Rig } from './rig.ts';

/** Each kind of report with whoever it is about, and everybody who may be told of it. */
const MIX = [
  {
    share: 0.7,
    about: 'child',
    people: '',
    readers: [PEOPLE.miriamHale, PEOPLE.tomAshworth, PEOPLE.joannaOkafor, PEOPLE.colinMarsh],
  },
  { share: 0.1, about: 'staff', people: PEOPLE.helenWhitcombe, readers: [PEOPLE.joannaOkafor, PEOPLE.colinMarsh] },
  { share: 0.1, about: 'dsl', people: '', readers: [PEOPLE.joannaOkafor, PEOPLE.colinMarsh] },
  { share: 0.1, about: 'headteacher', people: '', readers: [PEOPLE.colinMarsh, PEOPLE.eleanorFrith] },
] as const;
type Kind = (typeof MIX)[number];

const REPORTERS = [
  PEOPLE.priyaNair,
  PEOPLE.lewisGrant,
  PEOPLE.frankDoyle,
  PEOPLE.marcusLindley,
  PEOPLE.karenOsgood,
  PEOPLE.garethBevan,
];

interface Report {
  readonly kind: Kind;
  readonly reporter: string;
  readonly reference: string;
}

/**
 * Reports by form from several people at once, while the process is killed at random moments and the Connector and Graph
 * fail at random, some of their failures after they did what was asked. `--per-second 100` is a flood. One line of JSON: what was lost, who was told
 * wrongly, what arrived twice and whether the product had named it, and the time from report to card.
 */
export default async function concerns(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      reports: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      faults: { type: 'string', default: '0.08' },
      unlimited: { type: 'boolean', default: false },
      // A channel takes 60 new threads in 30 seconds. Faster than that, and the time to a card is the time in its queue.
      'per-second': { type: 'string', default: '2' },
    },
  });
  const total = Number(values.reports);
  const kills = Number(values.kills);
  const perSecond = Number(values['per-second']);
  const random = seeded(Number(values.seed));
  const rig = await createRig({ people: 100, limits: !values.unlimited });
  const calls = sandboxCalls(rig);
  try {
    let instance = await rig.instance();
    await rig.deliverTo(instance);
    // Somebody's first word opens their chat, without which there is no dialog.
    for (const reporter of REPORTERS) await calls.send('POST', `/people/${reporter}/say`, { text: 'hello' });
    for (const fault of faults(Number(values.faults))) await calls.send('POST', '/faults', fault);

    const reports: Report[] = [];
    let begun = 0;
    const startedAt = Date.now();
    const reporters = REPORTERS.map(async (reporter) => {
      while (begun < total) {
        begun += 1;
        await pause(Math.max(0, startedAt + ((begun - 1) * 1_000) / perSecond - Date.now()));
        const kind = pick(random());
        reports.push({ kind, reporter, reference: await reportUntilReceipt(calls, reporter, kind) });
      }
    });
    let killed = 0;
    const killing = (async () => {
      while (killed < kills && reports.length < total) {
        // Spread over the run: the next one when its share of the reports is in, and a random moment later.
        if (reports.length < (total * (killed + 0.3)) / (kills + 1)) {
          await pause(20);
          continue;
        }
        await pause(random() * 400);
        await instance.stop('SIGKILL');
        killed += 1;
        instance = await restarted(rig);
      }
    })();
    await Promise.all([...reporters, killing]);
    const reportedMs = Date.now() - startedAt;
    await calls.send('DELETE', '/faults');
    await untilDelivered(rig, total);
    process.stdout.write(
      `${JSON.stringify({
        bench: 'concerns',
        reports: reports.length,
        kills: killed,
        faults: Number(values.faults),
        limits: !values.unlimited,
        perSecond,
        seed: Number(values.seed),
        reportedInSeconds: Math.round(reportedMs / 1_000),
        ...(await testimony(rig, calls, reports)),
      })}\n`,
    );
  } finally {
    await rig.end();
  }
}

async function restarted(rig: Rig): Promise<Instance> {
  const instance = await rig.instance();
  await rig.deliverTo(instance);
  return instance;
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

interface Calls {
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
 * As a person does it: a step that got no answer is pressed again; a form that is no longer open is begun anew, unless the
 * report had been sent, in which case its receipt comes back.
 */
async function reportUntilReceipt(calls: Calls, reporter: string, kind: Kind): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const reference = await reportOnce(calls, reporter, kind).catch((error: unknown) => {
      if (process.env.BENCH_TRACE) console.error(error);
      return undefined;
    });
    if (reference !== undefined) return reference;
    await pause(100);
  }
  throw new Error('a person could not report within a minute');
}

async function reportOnce(calls: Calls, reporter: string, kind: Kind): Promise<string | undefined> {
  const opened = (await calls.send('POST', `/people/${reporter}/dialog`, {
    data: { dialog: 'concern.report' },
  })) as Answer;
  if (!opened.dialog) return undefined;
  let dialog: Dialog = opened.dialog;
  if (JSON.stringify(dialog.card).includes('not sent')) {
    const again = await press(calls, reporter, dialog, 'Remove it and begin again', {});
    if (!again) return undefined;
    dialog = again;
  }
  const steps: [string, Record<string, string>][] = [
    ['Next', { toldInPerson: 'no', about: kind.about }],
    ['Next', { people: kind.people }],
    ['Next', { who: 'Not known', seen: `Bench ${randomUUID()}` }],
  ];
  for (const [button, inputs] of steps) {
    const next = await pressUntilAnswered(calls, reporter, dialog, button, inputs);
    if (!next) return undefined;
    dialog = next;
  }
  const button = /"title":"(Send to [^"]+)"/.exec(JSON.stringify(dialog.card))?.[1];
  if (button === undefined) return undefined;
  const sent = await pressUntilAnswered(calls, reporter, dialog, button, { urgent: 'no' });
  return /Your reference is ([A-Z0-9]+)/.exec(JSON.stringify(sent?.card ?? ''))?.[1];
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
      if (answer && JSON.stringify(answer.card).includes('NOT saved')) continue;
      return answer;
    } catch {
      await pause(100);
    }
  }
  throw new Error('the bot did not come back within 40 seconds');
}

/** Until every report was delivered, and nothing that tells anybody is due or under way. */
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

const both = (query: string): string =>
  ['concerns_child', 'concerns_adult']
    .map((schema) => query.replaceAll('%s', schema).replaceAll('%%', '%'))
    .join(' union all ');

interface Message {
  readonly from: { readonly kind: string };
  readonly cards: readonly unknown[];
  readonly createdAt: string;
}

/** What really arrived, read from the outside, held against what the reporters were promised. */
async function testimony(rig: Rig, calls: Calls, reports: readonly Report[]): Promise<object> {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  const { rows: stored } = await client.query<{ reference: string; raised_at: Date; named: boolean }>(
    both(`select c.reference, c.raised_at, exists (
            select 1 from %s.concern_trail t where t.concern_id = c.id and (t.facts ->> 'mayRepeat')::boolean
          ) or exists (select 1 from %s.concern_task k where k.concern_id = c.id and k.may_repeat) as named from %s.concern c`),
  );
  await client.end();
  const raisedAt = new Map(stored.map(({ reference, raised_at }) => [reference, raised_at.getTime()]));
  const isNamed = new Set(stored.filter(({ named }) => named).map(({ reference }) => reference));

  const people = (await calls.send('GET', '/people?top=1000')) as { id: string }[];
  const alerts = new Map<string, { where: string; at: number }[]>();
  const receipts = new Map<string, string[]>();
  const note = (where: string, messages: readonly Message[]) => {
    for (const { from, cards, createdAt } of messages) {
      const text = JSON.stringify(cards);
      if (from.kind !== 'bot') continue;
      const own = /"Your report ([A-Z0-9]+)"/.exec(text)?.[1];
      if (own) receipts.set(own, [...(receipts.get(own) ?? []), where]);
      const alert = /"text":"Report ([A-Z0-9]{6})"/.exec(text)?.[1];
      if (alert) alerts.set(alert, [...(alerts.get(alert) ?? []), { where, at: new Date(createdAt).getTime() }]);
    }
  };
  for (const thread of (await calls.send('GET', `/channels/${encodeURIComponent(CHANNELS.dsl)}`)) as {
    messages: Message[];
  }[])
    note('channel', thread.messages);
  for (const { id } of people) note(id, (await calls.send('GET', `/people/${id}/messages`)) as Message[]);

  const promised = new Map(reports.map((report) => [report.reference, report]));
  const lost = reports.filter(({ reference }) => !alerts.has(reference) || !raisedAt.has(reference));
  const wrong = [...alerts].flatMap(([reference, places]) => {
    const report = promised.get(reference);
    return places.filter(({ where }) =>
      where === 'channel'
        ? report?.kind.about !== 'child'
        : report === undefined || !(report.kind.readers as readonly string[]).includes(where),
    );
  });
  const strangers = [...receipts].filter(([reference, places]) =>
    places.some((where) => where !== promised.get(reference)?.reporter),
  );
  const twice = [...alerts]
    .filter(([, places]) => new Set(places.map(({ where }) => where)).size < places.length)
    .map(([reference]) => reference);
  const receiptsTwice = [...receipts].filter(([, places]) => places.length > 1).map(([reference]) => reference);
  const delays = reports
    .map(
      ({ reference }) =>
        Math.min(...(alerts.get(reference) ?? []).map(({ at }) => at)) - (raisedAt.get(reference) ?? 0),
    )
    .filter(Number.isFinite)
    .sort((left, right) => left - right);
  const at = (share: number) => Math.round((delays[Math.floor((delays.length - 1) * share)] ?? 0) / 100) / 10;
  return {
    stored: stored.length,
    lost: lost.length,
    withoutReceipt: reports.filter(({ reference }) => !receipts.has(reference)).length,
    toWrongPerson: wrong.length + strangers.length,
    twice: twice.length,
    unnamed: [...twice, ...receiptsTwice].filter((reference) => !isNamed.has(reference)).length,
    receiptsTwice: receiptsTwice.length,
    secondsToCard: { median: at(0.5), p95: at(0.95), worst: at(1) },
  };
}

const pick = (roll: number): Kind => {
  let sum = 0;
  for (const kind of MIX) {
    sum += kind.share;
    if (roll < sum) return kind;
  }
  return MIX[0];
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The same moments again for the same seed. Source: mulberry32, public domain. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
