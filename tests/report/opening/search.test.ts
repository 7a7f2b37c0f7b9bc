import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Actor } from '../../../src/report/actor.ts';
import { foundCard } from '../../../src/report/opening/list.cards.ts';
import { searchFor } from '../../../src/report/opening/lists.ts';
import { given, JOANNA, MIRIAM, PRIYA, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

const search = async (actor: Actor, sought: string, from?: number, most?: number) => {
  const found = await searchFor(world.deps, actor, sought, from, most);
  if ('kind' in found) throw new Error('the search is locked');
  return { references: found.outlines.map(({ reference }) => reference), next: found.next };
};

test('so many at a time, newest first, read in one statement; older ones are said to be there and found from there', async () => {
  const written: string[] = [];
  for (let at = 0; at < 5; at += 1) {
    const { id } = await world.report('child', { words: { seen: 'A zqbruise.' } });
    written.unshift((await world.find(id)).reference);
    await world.after(1);
  }
  const apiece = jest.spyOn(world.deps.store, 'entries');
  const together = jest.spyOn(world.deps.store, 'entriesOf');
  const miriam = world.as(MIRIAM);
  expect(await search(miriam, 'zqbruise', 0, 2)).toEqual({ references: written.slice(0, 2), next: 2 });
  expect(await search(miriam, 'zqbruise', 2, 2)).toEqual({ references: written.slice(2, 4), next: 4 });
  expect(await search(miriam, 'zqbruise', 4, 2)).toEqual({ references: written.slice(4), next: undefined });
  expect([apiece.mock.calls.length, together.mock.calls.length]).toEqual([0, 3]);
  // An older one is found by its reference all the same, once someone goes on to it.
  expect(await search(miriam, written[4] ?? '', 0, 2)).toEqual({ references: [], next: 2 });
  expect(await search(miriam, written[4] ?? '')).toEqual({ references: [written[4]], next: undefined });
});

test('for each person over what they may open: others find nothing, and not that there is more', async () => {
  for (const who of [JOANNA, PRIYA])
    expect(await search(world.as(who), 'zqbruise', 0, 2)).toEqual({ references: [], next: undefined });
});

test('a child who is found is called as in the list: by initials and class, and in full where two would be alike', async () => {
  const about = async (who: string) =>
    (await world.report('child', { words: { who, seen: 'A zqtwin.' } })).receipt.reference;
  const [kai, kit, mia] = [await about('Kai Turner 7B'), await about('Kit Thorne 7B'), await about('Mia Hart 4L')];
  await world.after(0);
  const found = await world.concerns.lists.search(world.as(MIRIAM), 'zqtwin');
  if ('kind' in found) throw new Error('the search is locked');
  const lines = JSON.stringify(foundCard(found, 'zqtwin'));
  for (const [reference, child] of [
    [kai, 'Kai Turner 7B'],
    [kit, 'Kit Thorne 7B'],
    [mia, 'MH, 4L'],
  ])
    expect(lines).toContain(`${reference}: ${child}, `);
  expect(lines).not.toContain('A child');
});

test('what is still to be done is said of each that is found, as in every list', async () => {
  const { id, receipt } = await world.report('child', { words: { seen: 'A zqstatus.' } });
  await world.after(0);
  const miriam = world.as(MIRIAM);
  const act = async (wanted: object) =>
    (await world.concerns.record.act(id, miriam, (await world.find(id)).version, wanted as never)).kind;
  expect(await act({ kind: 'take' })).toBe('done');
  expect(await act({ kind: 'action', to: MIRIAM, due: '2026-11-27', words: { text: 'Ring home.' } })).toBe('done');
  const found = await world.concerns.lists.search(miriam, 'zqstatus');
  if ('kind' in found) throw new Error('the search is locked');
  const line = JSON.stringify(foundCard(found, 'zqstatus'));
  expect(line).toMatch(new RegExp(`${receipt.reference}: [^"]*, being worked on, 1 action open"`));
});

test('nothing is found by a part of an id: a class such as 9A stands in many', async () => {
  const lines = ['Name,Class', 'Noor Aziz,9A'].join('\n');
  expect((await world.more.rolls.give(world.as(MIRIAM), lines)).kind).toBe('loaded');
  const [noor] = await world.more.rolls.pupils(world.school);
  const { receipt } = await world.report('child', { words: { who: 'Noor Aziz 9A', seen: 'ZQID' } });
  await world.after(0);
  expect(await search(world.as(MIRIAM), 'zqid 9A')).toMatchObject({ references: [receipt.reference] });
  for (const part of [noor?.id, noor?.id.slice(0, 4), noor?.id.slice(-3)])
    expect(await search(world.as(MIRIAM), `zqid ${part}`)).toMatchObject({ references: [] });
});
