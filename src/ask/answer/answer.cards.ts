import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  openDialog,
  plain,
  section,
} from '../../platform/teams/card.ts';
import type { OwnWords } from '../../platform/teams/entrances.ts';
import { holders, type School } from '../../school/school.ts';
import { stillAbout } from '../conversation/follow-up.cards.ts';
import { policyQuote, quoted, readButton } from '../quoting/quote.cards.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { POLICY } from '../verbs.cards.ts';
import type { Answer, Answered, Nearest } from './answer.ts';
import { type AnswerParts, byModel, hasHappened } from './answer-parts.cards.ts';
import { headingOf } from './headings.ts';
import { ruleCard } from './rule.cards.ts';
import { silentCard } from './silent.cards.ts';

interface AnswerView extends AnswerParts {
  readonly answer: Answer;
  /** Which of several questions it answers. */
  readonly label?: string | undefined;
  /** What else was perhaps meant: offered where no rule is certain. */
  readonly perhaps?: Action | undefined;
  /** The answer with which the question was read. */
  readonly before?: Quoted | undefined;
}

/**
 * Four headings (`headings.ts`), and two cards that nobody mixes up: one begins with the policy's words, the other, where the policies seem to be
 * silent, with a person.
 */
export function answerCard(view: AnswerView): Card {
  const drawn = withPerhaps(cardOf(view), view);
  const { answer, before, label } = view;
  const first = [
    label === undefined ? undefined : plain(label, { bold: true, small: true }),
    before && stillAbout(before),
    answer.isByWords && plain(BY_WORDS, { small: true }),
  ].filter((one) => one !== undefined);
  return first.length > 0 ? { ...drawn, body: [...first, ...drawn.body] } : drawn;
}

const BY_WORDS =
  'I can only match words just now, not what they mean, so the right rule may not be among these. Ask again in a minute.';

/** Right below what is said first: above any rule that may be of something else. */
function withPerhaps(drawn: Card, { answer, perhaps }: AnswerView): Card {
  if (!perhaps || answer.kind === 'answered') return drawn;
  const [said, ...rest] = drawn.body;
  return { ...drawn, body: [...(said ? [said] : []), actions([perhaps]), ...rest] };
}

function cardOf(view: AnswerView): Card {
  const { answer } = view;
  switch (answer.kind) {
    case 'answered':
      return answeredCard(view, answer);
    case 'nearest':
      return nearestCard(view, answer);
    case 'not-covered':
      return silentCard(view, answer);
    default:
      return answer satisfies never;
  }
}

function answeredCard(view: AnswerView, answer: Answered): Card {
  const { best, together, others, conflicts } = answer;
  return ruleCard(view, {
    heading: headingOf(answer),
    first: best,
    beside: [
      ...together.map(policyQuote),
      ...differing(conflicts),
      byModel(answer, 'A language model (AI) chose this passage. The words are the policy’s own.'),
    ],
    others: others.slice(0, 3),
  });
}

/** What says something else on the same matter stands whole beside the rule. */
const differing = (conflicts: readonly Quoted[]): readonly Element[] =>
  conflicts.length === 0
    ? []
    : [
        section(
          { style: 'warning', apart: true },
          '**Another clause says something different about this.** Read both. If you cannot see how they fit together, ask before you act.',
          ...conflicts.flatMap((conflict) => [
            ...quoted(conflict),
            actions([readButton('Read that section', conflict)]),
          ]),
        ),
      ];

function nearestCard(view: AnswerView, answer: Nearest): Card {
  const [first, ...others] = answer.nearest;
  const said = headingOf(answer);
  return !first || said === 'silent'
    ? silentCard(view, answer)
    : ruleCard(view, { heading: said, first, beside: [], others, ask: answer.ask });
}

/** A story, a moan or a joke on which the policies say nothing. It may have cost its writer something to tell, so that it is met with no joke. */
export const chatCard = (): Card =>
  card(
    'Thank you for telling me. I can’t say much to that: what I know is your school’s policies.',
    'Ask me what one says, or type **help** to see what else I can do.',
    ...hasHappened(),
  );

export const thanksCard = (wasIt: boolean, school: School, question: OwnWords | undefined): Card => {
  const name = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  if (wasIt) return card('✓ Thank you. Glad that helped.');
  return card(
    'Sorry, that was not it. Try other words, or ask a person.',
    question === undefined
      ? undefined
      : actions([openDialog(`Send my question to ${name}`, POLICY.refer, { question: question.own })]),
  );
};
