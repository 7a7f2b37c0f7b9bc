import { holders, type Role, type School } from '../../../core/school/school.ts';
import type { Typed } from '../../../core/typed.ts';
import type { Answer, Answered, Nearest, NotCovered } from '../../../policy/ask/answer.ts';
import { shortened } from '../../../policy/ask/quote-parts.ts';
import type { Quoted } from '../../../policy/ask/quotes.ts';
import type { Referral } from '../../../policy/referral/referrals.ts';
import {
  type Action,
  actions,
  band,
  type Card,
  card,
  columns,
  type Element,
  execute,
  heading,
  openDialog,
  plain,
  section,
  text,
  toggle,
} from '../../card.ts';
import { REPORT_DIALOG } from '../../dialogs.ts';
import type { OwnWords } from '../../entrances.ts';
import { keptReply } from '../referral/kept-reply.ts';
import { POLICY } from '../verbs.ts';
import { stillAbout } from './follow-up-cards.ts';
import { policyQuote, quoted, quotedWords, readButton, where } from './quote.ts';

interface AnswerView {
  readonly answer: Answer;
  readonly school: School;
  /** What "was this it?" hands back; see `outcomeIdOf`. */
  readonly ticket: string;
  /** Only in the person's own chat, where it stands anyway: lets them send it on without typing it again. */
  readonly question: Typed | undefined;
  /** A reply of the policy owner that others may see, to a question like this one. */
  readonly curated?: Referral | undefined;
  /** A report is offered on the same card: then nothing else asks whether something has happened. */
  readonly isOffered?: boolean | undefined;
  /** Which of several questions it answers. */
  readonly label?: string | undefined;
  /** The answer with which the question was read. */
  readonly before?: Quoted | undefined;
}

/**
 * Three cards that nobody mixes up, each with a sign, a ground and a shape of its own: the rule is the policy's words; what is not
 * certain says so first and numbers what may be meant; where the policies are silent stands a person, and no policy's words do.
 */
export function answerCard(view: AnswerView): Card {
  const drawn = cardOf(view);
  const { before, label } = view;
  const first = [
    label === undefined ? undefined : plain(label, { bold: true, small: true }),
    before && stillAbout(before),
  ].filter((one) => one !== undefined);
  return first.length > 0 ? { ...drawn, body: [...first, ...drawn.body] } : drawn;
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
  return card({
    body: [
      ruleBand(best),
      ...quotedWords(best),
      byModel(answer, 'A language model (AI) chose this passage. The words are the policy’s own.'),
      together.length > 0
        ? section([text('The same section also says', { bold: true }), ...together.map(policyQuote)], {
            apart: true,
          })
        : undefined,
      conflicts.length > 0
        ? section(
            [
              text(
                '**Another clause says something different about this.** Read both. If you cannot see how they fit together, ask before you act.',
              ),
              ...conflicts.flatMap(quoted),
              actions(conflicts.map((conflict) => readButton('Read that section', conflict))),
            ],
            { style: 'warning', apart: true },
          )
        : undefined,
      actions([
        readButton('Read the whole section', best),
        others.length > 0 ? toggle('See also', ['others']) : undefined,
      ]),
      hiddenPlaces('others', 'Other places that may help', others.slice(0, 3)),
      curated && keptReply(curated),
      wasIt(view, 'Was this it?'),
      ...hasHappened(view, `${school.name}’s own policy, word for word.`),
    ],
  });
}

export const ruleBand = (rule: Quoted): Element =>
  band({ sign: '✓', style: 'good', title: 'The rule', items: where(rule) });

function nearestCard(view: AnswerView, answer: Nearest): Card {
  const { school, curated } = view;
  const { nearest } = answer;
  const owner = ownerOf(school, answer.ask);
  return card({
    body: [
      band({
        sign: '≈',
        style: 'warning',
        title: 'I’m not certain your policies cover this',
        items: [
          plain(
            nearest.length > 0
              ? 'The nearest rules are below, word for word. They may not be about what you asked.'
              : `None of ${school.name}’s policies mentions it in these words. Try other words.`,
          ),
        ],
      }),
      ...nearest.map(nearestPlace),
      curated && keptReply(curated),
      section(
        [
          plain(
            `${nearest.length > 0 ? 'If none of these settles it,' : 'Or'} ask ${owner}, who looks after the policies.`,
            {
              bold: true,
            },
          ),
          actions([sendOn(view, owner)]),
        ],
        { apart: true },
      ),
      nearest.length > 0 ? wasIt(view, 'Was one of these it?') : undefined,
      ...hasHappened(view),
    ],
  });
}

/**
 * The first place stands whole. Below it a long quote waits behind a button, or the card would be nothing but quotes on a phone; the
 * sentence that says most of what was asked never does.
 */
function nearestPlace(near: Quoted, at: number): Element {
  const { decisive } = near;
  const isLong = at > 0 && near.quote.length > LONG_QUOTE && decisive !== undefined && !near.caution;
  const short = isLong ? shortened(near.parts, decisive) : near.parts;
  const isFolded = short.length < near.parts.length;
  const [whole, part] = [`near-${at}`, `part-${at}`];
  const words = quotedWords(near);
  return section(
    [
      columns([
        { width: 'auto', items: [plain(`${at + 1}`, { bold: true, subtle: true })] },
        {
          width: 'stretch',
          items: [
            ...where(near),
            ...(isFolded
              ? [section([policyQuote({ parts: short })], { id: part }), section(words, { id: whole, hidden: true })]
              : words),
            actions([
              isFolded ? toggle('Show the full quotation', [whole, part]) : undefined,
              readButton('Read the whole section', near),
            ]),
          ],
        },
      ]),
    ],
    { apart: true },
  );
}

/** In characters: some six lines on a phone. */
const LONG_QUOTE = 260;

function notCoveredCard(view: AnswerView, answer: NotCovered): Card {
  const { school, curated } = view;
  const owner = ownerOf(school, answer.ask);
  return card({
    body: [
      band({
        sign: '?',
        style: 'accent',
        title: 'I found no rule about this',
        items: [plain(`I looked through all of ${school.name}’s policies. I will not guess.`)],
      }),
      heading(`Ask ${owner}`),
      plain(`${owner} looks after the policies and can answer this, or find out.`),
      actions([sendOn(view, owner, { primary: true })]),
      curated && keptReply(curated),
      byModel(answer, 'A language model (AI) read the policies too, and found no answer.'),
      answer.nearest.length > 0 ? actions([toggle('Show what comes closest', ['nearest'])]) : undefined,
      hiddenPlaces('nearest', 'What comes closest (not an answer)', answer.nearest),
    ],
  });
}

/** One below the other: side by side the words would stand one to a line on a phone. */
const hasHappened = ({ isOffered }: AnswerView, before = ''): readonly (Element | undefined)[] => {
  const asked = isOffered ? '' : 'Has something happened, or are you worried about a child?';
  const words = [before, asked].filter((part) => part !== '').join(' ');
  return [
    words === '' ? undefined : plain(words, { subtle: true, small: true }),
    isOffered ? undefined : actions([openDialog('Report a concern', REPORT_DIALOG)]),
  ];
};

export const ownerOf = (school: School, role: Role): string => holders(school, role)[0]?.name ?? 'the policy owner';

const byModel = ({ chosenBy }: Answer, words: string): Element | undefined =>
  chosenBy === 'model' ? text(words, { subtle: true, small: true }) : undefined;

const sendOn = (
  { question }: AnswerView,
  owner: string,
  options: { readonly primary?: boolean } = {},
): Action | undefined =>
  question === undefined ? undefined : openDialog(`Send my question to ${owner}`, POLICY.refer, { question }, options);

/** Places that a button shows. */
const hiddenPlaces = (id: string, title: string, places: readonly Quoted[]): Element | undefined =>
  places.length === 0
    ? undefined
    : section(
        [
          text(title, { bold: true }),
          ...places.map((place) => section([...quoted(place), actions([readButton('Open', place)])], { apart: true })),
        ],
        { id, hidden: true },
      );

/** Of what may be a report nothing is counted, so nothing is asked. */
const wasIt = ({ ticket, question, isOffered }: AnswerView, words: string): Element | undefined =>
  isOffered
    ? undefined
    : section(
        [
          text(words, { subtle: true, small: true }),
          actions([
            execute('Yes', POLICY.wasIt, { ticket, wasIt: true }),
            execute('No', POLICY.wasIt, { ticket, wasIt: false, ...(question !== undefined && { question }) }),
          ]),
        ],
        { apart: true },
      );

export const thanksCard = (wasIt: boolean, school: School, question: OwnWords | undefined): Card => {
  const name = ownerOf(school, 'policy-owner');
  if (wasIt) return card({ body: [text('✓ Thank you. Glad that helped.')] });
  return card({
    body: [
      text('Sorry, that was not it. Try other words, or ask a person.'),
      question === undefined
        ? undefined
        : actions([openDialog(`Send my question to ${name}`, POLICY.refer, { question: question.own })]),
    ],
  });
};
