import { KINDS } from '../../concern/concern.ts';
import { ruleFor } from '../../concern/retention.ts';
import { nextOpening } from '../../core/hours.ts';
import type { School } from '../../core/school.ts';
import { addDays, dayOf, daysBetween, formatDay } from '../../core/time.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** Long enough to type in the next year before the last term ends. */
const WARN_DAYS = 60;
/** About a term and its holiday. */
const NUMBERS_DAYS = 120;

/** A schedule is looked at once a year, with some weeks to spare. */
const RETENTION_DAYS = 400;

/** Whether lanyard.yml says for each kind of report how long it is kept, and whether somebody has looked at that lately. */
function checkRetention({ id, concerns }: School, now: Date): Finding[] {
  const findings: Finding[] = [];
  const { retention } = concerns;
  const without = KINDS.filter((kind) => ruleFor(retention, kind) === undefined);
  if (without.length > 0)
    findings.push(
      look(
        `${id}: no rule says how long reports are kept that are about: ${without.join(', ')}`,
        'Closed ones are never proposed for review. Add a rule with its source to concerns.retention in lanyard.yml; ask your DPO.',
      ),
    );
  const age = retention ? daysBetween(retention.checkedOn, dayOf(now)) : 0;
  if (retention && age > RETENTION_DAYS)
    findings.push(
      look(
        `${id}: how long reports are kept was last checked ${age} days ago, by ${retention.checkedBy}`,
        'Compare it with your schedule and its sources, and write today into concerns.retention.checkedOn.',
      ),
    );
  return findings;
}

/** What in lanyard.yml grows old: term dates, phone numbers, how long reports are kept. */
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
  findings.push(...checkRetention(school, now));
  return findings.length > 0
    ? findings
    : [fine(`${school.id}: term dates, phone numbers and rules for keeping reports are up to date`)];
}
