import { addDays, dayOf, instantOf, weekdayOf } from '../../kernel/time.ts';
import { isOpen, nextOpening } from '../../school/hours.ts';
import type { SchoolHours } from '../../school/school.ts';

/** When the next school day begins that has not begun yet; `undefined` when no term date says so. */
export function nextSchoolMorning(hours: SchoolHours, now: Date): Date | undefined {
  const opening = nextOpening(hours, now);
  // Open now: this morning has begun, so it is the one after today.
  return opening && opening <= now ? nextOpening(hours, instantOf(addDays(dayOf(now), 1), '00:00')) : opening;
}

/**
 * Whether people are at work: the school is open; where no term dates are known any more, a working weekday within its hours, so
 * that nothing stands still for lack of configuration.
 */
export function isSendable(hours: SchoolHours, at: Date): boolean {
  if (isOpen(hours, at)) return true;
  if (nextOpening(hours, at) !== undefined) return false;
  const day = dayOf(at);
  return (
    hours.weekdays.includes(weekdayOf(day)) && instantOf(day, hours.opens) <= at && at < instantOf(day, hours.closes)
  );
}
