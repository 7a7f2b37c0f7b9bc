import { parseArgs } from 'node:util';
import pg from 'pg';
import { createRig, type Rig } from './rig.ts';

/** Published limits. Source: Microsoft Learn, rate limiting for bots; Microsoft Graph throttling limits for Teams. */
const CONNECTOR_PER_SECOND = 50;
const INSTALLS_PER_SECOND = 30;

/**
 * Two campaigns to everyone of a generated school, one line of JSON each: the first installs and sends, the second only
 * sends. `seconds` runs from HR's press of the button that sends to the last card; `ceiling` is what the published limits allow at best.
 */
export default async function push(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      people: { type: 'string', default: '3000' },
      instances: { type: 'string', default: '1' },
      unlimited: { type: 'boolean', default: false },
      timeline: { type: 'boolean', default: false },
    },
  });
  const people = Number(values.people);
  const count = Number(values.instances);
  const rig = await createRig({ people, limits: !values.unlimited });
  try {
    const entry = values.unlimited ? './product.ts' : undefined;
    const instances = [await rig.instance(entry)];
    const [first] = instances;
    if (first) await rig.deliverTo(first);
    while (instances.length < count) instances.push(await rig.instance(entry));
    const memoryAtStart = instances.map((instance) => instance.memory().now);

    for (const [policy, kind] of [
      [0, 'install and card'],
      [1, 'card only'],
    ] as const) {
      const draft = await rig.draft(policy);
      await rig.witness(draft.campaign);
      const startedAt = await draft.start();
      await untilSettled(rig, draft.campaign);
      const seen = await rig.witness(draft.campaign);
      const seconds = ((seen.cardsAt.at(-1) ?? Date.now()) - startedAt) / 1000;
      const ceiling = Math.max(
        policy === 0 ? seen.expected / INSTALLS_PER_SECOND : 0,
        seen.expected / CONNECTOR_PER_SECOND,
      );
      const limited = !values.unlimited;
      process.stdout.write(
        `${JSON.stringify({
          bench: 'push',
          campaign: kind,
          people: seen.expected,
          instances: count,
          seconds: round(seconds),
          ...(limited
            ? { ceiling: round(ceiling), ratio: Math.round((ceiling / seconds) * 1000) / 1000 }
            : { cardsPerSecond: Math.round(seen.expected / seconds) }),
          firstCardAfterMs: (seen.cardsAt[0] ?? Date.now()) - startedAt,
          ...(values.timeline && { cardsInEachSecond: inEachSecond(seen.cardsAt, startedAt) }),
          throttled: seen.throttled,
          lost: seen.lost.length,
          duplicates: seen.duplicates.length,
          strangers: seen.strangers.length,
          messagesToPupils: seen.messagesToPupils,
          calls: seen.calls,
          memoryMb: instances.map((instance, at) => ({ start: memoryAtStart[at], peak: instance.memory().peak })),
        })}\n`,
      );
    }
  } finally {
    await rig.end();
  }
}

/** How many cards came in each second since the start: where a run was slower than it could have been. */
function inEachSecond(cardsAt: readonly number[], startedAt: number): number[] {
  const counts: number[] = [];
  for (const at of cardsAt) {
    const second = Math.floor((at - startedAt) / 1_000);
    while (counts.length <= second) counts.push(0);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  return counts;
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;

/** Until nobody waits any more, by the product's own register. */
export async function untilSettled(rig: Rig, campaign: string, seconds = 1_800): Promise<void> {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  try {
    for (let waited = 0; waited < seconds; waited += 1) {
      const { rows } = await client.query<{ left: string }>(
        `select count(*) as left from campaign_person where campaign_id = $1 and (state in ('waiting', 'sending') or worker is not null)`,
        [campaign],
      );
      if (rows[0]?.left === '0') return;
      await new Promise((done) => setTimeout(done, 1_000));
    }
  } finally {
    await client.end();
  }
  throw new Error(`the campaign did not settle within ${seconds} s`);
}
