import { holders, type School } from '../../../core/school/school.ts';
import type { Typed } from '../../../core/typed.ts';
import type { Answer } from '../../../policy/ask/answer.ts';
import type { Quoted } from '../../../policy/ask/quotes.ts';
import type { Asked } from '../../../policy/question/subjects.ts';
import type { Referral } from '../../../policy/referral/referrals.ts';
import { type Action, actions, type Element, execute, openDialog, plain, section, text } from '../../card.ts';
import { REPORT_DIALOG } from '../../dialogs.ts';
import { POLICY } from '../verbs.ts';
import { quoted, readButton } from './quote.ts';

/** What is on every answer, beside the policy's words. */
export interface AnswerParts {
  readonly school: School;
  /** What "was this it?" hands back; see `outcomeIdOf`. */
  readonly ticket: string;
  /** Only in the person's own chat, where it stands anyway: lets them send it on without typing it again. */
  readonly question: Typed | undefined;
  /** A reply of the policy owner that others may see, to a question like this one. */
  readonly curated?: Referral | undefined;
  /** A report is offered on the same card: then nothing else asks whether something has happened. */
  readonly isOffered?: boolean | undefined;
}

/** One below the other: side by side the words would stand one to a line on a phone. */
export const hasHappened = (
  { isOffered }: Pick<AnswerParts, 'isOffered'>,
  before = '',
): readonly (Element | undefined)[] => {
  const asked = isOffered ? '' : 'Has something happened, or are you worried about a child?';
  const words = [before, asked].filter((part) => part !== '').join(' ');
  return [
    words === '' ? undefined : plain(words, { subtle: true, small: true }),
    isOffered ? undefined : actions([openDialog('Report a concern', REPORT_DIALOG)]),
  ];
};

/** A person to ask, and why them: `Sunita Rao (HR)`, `Pay, leave and contracts are for HR.` */
interface WhoToAsk {
  readonly name: string;
  readonly because: string;
  /** Whether it is the person a question is sent on to. */
  readonly isOwner: boolean;
}

const MATTERS: Readonly<Partial<Record<Asked, readonly [title: string, because: string]>>> = {
  hr: ['HR', 'Pay, leave, absence and contracts are for HR.'],
  'it-lead': ['IT', 'Computers, accounts and equipment are for IT.'],
  dpo: ['data protection officer', 'Personal data and who may have it is for the data protection officer.'],
  dsl: ['DSL', 'Safeguarding is for the designated safeguarding lead (DSL).'],
};

/** Who the school names for what was asked; the policy owner where it names nobody. */
export function whoToAsk(school: School, asked: Asked): WhoToAsk {
  const owner = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  if (asked === 'office')
    return {
      name: `the school office (${school.contacts.office})`,
      because: 'The office usually knows, or knows who does.',
      isOwner: false,
    };
  const [person] = holders(school, asked);
  const matter = MATTERS[asked];
  if (!person || !matter)
    return {
      name: owner,
      because: `${owner} looks after the policies and can answer this, or find out.`,
      isOwner: true,
    };
  const [title, because] = matter;
  return { name: `${[person.name, person.phone].filter(Boolean).join(', ')} (${title})`, because, isOwner: false };
}

export const byModel = ({ chosenBy }: Answer, words: string): Element | undefined =>
  chosenBy === 'model' ? text(words, { subtle: true, small: true }) : undefined;

/** Sends the question to whom looks after the policies. */
export const sendOn = (
  { question, school }: Pick<AnswerParts, 'question' | 'school'>,
  options: { readonly primary?: boolean } = {},
): Action | undefined =>
  question === undefined
    ? undefined
    : openDialog(
        `Send my question to ${holders(school, 'policy-owner')[0]?.name ?? 'the policy owner'}`,
        POLICY.refer,
        { question },
        options,
      );

/** Places that a button shows. */
export const hiddenPlaces = (id: string, title: string, places: readonly Quoted[]): Element | undefined =>
  places.length === 0
    ? undefined
    : section(
        [
          text(title, { bold: true }),
          ...places.map((place) => section([...quoted(place), actions([readButton('Open', place)])], { apart: true })),
        ],
        { id, hidden: true },
      );

/**
 * Whether the answer was it. Of what may be a report nothing is counted: the button then names no answer that is kept, and only says
 * who to ask.
 */
export const wasIt = ({ ticket, question, isOffered }: AnswerParts, words: string): Element =>
  section(
    [
      text(words, { subtle: true, small: true }),
      actions([
        execute('Yes', POLICY.wasIt, { ticket, wasIt: true }),
        execute('No', POLICY.wasIt, {
          ticket,
          wasIt: false,
          ...(question !== undefined && !isOffered && { question }),
        }),
      ]),
    ],
    { apart: true },
  );
