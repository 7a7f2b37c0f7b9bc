import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { mentionsAfter, mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { candidatesAt } from '../../../src/report/naming/reading/people.ts';
import { readMention } from '../../../src/report/naming/reading/read-mention.ts';
import { routeFor } from '../../../src/report/routing/routing.ts';
import { JOANNA, MIRIAM, oakfield, PRIYA, TOM } from '../support.ts';
import { MERELY, POINTED } from './told-reports.ts';

const school = oakfield();
type Words = Readonly<Record<string, string>>;
const shutOut = (words: Words): readonly UserId[] =>
  routeFor(school, { kind: 'child', people: [], mentions: mentionsIn(words) }, PRIYA).excluded;

test('merely having been told, or there, shuts out nobody: ordinary reports', () => {
  expect(MERELY.length).toBeGreaterThanOrEqual(40);
  expect(MERELY.filter((words) => shutOut(words).length > 0)).toEqual([]);
});

test('who was told or there, and whom anything after it may point at, is shut out: in any box, in the order of reading', () => {
  expect(POINTED.length).toBeGreaterThanOrEqual(30);
  const missed = POINTED.filter(([words, people]) => people.some((id) => !shutOut(words).includes(id)));
  expect(missed.map(([words]) => words)).toEqual([]);
});

test('only who the pronoun may be is shut out', () => {
  const told = 'I told Mrs Hale and Mr Ashworth.';
  expect(shutOut({ seen: `${told} It was him.` })).toEqual([TOM]);
  expect(shutOut({ seen: `${told} She slapped a boy in the corridor.` })).toEqual([MIRIAM]);
  expect(new Set(shutOut({ seen: `${told} They did it.` }))).toEqual(new Set([MIRIAM, TOM]));
});

test('what stands before points at nobody who is named after it', () => {
  expect(shutOut({ seen: 'She says it was him and that he hits her. I told Mr Ashworth.' })).toEqual([]);
  expect(shutOut({ said: 'He touches me.', done: 'Told Mr Ashworth.' })).toEqual([]);
});

/** An addition to a report in which the DSL was told, her deputy was there and the headteacher knows. */
const REPORT: Words = {
  who: 'Maisie Turner, 5B',
  seen: 'Maisie had a bruise. Mr Ashworth was there. I told Mrs Hale.',
  done: 'Mrs Okafor',
};
const afterAddition = (text: string): ReadonlySet<UserId> => {
  const mentions = mentionsAfter(mentionsIn(REPORT), { text }, REPORT);
  const candidates = candidatesAt(school);
  return new Set(mentions.flatMap(({ said, isTold }) => (isTold ? [] : readMention(said, candidates))));
};

test.each([
  ['She says now that it was her.', [MIRIAM, JOANNA]],
  ['It was him.', [TOM]],
  ['She is the one.', [MIRIAM, JOANNA]],
  ['The one who did it is the one I told.', [MIRIAM, JOANNA, TOM]],
  ['He hit her again this morning.', [TOM]],
  ['Today she cried because of her.', [MIRIAM, JOANNA]],
  ['They have hurt her again.', [MIRIAM, JOANNA, TOM]],
  ['I saw him push her.', [TOM]],
] as const)('added later, “%s” may mean who was told before', (text, people) => {
  expect(afterAddition(text)).toEqual(new Set(people));
});

test.each([
  'Her dad hit her again.',
  'Another girl pushed her in the queue.',
  'It was her brother who did it.',
  'She was hit again last night by her stepdad.',
  'Today she was quiet and had no coat.',
  'She rang me to say that she has spoken to her mum.',
  'Some boys in 6A laughed at her. They pulled her hair.',
  'Her uncle came to collect her drunk. He shouted at her.',
  'I saw her with her mum in town.',
])('added later, “%s” means none of those who were told', (text) => {
  expect(afterAddition(text)).toEqual(new Set());
});

test('what may be theirs is read in no time, however long it is', () => {
  const seen = Array.from(
    { length: 200 },
    (_, at) => `I told Mrs H${'a'.repeat(at % 9)}. He and her dad hit him.`,
  ).join(' ');
  const before = performance.now();
  mentionsIn({ seen, said: seen, done: seen, text: 'she and he '.repeat(600) });
  expect(performance.now() - before).toBeLessThan(5_000);
});
