import { Fault } from '../../../kernel/calls/fault.ts';
import { baseline } from './migrations.ts';

/** What the database of a try-out has run in place of the baseline, which makes the very same schema. */
export const BEFORE_RELEASE: readonly string[] = [
  '001-baseline-core',
  '002-baseline-policy',
  '003-baseline-acknowledgement',
  '004-baseline-concern',
  '006-clocks-and-leases',
  '007-passage-vectors',
  '009-second-step',
  '010-urgent-and-cover',
  '011-drills',
  '011-roster-clock',
  '012-places',
  '013-actions',
  '014-numbers',
  '020-planned-sending',
  '021-audience-and-reading',
  '030-rolls',
  '031-match',
  '040-policy-names',
  '050-role-holders',
  '060-passage-words',
  '061-locks',
  '062-school-links',
  '065-trust-lead',
  '069-training-dates',
  '070-scenarios',
  '073-adoption',
  '074-declarations',
  '078-school-accounts',
  '079-comments-and-posts',
  '080-signed-elsewhere',
  '083-shared-address',
  '090-chosen-sentences',
];

/**
 * Names of migrations that have run, with the baseline in place of what made its schema before the first release.
 * @throws Fault('rejected') where only some of those ran, or what came before them: nothing brings such a database up to date
 */
export function asReleased(ran: readonly string[]): readonly string[] {
  const [first = '', ...others] = Object.keys(baseline);
  if (ran.length === 0 || ran.includes(first)) return ran;
  if (!BEFORE_RELEASE.every((name) => ran.includes(name)))
    throw new Fault(
      'rejected',
      `This data was made by a version from before the first release (${ran.at(-1)}), from which no way leads on. Start with a new database; for a try-out, move its data folder away.`,
    );
  return [first, ...others, ...ran.filter((name) => !BEFORE_RELEASE.includes(name))];
}
