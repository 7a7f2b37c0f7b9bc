import { withKinds } from '../../../src/ask/question/kinds.ts';

const stands =
  (...words: readonly string[]) =>
  (word: string) =>
    words.includes(word);

test.each([
  ['are jeans ok on a friday', ['dress'], 'are jeans ok on a friday (dress)'],
  ['can I use copilot for this', ['ai', 'artificial'], 'can I use copilot for this (AI, artificial)'],
  ['can a child have calpol', ['medicin'], 'can a child have calpol (medicine)'],
  ['can i moan about work', ['grievanc'], 'can i moan about work (grievances)'],
  ['does gdpr matter', ['data'], 'does gdpr matter (data)'],
])('"%s" is asked by its kind too', (question, words, widened) => {
  expect(withKinds(question, stands(...words))?.text).toBe(widened);
});

test.each([
  ['what the policies call by its own name', 'are jeans ok', ['jean', 'dress']],
  ['a kind that no policy speaks of', 'are jeans ok', ['photograph']],
  ['a kind that is named already', 'which dress rules are there for jeans', ['dress']],
  ['what is of no kind', 'when does the bell go', ['dress']],
])('%s is asked as it is', (_what, question, words) => {
  expect(withKinds(question, stands(...words))).toBeUndefined();
});
