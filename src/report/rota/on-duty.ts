import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { ConcernDeps } from '../deps.ts';
import { readersOf } from '../routing/routing.ts';
import { onDutyAt } from './rota.ts';

/** Who of the DSL's team is on duty now, as far as the rota can be read; without it the school's hours decide. */
export async function onDutyNow(
  { rota, clock, log }: Pick<ConcernDeps, 'rota' | 'clock' | 'log'>,
  school: School,
): Promise<readonly RoleHolder[]> {
  const now = clock();
  try {
    return onDutyAt(school, await rota.entries(school.id, new Date(now.getTime() - HOUR_MS)), now);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.rota-unknown', { school: school.id, fault: error.code });
    return onDutyAt(school, [], now);
  }
}

/**
 * Who an urgent report rings at once, beside its channel: those on duty; with nobody on duty the whole team, because one of
 * them may be reachable all the same.
 */
export const ringing = (school: School, onDuty: readonly UserId[]): readonly UserId[] => {
  const team = readersOf(school, 'dsl').map(({ id }) => id);
  const there = team.filter((id) => onDuty.includes(id));
  return there.length > 0 ? there : team;
};
