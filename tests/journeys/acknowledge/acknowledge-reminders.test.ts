import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { startCampaign, tellManagers } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

/** A reminder day on which the Connector takes messages and loses the answers, and the bot is stopped in between. */
let world: Running;
let client: pg.Client;
beforeAll(async () => {
  world = await running({ at: instantOf('2026-09-08' as IsoDay, '09:00'), followsClock: true });
  client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await tellManagers(world, '2026-09-03');
  await startCampaign(world);
});
afterAll(async () => {
  await client.end();
  await world.close();
});

async function count(where: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from campaign_person join campaign on id = campaign_id where started_at is not null and ${where}`,
  );
  return Number(rows[0]?.count);
}

const askedUsers = async (): Promise<string[]> =>
  (await client.query<{ user_id: string }>(`select user_id from campaign_person where state = 'asked'`)).rows.map(
    ({ user_id }) => user_id,
  );
const NAMED = 'You may have this message twice';
/** Messages of one kind that someone has: how many say that they may be a repeat, and how many do not. */
function had(user: string, words: string) {
  const cards = world.sandbox
    .messages(user)
    .map((message) => JSON.stringify(message.cards))
    .filter((card) => card.includes(words));
  const named = cards.filter((card) => card.includes(NAMED)).length;
  return { named, unnamed: cards.length - named };
}

test('answers that are lost and a stop in between: nobody is missed, and nobody gets a second reminder that does not say so', async () => {
  const { sandbox } = world;
  await until(async () => (await count(`state in ('waiting', 'sending')`)) === 0, 'everyone asked');
  const asked = await askedUsers();
  expect(asked.length).toBeGreaterThan(40);

  const lost = [
    sandbox.faults.add({
      match: { operation: 'sendActivity' },
      fault: { status: 502, afterAcceptance: true },
      times: 9,
    }),
    sandbox.faults.add({
      match: { operation: 'sendActivity' },
      fault: { drop: true, afterAcceptance: true },
      times: 9,
    }),
  ];
  sandbox.clock.set(instantOf('2026-09-16' as IsoDay, '09:00'));
  await until(() => asked.some((user) => had(user, 'A reminder').unnamed > 0), 'the first reminder');
  await world.restart();
  await until(async () => {
    // Each look wakes the sweep again, as the minutes of a real day do.
    sandbox.clock.advance(60_000);
    return (await count(`state = 'asked' and (reminders = 0 or reminder_open)`)) === 0;
  }, 'everyone reminded');
  expect(
    sandbox.faults
      .list()
      .filter(({ id }) => lost.includes(id))
      .map(({ struck }) => struck),
  ).toEqual([9, 9]);

  const reminders = asked.map((user) => had(user, 'A reminder'));
  expect(reminders.filter(({ unnamed }) => unnamed !== 1)).toEqual([]);
  expect(reminders.filter(({ named }) => named > 0).length).toBeGreaterThanOrEqual(9);

  // Line managers and HR likewise.
  await until(async () => {
    sandbox.clock.advance(60_000);
    const { rows } = await client.query<{ open: string }>('select count(*) as open from campaign_list where is_open');
    return rows[0]?.open === '0' && had(PEOPLE.sunitaRao, 'Not answered yet: for HR').unnamed > 0;
  }, 'the lists');
  for (const user of asked) expect(had(user, 'Not answered yet').unnamed).toBeLessThanOrEqual(2);
  expect(sandbox.world.messagesToPupils).toBe(0);
});
