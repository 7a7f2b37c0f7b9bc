import { type Answerer, createAnswerer } from '../../src/policy/answer.ts';
import { loadCautions, loadVocabulary } from '../../src/wiring/wording.ts';
import { type Case, loadCases, policyCalled, QUESTION_SETS, scoreOf } from '../bench/question-sets.ts';
import { letters } from './given.ts';

const vocabulary = loadVocabulary();
const cautions = loadCautions();
const answerers = new Map<string, Answerer>();
const answererFor = (name: string): Answerer => {
  const known = answerers.get(name) ?? createAnswerer({ policies: [policyCalled(name)], vocabulary, cautions });
  answerers.set(name, known);
  return known;
};

/** Shares of a question set, in percent; quotes are also looked up in the policy, letter for letter. */
function score(cases: readonly Case[]) {
  let inventions = 0;
  const { answerable, first, three, silent, kept } = scoreOf(cases, ({ policy, question }) => {
    const answer = answererFor(policy).askLocally(question);
    const quotes = answer.kind === 'answered' ? [answer.best, ...answer.others].map(({ quote }) => quote) : [];
    const whole = letters(
      policyCalled(policy)
        .passages.map((passage) => passage.text)
        .join(' '),
    );
    inventions += quotes.flatMap((quote) => quote.split('\n')).filter((part) => !whole.includes(letters(part))).length;
    return quotes;
  });
  const share = (part: number, all: number) => Math.round((100 * part) / Math.max(1, all));
  return { top1: share(first, answerable), top3: share(three, answerable), silent: share(kept, silent), inventions };
}

/** Floors a little below what was measured when they were set: a change that breaks one made Ask worse for somebody. */
test.each([
  // Written by people who had not seen the code, on policies made for the purpose.
  ['tests/fixtures/questions/layouts.jsonl', { top1: 79, top3: 91, silent: 90 }],
  ['tests/fixtures/questions/sample-policies.jsonl', { top1: 74, top3: 84, silent: 90 }],
  // Written by the author of the ranking, the first on other matters than social media.
  ['tests/fixtures/questions/conduct-phones-it.jsonl', { top1: 82, top3: 91, silent: 90 }],
  ['tests/fixtures/questions/oakfield.jsonl', { top1: 71, top3: 81, silent: 80 }],
  ['tests/fixtures/questions/more-layouts.jsonl', { top1: 90, top3: 94, silent: 95 }],
  // By the author of the words, rule by rule.
  ['tests/fixtures/questions/by-passage.jsonl', { top1: 74, top3: 91, silent: 63 }],
  // Half of it near a policy's topic and not in it: the weakest place.
  ['tests/fixtures/questions/near-topic.jsonl', { top1: 85, top3: 97, silent: 57 }],
  // Blind sets on the five policies of the development set.
  ['tests/fixtures/questions/plain.jsonl', { top1: 83, top3: 90, silent: 84 }],
  ['tests/fixtures/questions/roundabout.jsonl', { top1: 69, top3: 80, silent: 80 }],
  ['tests/fixtures/questions/fourth.jsonl', { top1: 75, top3: 81, silent: 75 }],
  ['tests/fixtures/questions/fifth.jsonl', { top1: 81, top3: 91, silent: 80 }],
  ['../shared/eval/dev.jsonl', { top1: 82, top3: 94, silent: 86 }],
])('%s is answered at least as well as when this was written, and nothing is invented', (name, floor) => {
  const cases = QUESTION_SETS.includes(name) ? loadCases(name) : [];
  if (cases.length === 0) return console.info(`skipped: ${name} or its policies are not on this machine`);
  const found = score(cases);
  expect(found).toEqual({
    top1: expect.any(Number),
    top3: expect.any(Number),
    silent: expect.any(Number),
    inventions: 0,
  });
  expect(found.top1).toBeGreaterThanOrEqual(floor.top1);
  expect(found.top3).toBeGreaterThanOrEqual(floor.top3);
  expect(found.silent).toBeGreaterThanOrEqual(floor.silent);
});

test("the first question anybody asks finds the rule of our own policies, not the one about the school's accounts", () => {
  const policies = ['social-media', 'code-of-conduct', 'safeguarding-summary'].map(policyCalled);
  const answer = createAnswerer({ policies, vocabulary, cautions }).askLocally('can i add a year 11 on insta?');
  expect(answer).toMatchObject({
    kind: 'answered',
    best: { section: '6.1', heading: expect.stringContaining('Contact with pupils') },
  });
});
