import { nextOpening } from '../../core/hours.ts';
import type { School } from '../../core/school.ts';
import { addDays, dayOf, daysBetween, formatDay } from '../../core/time.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** Long enough to type in the next year before the last term ends. */
const WARN_DAYS = 60;
/** About a term and its holiday. */
const NUMBERS_DAYS = 120;

/** What in lanyard.yml grows old: term dates and phone numbers. */
export function checkDates(school: School, now: Date): Finding[] {
  const findings: Finding[] = [];
  const today = dayOf(now);
  const last =
    school.hours.terms
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? today;
  if (last < today || nextOpening(school.hours, now) === undefined)
    findings.push(
      wrong(
        `The term dates of ${school.id} have run out`,
        'Add the coming terms to lanyard.yml: without them Lanyard tells every reporter that nobody is watching.',
      ),
    );
  else if (last < addDays(today, WARN_DAYS))
    findings.push(
      look(`The last term of ${school.id} in lanyard.yml ends on ${formatDay(last)}`, 'Add the coming terms.'),
    );

  const { checkedOn, checkedBy } = school.contacts;
  const age = daysBetween(checkedOn, today);
  if (age > NUMBERS_DAYS)
    findings.push(
      look(
        `The phone numbers of ${school.id} were last checked ${age} days ago, by ${checkedBy}`,
        'Ring each one, correct it, and write today into contacts.checkedOn.',
      ),
    );
  return findings.length > 0 ? findings : [fine(`${school.id}: term dates and phone numbers are up to date`)];
}
