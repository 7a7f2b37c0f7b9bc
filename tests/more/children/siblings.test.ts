import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { chronologyCard } from '../../../src/more/children/chronology.cards.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { personCard } from '../../../src/more/children/person.cards.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { given, LEWIS, MIRIAM, TOM, type World } from '../../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const about = async (who: string, more: object = {}) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: `SEEN OF ${who}` }, ...more });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const act = async (id: ConcernId, wanted: object) =>
  (await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted as never)).kind;
const page = async (id: ConcernId) => {
  const person = await world.more.stories.person(id, world.as(MIRIAM));
  if (person.kind !== 'person') throw new Error(person.kind);
  return { person, card: JSON.stringify(personCard(person)) };
};
const onScreen = async (id: ConcernId) => {
  const found = await world.more.stories.chronology(id, world.as(MIRIAM));
  if (found.kind !== 'chronology') throw new Error(found.kind);
  return JSON.stringify(chronologyCard(id, found, 0));
};
const inPrint = async (id: ConcernId) => {
  const found = await world.more.stories.chronologyToPrint(id, world.as(MIRIAM));
  if (found.kind !== 'chronology') throw new Error(found.kind);
  const { text } = await extractText(await getDocumentProxy(await chronologyPdf(found, 'Miriam Hale', world.now())));
  return text.join(' ').replaceAll(/\s+/g, ' ');
};
const LINKED = 'linked it with a report about a brother or sister';

test('that a child has a brother or sister stands in the story by who and when, without the other report, until the link ends', async () => {
  const [kai, ash] = [await about('Kai Turner 7B'), await about('Ash Turner, 4C', { by: LEWIS })];
  const relate = (relation: string) => act(kai.id, { kind: 'relate', reference: ash.reference, relation });
  expect((await page(kai.id)).card).toContain('"Link as brother or sister"');
  expect(await relate('none')).toBe('not-now');
  expect(await relate('sibling')).toBe('done');
  for (const id of [kai.id, ash.id]) {
    expect((await page(id)).card).toContain('"Not brother or sister"');
    for (const story of [await onScreen(id), await inPrint(id)]) expect(story).toContain(LINKED);
  }
  const print = await inPrint(kai.id);
  expect(print).toMatch(/Miriam Hale[^.]{0,40}: linked it with a report/);
  for (const story of [print, await onScreen(kai.id)]) {
    expect(story).not.toContain(ash.reference);
    expect(story).not.toContain('Ash');
  }

  expect(await relate('none')).toBe('done');
  expect(await relate('none')).toBe('not-now');
  for (const id of [kai.id, ash.id]) {
    const { card, person } = await page(id);
    expect(card).toContain('"Link as brother or sister"');
    expect(card).not.toContain('"Not brother or sister"');
    // Nor does a link that has ended pass for one between two reports of one child.
    expect(person.suggested).toEqual([]);
    for (const story of [await onScreen(id), await inPrint(id)]) expect(story).not.toContain(LINKED);
  }
  // Said, taken back and said again is one line, of when it was last said.
  expect(await relate('sibling')).toBe('done');
  expect((await inPrint(kai.id)).match(new RegExp(LINKED, 'g'))).toHaveLength(1);
});

test('the story on the screen is what happened and was done: who joined and parted reports stands in the trail of each', async () => {
  const [first, second] = [await about('Kai Turner 7B'), await about('Kai Turner, 7B', { by: LEWIS })];
  for (const kind of ['join', 'part', 'join'])
    expect(await act(second.id, { kind, reference: first.reference })).toBe('done');
  const story = await onScreen(first.id);
  for (const who of ['Kai Turner 7B', 'Kai Turner, 7B']) expect(story).toContain(`SEEN OF ${who}`);
  expect(story).not.toContain('said that another report');
  const record = await world.concerns.record.open(first.id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  expect(JSON.stringify(recordCard(record, world.now(), { reader: MIRIAM }))).toContain(
    'said that another report is about the same person',
  );
});

test('an action that is recorded, and that is done, says in the story and in the record what it is', async () => {
  const { id } = await about('Kai Turner 7B');
  await act(id, { kind: 'take' });
  const action = { kind: 'action', to: TOM, due: '2026-11-27' as IsoDay, words: { text: 'RING THE AUNT' } };
  expect(await act(id, action)).toBe('done');
  const [set] = (await world.find(id)).actions;
  expect(await act(id, { kind: 'action-done', number: set?.number })).toBe('done');
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  for (const said of [await onScreen(id), await inPrint(id), JSON.stringify(recordCard(record, world.now()))]) {
    expect(said.match(/RING THE AUNT/g)).toHaveLength(2);
    expect(said).toMatch(/recorded an action: Tom Ashworth, by 27 November 2026/);
    expect(said).not.toMatch(/an action \(\d+\)/);
  }
});
