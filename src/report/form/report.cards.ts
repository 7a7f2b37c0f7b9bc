import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  phonesInLines,
  plain,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { School } from '../../school/school.ts';
import { alsoNamed } from '../also-tell/also-tell.cards.ts';
import type { AlsoNamed } from '../also-tell/also-tell.ts';
import { isOfConduct, type Kind, type Written } from '../concern.ts';
import { type Field, type FieldId, fieldsOn, isTyped, mostOf, wordsFor } from '../fields/boxes.ts';
import type { About, Page, Typed } from '../fields/field.ts';
import type { Question } from '../naming/question.ts';
import { dutySection } from '../notice/advice.cards.ts';
import type { Phone, Receipt, Who } from '../notice.ts';
import { phoneFacts, receiptBody } from '../own-report/receipt.cards.ts';
import { BACK, BEGIN, FACTS, NAMED, OWN_ADD } from '../verbs.cards.ts';
import { whoWording } from '../wording.ts';
import type { DutyNow } from './duties.ts';

import { whomAsked } from './whom.cards.ts';

/** Without a kind, while the draft cannot be read, by what came along: a page of other reports has no box for a child. */
export const aboutOf = (kind: Kind | undefined, words: Written): About => ({
  isChild: kind === undefined ? (words.who ?? words.whereNow) !== undefined : kind === 'child',
  isConduct: kind === undefined ? words.children !== undefined : isOfConduct(kind),
  isContact: words.contact === 'yes',
});

/** A field of which a feature asks: without it the form shows nothing of that. */
export interface FormPart {
  readonly field: FieldId;
  /** Its inputs, with what is chosen in them. */
  draw(chosen: string | undefined): readonly Element[];
  /** What was sent with its inputs, under its one id; anything else is left as it came. */
  gather(sent: unknown): unknown;
}

/** The boxes of a page. What is typed is drawn from the list of fields; what is chosen, as the page says. */
export const boxesOn = (
  page: Page,
  about: About,
  words: Written,
  chosen: Readonly<Partial<Record<FieldId, readonly Element[]>>>,
): readonly Element[] =>
  fieldsOn(page)
    .filter(({ kinds }) => kinds(about))
    .flatMap((field) => (isTyped(field) ? [typedBox(field, page, about, words)] : (chosen[field.id] ?? [])));

const typedBox = ({ id, on, form, most }: Field & Typed, page: Page, about: About, words: Written): Element =>
  input.text(id, wordsFor(typeof on === 'string' ? on : on[page], about), {
    multiline: form === 'text',
    maxLength: most,
    value: words[id] ?? '',
  });

/** Who must not see it, before any text about what happened. */
export function namedCard(options: {
  readonly kind: Kind;
  readonly draft: string;
  /** What was answered before: going back must not let anyone in again. */
  readonly picked?: readonly { readonly id: string; readonly name: string }[];
  readonly name?: string | undefined;
  readonly complaint?: string | undefined;
  /** Schools at which someone named answers for such reports: it may be about what happened there. */
  readonly elsewhere?: readonly School[];
  /** The child who is named in a report that is not about a child, until it is said whether they are at risk. */
  readonly child?: string | undefined;
}): Card {
  const { kind, draft, picked = [], name, complaint, elsewhere = [], child } = options;
  const isAboutStaff = kind === 'staff';
  return card(
    heading(isAboutStaff ? 'Who is it about?' : 'Is there anyone here who shouldn’t see this?'),
    text(
      isAboutStaff
        ? 'I make sure they don’t get it. If it is about you, pick yourself.'
        : 'An adult at school it is about, or who is too close to it. I make sure they don’t get it. Leave it empty if there is nobody.',
    ),
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    ...(child === undefined ? [] : riskQuestion(child)),
    input.people('people', 'Find them by name', { many: true, picked }),
    input.text('name', 'Not on the list? Type the name', {
      maxLength: mostOf('named'),
      value: name ?? '',
    }),
    kind === 'child'
      ? input.choice('conduct', 'If you named someone: is it about something they did, or may have done?', {
          choices: [
            { title: 'Yes', value: 'yes' },
            { title: 'No, but they shouldn’t see it', value: 'no' },
          ],
          expanded: true,
        })
      : undefined,
    actions([
      submitDialog('Next', NAMED, { draft, ...(elsewhere.length > 0 && { isHere: true }) }, { primary: true }),
      ...elsewhere.map((school) =>
        submitDialog(`It is about ${school.name}`, BEGIN, { draft, choice: 'school', school: school.id }),
      ),
      submitDialog('Back', BACK, { draft, to: 'subject' }),
    ]),
  );
}

/** A child who is at risk is the DSL's, whatever it was begun as. */
const riskQuestion = (child: string): readonly Element[] => [
  plain(`You named a child: ${child}.`, { bold: true }),
  input.choice('atRisk', 'Is a child hurt or at risk in this?', {
    choices: [
      { title: 'Yes, or I’m not sure: it is a report about this child', value: 'yes' },
      { title: 'No: the child is only named in it', value: 'no' },
    ],
    expanded: true,
  }),
];

/** What is wrong with a page, and who to phone where that is better than to try again. */
export interface Complaint {
  readonly text: string;
  readonly phones: readonly Phone[];
}

export const complaintSection = ({ text: words, phones }: Complaint): Element =>
  section(
    { style: 'attention' },
    text(words, { bold: true }),
    phones.length > 0 ? phonesInLines(phones.map(({ name, number }) => [name, number])) : undefined,
  );

/**
 * Where it goes, and where it goes on to: never a promise that it stays there. Nothing while it is not known, and where nobody could open it:
 * the page says that before all else, and whom to phone.
 */
export const routeLine = (to: Who | undefined, next: Who | undefined): Element | undefined =>
  to === undefined || to.isKept ? undefined : plain(routeWords(to, next), { bold: true });

/** On the button: to whom, where someone there can open it. */
export const sendTitle = (to: Who | undefined): string =>
  to === undefined || to.isKept ? 'Send' : `Send to ${whoWording(to)}`;

export const routeWords = (to: Who, next: Who | undefined): string => {
  const goes = `This goes to ${whoWording(to)}${to.recipient === 'dsl' && !to.isAlone ? ', and the deputies' : ''}.`;
  return next === undefined ? goes : `${goes} If they do not act in time, it goes on to ${whoWording(next)}.`;
};

/**
 * What happened: fact, their words and what was asked, each in a box of its own. What must be there is asked for by the handler that
 * takes it in: a box that Teams insists on would keep its writer from going back with what is in the others. Without `kind`
 * and `to` while the draft cannot be read.
 */
export function factsCard({
  kind,
  draft,
  words,
  to,
  next,
  duties = [],
  parts = [],
  complaint,
}: {
  readonly kind?: Kind;
  readonly draft: string;
  readonly words: Written;
  /** What features ask for. */
  readonly parts?: readonly FormPart[] | undefined;
  readonly to?: Who;
  /** Who is told when they do not act. */
  readonly next?: Who | undefined;
  readonly duties?: readonly DutyNow[];
  readonly complaint?: Complaint;
}): Card {
  const about = aboutOf(kind, words);
  return card(
    routeLine(to, next),
    ...duties.filter(({ isNear }) => isNear).map(dutySection),
    complaint ? complaintSection(complaint) : undefined,
    heading('What happened'),
    about.isChild
      ? text(
          'One report for each child. If it is about several, send this one first: then you can go on with the next.',
          {
            subtle: true,
            small: true,
          },
        )
      : undefined,
    ...boxesOn('facts', about, words, Object.fromEntries(parts.map(({ field, draw }) => [field, draw(words[field])]))),
    actions([
      submitDialog('Next', FACTS, { draft }, { primary: true }),
      submitDialog('Back', BACK, { draft, to: 'account' }),
    ]),
    text('What you have written is kept when you press Next or Back. Nobody sees it before you send it.', {
      subtle: true,
      small: true,
    }),
  );
}

/** The last page of the dialog. */
export const sentCard = (
  receipt: Receipt,
  now: Date,
  {
    duties = [],
    isChild = false,
    isBrief = false,
    whom,
    waitsUntil,
    isMore = false,
    isForNobody = false,
    named = [],
  }: {
    readonly duties?: readonly DutyNow[];
    readonly isChild?: boolean;
    /** Only what a report cannot do without was written. */
    readonly isBrief?: boolean;
    readonly whom?: Question | undefined;
    readonly waitsUntil?: Date;
    /** Sent before: what was written since is added to it. */
    readonly isMore?: boolean;
    /** Everyone at the school who could open it may be meant. */
    readonly isForNobody?: boolean;
    /** Who the school's policy names beside them. */
    readonly named?: readonly AlsoNamed[];
  } = {},
): Card =>
  card(
    section(
      { style: 'good' },
      heading(`Saved. Your reference is ${receipt.reference}`),
      isMore
        ? text('You had already sent it. What you have changed since has been added to it.', { bold: true })
        : undefined,
    ),
    isForNobody
      ? section(
          { style: 'attention' },
          text(
            'As things stand, nobody at the school can open it: it may be about everyone who could. In danger now: phone 999. Please phone someone outside now:',
            { bold: true },
          ),
          phoneFacts(receipt.phones),
        )
      : undefined,
    ...(whom ? whomAsked(receipt.id, whom, waitsUntil) : []),
    ...receiptBody({ ...receipt, asksWhom: false, asksAdult: false }, now),
    ...alsoNamed(receipt.id, named),
    ...ownDuties(duties),
    'A card in our chat shows when a person has read it. You can close this.',
    actions([
      isBrief ? submitDialog('Add the rest', OWN_ADD, { concern: receipt.id }) : undefined,
      isChild ? submitDialog('Report another child involved', BEGIN, { choice: 'beside', of: receipt.id }) : undefined,
      ...duties
        .filter(({ isNear }) => !isNear)
        .map(({ duty }) => toggle(`${duty.title}: your own duty`, [dutyId(duty)])),
    ]),
  );

/** What has to do with the report is in full; of other duties a button says that they are there. */
const ownDuties = (duties: readonly DutyNow[]): readonly (Element | undefined)[] => [
  duties.some(({ isNear }) => isNear) ? text('Your report does not do this for you:', { bold: true }) : undefined,
  ...duties.map((now) =>
    now.isNear ? dutySection(now) : section({ id: dutyId(now.duty), hidden: true }, dutySection(now)),
  ),
];

const dutyId = ({ id }: DutyNow['duty']): string => `duty-${id}`;

/** The report could not be saved: the words stay in the form, and the numbers are there. */
export const NOT_SAVED =
  'Your report is NOT saved. Please phone now, and press Send again: what you wrote is still here.';

/** The same at a page before the last. */
export const NOT_KEPT =
  'What you wrote here is NOT saved. If it cannot wait, please phone now. Then press Next again: it is still in the boxes.';

/** The form belongs to a draft that was sent, removed or never theirs. */
export const STALE_DRAFT =
  'This form is no longer open. If you sent it, its card is in our chat. If not, please start again. In danger now: 999.';

/** What is wrong with a page that comes back, and in which of its inputs. */
export interface Wrong {
  readonly said: string;
  /** By the ids of its inputs; none where it is nothing that was typed. */
  readonly at?: readonly string[];
}

/** The title of every page that comes back: nobody may close it and think that their report has gone. */
export const NOT_SENT = 'Nothing was sent yet';

/** The same in front of each input that it is about: on a phone the head of a page is out of sight there. */
export const withWrong = (page: Card, { said, at = [] }: Wrong): Card => ({
  ...page,
  body: page.body.flatMap((element) =>
    at.some((id) => id === element.id)
      ? [text(`${NOT_SENT}. ${said}`, { bold: true, tone: 'attention' }), element]
      : [element],
  ),
});

export const NAMES_MISSING = {
  'unknown-person': {
    said: 'I could not find one of them in the directory. Please pick again, or write the name.',
    at: ['people'],
  },
  'needs-name': { said: 'Please pick or write who it is about, so that it does not reach them.', at: ['people'] },
  'needs-conduct': {
    said: 'Please say whether it is about something that they did or may have done. It decides who gets it.',
    at: ['conduct'],
  },
  'needs-risk': {
    said: 'Please say whether the child is hurt or at risk. It decides who gets it.',
    at: ['atRisk'],
  },
} as const satisfies Record<string, Wrong>;

export const answersElsewhere = (schools: readonly School[]): Wrong => ({
  said: `Someone you named is responsible for such reports at ${schools.map(({ name }) => name).join(' and ')}. If it happened there, choose that school. If it happened here, press Next again.`,
});

export const SUBJECT_MISSING: Wrong = { said: 'Please say who or what it is about.', at: ['about'] };

export const CHILD_MISSING: Wrong = {
  said: 'Please write the name and class of the child, or “not known”.',
  at: ['who'],
};

export const ACCOUNT_MISSING = {
  'needs-account': { said: 'Please write what you saw or heard.', at: ['seen'] },
  'needs-contact': { said: 'Please say where it was, and whether you answered.', at: ['where', 'replied'] },
  'needs-child': { said: 'Please write the name and class, or “not known”.', at: ['who'] },
} as const satisfies Record<string, Wrong>;

export const INCOMPLETE_ACCOUNT =
  'Please say whether anyone needs to act today, and write no more than 6,000 characters in a box.';

export const INCOMPLETE =
  'Please say whether anyone needs to act today, and keep each answer within its limit: 6,000 characters, 2,000 for who else knows.';

export const TOO_LONG =
  'Please keep each answer within its limit: 6,000 characters, 2,000 for what you asked and how they seemed. You can add more after sending.';
