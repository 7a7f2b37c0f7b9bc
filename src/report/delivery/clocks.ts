import { HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { addSchoolTime } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';

/** How long people have to take notice, in milliseconds; chased again after each further one. */
const acknowledgeMs = (school: School, isUrgent: boolean): number => {
  const { urgent, routine } = school.concerns.acknowledgeWithinMinutes;
  return (isUrgent ? urgent : routine) * MINUTE_MS;
};

const decideMs = (school: School, isUrgent: boolean): number => {
  const { urgent, routine } = school.concerns.decideWithinHours;
  return (isUrgent ? urgent : routine) * HOUR_MS;
};

/** Urgent clocks run day and night; the others only while the school is open. */
const after = (school: School, isUrgent: boolean, from: Date, ms: number): Date =>
  isUrgent ? new Date(from.getTime() + ms) : addSchoolTime(school.hours, from, ms);

/** By when a person must have acknowledged what was raised, or last chased, at `from`. */
export const acknowledgeDueAfter = (school: School, isUrgent: boolean, from: Date): Date =>
  after(school, isUrgent, from, acknowledgeMs(school, isUrgent));

/** By when a decision is expected. */
export const decideDueAfter = (school: School, isUrgent: boolean, from: Date): Date =>
  after(school, isUrgent, from, decideMs(school, isUrgent));
