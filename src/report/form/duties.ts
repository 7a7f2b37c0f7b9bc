import { dayOf } from '../../kernel/time.ts';
import type { LegalDuty, School } from '../../school/school.ts';
import type { Kind, Written } from '../concern.ts';

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
  school.concerns.duties
    .filter(({ inForceFrom, matters, nations }) => {
      const isInForce = inForceFrom !== undefined && inForceFrom <= dayOf(now);
      return isInForce && matters.includes(kind) && nations.includes(school.nation);
    })
    .map((duty) => ({ duty, isReviewDue: duty.reviewBy < dayOf(now), isNear: isNear(duty, words) }));

function isNear({ words }: LegalDuty, written: Written): boolean {
  if (words === undefined) return true;
  const text = Object.values(written).join('\n').toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
}
