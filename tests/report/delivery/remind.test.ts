import { afterEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { tellOfStrayPicture } from '../../../src/more/screenshots/stray-picture.ts';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import { createUntrackedNotice } from '../../../src/report/delivery/untracked-notice.ts';
import { given, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
afterEach(() => world.close());
const kinds = (user: typeof PRIYA) => world.teams.to(user).map(({ notice }) => notice.kind);

test('a report that was begun and not sent: its writer hears once that nobody has seen it', async () => {
  world = await given();
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, {
    subject: { kind: 'child', people: [] },
    words: { seen: 'MARKED' },
  });
  await world.after(14);
  expect(kinds(PRIYA)).toEqual([]);
  await world.after(2);
  await world.after(60);
  expect(kinds(PRIYA)).toEqual(['unsent']);
  expect(JSON.stringify(world.teams.told)).not.toContain('MARKED');
});

test('a reminder that fails is tried again; a form closed before any choice is none', async () => {
  world = await given();
  await world.concerns.form.begin(LEWIS, world.school);
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, { subject: { kind: 'child', people: [] } });
  world.teams.fail(new Fault('unavailable', 'down'));
  await world.after(16);
  world.teams.fail(undefined);
  await world.after(1);
  expect(world.teams.to(PRIYA).map(({ notice }) => notice)).toMatchObject([{ kind: 'unsent', isRepeat: true }]);
  expect(kinds(LEWIS)).toEqual([]);
});

test('of a picture that nobody asked for the DSL’s team hears once a day, those who could not be told first too', async () => {
  world = await given();
  const stray = { day: '2026-11-23' as IsoDay, school: world.school, from: TOM };
  world.teams.fail(new Fault('throttled', 'down'));
  await expect(tellOfStrayPicture(world.deps, world.sendUntracked, stray)).rejects.toThrow();
  world.teams.fail(undefined);
  for (let time = 0; time < 2; time += 1) await tellOfStrayPicture(world.deps, world.sendUntracked, stray);
  const notice = { kind: 'stray-picture', school: world.school.name, from: 'Person 02', isRepeat: false };
  expect(world.teams.told.map(({ to, notice: told }) => [to, told])).toEqual([[MIRIAM, notice]]);
  await tellOfStrayPicture(world.deps, world.sendUntracked, { ...stray, day: '2026-11-24' as IsoDay });
  expect(kinds(MIRIAM)).toHaveLength(2);
});

test('a report is saved though its draft cannot be removed: its writer is told so, and not that it was never sent', async () => {
  world = await given();
  const { remove } = world.deps.drafts;
  Object.assign(world.deps.drafts, { remove: () => Promise.reject(new Fault('unavailable', 'down')) });
  const { receipt } = await world.report('child');
  expect(receipt.reference).toBeTruthy();
  Object.assign(world.deps.drafts, { remove });
  await world.after(16);
  expect(kinds(PRIYA)).not.toContain('unsent');
  expect(await world.concerns.form.unsent(PRIYA)).toBeUndefined();
  const left = await world.db.selectFrom('concern_draft').selectAll().execute();
  expect(left).toEqual([]);
});

test('a second child’s report is saved though the first cannot be told about it', async () => {
  world = await given();
  const first = await world.report('child');
  const draft = await world.concerns.form.beginBeside(first.id, world.as(PRIYA));
  const { commit } = world.deps.store;
  Object.assign(world.deps.store, { commit: () => Promise.reject(new Fault('unavailable', 'down')) });
  const sent = await world.concerns.form.send(draft?.id ?? '', PRIYA, { urgent: 'no', words: { seen: 'So.' } });
  Object.assign(world.deps.store, { commit });
  expect(sent.kind).toBe('raised');
  expect(world.logged.join()).toContain('concern.not-linked-back');
});

test('an unsent report is gone after two days, and cannot be sent then', async () => {
  world = await given();
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, {
    subject: { kind: 'child', people: [] },
    words: { seen: 'Words.' },
  });
  await world.after(16);
  await world.after(48 * 60);
  expect(await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words: {} })).toEqual({ kind: 'no-draft' });
  expect(await world.db.selectFrom('concern_draft').selectAll().execute()).toEqual([]);
});

test('on school mornings, once, in figures: those who have something open; nobody on a Saturday', async () => {
  world = await given({ at: '2026-11-20T16:00:00Z', withSummaries: true });
  await world.report('child');
  await world.after(0);
  world.at('2026-11-21T08:10:00Z');
  await world.after(0);
  expect(kinds(MIRIAM)).not.toContain('summary');
  world.at('2026-11-23T08:01:00Z');
  for (let round = 0; round < 3; round += 1) await world.after(1);
  const summaries = world.teams.told.filter(({ notice }) => notice.kind === 'summary');
  expect(summaries.map(({ to }) => to).sort()).toEqual([MIRIAM, TOM].sort());
  expect(summaries[0]?.notice).toMatchObject({ open: 1, waiting: 1, late: 1 });
});

test('figures whose answer was lost come once more and say so; those that were refused do not', async () => {
  for (const [fault, isRepeat] of [
    [new Fault('unavailable', 'no answer'), true],
    [new Fault('throttled', 'later'), false],
  ] as const) {
    world = await given({ at: '2026-11-20T16:00:00Z', withSummaries: true });
    await world.report('child');
    await world.after(0);
    world.at('2026-11-23T08:01:00Z');
    await world.after(0);
    world.teams.told.length = 0;
    await world.db.deleteFrom('concern_summary').execute();
    const engine = createDeliveryEngine(world.deps, createUntrackedNotice(world.deps));
    world.teams.fail(fault);
    await engine.runOnce();
    world.teams.fail(undefined);
    await engine.runOnce();
    const summaries = world.teams.told.filter(({ notice }) => notice.kind === 'summary');
    expect(summaries.map(({ notice }) => notice.isRepeat)).toEqual([isRepeat, isRepeat]);
    if (!isRepeat) continue;
    await world.close();
  }
});
