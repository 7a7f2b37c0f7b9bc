import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import { MAX_QUOTE, type Policy } from '../../../src/ask/policy.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { SHARED, testEachWithShared, testWithShared } from '../../support/shared.ts';

const NAMES = ['liverpool-model', 'cardinal-heenan', 'north-star', 'lancashire-model', 'lowerhouse'];
const each = testEachWithShared(NAMES);

const read = (name: string): { raw: string; policy: Policy } => {
  const raw = readFileSync(join(SHARED, 'policies', `${name}.txt`), 'utf8');
  return { raw, policy: toSections(readText(raw), { id: name as PolicyId, fallbackTitle: name }) };
};
const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const tally = (all: readonly string[]): Map<string, number> => {
  const count = new Map<string, number>();
  for (const word of all) count.set(word, (count.get(word) ?? 0) + 1);
  return count;
};

each('%s: every word is in exactly one passage, or is page furniture or the mark of an item', (name) => {
  const { raw, policy } = read(name);
  const owned = policy.passages.flatMap((passage) => [
    ...words(passage.text),
    ...words(passage.kind === 'item' ? (passage.marker ?? '') : ''),
  ]);
  const kept = tally([...owned, ...policy.furniture.flatMap(words)]);
  expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(tally(words(raw))));
});

each('%s: every passage stands in the document, letter for letter, page furniture apart', (name) => {
  const { raw, policy } = read(name);
  const letters = (text: string) => words(text).join('').toLowerCase();
  const furniture = new Set(policy.furniture.map(letters));
  const body = letters(
    raw
      .split('\n')
      .filter((line) => !furniture.has(letters(line)))
      .join('\n'),
  );
  for (const passage of policy.passages) {
    expect(body).toContain(letters(passage.text));
    expect(passage.text.length).toBeLessThanOrEqual(MAX_QUOTE);
  }
});

each('%s: no passage ends where a page ended', (name) => {
  const { policy } = read(name);
  const cut = policy.passages.filter(
    (passage) => passage.kind !== 'heading' && /\b(?:the|which|also|addition|unless|be)$/.test(passage.text),
  );
  expect(cut.map((passage) => passage.text)).toEqual([]);
});

const furnitureOf = (name: string) => read(name).policy.furniture.join('\n');

testWithShared('a running header and a contents page are furniture, the headings they repeat are not', () => {
  expect(furnitureOf('cardinal-heenan')).toMatch(/RESPECT, BELIEVE/);
  expect(furnitureOf('liverpool-model')).toMatch(/^Table of Contents\n1\. Introduction/);
  expect(
    read('liverpool-model')
      .policy.sections.filter((section) => section.number)
      .map((section) => section.number),
  ).toEqual(Array.from({ length: 11 }, (_, at) => `${at + 1}`));
});

testWithShared('a section of another document that is quoted stays inside the section that quotes it', () => {
  const { policy } = read('lancashire-model');
  const five = policy.sections.find((section) => section.number === '5');
  expect(five?.children.map((section) => section.number)).toEqual(['12']);
  expect(policy.sections.at(-1)?.number).toBe('6');
});

testWithShared('an item inside an item knows every sentence that leads into it', () => {
  const { policy } = read('lancashire-model');
  const item = policy.passages.find((passage) => passage.text.startsWith('lead to valid'));
  const leadIns = item?.leadIns.map((id) => policy.passages.find((passage) => passage.id === id)?.marker);
  expect(leadIns).toEqual(['4.1', '(iii)']);
});

testWithShared('a note and the item that calls it know each other', () => {
  const { policy } = read('lancashire-model');
  const note = policy.passages.find((passage) => passage.kind === 'note');
  const callers = policy.passages.filter((passage) => note?.seeAlso.includes(passage.id));
  expect(callers.map((passage) => passage.marker)).toEqual(['(iv)']);
  expect(callers[0]?.seeAlso).toEqual([note?.id]);
});

testWithShared('what a front page states is read, and nothing else is', () => {
  expect(read('north-star').policy).toMatchObject({ title: 'Social Media Policy', reviewOn: 'June 2026' });
  expect(read('liverpool-model').policy).toMatchObject({
    version: '2',
    adoptedOn: 'September 2024',
    reviewOn: 'September 2027',
  });
  expect(read('lowerhouse').policy).toMatchObject({ owner: 'G.Lloyd', reviewOn: 'September 2026' });
  expect(read('lancashire-model').policy.reviewOn).toBeUndefined();
});
