import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answerer, createAnswerer } from '../../../src/policy/ask/answer.ts';
import { loadCautions, loadVocabulary } from '../../../src/wiring/policy/known-words.ts';
import { type Case, isOurs, loadCases, policyCalled, readCases, scoreOf } from '../../bench/question-sets.ts';
import { SHARED, testEachWithShared } from '../../support/shared.ts';
import { letters } from '../given.ts';

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

interface Floor {
  readonly top1: number;
  readonly top3: number;
  readonly silent: number;
}

function expectAtLeast(cases: readonly Case[], floor: Floor): void {
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
}

const CLAIM = '%s is answered at least as well as when this was written, and nothing is invented';
const questions = (name: string) => loadCases(`tests/fixtures/questions/${name}.jsonl`);

/** Floors a little below what was measured when they were set: a change that breaks one made Ask worse for somebody. */
test.each<[name: string, cases: number, floor: Floor]>([
  // Written by people who had not seen the code, on policies made for the purpose.
  ['layouts', 91, { top1: 79, top3: 91, silent: 90 }],
  ['sample-policies', 86, { top1: 74, top3: 84, silent: 90 }],
  // Written by the author of the ranking, the first on other matters than social media.
  ['conduct-phones-it', 92, { top1: 82, top3: 91, silent: 90 }],
  ['oakfield', 93, { top1: 71, top3: 81, silent: 80 }],
  ['more-layouts', 30, { top1: 90, top3: 94, silent: 95 }],
  // The part of it that is on a policy of ours; the rest is below.
  ['near-topic', 15, { top1: 85, top3: 85, silent: 25 }],
])(CLAIM, (name, count, floor) => {
  const cases = questions(name).filter(isOurs);
  expect(cases).toHaveLength(count);
  expectAtLeast(cases, floor);
});

/** On the policies of five real schools, which are not ours to publish. */
testEachWithShared<readonly [name: string, floor: Floor]>([
  // By the author of the words, rule by rule.
  ['by-passage', { top1: 74, top3: 91, silent: 63 }],
  // Half of it near a policy's topic and not in it: the weakest place.
  ['near-topic', { top1: 85, top3: 97, silent: 57 }],
  // Blind sets on the five policies of the development set.
  ['plain', { top1: 83, top3: 90, silent: 84 }],
  ['roundabout', { top1: 69, top3: 80, silent: 80 }],
  ['fourth', { top1: 75, top3: 81, silent: 75 }],
  ['fifth', { top1: 81, top3: 91, silent: 80 }],
  ['the development set', { top1: 82, top3: 94, silent: 86 }],
])(CLAIM, ([name, floor]) => {
  expectAtLeast(
    name === 'the development set' ? readCases(readFileSync(join(SHARED, 'eval/dev.jsonl'), 'utf8')) : questions(name),
    floor,
  );
});

test("the first question anybody asks finds the rule of our own policies, not the one about the school's accounts", () => {
  const policies = ['social-media', 'code-of-conduct', 'safeguarding-summary'].map(policyCalled);
  const answer = createAnswerer({ policies, vocabulary, cautions }).askLocally('can i add a year 11 on insta?');
  expect(answer).toMatchObject({
    kind: 'answered',
    best: { section: '6.1', heading: expect.stringContaining('Contact with pupils') },
  });
});
