import { formatDay, parseDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { BoundPolicy } from '../campaign/campaign.ts';

/**
 * What a person confirms. It says what they did and know, and nothing of a duty to sign: no policy demands a signature,
 * and none of this is part of anyone's contract.
 */
export function confirmation(
  policies: readonly Pick<BoundPolicy, 'title' | 'version' | 'date'>[],
  school: School,
): string[] {
  const dsl = school.roles.dsl[0]?.name;
  return confirmationOf(policies, [
    dsl === undefined
      ? 'I know how to report a concern.'
      : `I know that our designated safeguarding lead is ${dsl}, and how to report a concern.`,
    'I know who to ask if I am unsure.',
  ]);
}

/** A sentence for each policy, one on all of them, and what follows. */
export const confirmationOf = (
  policies: readonly Pick<BoundPolicy, 'title' | 'version' | 'date'>[],
  further: readonly string[],
): string[] => [
  ...policies.map((policy) => `I have read the ${named(policy)}.`),
  policies.length === 1 ? 'I understand what it asks of me.' : 'I understand what they ask of me.',
  ...further,
];

/** `Social Media Policy (version 5.0, 16 September 2026)` */
export function named({ title, version, date }: Pick<BoundPolicy, 'title' | 'version' | 'date'>): string {
  const details = [version === undefined ? '' : `version ${version}`, date === undefined ? '' : shownDate(date)];
  const stated = details.filter((detail) => detail !== '').join(', ');
  return stated === '' ? title : `${title} (${stated})`;
}

/** A date as the policy states it: ours if we can read it, theirs if not. */
const shownDate = (date: string): string => {
  const day = parseDay(date);
  return day ? formatDay(day) : date;
};

/** Who sees an answer, and for how long. Said on every card. */
export const PRIVACY =
  'HR can see whether you answered, and when. It may be shown to an inspector. It is kept with your staff record, for as long as that record is kept.';
