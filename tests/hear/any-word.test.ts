import fc from 'fast-check';
import { readAboutReports } from '../../src/hear/report-requests.ts';
import { createRules } from '../../src/hear/weighing/rules.ts';
import { classifySmallTalk } from '../../src/hear/wishes/small-talk.ts';
import { anyText } from '../support/any-text.ts';

/** What every object inherits. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

const read = createRules();
const heard = async (text: string) => [await read(text), classifySmallTalk(text), readAboutReports(text)];

test.each(INHERITED)('the word %s is a word like any other', async (word) => {
  for (const text of [word, `${word}'s`, `${word}'`, word.toLowerCase(), `he ${word} her`]) await heard(text);
  expect((await read(`there is a man with a knife at the gate ${word}`)).dangers).not.toEqual([]);
  expect((await read(`i want to end my life ${word}`)).own).toMatchObject({ isCrisis: true });
});

test('nothing that can be typed stops the rules', async () => {
  const word = fc.oneof(fc.string({ unit: 'grapheme' }), anyText(20), fc.constantFrom(...INHERITED));
  const message = fc.array(fc.oneof(word, fc.lorem({ maxCount: 1 })), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(message, async (words) => void (await heard(words.join(' ')))),
    { seed: 7, numRuns: 3_000 },
  );
});
