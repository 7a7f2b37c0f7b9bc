import { addDays, dayOf, daysBetween, type IsoDay, instantOf } from '../../kernel/time.ts';
import { nextOpening, schoolDayFor } from '../../school/hours.ts';
import type { AcknowledgementSettings, School, SchoolHours } from '../../school/school.ts';

/** How long after the due date reminders go on; after that it is a conversation, not a message. */
const LONGEST_CHASE_DAYS = 366;

/**
 * When someone who has not answered is reminded next, after `after`: on the configured days before the due date, then
 * every so many days after it. A day on which the school is closed moves to the school day before it, so that days which fall
 * together become one reminder; to the next opening where an answer that is overdue was not overdue then. `undefined` when no term
 * date says when the school is open again.
 */
export function nextReminder(
  dueDay: IsoDay,
  settings: Pick<AcknowledgementSettings, 'remindDaysBefore' | 'remindEveryDaysAfter'>,
  hours: SchoolHours,
  after: Date,
): Date | undefined {
  // The day on which someone was asked, or reminded, is not one for another message.
  const open = reminderDays(dueDay, settings, dayOf(after))
    .map((day) => schoolDayFor(hours, day, day > dueDay ? dueDay : undefined))
    .find((day) => day > dayOf(after));
  return open && nextOpening(hours, instantOf(open, hours.opens));
}

/** `nextReminder` at one school. */
export type Calendar = (dueDay: IsoDay, after: Date) => Date | undefined;

/** People asked together are due together: it is looked up once for all of them. */
export function calendarOf({ acknowledgement, hours }: School): Calendar {
  const known = new Map<string, Date | undefined>();
  return (dueDay, after) => {
    const key = `${dueDay} ${dayOf(after)}`;
    if (!known.has(key)) known.set(key, nextReminder(dueDay, acknowledgement, hours, after));
    return known.get(key);
  };
}

/** The planned days in order; those long before `from` are left out, because a holiday may move a day by weeks. */
function* reminderDays(
  dueDay: IsoDay,
  {
    remindDaysBefore,
    remindEveryDaysAfter,
  }: Pick<AcknowledgementSettings, 'remindDaysBefore' | 'remindEveryDaysAfter'>,
  from: IsoDay,
): Generator<IsoDay> {
  for (const days of [...remindDaysBefore].sort((a, b) => b - a)) yield addDays(dueDay, -days);
  const passed = Math.max(0, daysBetween(dueDay, from) - 60);
  const first = Math.max(1, Math.floor(passed / remindEveryDaysAfter));
  for (let times = first; times * remindEveryDaysAfter <= LONGEST_CHASE_DAYS; times += 1) {
    yield addDays(dueDay, times * remindEveryDaysAfter);
  }
}
