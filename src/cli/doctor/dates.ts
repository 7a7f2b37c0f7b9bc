import { addDays, dayOf, daysBetween, formatDay } from '../../kernel/time.ts';
import { KINDS } from '../../report/concern.ts';
import { ruleFor } from '../../report/keeping/retention.ts';
import { nextOpening } from '../../school/hours.ts';
import { everyHolder, type School, type Trust } from '../../school/school.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** Long enough to type in the next year before the last term ends. */
const WARN_DAYS = 60;
/** About a term and its holiday. */
const NUMBERS_DAYS = 120;

/** A schedule is looked at once a year, with some weeks to spare. */
const RETENTION_DAYS = 400;

/** Whether lanyard.yml says for each kind of report how long it is kept, and whether someone has looked at that lately. */
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
  if (retention && !retention.lowLevel)
    findings.push(
      look(
        `${id}: no rule says how long low-level concerns are kept`,
        'They are never proposed for review, and none can be removed. Add lowLevel, years after the person left, with its source to concerns.retention in lanyard.yml, as your policy says.',
      ),
    );
  const age = retention ? daysBetween(retention.checkedOn, dayOf(now)) : 0;
  if (retention && age > RETENTION_DAYS)
    findings.push(
      look(
        `${id}: how long reports are kept was last checked ${age} days ago, by ${retention.checkedBy}`,
        'Compare it with your schedule and its sources, and put today’s date in concerns.retention.checkedOn.',
      ),
    );
  return findings;
}

/** A duty that nobody looks at any more is worse than none: people rely on what is shown beside the form. */
function checkDuties({ id, concerns }: School, { schools }: Pick<Trust, 'schools'>, now: Date): Finding[] {
  const names = new Set(schools.flatMap(everyHolder).map(({ name }) => name));
  return concerns.duties.flatMap(({ id: duty, owner, reviewBy, inForceFrom }) => [
    ...(reviewBy < dayOf(now)
      ? [
          look(
            `${id}: the legal duty "${duty}" was to be checked by ${formatDay(reviewBy)}, by ${owner}`,
            `${inForceFrom === undefined ? 'It is not shown to anyone: check whether it is in force now.' : 'Check whether it still says what the law says.'} Write the next date into its reviewBy.`,
          ),
        ]
      : []),
    ...(names.has(owner)
      ? []
      : [
          look(
            `${id}: ${owner}, who keeps the legal duty "${duty}" up to date, holds no role in lanyard.yml`,
            'Name someone who does: its owner is shown to everyone who reports.',
          ),
        ]),
  ]);
}

/** What in lanyard.yml grows old: term dates, phone numbers, how long reports are kept, legal duties. */
export function checkDates(school: School, trust: Pick<Trust, 'schools'>, now: Date): Finding[] {
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
        'Ring each one, correct it, and put today’s date in contacts.checkedOn.',
      ),
    );
  findings.push(...checkRetention(school, now), ...checkDuties(school, trust, now));
  return findings.length > 0
    ? findings
    : [fine(`${school.id}: term dates, phone numbers, legal duties and rules for keeping reports are up to date`)];
}
