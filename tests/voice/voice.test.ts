import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syllable } from 'syllable';
import { type Text, userFacingTexts } from './texts.ts';

/** docs/voice.md, as far as a program can tell. */
const ROOT = join(import.meta.dirname, '../..');
const texts = userFacingTexts(ROOT);

/** What a British school would not write, with what it would. Each was in our texts once. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\b(?:some|any|every)body\b/i, 'someone, anyone, everyone'],
  [/\bwhoever\b/i, 'the person who, anyone who'],
  [/\bwhom\b.*\bto (?:tell|ask|phone)\b|\b(?:tell|know|ask) whom\b/i, 'who'],
  [/\bknows? of (?:it|this) since\b/i, 'has known about it since'],
  [/\bAI-made\b/i, 'AI-generated'],
  [/\bgot out\b/i, 'a data breach'],
  [/\bplace for reports\b|\binto the place\b/i, 'the DSL channel'],
  [/\byou need do nothing\b/i, 'you don’t need to do anything'],
  [/\b(?:speaks?|spoke) of (?:this|it)\b/i, 'cover this'],
  [/\btaken in\b/i, 'received'],
  [/\bstays so\b/i, 'stays in force'],
  [/\breads differently\b/i, 'no wording has changed'],
  [/\b(?:here|not [a-z]+|cannot [a-z ]+) any more\b/i, 'no longer'],
  [/\ba wish for\b/i, 'needs'],
  [/\bhave to act\b/i, 'need to act'],
  [/\bonly should not\b/i, 'but they shouldn’t'],
  [/\bsays who\./i, 'see … for names'],
  [/\b(?:written|write|wrote) down\b/i, 'recorded, record'],
  [/\bwhen it is no\b|\b(?:this|it) is no (?:PNG|emergency|policy)\b/i, 'is not a'],
  [/\bfor want of\b|\banew\b|\blest\b/i, 'plain words'],
  [/\(needed\b/i, '(required)'],
  [/\bnothing of (?:it|this)\b/i, 'none of it, nothing about it'],
  [/\bcom(?:es?|ing) along\b/i, 'is there too'],
  [/\b(?:is|are|was|were|been|you) told of\b|\bhears? (?:nothing )?of\b/i, 'told about, hears about'],
  [/\bneed not\b/i, 'does not need to'],
  [/\ball the same\b/i, 'still, even so'],
  [/\bhow (?:far it is|it stands)\b/i, 'its progress'],
  [/\bkept nothing of\b|\bsent it to nobody\b/i, 'not kept any of it, not sent it to anyone'],
  [/\bstands? (?:on|above|below|beside|under)\b(?! (?:the|its|their) way)/i, 'is on, is below'],
  [/\bby itself\b.*\b(?:ends|removed|sent|goes)\b|\b(?:ends|removed|sent) by itself\b/i, 'automatically'],
  [/(?<!\b(?:by|to|for|of|with|from|about|on|beside|told|in|against) |, |[-{/])\bwhom\b(?!-)/i, 'who'],
];

/** Sentences of prose: a text of at least six words that ends as one. Labels, buttons and lists are not sentences. */
function sentencesOf({ text }: Text): string[] {
  return text
    .replace(/\*\*|\{[^}]*\}/g, 'x')
    .split(/(?<=[.!?])\s+|\n/)
    .filter((sentence) => /[.!?]$/.test(sentence) && sentence.split(/\s+/).length >= 6);
}

const wordsOf = (sentence: string) => sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word));

test('the finder sees what a person sees: titles, labels, joined sentences and both arms of a choice', () => {
  const seen = new Set(texts.map(({ text }) => text));
  expect(texts.length).toBeGreaterThan(2000);
  for (const known of ['Report a concern', 'In danger now: phone **999**.', 'I have read and understood'])
    expect(seen).toContain(known);
});

/** The template of the infrastructure is compiled by a tool that is not everywhere: its words change when it is next compiled. */
const hereToChange = texts.filter(({ file }) => !file.startsWith('infra/'));

test.each(FOREIGN)('nobody reads %s: we write %s', (pattern) => {
  expect(
    hereToChange.filter(({ text }) => pattern.test(text)).map(({ file, line, text }) => `${file}:${line} ${text}`),
  ).toEqual([]);
});

/** What schools and developers read of Lanyard beside it. docs/voice.md shows what it was like before. */
const pages = globSync(['*.md', 'docs/*.md', 'infra/*.md', 'training/*.md', '.github/*.md'], { cwd: ROOT })
  .filter((file) => !file.endsWith('voice.md'))
  .flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((text, at) => ({ file, line: at + 1, text })),
  );

test.each(FOREIGN)('no document says %s: we write %s', (pattern) => {
  expect(
    pages.filter(({ text }) => pattern.test(text)).map(({ file, line, text }) => `${file}:${line} ${text}`),
  ).toEqual([]);
});

/** Words that nobody at a British school says, in what developers read: comments, docstrings and the names of tests. */
test('no comment and no name of a test says somebody or whoever', () => {
  const said =
    /(?:^\s*(?:\/\/|\/?\*)|\b(?:test|describe)(?:\.\w+)?\().*\b(?:(?:some|any|every)body|whom?ever|anew|is looked whether)\b/i;
  const found = globSync(['src/**/*.ts', 'tests/**/*.ts', 'training/*.ts', 'infra/*.ts'], { cwd: ROOT })
    .filter((file) => !file.includes('voice'))
    .flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, at) => (said.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});

test('sentences are short and plain: at most 15 words on average, for a reader of twelve', () => {
  const sentences = texts.filter(({ reader }) => reader === 'school').flatMap(sentencesOf);
  const words = sentences.flatMap(wordsOf);
  const perSentence = words.length / sentences.length;
  const perWord = syllable(words.join(' ')) / words.length;
  // Flesch and Kincaid's grade of 1975: a school year in the United States; five more is the reader's age.
  const age = 0.39 * perSentence + 11.8 * perWord - 15.59 + 5;
  expect(perSentence).toBeLessThanOrEqual(15);
  expect(age).toBeLessThanOrEqual(12);
});
