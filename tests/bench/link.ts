import { parseArgs } from 'node:util';
import pg from 'pg';
import { CHANNELS } from '../../src/sandbox/tenant/sample-school.ts';
import { makeAddress, referencesOf, reportByLink, someoneOf } from './by-link.ts';
import { KINDS } from './concern-kinds.ts';
import { both } from './concerns.ts';
import { createRig } from './rig.ts';

const PAGES = ['', '/report', '/ask', '/report'];

/**
 * `npm run bench -- link`: what a sheet that went round does to a school. 10,000 page views and 500 reports within a minute at the
 * shared address of one process, with the limits of Teams. Every report has to be stored when its page says so and delivered
 * afterwards; how long both took, and how many views came. One line of JSON; 1 where a report is missing.
 */
export default async function link(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      views: { type: 'string', default: '10000' },
      reports: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '60' },
      /** From so many places on the network. */
      places: { type: 'string', default: '400' },
    },
  });
  const [views, reports, seconds, places] = [values.views, values.reports, values.seconds, values.places].map(
    Number,
  ) as [number, number, number, number];
  const rig = await createRig({ people: 100 });
  try {
    const instance = await rig.instance();
    await rig.deliverTo(instance);
    const path = await makeAddress(rig.databaseUrl);
    const begun = Date.now();
    const viewTimes: number[] = [];
    let badViews = 0;
    const view = async (at: number): Promise<void> => {
      const from = performance.now();
      const answer = await fetch(`${instance.url}${path}${PAGES[at % PAGES.length]}`, {
        headers: { 'X-Forwarded-For': someoneOf(places) },
      });
      await answer.text();
      if (answer.status !== 200) badViews += 1;
      viewTimes.push(performance.now() - from);
    };
    const sendTimes: number[] = [];
    const codes: string[] = [];
    const report = async (): Promise<void> => {
      const from = performance.now();
      const kind = KINDS[Math.floor(Math.random() * KINDS.length)];
      if (!kind) throw new Error('no kinds');
      const { code } = await reportByLink({ urlNow: () => instance.url, path }, kind, someoneOf(places));
      sendTimes.push(performance.now() - from);
      codes.push(code);
    };
    await Promise.all([evenly(views, seconds, begun, view), evenly(reports, seconds, begun, report)]);
    const tookSeconds = (Date.now() - begun) / 1_000;
    const stored = await referencesOf(rig.databaseUrl, codes);
    const missing = codes.filter((code) => stored.get(code) === undefined);
    const memory = instance.memory();
    await untilDelivered(rig.databaseUrl);
    const deliveredSeconds = (Date.now() - begun) / 1_000;
    const undelivered = await withoutCard(rig.sandboxUrl, [...stored.values()]);
    process.exitCode = missing.length + undelivered + badViews + (new Set(codes).size - codes.length) === 0 ? 0 : 1;
    console.log(
      JSON.stringify({
        bench: 'link',
        views,
        badViews,
        reports: codes.length,
        tookSeconds: Math.round(tookSeconds),
        notStored: missing.length,
        withoutCard: undelivered,
        viewMs: spread(viewTimes),
        reportMs: spread(sendTimes),
        deliveredSeconds: Math.round(deliveredSeconds),
        memoryMb: memory,
      }),
    );
  } finally {
    await rig.end();
  }
}

/** How many in so many seconds, each begun at its time, whether or not those before it have ended. */
async function evenly(
  count: number,
  seconds: number,
  begun: number,
  act: (at: number) => Promise<void>,
): Promise<void> {
  const acts: Promise<void>[] = [];
  for (let at = 0; at < count; at += 1) {
    const due = begun + (at * seconds * 1_000) / count;
    const wait = due - Date.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    acts.push(act(at));
  }
  await Promise.all(acts);
}

const spread = (times: number[]) => {
  times.sort((left, right) => left - right);
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  return { median: at(0.5), p95: at(0.95), worst: at(1) };
};

/** Half an hour: five hundred cards one a second are eight minutes. */
async function untilDelivered(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let tries = 0; tries < 1_800; tries += 1) {
      const { rows } = await client.query<{ waiting: string }>(
        `select count(*) as waiting from (${both("select 1 from %s.concern where status = 'submitted'")}) c`,
      );
      if (Number(rows[0]?.waiting) === 0) return;
      await new Promise((done) => setTimeout(done, 1_000));
    }
  } finally {
    await client.end();
  }
}

/** How many of these reports are on no card, in the channel or in anyone's chat. */
async function withoutCard(sandboxUrl: string, references: readonly (string | undefined)[]): Promise<number> {
  const get = async (path: string): Promise<string> => (await fetch(`${sandboxUrl}/sandbox/api${path}`)).text();
  const people = JSON.parse(await get('/people?top=1000')) as { id: string }[];
  const seen = [await get(`/channels/${encodeURIComponent(CHANNELS.dsl)}`)];
  for (const { id } of people) seen.push(await get(`/people/${id}/messages`));
  const all = seen.join('\n');
  return references.filter((reference) => reference === undefined || !all.includes(`Report ${reference}`)).length;
}
