import { dayOf } from '../../kernel/time.ts';
import type { LegalDuty, School } from '../../school/school.ts';
import type { Entry, Kind, Written } from '../concern.ts';
import { asCorrected } from '../same-child/corrected.ts';

/** A duty as it stands on a day. */
export interface DutyNow {
  readonly duty: LegalDuty;
  /** Its owner should have looked at it by now. It still counts: a law does not end because nobody looked. */
  readonly isReviewDue: boolean;
  /** What was written has to do with it, as far as words can tell; of the others only their names are shown. */
  readonly isNear: boolean;
}

/**
 * The personal duties that a report of this kind does not discharge: those in force at this school on the day.
 * @param words what is written so far
 */
export const dutiesOn = (school: School, kind: Kind, now: Date, words: Written = {}): readonly DutyNow[] =>
  inForce(school, kind, now, Object.values(words)).filter(({ duty }) => duty.whose !== 'reader');

/**
 * The duties with which the words of a report have to do, for those who have it: also those that are not its reporter’s own.
 * @param entries its trail: the account, and what its reporter wrote since
 */
export const dutiesInWords = (school: School, kind: Kind, now: Date, entries: readonly Entry[]): readonly DutyNow[] => {
  const written = asCorrected(entries)
    .filter((entry) => OF_REPORTER.includes(entry.kind))
    .flatMap(({ words = {} }) => Object.values(words));
  return inForce(school, kind, now, written).filter(({ duty, isNear }) => isNear && duty.words !== undefined);
};

const OF_REPORTER: readonly Entry['kind'][] = ['raised', 'added', 'answered'];

const inForce = (school: School, kind: Kind, now: Date, written: readonly string[]): readonly DutyNow[] =>
  school.concerns.duties
    .filter(({ inForceFrom, matters, nations }) => {
      const isInForce = inForceFrom !== undefined && inForceFrom <= dayOf(now);
      return isInForce && matters.includes(kind) && nations.includes(school.nation);
    })
    .map((duty) => ({ duty, isReviewDue: duty.reviewBy < dayOf(now), isNear: isNear(duty, written) }));

function isNear({ words }: LegalDuty, written: readonly string[]): boolean {
  if (words === undefined) return true;
  const text = written.join('\n').toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
}
