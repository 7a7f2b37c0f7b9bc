import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { SEND_NOW } from '../../../src/acknowledge/campaign/buttons.ts';
import { registerCampaignSending } from '../../../src/acknowledge/delivery/sending.handlers.ts';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { harmless } from '../../support/harmless.ts';
import { pressed } from '../campaign/pressed.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const DUE = '2026-10-05' as IsoDay;
const MOVED = 'This has changed since';
const presses = (kind: 'dialog' | 'submit', data: object) =>
  pressed(registerCampaignSending, world, kind, SEND_NOW, HR, data);
/** What the button of the window that asks carries. */
const onButton = (answer: string): object => JSON.parse(/\{"campaign":[^}]*"list":[^}]*\}/.exec(answer)?.[0] ?? '{}');

/** A draft, and the window that asks before it is sent. */
async function asked(campaign?: CampaignId) {
  const id = campaign ?? (await world.drafted(DUE));
  const { list } = (await world.acknowledgements.campaign(HR, id)) ?? {};
  return { id, button: onButton(await presses('dialog', { campaign: id, list })) };
}

test('another due day, or another word of HR’s, is looked at before it is sent', async () => {
  world = await given({ staff: 5 });
  const { id, button } = await asked();
  await world.acknowledgements.correct(HR, id, { dueDay: '2026-09-14' as IsoDay });
  const again = await presses('submit', button);
  expect(again).toContain(MOVED);
  expect(again).toContain('14 September 2026');
  await world.acknowledgements.setMessage(HR, id, harmless('Please read the new part on phones.'));
  expect(await presses('submit', onButton(again))).toContain(MOVED);
  await world.settle();
  expect(world.sent).toEqual([]);
});

test('a list that is being put in place at the moment of the press is not sent to unseen', async () => {
  world = await given({ staff: 5 });
  const { id, button } = await asked();
  world.groups.set(
    STAFF,
    [1, 11, 12, 13, 14, 15, 16, 17].map((n) => directoryPerson(n)),
  );
  const other = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holding = world.db.transaction().execute(async (trx) => {
    await sql`select from campaign where id = ${id} for update`.execute(trx);
    locked.resolve();
    await other.promise;
  });
  await locked.promise;
  /** Until so many wait for the row of the campaign. */
  const waiting = async (count: number): Promise<void> => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
      world.db,
    );
    if ((rows[0]?.n ?? 0) < count) return waiting(count);
  };
  const reading = world.acknowledgements.work.prepare(id);
  await waiting(1);
  const sending = presses('submit', button);
  await waiting(2);
  other.resolve();
  await Promise.all([holding, reading]);
  expect(await sending).toMatch(new RegExp(`${MOVED}.*8 people`));
  await world.settle();
  expect(world.sent).toEqual([]);
});

test('while the list is read, and once it could not be, nobody is told that it has been sent', async () => {
  world = await given({ staff: 5 });
  const { id, button } = await asked();
  await world.acknowledgements.want(HR, id, { people: [userId(1)] });
  expect(await presses('submit', button)).toContain('I am reading the staff list');
  expect(await presses('dialog', { campaign: id })).toContain('I am reading the staff list');
  await world.acknowledgements.want(HR, id, { people: [userId(99)] });
  await world.settle();
  expect(await presses('submit', button)).toContain('the staff list could not be read');
  await world.acknowledgements.want(HR, id, {});
  await world.settle();
  expect(await presses('submit', (await asked(id)).button)).toContain('On its way.');
  world.at(instantOf('2026-09-08' as IsoDay, '10:00'));
  await world.acknowledgements.command(HR, id, 'pause');
  expect(await presses('submit', button)).toContain('has been sent already');
  await world.acknowledgements.command(HR, id, 'withdraw');
  expect(await presses('submit', button)).toContain('has ended');
});

test('one press that arrives twice is on its way, twice over, and sends once', async () => {
  world = await given({ staff: 5 });
  const { button } = await asked();
  const both = await Promise.all([presses('submit', button), presses('submit', button)]);
  for (const answer of both) expect(answer).toContain('On its way.');
  await world.settle();
  expect(world.sent).toHaveLength(5);
});

test('of two drafts of the same that are sent within an hour, the second asks those alone whom the first does not', async () => {
  world = await given({ staff: 5 });
  const { button: first } = await asked();
  const { id, button: second } = await asked();
  world.groups.get(STAFF)?.push(directoryPerson(20));
  expect(await presses('submit', first)).toContain('On its way.');
  await world.settle();
  expect(await presses('submit', second)).toContain('another campaign');
  await world.settle();
  expect((await world.acknowledgements.campaign(HR, id))?.total.expected).toBe(1);
  expect(await presses('submit', second)).toMatch(new RegExp(`${MOVED}.*1 person`));
  expect(await presses('submit', (await asked(id)).button)).toContain('On its way.');
  await world.settle();
  expect(world.sent.map(({ user }) => user).sort()).toEqual([1, 2, 3, 4, 5, 20].map(userId));
});

test('two drafts of the same that are sent in one moment ask nobody twice', async () => {
  world = await given({ staff: 5 });
  const ids = [await world.drafted(DUE), await world.drafted(DUE)];
  const kinds = await Promise.all(ids.map(async (id) => (await world.acknowledgements.command(HR, id, 'start')).kind));
  expect(kinds.sort()).toEqual(['asked-elsewhere', 'done']);
  await world.settle();
  expect(world.sent).toHaveLength(5);
});
