import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { personLine } from '../../../src/more/children/person.cards.ts';
import { given, MIRIAM, type World } from '../../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const about = async (who: string, minutes: number) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: `SEEN OF ${who}` } });
  await world.after(minutes);
  return { id, reference: receipt.reference };
};
const act = async (id: ConcernId, wanted: object) =>
  (await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted as never)).kind;
const line = async (id: ConcernId) => {
  const person = await world.more.stories.person(id, world.as(MIRIAM));
  if (person.kind !== 'person') throw new Error(person.kind);
  return JSON.stringify(personLine(person));
};

test('reports of one day are told apart by their time and category, and each says which of them it is', async () => {
  const first = await about('Kai Turner 7B', 12);
  const second = await about('Kai Turner, 7B', 60 * 24);
  const third = await about('Kai Turner, 7B', 0);
  expect(await act(first.id, { kind: 'take' })).toBe('done');
  expect(await act(first.id, { kind: 'categorise', categories: ['Neglect'] })).toBe('done');
  expect(await line(third.id)).toMatch(
    /2 reports may be about the same child: 23 November 2026 \((\d\d:\d\d; \d\d:\d\d, Neglect|\d\d:\d\d, Neglect; \d\d:\d\d)\)\./,
  );
  for (const { reference } of [first, second]) expect(await act(third.id, { kind: 'join', reference })).toBe('done');
  expect(await line(second.id)).toContain('2 other reports about the same child: 24 November 2026, 23 November 2026.');
  expect(await line(second.id)).toContain('By date this is number 2 of 3.');
  expect(await line(third.id)).toContain('By date this is number 3 of 3.');
});
