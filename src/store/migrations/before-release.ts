import { Fault } from '../../core/calls/fault.ts';
import { baseline } from './migrations.ts';

/** What a database of a try-out has run in place of the baseline, which makes the very same schema. */
export const BEFORE_RELEASE: readonly string[] = [
  '001-people',
  '010-policy',
  '011-policy-desk',
  '020-campaigns',
  '021-pace',
  '022-campaign-chasing',
  '030-concerns',
  '031-concern-reminders',
  '040-tickets',
  '041-campaign-lists',
  '042-understanding-checks',
  '043-concern-records',
  '045-concern-screenshots',
  '047-concern-watch',
  '051-repeats-named',
  '051-roster-held',
  '060-concern-unread',
];

/**
 * Names of migrations that have run, with the baseline in place of what made its schema before the first release.
 * @throws Fault('rejected') when only some of those ran: nothing brings such a database up to date
 */
export function asReleased(ran: readonly string[]): readonly string[] {
  const earlier = ran.filter((name) => BEFORE_RELEASE.includes(name));
  const last = earlier.at(-1);
  if (last === undefined) return ran;
  if (earlier.length < BEFORE_RELEASE.length)
    throw new Fault(
      'rejected',
      `This data was made by a version from before the first release (${last}), from which no way leads on. Start with a new database; for a try-out, move its data folder away.`,
    );
  return [...Object.keys(baseline), ...ran.filter((name) => !BEFORE_RELEASE.includes(name))];
}
