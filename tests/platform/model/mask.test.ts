import { globSync, readFileSync } from 'node:fs';
import { createMask, ordinaryWords } from '../../../src/platform/model/mask.ts';
import { createPrompts } from '../../../src/platform/model/prompt.ts';

let known: readonly string[] = ['Miriam Hale', 'Ruth Ellery'];
const mask = createMask(ordinaryWords(), () => known);
const listed = (file: string) => readFileSync(`tests/fixtures/names/${file}.txt`, 'utf8').trim().split(/\s+/);
const NAMES = listed('names');
const SURNAMES = listed('surnames');
const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const holds = (text: string, name: string) => new RegExp(`\\b${name}\\b`, 'i').test(text);

/** Every name in three sentences; those of them that are still to be read. */
const leaked = (write: (name: string) => string): string[] =>
  NAMES.flatMap((name, at) => {
    const surname = SURNAMES[at % SURNAMES.length] ?? '';
    const asked = [
      `can i text ${write(name)} about the trip`,
      `${write(name)} sent me a friend request, what now`,
      `is ${write(name)} ${write(surname)} allowed a phone`,
    ];
    const sent = asked.map((question) => mask.question(question, [])).join('\n');
    return [name, surname].filter((one) => holds(sent, one));
  });

test('no written name of some 700 leaves', () => {
  expect(NAMES.length).toBeGreaterThan(600);
  expect(leaked(capital)).toEqual([]);
});

test('in lower case only those leave that are ordinary words', () => {
  const found = [...new Set(leaked((name) => name))].sort();
  expect(found).toEqual(['blessing', 'burns', 'butcher', 'carol', 'eve', 'foster', 'hall', 'hazel', 'june']);
});

test.each([
  ['mrs green and Mr Smith asked me for a photo', ['green', 'smith']],
  ['is miriam allowed to see it', ['miriam']],
  ['Is Grace or Mark allowed a phone?', ['grace', 'mark']],
  ['Will sent me a photo', ['Will']],
  ['I told Rose Field about it', ['rose', 'field']],
  ['email me at k.oduya@example.org or on 07700 900123 please', ['example', '07700', '900123']],
  ['he posted it on https://insta.example/kieran_oduya.09 as @kieran_o', ['kieran', 'insta.']],
  ['pupil 20394857, UPN B823456789012, born 12/03/2012, lives at SW1A 1AA', ['20394857', 'B823', '2012', 'SW1A']],
])('%s', (question, hidden) => {
  const sent = mask.question(question, []);
  for (const name of hidden) expect(sent.toLowerCase()).not.toContain(name.toLowerCase());
});

test('who asks is left out too', () => {
  expect(mask.question('can grant use his phone', ['Lewis Grant'])).toBe('can […] use his phone');
});

test.each([
  'Will I be paid for the trip?',
  'May a parent come into the classroom?',
  'CAN I USE MY PHONE AT LUNCH',
  'Who does the Head of Year 9 ring on Thursday if Ofsted is here?',
  'am i allowed to post photos from the school trip on my own facebook',
])('nothing of "%s" is hidden', (question) => {
  expect(mask.question(question, [])).toBe(question);
});

test('of a hundred words of ordinary questions fewer than three are hidden', () => {
  const questions = globSync('training/data/open/*/cases.jsonl').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => String(JSON.parse(line).question)),
  );
  const words = questions.flatMap((question) => question.match(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu) ?? []);
  const hidden = questions.flatMap((question) => mask.question(question, []).match(/\[…\]/g) ?? []);
  expect(questions.length).toBeGreaterThan(4_000);
  expect(hidden.length / words.length).toBeLessThan(0.03);
});

test('a policy keeps its years and figures; ways to a person and the names of lanyard.yml are left out', () => {
  expect(mask.sentence('Since September 2025 up to 10 days a year, see Keeping Children Safe in Education 2025.')).toBe(
    'Since September 2025 up to 10 days a year, see Keeping Children Safe in Education 2025.',
  );
  expect(mask.sentence('Ring Miriam Hale on 01632 960123 or write to dsl@school.example.')).toBe(
    'Ring […] […] on […] or write to […]',
  );
});

test('the person who takes over a role is left out from then on, and in what was put together before', () => {
  const sentences = [{ number: 1, text: 'Ask Tobias Quill about it.', heading: 'Help' }];
  const prompts = createPrompts(mask);
  const sent = () => JSON.stringify(prompts('what is allowed', sentences));
  expect(sent()).toContain('Quill');
  known = [...known, 'Tobias Quill'];
  expect(sent()).not.toMatch(/Tobias|Quill/);
  expect(mask.sentence('Tobias Quill decides.')).toBe('[…] […] decides.');
});
