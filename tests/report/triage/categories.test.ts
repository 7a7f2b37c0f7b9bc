import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { chronologyCard } from '../../../src/more/children/chronology.cards.ts';
import { categoriesOf, timeWords } from '../../../src/more/children/chronology.ts';
import { readHappened } from '../../../src/report/record/happened.ts';
import { USUAL_CATEGORIES } from '../../../src/school/categories.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, oakfield, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

type Act = Parameters<World['concerns']['record']['act']>[3];
const about = async (who: string) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: `SEEN OF ${who}` } });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const categorise = (id: ConcernId, categories: readonly string[], user?: UserId) =>
  act(id, { kind: 'categorise', categories }, user);
const story = async (id: ConcernId, user: UserId = MIRIAM) => {
  const found = await world.more.stories.chronology(id, world.as(user));
  if (found.kind !== 'chronology') throw new Error(found.kind);
  return found;
};

test('categories are of one report: linked ones and a brother or sister have their own, and the last word counts', async () => {
  const [kai, second, sister] = [
    await about('Kai Turner 7B'),
    await about('Kai Turner 7B'),
    await about('Ash Turner 3C'),
  ];
  await act(second.id, { kind: 'join', reference: kai.reference });
  await act(kai.id, { kind: 'relate', reference: sister.reference, relation: 'sibling' });
  expect((await categorise(kai.id, ['Neglect', 'Other'])).kind).toBe('done');
  expect((await categorise(kai.id, ['Online safety', 'Neglect'])).kind).toBe('done');
  expect(await categorise(kai.id, ['Neglect', 'Online safety'])).toEqual({ kind: 'not-now', why: 'same' });
  await categorise(second.id, ['Mental health']);
  const { lines } = await story(second.id);
  expect(categoriesOf(lines)).toEqual([
    { name: 'Mental health', reports: [second.id] },
    { name: 'Neglect', reports: [kai.id] },
    { name: 'Online safety', reports: [kai.id] },
  ]);
  expect(categoriesOf((await story(sister.id)).lines)).toEqual([]);
  const page = await world.more.stories.person(second.id, world.as(MIRIAM));
  expect(page).toMatchObject({ categories: ['Mental health'], joined: [{ categories: ['Neglect', 'Online safety'] }] });
});

test('the chronology shows one category and everything of its reports, and what is not there shows all', async () => {
  const [kai, second] = [await about('Kai Turner 7B'), await about('Kai Turner, 7B')];
  await act(second.id, { kind: 'join', reference: kai.reference });
  await categorise(kai.id, ['Neglect']);
  await act(kai.id, { kind: 'note', words: { text: 'NOTE ON NEGLECT' } });
  const found = await story(second.id);
  const only = JSON.stringify(chronologyCard(second.id, found, 0, 'Neglect'));
  for (const words of ['SEEN OF Kai Turner 7B', 'NOTE ON NEGLECT', 'Neglect (1 report)']) expect(only).toContain(words);
  expect(only).not.toContain('SEEN OF Kai Turner, 7B');
  for (const category of [undefined, '*', 'Arson'])
    expect(JSON.stringify(chronologyCard(second.id, found, 0, category))).toContain('SEEN OF Kai Turner, 7B');
});

test('a school has its own list, what is not on it is refused, and what left it stays where it was said', async () => {
  const { id } = await about('Kai Turner 7B');
  expect(oakfield().concerns.categories).toEqual(USUAL_CATEGORIES);
  expect(await categorise(id, ['Arson'])).toEqual({ kind: 'not-now', why: 'no-such-category' });
  await categorise(id, ['Neglect']);
  const school = world.deps.trust.schools.find(({ id: name }) => name === 'oakfield');
  if (!school) throw new Error('no oakfield');
  Object.assign(school.concerns, { categories: ['Trips'] });
  expect((await categorise(id, ['Trips', 'Neglect'])).kind).toBe('done');
  expect(await categorise(id, ['Mental health'])).toEqual({ kind: 'not-now', why: 'no-such-category' });
});

test('nobody else gives categories, and the database holds none that can be read', async () => {
  const { id } = await about('Kai Turner 7B');
  for (const user of [JOANNA, COLIN, LEWIS, PRIYA])
    expect((await categorise(id, ['Neglect'], user)).kind).toBe('not-available');
  expect((await categorise(id, ['Neglect'], TOM)).kind).toBe('done');
  const { rows } = await sql<{ all: string }>`
    select string_agg(t::text, ' ') as all from concerns_child.concern_trail t`.execute(world.db);
  expect(rows[0]?.all).toContain('categorised');
  expect(rows[0]?.all).not.toContain('Neglect');
  // Of adults there are none.
  const adult = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  expect(await categorise(adult.id, ['Neglect'], JOANNA)).toEqual({ kind: 'not-now', why: 'no-such-category' });
});

test('what is written down late stands where it happened, with both times', async () => {
  const [first, second] = [await about('Kai Turner 7B'), await about('Kai Turner 7B')];
  await act(second.id, { kind: 'join', reference: first.reference });
  const on = '2026-11-03' as IsoDay;
  await act(first.id, { kind: 'note', words: { text: 'PHONED HOME' }, happened: { on, at: '14:30' } });
  await act(second.id, { kind: 'date', happened: { on: '2026-11-02' as IsoDay } });
  const { lines } = await story(first.id);
  const [one, two] = lines;
  expect([one?.entry.words?.who, two?.entry.words?.text]).toEqual(['Kai Turner 7B', 'PHONED HOME']);
  expect(one?.concern.id).toBe(second.id);
  expect(two && timeWords(two)).toMatch(/^3 November 2026, 14:30 \(recorded \w+ \d+ November 2026, \d\d:\d\d\)$/);
  const card = JSON.stringify(chronologyCard(first.id, await story(first.id), 0));
  expect(card).toContain('2 November 2026 (recorded ');
  expect(card.indexOf('2 November 2026 (')).toBeLessThan(card.indexOf('3 November 2026, 14:30'));
});

test.each([
  ['2026-11-30', '', 'no-time'],
  ['2026-11-20', '25:00', 'no-time'],
  ['2026-11-23', '23:59', 'no-time'],
  [undefined, '09:00', 'no-time'],
  [undefined, '', undefined],
  ['2026-11-20', '', { on: '2026-11-20' }],
  ['2026-11-20', '09:00', { on: '2026-11-20', at: '09:00' }],
] as const)('%s %s is taken down as %j', (on, at, read) => {
  expect(readHappened(on as IsoDay | undefined, at, new Date('2026-11-23T10:00:00Z'))).toEqual(read);
});

test('nothing happens in the future, and a day has to be said', async () => {
  const { id } = await about('Kai Turner 7B');
  expect(await act(id, { kind: 'date', happened: undefined })).toEqual({ kind: 'not-now', why: 'no-day' });
  expect(await act(id, { kind: 'note', words: { text: 'So.' }, happened: 'no-time' })).toEqual({
    kind: 'not-now',
    why: 'no-time',
  });
});

test('lanyard.yml: a list of its own, and one with a comma is told', () => {
  const file = (categories: string) => {
    const problems: Parameters<typeof readSchoolFile>[2] = [];
    const text = readFileSync('lanyard.yml', 'utf8').replace(
      'concerns:\n',
      `concerns:\n      categories: ${categories}\n`,
    );
    const trust = readSchoolFile(text, 'lanyard.yml', problems);
    return { list: trust?.schools[0]?.concerns.categories, problems };
  };
  expect(file('[Neglect, Trips]').list).toEqual(['Neglect', 'Trips']);
  expect(JSON.stringify(file('["Neglect, and more"]').problems)).toContain('without a comma');
});
