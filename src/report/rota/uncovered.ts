import { Fault } from '../../kernel/calls/fault.ts';
import { addDays, DAY_MS, dayOf, instantOf } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import type { SendUntracked } from '../delivery/untracked-notice.ts';
import type { ConcernDeps } from '../deps.ts';
import { readersOf } from '../routing/routing.ts';
import { gapsBetween } from './rota.ts';

/**
 * Names each hour for which nobody of the DSL's team is there, to them and to the headteacher: at least a day before, and before a
 * weekend on the last day on which someone can still change it. Once for each hour and person.
 */
export async function nameUncovered(deps: ConcernDeps, sendUntracked: SendUntracked): Promise<void> {
  const now = deps.clock();
  for (const school of deps.trust.schools) {
    try {
      await nameAt(deps, sendUntracked, school, now);
    } catch (error) {
      // Reports never wait for this to be sent.
      if (!(error instanceof Fault)) throw error;
      deps.log.warn('concern.cover-unknown', { school: school.id, fault: error.code });
    }
  }
}

async function nameAt(deps: ConcernDeps, sendUntracked: SendUntracked, school: School, now: Date): Promise<void> {
  const entries = await deps.rota.entries(school.id, now);
  const people = [...readersOf(school, 'dsl'), ...readersOf(school, 'headteacher')];
  for (const { from, until } of gapsBetween(school, entries, now, horizon(school, now))) {
    // A gap that has begun is recognised by its end: only that is the same each time we look.
    const finding = `uncovered ${until.toISOString()}`;
    for (const person of new Set(people.map(({ id }) => id))) {
      const taken = { day: dayOf(until), school: school.id, finding, person };
      if (!(await deps.watch.takeFinding(taken))) continue;
      const isTold = await sendUntracked(`${finding} ${school.id} ${person}`, person, {
        kind: 'uncovered',
        school: school.name,
        from: from.toISOString(),
        until: until.toISOString(),
      });
      if (!isTold) await deps.watch.giveFindingBack(taken);
    }
  }
}

/** The end of the day after the next on which the school opens: before a weekend that is Monday's. */
function horizon({ hours }: School, now: Date): Date {
  const tomorrow = addDays(dayOf(now), 1);
  const opening = nextOpening(hours, instantOf(tomorrow, '00:00'));
  const day = opening === undefined || opening.getTime() - now.getTime() > 4 * DAY_MS ? tomorrow : dayOf(opening);
  return instantOf(addDays(day, 1), '00:00');
}
