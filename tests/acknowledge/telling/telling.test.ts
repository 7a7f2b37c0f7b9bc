import { afterEach, expect, test } from '@jest/globals';
import { missingCard } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { listCard } from '../../../src/acknowledge/register/list.cards.ts';
import { standsWords, tellingCard } from '../../../src/acknowledge/telling/telling.cards.ts';
import { showTelling } from '../../../src/acknowledge/telling/telling.handlers.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { HR, OAKFIELD, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const DUE = '2026-09-30' as IsoDay;
const day = (text: string) => text as IsoDay;
const FOURTEEN_BEFORE = new Date('2026-09-16T09:00:00Z');
const SEVEN_BEFORE = new Date('2026-09-23T09:00:00Z');
const MANAGER = userId(2) as UserId;

/** 2 manages 3 and 4; HR has written nothing. */
async function untold() {
  world = await given({ staff: 4, tellsManagers: false });
  for (const n of [3, 4]) world.managers.set(userId(n), MANAGER);
  return world.started(DUE);
}
const desk = () => world.acknowledgements;
const row = async () => {
  const [one] = await desk().tellingOf(HR);
  if (!one) throw new Error('HR runs no school');
  return one;
};
const lists = () => world.lists.map(({ user, view }) => [user, view.kind, view.people.length]);

test('until HR writes when unions were consulted no manager is told anything, and HR has every name, and how it is changed', async () => {
  const id = await untold();
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(lists()).toEqual([[HR, 'hr', 4]]);
  const forHr = JSON.stringify(world.lists.map(({ view }) => listCard(view)));
  expect(forHr).toContain('tell managers');
  expect(forHr).not.toContain('whose line manager');
  expect(await desk().ownLists(MANAGER)).toBeUndefined();
  expect(await desk().missing({ campaign: id, user: MANAGER, kind: 'manager' })).toBeUndefined();
  expect(standsWords(await row())).toMatch(/^They are not told/);
});

test('a file that still says tellManagers: true tells nobody', async () => {
  const id = await untold();
  const [school] = trust.schools;
  if (!school) throw new Error('no school');
  const old = { ...school, acknowledgement: { ...school.acknowledgement, tellManagers: true } };
  const instance = world.instance({ trust: { ...trust, schools: [old] } });
  world.at(FOURTEEN_BEFORE);
  await instance.work.sweep();
  expect(lists()).toEqual([[HR, 'hr', 4]]);
  expect(await instance.ownLists(MANAGER)).toBeUndefined();
  expect(await instance.missing({ campaign: id, user: MANAGER, kind: 'manager' })).toBeUndefined();
});

test('once HR has written the day managers are told everywhere; who wrote it and when is shown, and in the chain of the campaign', async () => {
  const id = await untold();
  world.at(new Date('2026-09-10T09:00:00Z'));
  expect((await desk().consulted(HR, OAKFIELD, day('2026-09-03'))).kind).toBe('entered');
  expect((await desk().ownLists(MANAGER))?.map(({ people }) => people.length)).toEqual([2]);
  expect(standsWords(await row())).toMatch(
    /^They are told .* Unions were consulted on 3 September 2026, as .+ entered on 10 September 2026\.$/,
  );
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(lists()).toEqual([
    [MANAGER, 'manager', 2],
    [HR, 'hr', 2],
  ]);
  const events = await world.campaigns.events(id);
  expect(events.filter(({ kind }) => kind === 'managers-told')).toMatchObject([
    { by: HR, at: new Date('2026-09-10T09:00:00Z'), facts: { consulted: '2026-09-03' } },
  ]);
  expect(events.filter(({ kind }) => kind === 'lists-sent')).toMatchObject([
    { facts: { managers: 1, consulted: '2026-09-03' } },
  ]);
  expect(verifyEvidence((await desk().evidence(HR, id)) ?? '').kind).toBe('unaltered');
});

test('a day in the future, or of long ago, is asked for again and changes nothing', async () => {
  await untold();
  for (const wrong of ['2026-12-24', '1926-09-03']) {
    expect(await desk().consulted(HR, OAKFIELD, day(wrong))).toMatchObject({ kind: 'bad-day', latest: '2026-09-07' });
    expect((await row()).isOn).toBe(false);
  }
  expect(await desk().stopTelling(HR, OAKFIELD, day('2026-09-06'))).toMatchObject({ kind: 'bad-day' });
});

test('HR stops it from a day on: until then managers are told, from then on nobody but HR; what was noted before hides no name', async () => {
  const id = await untold();
  await desk().consulted(HR, OAKFIELD, day('2026-09-03'));
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  await desk().stopTelling(HR, OAKFIELD, day('2026-09-18'));
  expect((await row()).isOn).toBe(true);
  expect(await desk().ownLists(MANAGER)).toHaveLength(1);
  world.at(new Date('2026-09-18T07:00:00Z'));
  expect((await row()).isOn).toBe(false);
  expect(standsWords(await row())).toMatch(/^They are not told from 18 September 2026, as .+ entered on 16 September/);
  expect(await desk().ownLists(MANAGER)).toBeUndefined();
  expect(await desk().missing({ campaign: id, user: MANAGER, kind: 'manager' })).toBeUndefined();
  expect((await desk().missing({ campaign: id, user: HR, kind: 'hr' }))?.people).toHaveLength(4);
  const before = world.lists.length;
  world.at(SEVEN_BEFORE);
  await world.sweep();
  expect(lists().slice(before)).toEqual([[HR, 'hr', 4]]);
  // It begins again with another day.
  await desk().consulted(HR, OAKFIELD, day('2026-09-22'));
  expect(await desk().ownLists(MANAGER)).toHaveLength(1);
  const kinds = (await world.campaigns.events(id))
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('managers'));
  expect(kinds).toEqual(['managers-told', 'managers-not-told', 'managers-told']);
});

test('a stop that is to come stays when the day of the consultation is put right before it', async () => {
  await untold();
  await desk().consulted(HR, OAKFIELD, day('2026-09-01'));
  await desk().stopTelling(HR, OAKFIELD, day('2026-09-20'));
  await desk().consulted(HR, OAKFIELD, day('2026-09-02'));
  expect(standsWords(await row())).toMatch(
    /^They are told until it stops from 20 September 2026.*consulted on 2 September 2026/,
  );
  world.at(new Date('2026-09-21T09:00:00Z'));
  expect((await row()).isOn).toBe(false);
});

test('what stands is not written again by a second press, and what does not run is not stopped', async () => {
  await untold();
  const written = () => world.db.selectFrom('campaign_telling').selectAll().execute();
  await desk().stopTelling(HR, OAKFIELD, day('2026-09-07'));
  expect(await written()).toHaveLength(0);
  for (let press = 0; press < 2; press += 1) await desk().consulted(HR, OAKFIELD, day('2026-09-03'));
  expect(await written()).toHaveLength(1);
  for (let press = 0; press < 2; press += 1) await desk().stopTelling(HR, OAKFIELD, day('2026-09-09'));
  expect(await written()).toHaveLength(2);
});

test('nobody but HR of that school sees it or changes it', async () => {
  await untold();
  for (const other of [MANAGER, userId(900)]) {
    expect(await desk().tellingOf(other)).toEqual([]);
    expect(await desk().consulted(other, OAKFIELD, day('2026-09-03'))).toEqual({ kind: 'not-allowed' });
    expect(await desk().stopTelling(other, OAKFIELD, day('2026-09-08'))).toEqual({ kind: 'not-allowed' });
  }
  expect((await row()).telling).toBeUndefined();
});

test('what HR types leads to it, with the day that it names', async () => {
  await untold();
  const shown: unknown[] = [];
  const turn = { sender: { userId: HR }, replyPrivately: async (sent: unknown) => void shown.push(sent) };
  await showTelling(desk(), turn as never, { day: day('2026-09-03'), isDayUnread: false });
  expect(JSON.stringify(shown)).toContain('"day":"2026-09-03"');
  expect(JSON.stringify(tellingCard([await row()]))).not.toContain('Stop telling');
});

test('what they get is told as what they would get, until they are told', async () => {
  await untold();
  const words = async () => JSON.stringify(tellingCard(await desk().tellingOf(HR)));
  const names = async () => JSON.stringify(missingCard([], await desk().tellingOf(HR)));
  // A date that there is not is no reason to say nothing.
  const unread = tellingCard(await desk().tellingOf(HR), { day: undefined, isDayUnread: true });
  expect(JSON.stringify(unread)).toContain('I could not tell the day from your words');
  expect(await words()).not.toContain('I could not tell the day');
  expect(await words()).toContain('Once they are told, line managers get, on reminder days');
  expect(await names()).toContain('Line managers are not told');
  await desk().consulted(HR, OAKFIELD, day('2026-09-03'));
  expect(await words()).toContain('Line managers get, on reminder days');
  expect(await names()).toContain('line managers see those of their own people');
});
