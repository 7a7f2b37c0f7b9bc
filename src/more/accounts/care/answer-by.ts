import { addDays, dayOf, HOUR_MS, type IsoDay, instantOf, weekdayOf } from '../../../kernel/time.ts';
import type { AnswerWithin } from '../../../school/account-rules.ts';
import { isSchoolDay } from '../../../school/hours.ts';
import type { AccountSettings, SchoolHours } from '../../../school/school.ts';

/** Term dates run out when nobody adds the next year's: then working weekdays count. */
const LOOKS_AHEAD_DAYS = 120;

/**
 * By when something that came in is to be answered. Hours run through the night; what came in on a day on which nobody works
 * waits for the end of the next working day. Pure.
 * @param holidays `run-on`: weekdays of the holidays are working days
 */
export function answerBy(
  within: AnswerWithin,
  receivedAt: Date,
  hours: SchoolHours,
  holidays: AccountSettings['holidays'],
): Date {
  const day = dayOf(receivedAt);
  const works = workingDays(hours, holidays, day);
  if ('schoolDays' in within) return endOf(nth(works, day, within.schoolDays), hours);
  return works(day) ? new Date(receivedAt.getTime() + within.hours * HOUR_MS) : endOf(nth(works, day, 1), hours);
}

function workingDays(
  hours: SchoolHours,
  holidays: AccountSettings['holidays'],
  from: IsoDay,
): (day: IsoDay) => boolean {
  const isWeekday = (day: IsoDay): boolean => hours.weekdays.includes(weekdayOf(day));
  if (holidays === 'run-on') return isWeekday;
  const ahead = Array.from({ length: LOOKS_AHEAD_DAYS }, (_, at) => addDays(from, at));
  return ahead.some((day) => isSchoolDay(hours, day)) ? (day) => isSchoolDay(hours, day) : isWeekday;
}

/** The `count`th working day after `from`. */
function nth(works: (day: IsoDay) => boolean, from: IsoDay, count: number): IsoDay {
  let day = from;
  let left = count;
  for (let ahead = 0; left > 0 && ahead < 2 * LOOKS_AHEAD_DAYS; ahead += 1) {
    day = addDays(day, 1);
    if (works(day)) left -= 1;
  }
  return day;
}

const endOf = (day: IsoDay, { closes }: SchoolHours): Date => instantOf(day, closes);
