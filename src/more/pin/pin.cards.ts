import { formatInstant, formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { boxesOf, chosenIn } from '../../report/handlers/form-recovery.cards.ts';
import type { FeatureNotice } from '../../report/host.ts';
import type { NoticeCards } from '../../report/notice/notice.cards.ts';
import type { Locked } from '../../report/opening/read-guard.ts';
import { phoneFacts } from '../../report/own-report/receipt.cards.ts';
import { ENTER_PIN, MAKE_CODE, OWN_PIN, SET_PIN } from '../../report/verbs.cards.ts';
import type { PinEvent } from './pin-ports.ts';
import type { AboutPin, PinRefused } from './second-step.ts';

/** The boxes of these cards whose content goes nowhere but into the check: never back onto a card. */
export const SECRETS = ['pin', 'pinAgain', 'code'] as const;

const pinBox = (id: 'pin' | 'pinAgain', label: string): Element =>
  input.text(id, label, { maxLength: 20, isSecret: true });

const newPinBoxes = (): readonly Element[] => [
  input.text('code', 'The code that someone made for you (required)', { maxLength: 20 }),
  pinBox('pin', 'Your new PIN: six to twelve digits that only you know (required)'),
  pinBox('pinAgain', 'The same PIN again (required)'),
];

const HOW_TO_GET_A_CODE =
  'Ask someone else who takes reports at your school to type **pin** in their own chat with me and to make a code for you. They never see your PIN.';

const complaintBox = (why: PinRefused | undefined, now: Date): Element | undefined =>
  why && section({ style: 'warning' }, text(pinRefusal(why, now), { bold: true }));

/** What stands in the way of a PIN, without a digit of it. */
export function pinRefusal(why: PinRefused, now: Date): string {
  switch (why.kind) {
    case 'not-digits':
      return 'A PIN is six to twelve digits and nothing else.';
    case 'trivial':
      return 'This PIN is too easy to guess. Please choose another.';
    case 'not-twice':
      return 'The two are not the same. Please type your new PIN twice.';
    case 'wrong-code':
      return 'This code is wrong, has been used, or has expired. Please ask for a new one.';
    case 'wrong':
      return why.until === undefined
        ? 'That PIN is wrong. Nothing was opened; please try again.'
        : `That PIN is wrong, and there have been too many wrong tries. You can try again at ${formatTime(why.until)}${onAnotherDay(why.until, now)}. A new PIN can be set at once, with a code.`;
    case 'wait':
      return `There have been too many wrong tries, so I did not check it. You can try again at ${formatTime(why.until)}${onAnotherDay(why.until, now)}. A new PIN can be set at once, with a code.`;
    default:
      return why satisfies never;
  }
}

const onAnotherDay = (at: Date, now: Date): string =>
  formatInstant(at).slice(0, -7) === formatInstant(now).slice(0, -7) ? '' : ' tomorrow';

export interface ClosedPage {
  readonly closed: Locked;
  /** What came with the button, without secrets: it goes on with this, and what was written stays in its boxes. */
  readonly data: unknown;
  /** The step that goes on once it is open. */
  readonly step: string;
  readonly now: Date;
  readonly why?: PinRefused | undefined;
  /** A new PIN is to be set, though there is one. */
  readonly isNew?: boolean;
}

/** In place of a record's content, until the step is taken. */
export function closedCard({ closed, data, step, now, why, isNew = closed.has !== 'pin' }: ClosedPage): Card {
  const { reference, has, phones } = closed;
  const onward = { ...chosenIn(data), step };
  const isRecord = reference !== undefined;
  return card(
    heading(isRecord ? `Report ${reference} is closed` : 'The search is closed'),
    complaintBox(why, now),
    text(whyClosed(closed)),
    isNew && has === 'pin' ? text(HOW_TO_GET_A_CODE) : undefined,
    ...(isNew ? newPinBoxes() : [pinBox('pin', 'Your PIN')]),
    ...boxesOf(data),
    isNew
      ? actions([
          submitDialog('Set my PIN and open', SET_PIN, onward, { primary: true }),
          has === 'pin' ? submitDialog('Back to my PIN', ENTER_PIN, onward) : undefined,
        ])
      : actions([
          submitDialog('Open', ENTER_PIN, onward, { primary: true }),
          submitDialog('Set a new PIN', SET_PIN, onward),
        ]),
    isRecord
      ? section(
          { apart: true },
          '**If it cannot wait, do not wait for a PIN.** In danger now: **999**. You can also phone:',
          phoneFacts(phones),
          text('You can acknowledge the report on its card without a PIN.', { subtle: true, small: true }),
        )
      : undefined,
  );
}

function whyClosed({ has, closesAfterMinutes, reference }: Locked): string {
  const after = `${closesAfterMinutes} ${closesAfterMinutes === 1 ? 'minute' : 'minutes'}`;
  const opens = reference === undefined ? 'the search through reports' : 'a report';
  switch (has) {
    case 'pin':
      return `Your school asks for your PIN before ${opens} opens. It closes again after ${after} without activity.`;
    case 'no-pin':
      return `Your school asks for a PIN before ${opens} opens, and you have none yet. ${HOW_TO_GET_A_CODE}`;
    case 'not-for-this':
      return 'Your PIN was set with a code from someone this report must not reach, so it does not open it. Ask someone else who takes reports at your school for a code: they type **pin** in their own chat with me. Do not say which report it is for.';
    default:
      return has satisfies never;
  }
}

/** How it stands with someone's own PIN, in their own chat. */
export const aboutPinCard = ({ isAsked, hasPin, colleagues, events }: AboutPin, nameOf: (id: string) => string): Card =>
  card(
    heading('Your PIN for opening reports'),
    text(
      isAsked
        ? `Your school asks for a PIN before a report opens. ${hasPin ? 'You have one.' : 'You have none yet, so you can acknowledge reports but not open them.'}`
        : 'Your school does not ask for a PIN before a report opens.',
      { bold: true },
    ),
    'Never type a PIN or a code into a chat, mine included: it would stay there.',
    events.length > 0
      ? facts(events.map((event) => [formatInstant(event.at), eventWords(event, nameOf)] as const))
      : undefined,
    actions([
      openDialog(hasPin ? 'Set a new PIN' : 'Set my PIN', OWN_PIN),
      colleagues.length > 0 ? openDialog('Make a code for a colleague', MAKE_CODE) : undefined,
    ]),
  );

function eventWords({ kind, actor }: PinEvent, nameOf: (id: string) => string): string {
  switch (kind) {
    case 'code':
      return `${nameOf(actor)} made a code for you`;
    case 'set':
      return `A PIN was set with a code from ${nameOf(actor)}`;
    case 'wrong':
      return 'A wrong PIN was typed';
    case 'paused':
      return 'A wrong PIN was typed again; the next try had to wait';
    default:
      return kind satisfies never;
  }
}

/** Setting one's own PIN, away from any report. */
export const ownPinCard = (now: Date, why?: PinRefused): Card =>
  card(
    heading('Set your PIN for opening reports'),
    complaintBox(why, now),
    text(`${HOW_TO_GET_A_CODE} Someone a report is about cannot help you to open it: choose a person you trust.`),
    ...newPinBoxes(),
    actions([submitDialog('Set my PIN', SET_PIN, {}, { primary: true })]),
  );

export const makeCodeCard = (
  { colleagues, hasPin }: Pick<AboutPin, 'colleagues' | 'hasPin'>,
  now: Date,
  problem: { readonly why?: PinRefused; readonly isNobody?: boolean } = {},
): Card =>
  card(
    heading('Make a code for a colleague'),
    complaintBox(problem.why, now),
    problem.isNobody ? section({ style: 'warning' }, text('Please choose who it is for.', { bold: true })) : undefined,
    'They use it to set their own PIN, which you never see. Until they do, the PIN that they have keeps working. They are told that you made it, and it is recorded.',
    input.choice('person', 'Who is it for? (required)', {
      choices: colleagues.map(({ id, name }) => ({ title: name, value: id })),
    }),
    hasPin ? pinBox('pin', 'Your own PIN (required)') : undefined,
    actions([submitDialog('Make a code', MAKE_CODE, {}, { primary: true })]),
  );

/** Shown once, in a dialog: it is kept on no card and in no chat. */
export const codeCard = (code: string, name: string, until: Date): Card =>
  card(
    heading(`A code for ${name}`),
    plain(`${code.slice(0, 4)}-${code.slice(4)}`, { bold: true }),
    text(
      `Read it out to them, face to face, or on the phone if you know their voice. Do not send it in a message. It works once, until ${formatTime(until)}, and is not shown again.`,
    ),
  );

const NEWS: Readonly<Record<FeatureNotice<'pin'>['what'], (name: string) => readonly [string, string]>> = {
  code: (name) => [
    'A code for your PIN was made',
    `${name} made a code with which you can set a PIN for opening reports. If you did not ask for it, speak to them. Your PIN has not changed.`,
  ],
  set: (name) => [
    'Your PIN was set',
    `A PIN for opening reports was set for you, with a code from ${name}. If it was not you who set it, someone had your phone or computer: tell the headteacher or the IT lead, and set a new one.`,
  ],
  'set-with-yours': (name) => [
    'A PIN was set with your code',
    `${name} set a PIN for opening reports with the code that you made. If you did not make one for them, tell the headteacher or the IT lead.`,
  ],
  paused: () => [
    'Your PIN was wrong five times',
    'A wrong PIN for opening reports was typed five times in a row under your name. If it was not you, someone has your phone or computer: set a new PIN, and tell the IT lead. Type **pin** to see when.',
  ],
};

/** News about a PIN. Says nothing about any report. */
const pinNewsCard = ({ what, name = 'A colleague' }: FeatureNotice<'pin'>): Card => {
  const [title, words] = NEWS[what](name);
  return card(heading(title), text(words));
};

export const pinNotices: NoticeCards = {
  pin: (notice) => ({ card: pinNewsCard(notice), summary: 'About your PIN for opening reports' }),
};
