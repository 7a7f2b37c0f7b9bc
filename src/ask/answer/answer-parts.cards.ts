import type { UserId } from '../../kernel/ids.ts';
import type { Typed } from '../../kernel/typed.ts';
import {
  type Action,
  actions,
  columns,
  type Element,
  execute,
  openDialog,
  section,
  text,
} from '../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import { holders, holdsRole, type Role, type RoleHolder, type School } from '../../school/school.ts';
import { staffNumberOf } from '../named/staff-numbers.ts';
import type { Asked } from '../question/subjects.ts';
import { quoted, readButton } from '../quoting/quote.cards.ts';
import type { Quoted } from '../quoting/quotes.ts';
import type { Referral } from '../referral/referrals.ts';
import { POLICY } from '../verbs.cards.ts';
import type { Answer } from './answer.ts';

/** What is on every answer, beside the policy's words. */
export interface AnswerParts {
  readonly school: School;
  /** Who asks: nobody is sent to themselves. */
  readonly asker?: UserId | undefined;
  /** Who of the DSL's team is away now, by their rota: nobody is sent to them. */
  readonly away?: readonly UserId[] | undefined;
  /** What "was this it?" hands back; see `outcomeIdOf`. */
  readonly ticket: string;
  /** Only in the person's own chat, where it stands anyway: lets them send it on without typing it again. */
  readonly question: Typed | undefined;
  /** A reply of the policy owner that others may see, to a question like this one. */
  readonly curated?: Referral | undefined;
  /** A report is offered on the same card: then nothing else asks whether something has happened. */
  readonly isOffered?: boolean | undefined;
}

/** Below what is no answer: one below the other, because side by side the words would stand one to a line on a phone. */
export const hasHappened = (): readonly Element[] => [
  text('Has something happened, or are you worried about a child?', { subtle: true, small: true }),
  actions([openDialog('Report a concern', REPORT_DIALOG)]),
];

/** A person to ask, and why them: `Sunita Rao (HR)`, `Pay, leave and contracts are for HR.` */
interface WhoToAsk {
  readonly name: string;
  readonly because: string;
  /** Whether it is the person a question is sent on to. */
  readonly isOwner: boolean;
  /** It is what this person, or the office, is for. */
  readonly isMatter?: true;
  /** Who asks looks after the policies: it is theirs to answer, and this person only for what they cannot settle. */
  readonly isAskers?: true;
}

const MATTERS: Readonly<Partial<Record<Asked, readonly [title: string, because: string]>>> = {
  hr: ['HR', 'Pay, leave, absence and contracts are for HR.'],
  'it-lead': ['IT', 'Computers, accounts and equipment are for IT.'],
  dpo: ['data protection officer', 'Personal data and who may have it is for the data protection officer.'],
  dsl: ['DSL', 'Safeguarding is for the designated safeguarding lead (DSL).'],
  headteacher: ['headteacher', 'What an adult who works here did is for the headteacher.'],
  'senior-manager': ['senior manager', 'Abuse of staff online is for a senior manager.'],
};

type Whom = Pick<AnswerParts, 'school' | 'asker' | 'away'>;

/**
 * Who the school names for what was asked, and never who asks, or who is away: then the deputy, who looks after the policies, and for that person
 * the headteacher.
 */
export function whoToAsk(view: Whom, asked: Asked): WhoToAsk {
  const { school } = view;
  if (asked === 'office')
    return {
      name: `the school office (${school.contacts.office})`,
      because: 'The office usually knows, or knows who does.',
      isOwner: false,
      isMatter: true,
    };
  const [role, person] = otherHolder(view, asked) ?? otherDeputy(view, asked) ?? [];
  const matter = MATTERS[asked];
  if (!role || !person || !matter) return ownerToAsk(view);
  const [title, because] = matter;
  const stands = role === asked ? title : 'deputy DSL';
  return { name: `${reached(person, role, school)} (${stands})`, because, isOwner: false, isMatter: true };
}

function ownerToAsk(view: Whom): WhoToAsk {
  const { school, asker } = view;
  const [, owner] = otherHolder(view, 'policy-owner') ?? [];
  if (owner)
    return {
      name: owner.name,
      because: `${owner.name} looks after the policies and can answer this, or find out.`,
      isOwner: true,
    };
  const [role, head] = otherHolder(view, 'headteacher') ?? [];
  return {
    name: role && head ? `${reached(head, role, school)} (headteacher)` : 'the headteacher',
    because: 'What no rule settles is for the headteacher.',
    isOwner: false,
    ...(asker !== undefined && holdsRole(school, asker, 'policy-owner') && { isAskers: true as const }),
  };
}

/** Their name, and their number where it is for every colleague. */
function reached(person: RoleHolder, role: Role, school: School): string {
  const { number, isOffice } = staffNumberOf(person, role, school);
  return isOffice ? person.name : `${person.name}, ${number}`;
}

type Holding = readonly [Role, RoleHolder];

const otherHolder = ({ school, asker, away = [] }: Whom, role: Role): Holding | undefined => {
  const person = holders(school, role).find(({ id }) => id !== asker && !away.includes(id));
  return person && [role, person];
};
const otherDeputy = (view: Whom, asked: Role): Holding | undefined =>
  asked === 'dsl' ? otherHolder(view, 'deputy-dsl') : undefined;

export const byModel = ({ chosenBy }: Answer, words: string): Element | undefined =>
  chosenBy === 'model' ? text(words, { subtle: true, small: true }) : undefined;

/** Sends the question to whom looks after the policies. */
export const sendOn = (
  view: Whom & Pick<AnswerParts, 'question'>,
  { short, ...options }: { readonly primary?: boolean; readonly short?: boolean } = {},
): Action | undefined => {
  const { question } = view;
  const [, owner] = otherHolder(view, 'policy-owner') ?? [];
  return question === undefined || owner === undefined
    ? undefined
    : openDialog(
        short ? `Ask ${owner.name}` : `Send my question to ${owner.name}`,
        POLICY.refer,
        { question },
        options,
      );
};

/** Why a question goes to one person where another was named just above. */
export function whySendOn(view: Whom & Pick<AnswerParts, 'question'>, isOwner: boolean): string {
  const [, owner] = otherHolder(view, 'policy-owner') ?? [];
  return isOwner || owner === undefined || view.question === undefined
    ? ''
    : ` Or send it to ${owner.name}, who looks after the policies.`;
}

/** Places that a button shows. */
export const hiddenPlaces = (id: string, places: readonly Quoted[]): Element | undefined =>
  places.length === 0
    ? undefined
    : section(
        { id, hidden: true },
        ...places.map((place) => section({ apart: true }, ...quoted(place), actions([readButton('Open', place)]))),
      );

/**
 * What is below every answer: its buttons, the way to a report, and where rules are shown one quiet line that asks whether they were it. Of
 * what may be a report nothing is counted: the button then names no answer that is kept, and only says who to ask.
 * @param own the buttons of the answer itself, three at most
 * @param whether absent where no rule is shown
 */
export const foot = (
  { ticket, question, isOffered }: AnswerParts,
  own: readonly (Action | undefined)[],
  whether: 'Did this help?' | 'Did one of these help?' | undefined,
): readonly (Element | undefined)[] => [
  actions([...own, isOffered ? undefined : openDialog('Report a concern', REPORT_DIALOG)]),
  whether !== undefined
    ? columns([
        { width: 'auto', items: [text(whether, { subtle: true, small: true })] },
        {
          width: 'stretch',
          items: [
            actions([
              execute('Yes', POLICY.wasIt, { ticket, wasIt: true }),
              execute('No', POLICY.wasIt, {
                ticket,
                wasIt: false,
                ...(question !== undefined && !isOffered && { question }),
              }),
            ]),
          ],
        },
      ])
    : undefined,
];
