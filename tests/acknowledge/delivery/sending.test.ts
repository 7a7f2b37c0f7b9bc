import { afterEach, expect, test } from '@jest/globals';
import { SEND_NOW } from '../../../src/acknowledge/campaign/buttons.ts';
import { yearBegan } from '../../../src/acknowledge/delivery/ends.ts';
import { nextSchoolMorning } from '../../../src/acknowledge/delivery/school-morning.ts';
import { registerCampaignSending } from '../../../src/acknowledge/delivery/sending.handlers.ts';
import { slots } from '../../../src/acknowledge/delivery/sending.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { CampaignId, SchoolId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { Directory } from '../../../src/school/people.ts';
import { pressed } from '../campaign/pressed.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, school, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
let isOpen = false;
const opened = async (options?: Parameters<typeof given>[0]) => {
  world = await given(options);
  isOpen = true;
};
const closed = async () => {
  if (isOpen) await world.close();
  isOpen = false;
};
afterEach(closed);

const at = (day: string, time: string): Date => instantOf(day as IsoDay, time);
const SUNDAY = at('2026-09-13', '07:55');
const MONDAY_8 = at('2026-09-14', '08:00');

/** A draft of a Sunday, planned for this moment. */
async function planned(sendAt = MONDAY_8, spreadMinutes = 0, staff = 5): Promise<CampaignId> {
  await opened({ staff });
  world.at(SUNDAY);
  const id = await world.drafted();
  expect(await world.acknowledgements.schedule(HR, id, { at: sendAt, spreadMinutes })).toMatchObject({
    kind: 'planned',
  });
  await world.settle();
  return id;
}
const status = async (id: CampaignId) => (await world.acknowledgements.campaign(HR, id))?.status;

test('the next school morning is never at a weekend, in the holidays, or this morning once it has begun', () => {
  const next = (day: string, time: string) => nextSchoolMorning(school.hours, at(day, time))?.toISOString();
  expect(next('2026-09-13', '07:55')).toBe(MONDAY_8.toISOString());
  expect(next('2026-09-14', '07:00')).toBe(MONDAY_8.toISOString());
  expect(next('2026-09-14', '08:00')).toBe(at('2026-09-15', '08:00').toISOString());
  expect(next('2026-09-18', '16:59')).toBe(at('2026-09-21', '08:00').toISOString());
  expect(next('2026-10-23', '18:00')).toBe(at('2026-11-02', '08:00').toISOString());
  expect(next('2026-12-18', '09:00')).toBe(at('2027-01-04', '08:00').toISOString());
  expect(next('2029-01-01', '09:00')).toBeUndefined();
});

test('a Sunday asks nobody: what is planned goes out on Monday morning, once', async () => {
  const id = await planned();
  await world.sweep();
  world.at(at('2026-09-14', '07:59'));
  await world.sweep();
  expect([world.sent.length, await status(id)]).toEqual([0, 'planned']);
  world.at(at('2026-09-14', '08:01'));
  await world.sweep();
  await world.sweep();
  expect(world.sent.map(({ user }) => user).sort()).toEqual([1, 2, 3, 4, 5].map(userId));
  expect(await status(id)).toBe('running');
  const kinds = (await world.acknowledgements.evidence(HR, id))?.match(/"kind":"(planned|started)"/g);
  expect(kinds).toEqual(['"kind":"planned"', '"kind":"started"']);
});

/** HR presses "Send now" on a card with this on its button, or the button of the window that asks; what comes, as text. */
async function presses(kind: 'dialog' | 'submit', data: object): Promise<string> {
  const answer = await pressed(registerCampaignSending, world, kind, SEND_NOW, HR, data);
  await world.settle();
  return answer;
}
/** What stands on the button of the window that asks. */
const onButton = (answer: string): { list?: string; open?: boolean } =>
  JSON.parse(/\{"campaign":[^}]*"list":[^}]*\}/.exec(answer)?.[0] ?? '{}');
const MOVED = 'This has changed since';

test('"send now" asks once more with the number, and on a Sunday says that the school is closed', async () => {
  await opened();
  world.at(SUNDAY);
  const campaign = await world.drafted();
  const { list } = (await world.acknowledgements.campaign(HR, campaign)) ?? {};
  const asked = await presses('dialog', { campaign, list });
  expect(asked).toMatch(/Send it to \*\*5 people\*\* now.*The school is closed now/);
  expect(asked).not.toContain(MOVED);
  expect(world.sent).toEqual([]);
  expect(await presses('submit', { ...onButton(asked), campaign })).toContain('On its way.');
  expect(world.sent).toHaveLength(5);
});

test('the window that asks tells who gets a message at once from who is asked on paper, or on their first day', async () => {
  world = await given({ staff: 2 });
  isOpen = true;
  const more = [{ plans: [] }, { plans: [] }, { startsOn: '2026-09-21' as IsoDay }];
  world.groups.get(STAFF)?.push(...more.map((other, n) => directoryPerson(11 + n, other)));
  const campaign = await world.drafted('2026-10-05' as IsoDay);
  const { list } = (await world.acknowledgements.campaign(HR, campaign)) ?? {};
  const asked = await presses('dialog', { campaign, list });
  expect(asked).toMatch(
    /Send it to \*\*2 people\*\* now.*\*\*1 person\*\* gets it on their first day.*\*\*2 people\*\* are to sign on paper.*"Send to 2 people"/,
  );
  await presses('submit', { ...onButton(asked), campaign });
  expect(world.sent).toHaveLength(2);
});

test('an old card shows the list that another has chosen since and asks; so does the window that asks, if it moves below it', async () => {
  await opened();
  const campaign = await world.drafted();
  const { list } = (await world.acknowledgements.campaign(HR, campaign)) ?? {};
  const narrow = { people: [userId(1), userId(2)] };
  await world.acknowledgements.want(HR, campaign, narrow);
  await world.settle();
  const asked = await presses('dialog', { campaign, list });
  expect(asked).toMatch(new RegExp(`${MOVED}.*2 people`));
  await world.acknowledgements.want(HR, campaign, {});
  await world.settle();
  const again = await presses('submit', { ...onButton(asked), campaign });
  expect(again).toMatch(new RegExp(`${MOVED}.*5 people`));
  // A card from before the list was marked is asked about too.
  expect(await presses('dialog', { campaign })).toContain(MOVED);
  expect(await presses('submit', { campaign })).toContain(MOVED);
  expect(world.sent).toEqual([]);
  // The same list, read once more, is the same.
  await world.acknowledgements.prepareAgain(HR, campaign);
  await world.settle();
  expect(await presses('submit', { ...onButton(again), campaign })).toContain('On its way.');
  expect(world.sent).toHaveLength(5);
});

test('a school that has closed since HR was asked is asked about once more', async () => {
  await opened();
  const campaign = await world.drafted();
  const asked = await presses('dialog', { campaign });
  expect(onButton(asked).open).toBe(true);
  world.at(SUNDAY);
  expect(await presses('submit', { ...onButton(asked), campaign })).toContain('The school is closed now');
  expect(world.sent).toEqual([]);
});

test.each([
  ['a Sunday', at('2026-09-20', '09:00'), { kind: 'closed', instead: at('2026-09-21', '08:00') }],
  ['after school', at('2026-09-14', '17:30'), { kind: 'closed', instead: at('2026-09-15', '08:00') }],
  ['a moment that has passed', at('2026-09-10', '09:00'), { kind: 'past' }],
  ['the day it is due', at('2026-09-28', '09:00'), { kind: 'after-due' }],
  ['two years ahead', at('2028-09-14', '09:00'), { kind: 'too-far' }],
])('%s cannot be planned for', async (_name, moment, answer) => {
  await opened();
  world.at(SUNDAY);
  const id = await world.drafted();
  expect(await world.acknowledgements.schedule(HR, id, { at: moment, spreadMinutes: 0 })).toEqual(answer);
  expect(await status(id)).toBe('draft');
});

test('nobody but HR plans, and what runs is not planned again', async () => {
  const id = await planned();
  const sending = { at: MONDAY_8, spreadMinutes: 0 };
  expect(await world.acknowledgements.schedule(userId(4), id, sending)).toEqual({ kind: 'not-allowed' });
  world.at(at('2026-09-14', '09:00'));
  await world.sweep();
  const later = { at: at('2026-09-15', '09:00'), spreadMinutes: 0 };
  expect(await world.acknowledgements.schedule(HR, id, later)).toEqual({ kind: 'not-now' });
});

test('spread over an hour everyone is asked once, a part at a time', async () => {
  await planned(MONDAY_8, 60, 24);
  const counts: number[] = [];
  for (const time of ['08:00', '08:06', '08:31', '08:56']) {
    world.at(at('2026-09-14', time));
    await world.sweep();
    counts.push(world.sent.length);
  }
  expect(counts).toEqual([2, 4, 14, 24]);
  expect(new Set(world.sent.map(({ user }) => user)).size).toBe(24);
});

test('what does not fit into a school day goes on the next school morning', () => {
  const all = slots(school.hours, at('2026-09-18', '16:30'), 60).map((each) => each.toISOString());
  expect(all).toHaveLength(12);
  expect(all[0]).toBe(at('2026-09-18', '16:30').toISOString());
  expect(all.at(-1)).toBe(at('2026-09-21', '08:25').toISOString());
});

test('a server that was down over the moment sends when the school is open again, and not after it was due', async () => {
  const id = await planned();
  world.at(at('2026-09-14', '21:00'));
  await world.sweep();
  expect([world.sent.length, await status(id)]).toEqual([0, 'planned']);
  world.at(at('2026-09-15', '10:00'));
  await world.sweep();
  expect([world.sent.length, await status(id)]).toEqual([5, 'running']);
  await closed();

  const late = await planned();
  world.at(at('2026-09-28', '10:00'));
  await world.sweep();
  expect([world.sent.length, await status(late)]).toEqual([0, 'draft']);
});

test('a clock that is set back sends nothing twice and forgets nothing', async () => {
  const id = await planned();
  world.at(at('2026-09-14', '08:01'));
  await world.sweep();
  world.at(at('2026-09-13', '07:00'));
  await world.sweep();
  world.at(at('2026-09-14', '08:02'));
  await world.sweep();
  expect([world.sent.length, await status(id)]).toEqual([5, 'running']);
});

test('two instances at the same moment start it once', async () => {
  const id = await planned();
  world.at(at('2026-09-14', '08:01'));
  const others = [world.instance(), world.instance(), world.instance()];
  await Promise.all(others.map(({ work }) => work.sweep()));
  await world.settle();
  expect(new Set(world.sent.map(({ user }) => user)).size).toBe(5);
  expect(world.sent).toHaveLength(5);
  const started = (await world.acknowledgements.evidence(HR, id))?.match(/"kind":"(started|added)"/g) ?? [];
  expect(started.filter((kind) => kind.includes('started'))).toHaveLength(1);
  expect(started).toHaveLength(6);
});

test('a process that ends between reading the list and the start, or right after it, loses and repeats nothing', async () => {
  const id = await planned();
  world.at(at('2026-09-14', '08:01'));
  // Ends with the list read and nothing started: the first thing that it would have said to the store is never said.
  const dies = new Fault('unavailable', 'ended');
  const half = world.instance({
    campaigns: Object.assign(Object.create(null), world.campaigns, {
      changeStatus: () => Promise.reject(dies),
    }),
  });
  await expect(half.work.sweep()).rejects.toBe(dies);
  expect([world.sent.length, await status(id)]).toEqual([0, 'planned']);
  // Ends with the start written and nobody woken.
  const silent = world.instance({ jobs: { wake: () => Promise.reject(dies) } });
  await expect(silent.work.sweep()).rejects.toBe(dies);
  expect([world.sent.length, await status(id)]).toEqual([0, 'running']);
  await world.sweep();
  expect(world.sent).toHaveLength(5);
});

test('what HR plans for another day while the list is being read is not sent on this one', async () => {
  const id = await planned();
  world.at(at('2026-09-14', '08:01'));
  const moving: Pick<Directory, 'groupMembers'> = {
    async *groupMembers(group) {
      await world.acknowledgements.schedule(HR, id, { at: at('2026-09-15', '08:00'), spreadMinutes: 0 });
      yield* world.groups.get(group) ?? [];
    },
  };
  await world.instance({ directory: moving as Directory }).work.sweep();
  await world.settle();
  expect([world.sent.length, await status(id)]).toEqual([0, 'planned']);
  world.at(at('2026-09-15', '08:01'));
  await world.sweep();
  expect([world.sent.length, await status(id)]).toEqual([5, 'running']);
});

test('a directory that does not answer at eight is asked again, and its card says so meanwhile', async () => {
  const id = await planned();
  world.fails.set(STAFF, new Fault('unavailable', 'busy'));
  world.at(at('2026-09-14', '08:01'));
  await world.sweep();
  const view = await world.acknowledgements.campaign(HR, id);
  expect([world.sent.length, view?.status, view?.problem?.kind]).toEqual([0, 'planned', 'cannot-read']);
  world.fails.clear();
  world.at(at('2026-09-14', '08:10'));
  await world.sweep();
  expect([world.sent.length, (await world.acknowledgements.campaign(HR, id))?.problem]).toEqual([5, undefined]);
});

test('someone who joined since is asked with the others; a staff group with a whole year of pupils in it waits for HR', async () => {
  const id = await planned();
  world.groups.get(STAFF)?.push(directoryPerson(30));
  world.at(at('2026-09-14', '08:01'));
  await world.sweep();
  expect(world.sent).toHaveLength(6);
  await closed();

  const held = await planned();
  world.groups.get(STAFF)?.push(...Array.from({ length: 120 }, (_, n) => directoryPerson(40 + n)));
  world.at(at('2026-09-14', '08:01'));
  await world.sweep();
  expect([world.sent.length, await status(held)]).toEqual([0, 'draft']);
  expect(id).not.toBe(held);
});

test('a campaign ends by itself the day before the next yearly one, and asks no joiner after it', async () => {
  await opened();
  const id = await world.started();
  expect((await world.acknowledgements.campaign(HR, id))?.endsOn).toBe('2027-08-31');
  world.at(at('2027-08-31', '09:00'));
  await world.sweep();
  expect(await status(id)).toBe('running');
  world.at(at('2027-09-01', '09:00'));
  await world.sweep();
  expect(await status(id)).toBe('finished');
});

test('what was signed before the yearly campaign, or before September without one, is of the year before', () => {
  const began = (proposeOn: string | undefined, today: string) => yearBegan(proposeOn, today as IsoDay);
  expect(began('08-17', '2026-08-16')).toBe('2025-08-17');
  expect(began('08-17', '2026-08-17')).toBe('2026-08-17');
  expect(began(undefined, '2027-08-31')).toBe('2026-09-01');
  expect(began('02-29', '2027-01-31')).toBe('2026-09-01');
});

test('a version adopted in November that changes what matters is laid before HR once; a comma is not', async () => {
  await opened();
  const first = await world.started();
  world.at(at('2026-11-09', '10:00'));
  world.library.inForce = [socialMedia('5.1')];
  world.library.changes = { isMaterial: false, sections: [] };
  await world.sweep();
  expect(await world.acknowledgements.list(HR)).toHaveLength(1);

  world.library.inForce = [socialMedia('6.0', ' Nor follow them.')];
  world.library.changes = { isMaterial: true, sections: [] };
  await world.sweep();
  await world.sweep();
  const all = await world.acknowledgements.list(HR);
  expect(all.map(({ status, dueDay }) => [status, dueDay])).toEqual([
    ['draft', '2026-11-30'],
    ['running', '2026-09-28'],
  ]);
  // Discarded, it does not come back.
  await world.acknowledgements.command(
    HR,
    all.find(({ campaign }) => campaign !== first)?.campaign ?? first,
    'discard',
  );
  await world.sweep();
  expect(await world.acknowledgements.list(HR)).toHaveLength(1);
  expect(world.sent.map(({ user }): UserId => user)).toHaveLength(5);
});

test('someone whose first day is ahead is asked on it, with days of their own, whether they join later or are there at the start', async () => {
  await opened();
  world.groups.get(STAFF)?.push(directoryPerson(30, { startsOn: '2026-09-21' as IsoDay }));
  const id = await world.started();
  world.groups.get(STAFF)?.push(directoryPerson(31, { startsOn: '2027-02-15' as IsoDay }));
  world.at(at('2026-09-08', '09:00'));
  await world.sweep();
  expect(world.sent).toHaveLength(5);
  world.at(at('2026-09-21', '08:01'));
  await world.sweep();
  expect(world.sent.map(({ user }) => user)).toContain(userId(30));
  expect(world.sent.map(({ user }) => user)).not.toContain(userId(31));
  world.at(at('2027-02-15', '08:01'));
  await world.sweep();
  const people = (await world.acknowledgements.register(HR, id))?.people ?? [];
  expect(
    people
      .filter(({ user }) => user && [30, 31].map(userId).includes(user))
      .map(({ state, dueDay }) => [state, dueDay]),
  ).toEqual([
    ['asked', '2026-10-01'],
    ['asked', '2027-02-25'],
  ]);
});

test('someone who works for several schools hears about the guidance once, with all of them named', async () => {
  await opened();
  const second = { ...school, id: 'millbrook' as SchoolId, name: 'Millbrook' };
  const elsewhere = { ...second, id: 'elm' as SchoolId, name: 'Elm', acknowledgement: { ...school.acknowledgement } };
  const guidance = { name: 'Keeping learners safe', expectedFrom: '07-01', inForceOn: '09-01' };
  const schools = [school, second, { ...elsewhere, acknowledgement: { ...school.acknowledgement, guidance } }];
  world.at(at('2027-07-05', '09:00'));
  await world.instance({ trust: { ...trust, schools } }).work.sweep();
  const told = world.prompts
    .filter(({ user }) => user === HR)
    .map(({ prompt }) => `${prompt.guidance}: ${prompt.school}`);
  expect(told).toEqual([
    'Keeping children safe in education: Oakfield Academy, Millbrook',
    'Keeping learners safe: Elm',
  ]);
});

test('HR and the DSL are told once each that the statutory guidance is due again, on a school day, and nobody else is', async () => {
  await opened();
  const told = () => world.prompts.map(({ user, prompt }) => [user, prompt.phase]);
  world.at(at('2027-06-30', '09:00'));
  await world.sweep();
  world.at(at('2027-07-03', '09:00'));
  await world.sweep();
  expect(told()).toEqual([]);
  for (const day of ['2027-07-05', '2027-07-06']) {
    world.at(at(day, '09:00'));
    await world.sweep();
  }
  expect(told()).toEqual([HR, userId(2)].map((user) => [user, 'expected']));
  world.at(at('2027-09-01', '09:00'));
  await world.sweep();
  expect(told().slice(2)).toEqual([HR, userId(2)].map((user) => [user, 'in-force']));
});

test('the due date of what is planned is changed before anyone is asked, never to a day before it is sent', async () => {
  const id = await planned();
  const to = (dueDay: string) => world.acknowledgements.correct(HR, id, { dueDay: dueDay as IsoDay });
  expect(await to('2026-09-14')).toMatchObject({ kind: 'bad-due-day', earliest: '2026-09-15' });
  expect(await to('2026-10-05')).toMatchObject({ kind: 'corrected', campaign: { dueDay: '2026-10-05' } });
  world.at(at('2026-09-14', '08:01'));
  await world.sweep();
  expect(world.sent).toHaveLength(5);
  for (const { view } of world.sent) expect(view.dueDay).toBe('2026-10-05');
  expect(verifyEvidence((await world.acknowledgements.evidence(HR, id)) ?? '')).toMatchObject({ kind: 'unaltered' });
});
