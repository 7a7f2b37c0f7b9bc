import { Fault } from '../../kernel/calls/fault.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { DrillId } from '../../school/file/drill-names.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { ConcernDeps } from '../deps.ts';
import { awayUnder, hourUnder } from '../rehearsal/conditions.ts';
import { readersOf } from '../routing/routing.ts';
import { awayAt, onDutyAt, type RotaEntry } from './rota.ts';

/**
 * Who of the DSL's team is on duty now, as far as the rota can be read; without it the school's hours decide.
 * @param drill of which rehearsal this is asked, where it is for a drill
 */
export async function onDutyNow(
  { rota, clock, log }: Pick<ConcernDeps, 'rota' | 'clock' | 'log'>,
  school: School,
  drill?: DrillId,
): Promise<readonly RoleHolder[]> {
  const now = hourUnder(drill, clock());
  const away = awayUnder(drill, school);
  const onDuty = (entries: readonly RotaEntry[]) =>
    onDutyAt(school, entries, now).filter(({ id }) => !away.includes(id));
  try {
    return onDuty(await rota.entries(school.id, new Date(now.getTime() - HOUR_MS)));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.rota-unknown', { school: school.id, fault: error.code });
    return onDuty([]);
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

/** Who of the DSL's team is away now by the rota, as far as it can be read. */
export async function awayNow(
  { rota, clock, log }: Pick<ConcernDeps, 'rota' | 'clock' | 'log'>,
  school: SchoolId,
): Promise<readonly UserId[]> {
  const now = clock();
  try {
    return awayAt(await rota.entries(school, new Date(now.getTime() - HOUR_MS)), now);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.rota-unknown', { school, fault: error.code });
    return [];
  }
}
