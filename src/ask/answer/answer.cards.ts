import {
  type Action,
  actions,
  band,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  plain,
  section,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import type { OwnWords } from '../../platform/teams/entrances.ts';
import { holders, type School } from '../../school/school.ts';
import { stillAbout } from '../conversation/follow-up.cards.ts';
import type { Asked } from '../question/subjects.ts';
import { policyQuote, quoted, quotedWords, readButton, where } from '../quoting/quote.cards.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { keptReply } from '../referral/kept-reply.cards.ts';
import { POLICY } from '../verbs.cards.ts';
import type { Answer, Answered } from './answer.ts';
import { type AnswerParts, byModel, hasHappened, hiddenPlaces, wasIt, whoToAsk } from './answer-parts.cards.ts';
import { nearestCard, notCoveredCard } from './nearest.cards.ts';

interface AnswerView extends AnswerParts {
  readonly answer: Answer;
  /** Which of several questions it answers. */
  readonly label?: string | undefined;
  /** What else was perhaps meant: offered where no rule is certain. */
  readonly perhaps?: Action | undefined;
  /** The answer with which the question was read. */
  readonly before?: Quoted | undefined;
  /** It is asked who something is for: whose matter that is. */
  readonly toWhom?: Asked | undefined;
}

/**
 * Three cards that nobody mixes up, each with a sign, a ground and a shape of its own: the rule is the policy's words; what is not
 * certain says so first and numbers what may be meant; where the policies are silent stands a person, and no policy's words do.
 */
export function answerCard(view: AnswerView): Card {
  const drawn = withPerhaps(cardOf(view), view);
  const { before, label, toWhom } = view;
  const first = [
    label === undefined ? undefined : plain(label, { bold: true, small: true }),
    before && stillAbout(before),
    ...(toWhom ? goTo(view, toWhom) : []),
  ].filter((one) => one !== undefined);
  return first.length > 0 ? { ...drawn, body: [...first, ...drawn.body] } : drawn;
}

/** Right below what is said first: above any rule that may be of something else. */
function withPerhaps(drawn: Card, { answer, perhaps }: AnswerView): Card {
  if (!perhaps || answer.kind === 'answered') return drawn;
  const [said, ...rest] = drawn.body;
  return { ...drawn, body: [...(said ? [said] : []), actions([perhaps]), ...rest] };
}

/** The person first, and the headteacher beside the DSL: something about a pupil may be about an adult too. */
function goTo(view: AnswerView, toWhom: Asked): readonly Element[] {
  const { name, because } = whoToAsk(view, toWhom);
  const head = toWhom === 'dsl' ? whoToAsk(view, 'headteacher').name : undefined;
  return [
    heading(`Go to ${name}`, { small: true }),
    plain([because, head && `If it is about an adult who works here: ${head}.`].filter(Boolean).join(' ')),
  ];
}

function cardOf(view: AnswerView): Card {
  const { answer } = view;
  switch (answer.kind) {
    case 'answered':
      return answeredCard(view, answer);
    case 'nearest':
      return nearestCard(view, answer);
    case 'not-covered':
      return notCoveredCard(view, answer);
    default:
      return answer satisfies never;
  }
}

function answeredCard(view: AnswerView, answer: Answered): Card {
  const { school, curated } = view;
  const { best, together, others, conflicts } = answer;
  return card(
    ruleBand(best),
    ...quotedWords(best),
    byModel(answer, 'A language model (AI) chose this passage. The words are the policy’s own.'),
    together.length > 0
      ? section(
          {
            apart: true,
          },
          text('The same section also says', { bold: true }),
          ...together.map(policyQuote),
        )
      : undefined,
    conflicts.length > 0
      ? section(
          { style: 'warning', apart: true },
          '**Another clause says something different about this.** Read both. If you cannot see how they fit together, ask before you act.',
          ...conflicts.flatMap(quoted),
          actions(conflicts.map((conflict) => readButton('Read that section', conflict))),
        )
      : undefined,
    actions([
      readButton('Read the whole section', best),
      others.length > 0 ? toggle('See also', ['others']) : undefined,
    ]),
    hiddenPlaces('others', 'Other places that may help', others.slice(0, 3)),
    curated && keptReply(curated),
    wasIt(view, 'Did this help?'),
    ...hasHappened(view, `${school.name}’s own policy, word for word.`),
  );
}

export const ruleBand = (rule: Quoted): Element =>
  band({ sign: '✓', style: 'good', title: 'The rule', items: where(rule) });

/** A story, a moan or a joke on which the policies say nothing: a friendly word, what Lanyard can do, and the way to a report. */
export const chatCard = (): Card =>
  card(
    'Thank you for telling me! I am better at policies than at small talk.',
    'Ask me what a policy says, or type **help** to see what else I can do.',
    ...hasHappened({}),
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
