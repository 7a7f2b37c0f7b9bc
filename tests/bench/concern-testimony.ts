import pg from 'pg';
import { connect } from '../../src/platform/postgres/database.ts';
import { sqlConcernStore } from '../../src/report/shelves/concerns.store.ts';
import { localKeyWrap } from '../../src/report/shelves/record-keys.store.ts';
import { verifyTrails } from '../../src/report/trail/verify.store.ts';
import { CHANNELS } from '../../src/sandbox/tenant/sample-school.ts';
import { BY_LINK, both, type Calls, type Report } from './concerns.ts';

/** Nobody else is told before this long without a sign that anyone got it; a little less, for clocks that differ. */
const PATIENCE_MS = 115_000;

interface Message {
  readonly from: { readonly kind: string };
  readonly cards: readonly unknown[];
  readonly createdAt: string;
}

interface Stored {
  readonly reference: string;
  readonly raised_at: Date;
  readonly delivered_at: Date | null;
  readonly opened: readonly string[];
  readonly named: boolean;
}

interface Seen {
  readonly databaseUrl: string;
  readonly key: string;
  readonly calls: Calls;
  /** When something really was that was written down by the clock which the bench sets. */
  trueTime(written: Date): number;
}

/** What really arrived, read from the outside, held against what the reporters were promised and typed. */
export async function testimony({ databaseUrl, key, calls, trueTime }: Seen, reports: readonly Report[]) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Stored>(
    both(`select c.reference, c.raised_at, c.delivered_at, array_prepend(c.holder::text, c.also_open_to::text[]) as opened, exists (
            select 1 from %s.concern_trail t where t.concern_id = c.id and (t.facts ->> 'mayRepeat')::boolean
          ) or exists (select 1 from %s.concern_task k where k.concern_id = c.id and k.may_repeat) as named from %s.concern c`),
  );
  await client.end();
  const stored = new Map(rows.map((row) => [row.reference, row]));
  const { alerts, receipts } = await seenInTeams(calls);

  const lost = reports.filter(({ reference }) => !alerts.has(reference) || !stored.has(reference));
  const promised = new Map(reports.map((report) => [report.reference, report]));
  /** Nobody had it in time: then, and only then, may it go further. */
  const wasLate = (reference: string): boolean => {
    const row = stored.get(reference);
    if (row === undefined) return false;
    const took = (row.delivered_at?.getTime() ?? Number.POSITIVE_INFINITY) - row.raised_at.getTime();
    // The clock was set back in between: how long it took nobody can tell, and its patience began again.
    return took >= PATIENCE_MS || took < 0;
  };
  const wrong = [...alerts].flatMap(([reference, places]) => {
    const kind = promised.get(reference)?.kind;
    return places.filter(({ where }) =>
      where === 'channel'
        ? kind?.inChannel !== true
        : ![...(kind?.readers ?? []), ...(kind?.later ?? [])].includes(where),
    );
  });
  const strangers = [...receipts].filter(([reference, places]) =>
    places.some((where) => where !== promised.get(reference)?.reporter),
  );
  const tooFar = reports.filter(({ reference, kind }) => {
    if (wasLate(reference)) return false;
    const isTold = alerts.get(reference)?.some(({ where }) => kind.later.includes(where));
    return isTold || stored.get(reference)?.opened.some((role) => !kind.opened.includes(role));
  });
  if (process.env.BENCH_TRACE)
    for (const { reference, kind } of tooFar)
      console.error(reference, kind.name, alerts.get(reference), await traced(databaseUrl, reference));
  const twice = [...alerts]
    .filter(([, places]) => new Set(places.map(({ where }) => where)).size < places.length)
    .map(([reference]) => reference);
  const receiptsTwice = [...receipts].filter(([, places]) => places.length > 1).map(([reference]) => reference);
  const delays = reports
    .flatMap(({ reference }) => {
      const row = stored.get(reference);
      const cards = (alerts.get(reference) ?? []).map(({ at }) => trueTime(at));
      return row && cards.length > 0 ? [Math.min(...cards) - trueTime(row.raised_at)] : [];
    })
    .sort((left, right) => left - right);
  const at = (share: number) => Math.round((delays[Math.floor((delays.length - 1) * share)] ?? 0) / 100) / 10;
  const unnamed = [...twice, ...receiptsTwice].filter((reference) => stored.get(reference)?.named !== true);
  return {
    stored: stored.size,
    lost: lost.length,
    ...(await unsealed(databaseUrl, key, reports)),
    withoutReceipt: reports.filter(({ reference, reporter }) => reporter !== BY_LINK && !receipts.has(reference))
      .length,
    withConflict: reports.filter(({ kind }) => kind.about === 'child' && !kind.inChannel).length,
    toWrongPerson: wrong.length + strangers.length,
    tooFar: tooFar.length,
    late: reports.filter(({ reference }) => wasLate(reference)).length,
    twice: twice.length,
    unnamed: unnamed.length,
    receiptsTwice: receiptsTwice.length,
    secondsToCard: { median: at(0.5), p95: at(0.95), worst: at(1) },
  };
}

/** Every text is opened with the key and held against what was typed, letter for letter; every record against its trail. */
async function unsealed(databaseUrl: string, key: string, reports: readonly Report[]) {
  const db = connect(databaseUrl, 4);
  try {
    const store = sqlConcernStore(db, localKeyWrap([key]));
    const wrong: string[] = [];
    for (const { reference, typed, kind, reporter } of reports) {
      const concern = await store.findByReference(reference);
      const raised = concern && (await store.entries(concern)).find(({ kind: what }) => what === 'raised');
      const kept = new Map<string, string>(Object.entries(raised?.words ?? {}));
      const differing = Object.entries(typed).filter(([box, text]) => kept.get(box) !== text);
      if (differing.length === 0) continue;
      wrong.push(reference);
      if (process.env.BENCH_TRACE)
        for (const [box, text] of differing)
          console.error(
            reference,
            kind.name,
            reporter,
            box,
            [text, kept.get(box)].map((one) => one?.slice(0, 60)),
            [...kept.keys()],
          );
    }
    const problems = (await verifyTrails(db)).flatMap((verdict) => verdict.problems);
    return { unsealed: reports.length, textWrong: wrong.length, trailProblems: problems.length };
  } finally {
    await db.destroy();
  }
}

/** What became of a report and when: its events and its tasks, in seconds since it was raised by the clock that is set, with their codes and no words. */
async function traced(databaseUrl: string, reference: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ seq: number; kind: string; after: number; codes: string | null }>(
    both(
      `select t.seq::int as seq, t.kind, extract(epoch from t.at - c.raised_at)::float8 as after, t.facts::text as codes
         from %s.concern_trail t join %s.concern c on c.id = t.concern_id where c.reference = $1`,
    ),
    [reference],
  );
  const tasks = await client.query<{ task: string }>(
    both(
      `select concat_ws(' ', k.kind, k.state, k.person, k.holder, k.round, k.why, 'tries', k.attempts, k.last_trouble,
              'planned', round(extract(epoch from k.planned_at - c.raised_at)), case when k.is_rebased then 'rebased' end) as task
         from %s.concern_task k join %s.concern c on c.id = k.concern_id where c.reference = $1`,
    ),
    [reference],
  );
  await client.end();
  return [
    ...rows
      .toSorted((left, right) => left.seq - right.seq)
      .map(({ kind, after, codes }) => `${kind} ${Math.round(after)} s ${codes ?? ''}`),
    ...tasks.rows.map(({ task }) => task),
  ];
}

/** Where there is a card of which report, and when it came. */
async function seenInTeams(calls: Calls) {
  const alerts = new Map<string, { where: string; at: Date }[]>();
  const receipts = new Map<string, string[]>();
  const note = (where: string, messages: readonly Message[]) => {
    for (const { from, cards, createdAt } of messages) {
      const text = JSON.stringify(cards);
      if (from.kind !== 'bot') continue;
      const own = /"Your report ([A-Z0-9]+)"/.exec(text)?.[1];
      if (own) receipts.set(own, [...(receipts.get(own) ?? []), where]);
      const alert = /"text":"Report ([A-Z0-9]{6})"/.exec(text)?.[1];
      if (alert) alerts.set(alert, [...(alerts.get(alert) ?? []), { where, at: new Date(createdAt) }]);
    }
  };
  const threads = (await calls.send('GET', `/channels/${encodeURIComponent(CHANNELS.dsl)}`)) as {
    messages: Message[];
  }[];
  for (const thread of threads) note('channel', thread.messages);
  const people = (await calls.send('GET', '/people?top=1000')) as { id: string }[];
  for (const { id } of people) note(id, (await calls.send('GET', `/people/${id}/messages`)) as Message[]);
  return { alerts, receipts };
}
