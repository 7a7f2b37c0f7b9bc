import { formatRecent } from '../../kernel/time.ts';
import type { Outgoing } from '../../platform/teams/card.ts';
import { ENTRIES, RECIPIENT_WORDING } from '../concern.ts';
import type { Phone } from '../notice.ts';
import type { Opened } from '../opening/open.ts';
import type { NotShown } from '../own-report/own-report.ts';
import type { ActOutcome } from '../triage/act.ts';
import { NOT_NOW } from '../triage/not-now.ts';

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
  `${by ?? 'Someone else'} ${ENTRIES[did].said} at ${formatRecent(at, now)}, before you. Nothing of yours was recorded.`;

/** Why something cannot be done as things are. */
export const saysNotNow = (outcome: Extract<ActOutcome, { kind: 'not-now' }>): string =>
  outcome.says ?? NOT_NOW[outcome.why];
