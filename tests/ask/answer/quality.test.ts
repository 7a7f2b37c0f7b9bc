import type { Answer } from '../../../src/ask/answer/answer.ts';
import { headingOf } from '../../../src/ask/answer/headings.ts';
import { sectionsOf } from '../../../src/ask/policy.ts';
import { answererFrom } from '../../../src/cli/policies/answerer.ts';
import type { Opening } from '../../../src/platform/encoder/open.ts';
import { holds, loadCases, policyCalled } from '../../bench/question-sets.ts';
import { WITHOUT } from '../../support/running.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';
import { letters, quotesOf } from '../given.ts';

/**
 * Questions on the sample school's policies and on those made for tests: none of these is in the data that the encoder is trained
 * on. On that data itself no floor would be honest; what it is worth on policies left out is in its model card.
 */
const SETS = ['sample-policies', 'oakfield', 'layouts', 'more-layouts', 'conduct-phones-it'];
const cases = SETS.flatMap((name) => loadCases(`tests/fixtures/questions/${name}.jsonl`));
const answerable = cases.filter(({ kind }) => kind === 'answerable');
const silent = cases.filter(({ kind }) => kind === 'silent');

type Answers = ReadonlyMap<(typeof cases)[number], Answer>;

/** Every question, asked of its policy alone; quotes are looked up in it, letter for letter. */
async function answersBy(opening: Opening): Promise<Answers> {
  const answers = new Map<(typeof cases)[number], Answer>();
  for (const name of new Set(cases.map(({ policy }) => policy))) {
    const policy = policyCalled(name);
    const whole = letters(policy.passages.map(({ text }) => text).join(' '));
    const answerer = await answererFrom([policy], { cautions: [], opening });
    for (const one of cases.filter((some) => some.policy === name)) {
      const answer = await answerer.askLocally(one.question);
      for (const line of quotesOf(answer).flatMap((quote) => quote.split('\n'))) expect(whole).toContain(letters(line));
      answers.set(one, answer);
    }
  }
  return answers;
}

const shown = (answer: Answer | undefined): readonly string[] =>
  !answer || answer.kind === 'not-covered' ? [] : quotesOf(answer);
const share = <T>(all: readonly T[], wanted: (one: T) => boolean): number =>
  (100 * all.filter(wanted).length) / all.length;

const figuresOf = (answers: Answers) => ({
  first: share(answerable, (one) => holds(one, shown(answers.get(one))[0])),
  three: share(answerable, (one) =>
    shown(answers.get(one))
      .slice(0, 3)
      .some((quote) => holds(one, quote)),
  ),
  silentNotSure: share(silent, (one) => answers.get(one)?.kind !== 'answered'),
});

/** Floors a little below what was measured when they were set: a change that breaks one made Ask worse for someone. */
test('the shipped encoder finds the rule, is right where it is sure, and knows silence; nothing is invented', async () => {
  const opening = await shippedUnderstanding();
  if (opening.kind === 'without') throw new Error(opening.what);
  const answers = await answersBy(opening);
  const { first, three, silentNotSure } = figuresOf(answers);
  const sure = cases.filter((one) => answers.get(one)?.kind === 'answered');
  expect(first).toBeGreaterThanOrEqual(68);
  expect(three).toBeGreaterThanOrEqual(82);
  expect(sure.length).toBeGreaterThanOrEqual(35);
  expect(share(sure, (one) => holds(one, shown(answers.get(one))[0]))).toBeGreaterThanOrEqual(90);
  expect(silentNotSure).toBeGreaterThanOrEqual(95);
  // One of the 73 is told so on some processors and not on others.
  expect(share(silent, (one) => answers.get(one)?.kind === 'not-covered')).toBeGreaterThanOrEqual(76);
  expect(share(answerable, (one) => answers.get(one)?.kind === 'not-covered')).toBeLessThanOrEqual(5);
});

test('without it words still find some, nothing is sure and nothing is said to be missing', async () => {
  const answers = await answersBy(WITHOUT);
  const { first, three } = figuresOf(answers);
  expect(first).toBeGreaterThanOrEqual(30);
  expect(three).toBeGreaterThanOrEqual(50);
  expect(new Set([...answers.values()].map(({ kind }) => kind))).toEqual(new Set(['nearest']));
});

/** The other number of a word; nothing where it has hardly one. */
const otherNumber = (word: string): readonly string[] =>
  /[^s]s$/.test(word) ? [word.slice(0, -1)] : /[dekmnt]$/.test(word) ? [`${word}s`] : [];

test('a heading of one or two words finds what stands below it, in either number, and with “rules” or “policy” behind it', async () => {
  const opening = await shippedUnderstanding();
  const lost: string[] = [];
  let asked = 0;
  for (const name of new Set(cases.map(({ policy }) => policy))) {
    const policy = policyCalled(name);
    const answerer = await answererFrom([policy], { cautions: [], opening });
    const titles = [...sectionsOf(policy)]
      .filter(({ heading, passages }) => /^\p{L}+(?: \p{L}+)?$/u.test(heading) && passages.length > 1)
      .map(({ heading }) => heading.toLowerCase());
    for (const title of new Set(titles))
      for (const said of [title, ...otherNumber(title), `${title} rules`, `what is our policy on ${title}`]) {
        asked += 1;
        if (headingOf(await answerer.askLocally(said)) === 'silent') lost.push(`${said} (${name})`);
      }
  }
  expect(lost).toEqual([]);
  expect(asked).toBeGreaterThan(40);
});
