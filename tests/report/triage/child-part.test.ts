import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { COLIN, DANIEL, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given();
  const words = { who: 'Ivy Rowe 5D', seen: 'THE ADULT PULLED HER ARM', said: 'IT HURT AND I WANT MUM' };
  id = (await world.report('child', { by: PRIYA, words })).id;
  await world.after(0);
  await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, { kind: 'take' });
});
afterEach(() => world.close());

const passes = async (adult: UserId, childPart: string) => {
  const { version } = await world.find(id);
  const outcome = await world.concerns.record.act(id, world.as(MIRIAM), version, {
    ...{ kind: 'reroute', to: 'headteacher', childPart, words: { reason: 'So.' } },
    about: { kind: 'staff', people: [adult] },
  });
  await world.after(0);
  return outcome.kind;
};
const listed = async (by: UserId) =>
  (await world.concerns.lists.list(world.as(by), true)).outlines.map(({ id: one, kind }) => [one, kind] as const);

test('the form holds what the child said, and not what the adult did', async () => {
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  const form = JSON.stringify(formCard({ ...record, form: 'reroute', act: FORMS.reroute, user: MIRIAM }));
  expect(form).toContain('IT HURT AND I WANT MUM');
  expect(form).not.toContain('THE ADULT PULLED HER ARM');
});

test('who it is passed to sees at once who was named, as the DSL picked them', async () => {
  expect(await passes(LEWIS, '')).toBe('done');
  const record = await world.concerns.record.open(id, world.as(JOANNA));
  if (record.kind !== 'open') throw new Error(record.kind);
  const name = (await world.deps.directory.person(LEWIS))?.name ?? '';
  expect(name).not.toBe('');
  expect(JSON.stringify(recordCard(record, world.now()))).toContain(
    `The adult it is about, as named when it was passed on: ${name}`,
  );
});

test('passed on about an adult it is two: the adult’s with the headteacher, the child’s with the team that had it', async () => {
  expect(await passes(LEWIS, 'IT HURT AND I WANT MUM')).toBe('done');
  expect(await listed(JOANNA)).toEqual([[id, 'staff']]);
  const [[child] = []] = await listed(MIRIAM);
  if (!child) throw new Error('the child has no record');
  expect(child).not.toBe(id);
  expect(await world.find(child)).toMatchObject({ kind: 'child', holder: 'dsl', owner: MIRIAM, excluded: [LEWIS] });
  const entries = await world.deps.store.entries(await world.find(child));
  const text = JSON.stringify(entries);
  for (const said of ['Ivy Rowe 5D', 'IT HURT AND I WANT MUM', 'an adult, with the headteacher'])
    expect(text).toContain(said);
  for (const apart of ['PULLED HER ARM', id, (await world.find(id)).reference]) expect(text).not.toContain(apart);
  // Each opens to its own people and to nobody else.
  for (const [one, by, kind] of [
    [child, TOM, 'open'],
    [child, JOANNA, 'not-available'],
    [child, LEWIS, 'not-available'],
    [child, COLIN, 'not-available'],
    [id, MIRIAM, 'not-available'],
    [id, TOM, 'not-available'],
    [id, JOANNA, 'open'],
  ] as const)
    expect([by, (await world.concerns.record.open(one, world.as(by))).kind]).toEqual([by, kind]);
  // Who passed it on wrote it, and has it: nobody is chased about it, and its first reporter hears nothing of two.
  await world.after(120);
  expect((await world.find(child)).isLate).toBe(false);
  const own = await world.concerns.own.all(world.as(PRIYA));
  expect(own.receipts.map(({ id: one }) => one)).toEqual([id]);
});

test('where the adult is of the team nothing of it stays there', async () => {
  expect(await passes(TOM, 'IT HURT AND I WANT MUM')).toBe('done');
  expect(await listed(MIRIAM)).toEqual([]);
  expect((await listed(JOANNA)).map(([one]) => one)).toEqual([id]);
});

test('with an empty box the child keeps a record all the same, which says that nothing was written; the same press makes no second', async () => {
  expect(await passes(DANIEL, ' ')).toBe('done');
  expect(await passes(DANIEL, ' ')).not.toBe('done');
  const [[child] = [], ...others] = await listed(MIRIAM);
  if (!child) throw new Error('the child has no record');
  expect(others).toEqual([]);
  const text = JSON.stringify(await world.deps.store.entries(await world.find(child)));
  expect(text).toContain('Ivy Rowe 5D');
  expect(text).toContain('What the child said and needs was not recorded');
  for (const apart of ['PULLED HER ARM', 'IT HURT']) expect(text).not.toContain(apart);
});
