import { codesOf } from '../../kernel/codes.ts';
import type { UserId } from '../../kernel/ids.ts';
import { addDays, DAY_MS, dayOf, instantOf, parseDay } from '../../kernel/time.ts';
import type { Entry, Facts } from '../../report/concern.ts';
import {
  AUTHOR_WORDING,
  type Author,
  LOOKED_WORDING,
  type Looked,
  PARENT_WORDING,
  type ParentStep,
  PLATFORM_WORDING,
  type Platform,
  SUPPORT_WORDING,
  type SupportAnswer,
} from '../../report/record/case-codes.ts';

/** How far a case is, from what was written down in it. Nothing here was typed by anyone. */
export interface CaseState {
  /** Who it is about: the member of staff who sees how far it is. */
  readonly affected: UserId;
  readonly evidence: number;
  readonly asked: Asked | undefined;
  /** What was found the last time someone looked. */
  readonly looked: { readonly found: Looked; readonly at: Date } | undefined;
  readonly askedProviderAt: Date | undefined;
  /** They have to complain themselves, and have been given the text for it. */
  readonly ownComplaint: { readonly platform: Platform; readonly at: Date } | undefined;
  /** Whether the member of staff agrees that the police are told; `undefined` as long as nobody knows. */
  readonly consent: boolean | undefined;
  readonly policeAt: Date | undefined;
  readonly support: { readonly answer: SupportAnswer; readonly at: Date } | undefined;
  readonly author: Author | undefined;
  readonly parent: readonly ParentStep[];
}

export interface Asked {
  readonly platform: Platform;
  readonly at: Date;
  /** What the policy aims at: a day after asking. No host has promised it. */
  readonly aim: Date;
}

const among = <T extends string>(
  wording: Readonly<Record<T, string>>,
  fact: Facts[string] | undefined,
): T | undefined => codesOf(wording).find((one) => one === fact);

/** The newest of each step counts; of evidence and of what was done with a parent, all. */
export function caseOf(reporter: UserId, entries: readonly Entry[]): CaseState {
  const steps = entries.filter(({ kind }) => kind === 'case');
  const of = (step: string): readonly Entry[] => steps.filter(({ facts }) => facts?.step === step);
  const last = (step: string): Entry | undefined => of(step).at(-1);
  const platform = (entry: Entry | undefined): Platform => among(PLATFORM_WORDING, entry?.facts?.platform) ?? 'other';
  const looked = last('looked');
  const support = last('support');
  const own = last('own-complaint');
  const consent = last('consent')?.facts?.given;
  return {
    affected: affectedIn(last('affected')) ?? reporter,
    evidence: of('evidence').length,
    asked: askedIn(last('asked-host'), platform),
    looked: looked && { found: among(LOOKED_WORDING, looked.facts?.found) ?? 'there', at: looked.at },
    askedProviderAt: last('asked-provider')?.at,
    ownComplaint: own && { platform: platform(own), at: own.at },
    consent: typeof consent === 'boolean' ? consent : undefined,
    policeAt: last('police')?.at,
    support: support && { answer: among(SUPPORT_WORDING, support.facts?.answer) ?? 'offered', at: support.at },
    author: among(AUTHOR_WORDING, last('author')?.facts?.author),
    parent: of('parent').flatMap(({ facts }) => among(PARENT_WORDING, facts?.how) ?? []),
  };
}

/** Who it is about is in the sealed words: the facts of an event tell of nobody. */
const affectedIn = (entry: Entry | undefined): UserId | undefined => entry?.words?.affected as UserId | undefined;

function askedIn(entry: Entry | undefined, platform: (entry: Entry) => Platform): Asked | undefined {
  if (!entry) return undefined;
  const said = entry.facts?.askedAt;
  const at = typeof said === 'string' ? new Date(said) : entry.at;
  return { platform: platform(entry), at, aim: new Date(at.getTime() + DAY_MS) };
}

/** Whether it was gone when someone last looked, and nobody has asked a host since. */
export const isGone = ({ looked, asked }: CaseState): boolean =>
  looked !== undefined && looked.found !== 'there' && (asked === undefined || looked.at >= asked.at);

/** Days after asking on which someone looks whether it has gone. */
export const LOOK_AFTER_DAYS = [1, 3, 7] as const;

/**
 * When someone is to look next: a day after the host was asked, to the minute; then on the third and the seventh day, also where
 * it is gone, because it comes back. Still there after that, every seventh day: what is decided does not rest without a date.
 * @param opens when the school's day begins, `08:00`
 */
export function nextLook(
  asked: Pick<Asked, 'at' | 'aim'>,
  isThere: boolean,
  now: Date,
  opens: string,
): Date | undefined {
  if (asked.aim > now) return asked.aim;
  const days = LOOK_AFTER_DAYS.slice(1).map((after) => instantOf(addDays(dayOf(asked.at), after), opens));
  const next = days.find((day) => day > now);
  if (next) return next;
  return isThere ? instantOf(addDays(dayOf(now), 7), opens) : undefined;
}

/** A time that someone typed as a day and an hour; `undefined` where it is none, or has not come yet. */
export function typedInstant(day: string, time: string, now: Date): Date | undefined {
  if (day === '') return now;
  const parsed = parseDay(day);
  if (!parsed) return undefined;
  const at = instantOf(parsed, /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '12:00');
  return at <= now ? at : dayOf(now) === parsed && time === '' ? now : undefined;
}
