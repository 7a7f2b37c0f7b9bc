import { addDays, formatDay, type IsoDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';

/**
 * The last day for the file, where a child starts elsewhere on this day. *Keeping children safe in education* says “within 5 days”, and
 * not whether these are school days or whether the first one counts: the earliest day of all readings is the one that is late for none.
 */
const lastDayFor = (start: IsoDay): IsoDay => addDays(start, 4);

/** By when a child's file is due at the next school, for each day on which they may start there. Other nations have guidance of their own. */
export function dueLines({ nation, hours }: School, today: IsoDay): readonly (readonly [string, string])[] {
  if (nation !== 'england') return [];
  const term = hours.terms.find(({ from }) => lastDayFor(from) >= today);
  return [
    ['They start there today', `due by ${formatDay(lastDayFor(today))}`],
    ...(term && term.from !== today
      ? ([[`With the term, on ${formatDay(term.from)}`, `due by ${formatDay(lastDayFor(term.from))}`]] as const)
      : []),
  ];
}
