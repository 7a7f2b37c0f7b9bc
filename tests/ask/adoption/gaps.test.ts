import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { demandsConsultation } from '../../../src/ask/adoption/demands.ts';
import { gapsIn } from '../../../src/ask/adoption/gaps.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { readMarkdown } from '../../../src/platform/documents/markdown/markdown.ts';
import { SHARED, testEachWithShared } from '../../support/shared.ts';

const gaps = (text: string) => gapsIn({ blocks: [{ kind: 'paragraph', text }] }).map((gap) => gap.text);

test.each([
  ['The Governing Body of [establishment name] adopted this on [date].', ['[establishment name]', '[date]']],
  ['Write to <insert name of the headteacher> first.', ['<insert name of the headteacher>']],
  ['Contact XXXX at the office.', ['XXXX']],
  ['Adopted on DD/MM/YYYY.', ['DD/MM/YYYY']],
  ['Staff of {{school}} and of «School_Name» alike.', ['{{school}}', '«School_Name»']],
  ['This policy of ________ school is reviewed yearly.', ['________']],
  ['[School to add its own arrangements here]', ['[School to add its own arrangements here]']],
])('left open: %s', (text, wanted) => {
  expect(gaps(text)).toEqual(wanted);
});

test.each([
  'See the guidance[1] and the annex [iv].',
  'Staff said they was [sic] there [...] and left […].',
  'Read [our handbook](https://example.org/handbook) first.',
  'Mail <office@oakfield.example> or see <https://oakfield.example/policies>.',
  'Do not end a message to a pupil with xxx.',
  'Groups of < 5 pupils and > 30 are told apart.',
  'Signed: ______________',
  'Louis XXI was a king.',
])('no gap: %s', (text) => {
  expect(gaps(text)).toEqual([]);
});

test('a gap is listed once, with how often it stands there and the words around its first place', () => {
  const blocks = [
    { kind: 'heading' as const, level: 1, text: 'Policy of [name of school]' },
    { kind: 'row' as const, columns: ['Who'], cells: ['The head of [name of school]'] },
  ];
  expect(gapsIn({ blocks })).toEqual([{ text: '[name of school]', around: 'Policy of [name of school]', times: 2 }]);
});

test('a Markdown file keeps what is to be inserted, and loses its links', () => {
  const blocks = readMarkdown('# A policy\n\nTell <insert name> or [the office](https://example.org). <b>Now</b>.');
  expect(gapsIn({ blocks }).map(({ text }) => text)).toEqual(['<insert name>']);
});

const policyOf = (document: ReturnType<typeof readText>) =>
  toSections(document, { id: 'p' as PolicyId, fallbackTitle: 'Policy' });

test('a policy’s own demand for consultation is found by its words', () => {
  const sentence = 'The trust consults staff and their trade unions before this policy is changed.';
  expect(demandsConsultation(policyOf(readText(`A policy\n\n${sentence} It is kept here.`)))).toBe(sentence);
  expect(demandsConsultation(policyOf(readText('A policy\n\nStaff consult the headteacher before they post.')))).toBe(
    undefined,
  );
});

testEachWithShared([
  ['liverpool-model', false, true],
  ['cardinal-heenan', false, true],
  ['north-star', false, false],
  ['lancashire-model', true, false],
  ['lowerhouse', false, false],
] as const)('what the policy of %s leaves open, and whom it wants consulted', ([name, hasGaps, isDemanding]) => {
  const document = readText(readFileSync(join(SHARED, 'policies', `${name}.txt`), 'utf8'));
  const found = gapsIn(document).map(({ text }) => text);
  expect([name, found.length > 0, demandsConsultation(policyOf(document)) !== undefined, hasGaps ? [] : found]).toEqual(
    [name, hasGaps, isDemanding, []],
  );
  if (hasGaps)
    expect(found.map((gap) => gap.toLowerCase())).toEqual(expect.arrayContaining(['[establishment name]', '[date]']));
});
