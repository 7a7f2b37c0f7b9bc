import { parseArgs } from 'node:util';
import pg from 'pg';
import { seeded } from '../support/seeded.ts';
import { untilSettled } from './push.ts';
import { createRig } from './rig.ts';

/**
 * A campaign during which the process is killed again and again, without warning and at random moments, and started
 * again. One line of JSON: who got no card, who got two, and whether the product had named each of those.
 */
export default async function crash(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      people: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      // Planned for a moment, which comes just before the first kill.
      planned: { type: 'boolean', default: false },
    },
  });
  const kills = Number(values.kills);
  const random = seeded(Number(values.seed));
  const rig = await createRig({ people: Number(values.people) });
  const started = Date.now();
  try {
    let instance = await rig.instance();
    await rig.deliverTo(instance);
    const draft = await rig.draft(0);
    if (values.planned) {
      await draft.plan();
      await draft.arrive();
    } else await draft.start();

    const killedAt: number[] = [];
    let underWay = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      // Some at once after the start, some in the thick of it.
      // A planned one begins by itself: the first kills come while its list is read, or just as it starts.
      const least = values.planned && kill < 4 ? 0 : 200;
      const most = values.planned && kill < 4 ? 400 : 3_000;
      await new Promise((done) => setTimeout(done, least + random() * most));
      if (await isUnderWay(rig.databaseUrl, draft.campaign)) underWay += 1;
      await instance.stop('SIGKILL');
      killedAt.push(Math.round((Date.now() - started) / 100) / 10);
      instance = await rig.instance();
      await rig.deliverTo(instance);
    }
    await untilSettled(rig, draft.campaign);
    const seen = await rig.witness(draft.campaign);
    const named = await namedDuplicates(rig.databaseUrl, draft.campaign);
    process.stdout.write(
      `${JSON.stringify({
        bench: 'crash',
        planned: values.planned,
        people: seen.expected,
        kills,
        // A kill after the last card proves nothing.
        killsUnderWay: underWay,
        seed: Number(values.seed),
        killedAt,
        lost: seen.lost.length,
        duplicates: seen.duplicates.length,
        unnamed: seen.duplicates.filter(({ user }) => !named.has(user)).length,
        named: named.size,
        strangers: seen.strangers.length,
        messagesToPupils: seen.messagesToPupils,
      })}\n`,
    );
  } finally {
    await rig.end();
  }
}

async function isUnderWay(url: string, campaign: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select 1 from campaign_person where campaign_id = $1 and state in ('waiting', 'sending') limit 1`,
    [campaign],
  );
  await client.end();
  return rows.length > 0;
}

/** Who the product itself names: their card may have arrived twice. */
export async function namedDuplicates(url: string, campaign: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ person_id: string }>(
    `select distinct person_id from campaign_event where campaign_id = $1 and kind = 'possible-duplicate'`,
    [campaign],
  );
  await client.end();
  return new Set(rows.map(({ person_id }) => person_id));
}
