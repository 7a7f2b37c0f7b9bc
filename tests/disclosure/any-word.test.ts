import fc from 'fast-check';
import { detectConcern } from '../../src/disclosure/detect.ts';
import { readAboutReports } from '../../src/disclosure/report-requests.ts';
import { classifySmallTalk } from '../../src/policy/question/small-talk.ts';
import { anyText } from '../support/any-text.ts';

/** What every object inherits. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

const heard = (text: string) => [detectConcern(text), classifySmallTalk(text), readAboutReports(text)];

test.each(INHERITED)('the word %s is a word like any other', (word) => {
  for (const text of [word, `${word}'s`, `${word}'`, word.toLowerCase(), `he ${word} her`]) heard(text);
  const report = 'a boy in my class told me his dad hits him';
  expect(detectConcern(`${report} ${word}`)).toMatchObject({ kind: 'concern', route: 'dsl' });
});

test('nothing that can be typed stops the rules', () => {
  const word = fc.oneof(fc.string({ unit: 'grapheme' }), anyText(20), fc.constantFrom(...INHERITED));
  const message = fc.array(fc.oneof(word, fc.lorem({ maxCount: 1 })), { maxLength: 12 });
  fc.assert(
    fc.property(message, (words) => void heard(words.join(' '))),
    { seed: 7, numRuns: 3_000 },
  );
});
