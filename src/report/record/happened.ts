import { dayOf, formatDay, type IsoDay, instantOf, parseDay } from '../../kernel/time.ts';
import type { Entry, Facts } from '../concern.ts';

/** When something happened, where that is not when it was written down. */
export interface Happened {
  readonly on: IsoDay;
  /** `14:30`, where it is known. */
  readonly at?: string | undefined;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What was said about it, or why it cannot be taken down: nothing has happened in the future. */
export function readHappened(
  on: IsoDay | undefined,
  at: string | undefined,
  now: Date,
): Happened | 'no-time' | undefined {
  const time = (at ?? '').trim();
  if (on === undefined) return time === '' ? undefined : 'no-time';
  if (time !== '' && !TIME.test(time)) return 'no-time';
  const isComing = on > dayOf(now) || (time !== '' && instantOf(on, time) > now);
  return isComing ? 'no-time' : { on, ...(time !== '' && { at: time }) };
}

/** As codes of an event: a day and a time say nothing about what it was. */
export const happenedFacts = ({ on, at }: Happened): Facts => ({
  happenedOn: on,
  ...(at !== undefined && { happenedAt: at }),
});

export function happenedIn({ facts = {} }: Pick<Entry, 'facts'>): Happened | undefined {
  const on = parseDay(facts.happenedOn);
  const { happenedAt } = facts;
  return on && { on, ...(typeof happenedAt === 'string' && TIME.test(happenedAt) && { at: happenedAt }) };
}

/** Where it stands in a story. Of a day without a time, at its beginning. */
export const happenedInstant = ({ on, at }: Happened): Date => instantOf(on, at ?? '00:00');

/** `2 November 2026, 14:30` */
export const happenedWords = ({ on, at }: Happened): string => `${formatDay(on)}${at === undefined ? '' : `, ${at}`}`;
