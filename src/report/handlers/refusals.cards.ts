import { formatRecent } from '../../kernel/time.ts';
import type { Outgoing } from '../../platform/teams/card.ts';
import type { Phone } from '../notice.ts';
import type { Opened } from '../opening/open.ts';
import type { NotShown } from '../own-report/own-report.ts';
import type { ActOutcome, NotNow } from '../triage/acts.ts';
import { ENTRY_WORDING, RECIPIENT_WORDING } from '../wording.ts';

/** One answer for what is not theirs and for what does not exist. */
export const NOT_AVAILABLE =
  'This is not available to you. If you think it should be, please ask the DSL or the headteacher. In danger now: 999.';

/** The same for a command that someone typed. */
export const NOT_THEIRS: Outgoing = { text: NOT_AVAILABLE, whose: ['dsl', 'headteacher'] };

const CANNOT_CHECK_PERSON =
  'I cannot reach the directory, and it has not confirmed your account within the last day, so I show nothing. Nothing is lost. I check again every five minutes and each time you press the button. Please try again then, and tell IT now.';

const CANNOT_CHECK =
  'I can’t check just now who is in this channel, so I won’t open it here. I am sending it to each of you in our own chat: please open it there, in a moment. In danger now: 999.';

/** Why a record is not shown, in words that tell nothing about it. */
export function refusal(outcome: Exclude<Opened, { kind: 'open' | 'locked' }>): string {
  switch (outcome.kind) {
    case 'not-available':
      return NOT_AVAILABLE;
    case 'cannot-check':
      return outcome.what === 'person'
        ? `${CANNOT_CHECK_PERSON} Until then phone: ${numbersOf(outcome.phones)}. In danger now: 999.`
        : CANNOT_CHECK;
    case 'moved':
      return outcome.isStillTheirs
        ? `Other people can see this channel just now, so I won’t open it here. I am sending it to each of you in our own chat${outcome.isNextTold ? ', and the next in line is told as well' : ''}. Please open it there.`
        : `This report has gone to ${RECIPIENT_WORDING[outcome.to]}. It is no longer available here.`;
    case 'key-lost':
      return `${SEALED} If you know who reported it, speak to them today. You can also phone: ${numbersOf(outcome.phones)}. In danger now: 999.`;
    default:
      return outcome satisfies never;
  }
}

const SEALED =
  'This report is there and is not lost, but nobody can open it: the key that opens it is missing, or I am not allowed to use it. Tell the IT lead today. It opens again as soon as the key is back.';

export const numbersOf = (phones: readonly Phone[]): string =>
  phones.map(({ name, number }) => `${name}, ${number}`).join('; ');

/** The same for the reporter of it. */
export const ownRefusal = (outcome: NotShown): string =>
  outcome.kind === 'not-available'
    ? NOT_AVAILABLE
    : `Your report ${outcome.reference} is there and is not lost, but I cannot see its progress or add to it: the key that opens it is missing, or I am not allowed to use it. Tell the IT lead today. Don’t assume that anyone has read it: speak today to the person at school who has to act, unless it is about them, or phone: ${numbersOf(outcome.phones)}. In danger now: 999.`;

export const overtaken = ({ did, by, at }: Extract<ActOutcome, { kind: 'overtaken' }>, now: Date): string =>
  `${by ?? 'Someone else'} ${ENTRY_WORDING[did]} at ${formatRecent(at, now)}, before you. Nothing of yours was recorded.`;

/** Why something cannot be done as things are. */
export const saysNotNow = (outcome: Extract<ActOutcome, { kind: 'not-now' }>): string =>
  outcome.says ?? NOT_NOW[outcome.why];

export const NOT_NOW: Readonly<Record<NotNow, string>> = {
  status: 'This cannot be done as the report stands now. A report is closed only after a decision is recorded.',
  'no-reason': 'Please give the reason.',
  'no-review-date': 'Monitoring needs a review date.',
  'past-review-date': 'The review date must be in the future.',
  'no-day': 'Please choose a date.',
  'no-day-received': 'Please say on which day it was received.',
  'no-about': 'Please choose who it is about, as you see it now.',
  'not-a-reader': 'This person cannot open the report, so it cannot be handed to them.',
  'no-such-recipient': 'It cannot go there: someone there is too close to it, or nobody holds that role.',
  'no-such-reference': 'I cannot find a report with that reference that you may open.',
  same: 'That has already been done.',
  'no-such-decision': 'That is not for this kind of report. Please choose another.',
  'nobody-new': 'Everyone who holds its role now has it already.',
  'no-such-category': 'That category is not on your school’s list. Please choose from the list.',
  'no-time': 'Please give a day and a time in the past, such as 14:30.',
  who: 'Please say who it is about, so that they can never open it.',
  'kept-apart':
    'These two stay apart: someone who reads one of them must not find out about the other. Nothing was linked.',
  'stays-apart': 'A record about an adult stays apart from children’s records. Pass it on as it is.',
  stub: 'The text of this report is no longer kept here, so this is not possible.',
  'not-your-role': 'This cannot be undone, so it is for the DSL or the person who holds the role, not for a deputy.',
  held: 'None of it may be removed: it is on hold.',
  undelivered: 'It has not been delivered to those who hold it now.',
  unread: 'Something in it has not been read by a person yet. Open it first.',
  'open-question':
    'The reporter has not answered the question that was asked. They can still add to their report; after four weeks without a word it can be reduced.',
  'not-handed-over':
    'It has not been received elsewhere, and it is not yet due for removal. First record who received it and their reference.',
  'changed-since':
    'Something has been added since it was handed over, including closing it. Export it again, and record that this was received too.',
  'no-receipt': 'Please give their reference and who confirmed receipt.',
  'no-agreement':
    'Please say who agreed to this. At the end of its retention period, that is the data protection officer.',
  'wrong-reference': 'The reference that you typed does not match this report. Nothing was done.',
  'no-date': 'Please choose a day in the future.',
  'no-rule': 'Your school has no rule by age for this kind of report. Choose a day instead.',
};
