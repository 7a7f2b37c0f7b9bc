import type { Fault } from '../../kernel/calls/fault.ts';
import type { Delivery, MessageRef } from '../../kernel/messages.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import type { EventFacts, NewEvent } from '../evidence/event.ts';
import type { Person, PersonState, Reason, Step } from '../register/person.ts';

/** The result of installing the app for someone. */
export type InstallResult = 'installed' | 'already' | 'blocked-by-policy' | 'no-teams';

/** The result of a claim. The store writes it only if the claim is still this worker's. */
export interface Settlement {
  readonly state: PersonState;
  readonly reason: Reason | undefined;
  readonly step: Step;
  readonly attempts: number;
  readonly nextAttemptAt: Date | undefined;
  readonly message: MessageRef | undefined;
  /** The card may have arrived although nobody said so: the next one may be a second. */
  readonly mayHaveArrived: boolean;
  readonly at: Date;
  readonly events: readonly NewEvent[];
}

/** A call that was made for one person, and its result. */
export type Attempt =
  | { readonly kind: 'install'; readonly result: InstallResult }
  | { readonly kind: 'send'; readonly delivery: Delivery }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Teams tells the bot about a new installation a moment later; the chat it names saves a call. */
const INSTALL_SETTLES_MS = 300;
const LONGEST_PAUSE_MS = 10 * MINUTE_MS;
/** After this many tries that are not anyone's passing trouble, a person is named instead of tried every minute. */
const TRIES = 5;
/** A state that only a person can mend is looked at again after this long. */
const LOOK_AGAIN_MS: Readonly<Partial<Record<Reason, number>>> = {
  'no-permission': 30 * MINUTE_MS,
  'keeps-failing': 6 * HOUR_MS,
  'app-not-allowed': DAY_MS,
  'never-used-teams': DAY_MS,
  'blocked-the-app': 7 * DAY_MS,
};

/**
 * What happens next for one person after one call. Pure; `random` is 0 to 1 and spreads retries, so that people who failed
 * together do not come back together.
 */
export function settle(person: Person, attempt: Attempt, now: Date, random: number): Settlement {
  switch (attempt.kind) {
    case 'install':
      return afterInstall(person, attempt.result, now);
    case 'send':
      return afterSend(person, attempt.delivery, now, random);
    case 'fault':
      return afterFault(person, attempt.fault, now, random);
    default:
      return attempt satisfies never;
  }
}

function afterInstall(person: Person, result: InstallResult, now: Date): Settlement {
  switch (result) {
    case 'installed':
      return again(person, now, { step: 'send', inMs: INSTALL_SETTLES_MS });
    case 'already':
      return again(person, now, { step: 'send', inMs: 0 });
    case 'blocked-by-policy':
      return unreachable(person, now, 'app-not-allowed', 'install');
    case 'no-teams':
      return unreachable(person, now, 'never-used-teams', 'install');
    default:
      return result satisfies never;
  }
}

function afterSend(person: Person, delivery: Delivery, now: Date, random: number): Settlement {
  switch (delivery.kind) {
    case 'sent':
      return {
        state: 'asked',
        reason: undefined,
        step: 'send',
        attempts: person.attempts,
        nextAttemptAt: undefined,
        message: delivery.ref,
        mayHaveArrived: false,
        at: now,
        events: [{ kind: 'asked', at: now, person: person.id, facts: { card: delivery.ref.activityId } }],
      };
    case 'not-installed':
      return failing(person, now, { step: 'install', inMs: pause(person.attempts, random) });
    case 'blocked':
      return unreachable(person, now, 'blocked-the-app', 'send');
    // The chat went away between opening and sending: the next try opens another.
    case 'gone':
      return failing(person, now, { step: 'send', inMs: pause(person.attempts, random) });
    default:
      return delivery satisfies never;
  }
}

function afterFault(person: Person, fault: Fault, now: Date, random: number): Settlement {
  const next = nextAfterFault(person, fault, now, random);
  if (person.step !== 'send' || !fault.mayBeDone) return next;
  // Twice, and saying so, is better than never: there is no way to ask Teams whether the card is there.
  const event: NewEvent = { kind: 'possible-duplicate', at: now, person: person.id, facts: { after: fault.code } };
  return { ...next, mayHaveArrived: true, events: [event, ...next.events] };
}

function nextAfterFault(person: Person, fault: Fault, now: Date, random: number): Settlement {
  const inMs = Math.max(pause(person.attempts, random), fault.retryAfterMs ?? 0);
  if (fault.isPassing) return again(person, now, { step: person.step, inMs, reason: 'service-busy' });
  if (fault.code === 'forbidden') return unreachable(person, now, 'no-permission', person.step);
  return failing(person, now, { step: person.step, inMs });
}

/** Doubling from one second, spread between half and the whole. */
function pause(attempts: number, random: number): number {
  return Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** Math.min(attempts, 20)) * (0.5 + random / 2);
}

function again(person: Person, now: Date, next: { step: Step; inMs: number; reason?: Reason }): Settlement {
  return {
    state: 'waiting',
    reason: next.reason,
    step: next.step,
    attempts: next.step === person.step ? person.attempts + 1 : 0,
    nextAttemptAt: new Date(now.getTime() + next.inMs),
    message: undefined,
    mayHaveArrived: false,
    at: now,
    events: [],
  };
}

/** An answer that should have been better: tried again a few times in a row, then named. */
function failing(person: Person, now: Date, next: { step: Step; inMs: number }): Settlement {
  // Earlier busy answers of a service do not count as failures. Counted on across steps: they may send someone back and forth.
  const tries = (person.reason === 'service-busy' ? 0 : person.attempts) + 1;
  if (tries >= TRIES) return unreachable(person, now, 'keeps-failing', next.step);
  return { ...again(person, now, next), attempts: tries };
}

function unreachable(person: Person, now: Date, reason: Reason, step: Step): Settlement {
  const facts: EventFacts = { reason };
  return {
    state: 'unreachable',
    reason,
    step,
    attempts: person.attempts + 1,
    nextAttemptAt: new Date(now.getTime() + (LOOK_AGAIN_MS[reason] ?? DAY_MS)),
    message: undefined,
    mayHaveArrived: false,
    at: now,
    // Looked at again every day: only a new reason is news.
    events: person.reason === reason ? [] : [{ kind: 'unreachable', at: now, person: person.id, facts }],
  };
}
