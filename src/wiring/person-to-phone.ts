import { setTimeout as pause } from 'node:timers/promises';
import type { UserId } from '../kernel/ids.ts';
import type { Standing } from '../school/people.ts';
import { holders, type RoleHolder, type School, type Trust } from '../school/school.ts';

/** Anyone who waits for these words has waited already; what fails for them is often what would be asked here. */
const LONGEST_MS = 1_000;

/**
 * The DSL who someone can phone when we fail them; none for a pupil or a stranger. While nobody can say whose school it
 * is, a school that is alone in its trust is theirs.
 */
export function createPersonToPhone(
  trust: Trust,
  standingOf: (user: UserId) => Promise<Standing>,
): (user: UserId) => Promise<RoleHolder | undefined> {
  const schoolOf = (standing: Standing): School | undefined => {
    if (standing.kind === 'staff') return trust.schools.find(({ id }) => id === standing.school);
    return standing.kind === 'unknown' && trust.schools.length === 1 ? trust.schools[0] : undefined;
  };
  return async (user) => {
    const unknown: Standing = { kind: 'unknown' };
    const standing = await Promise.race([
      standingOf(user).catch(() => unknown),
      pause(LONGEST_MS, unknown, { ref: false }),
    ]);
    const school = schoolOf(standing);
    return school && holders(school, 'dsl')[0];
  };
}
