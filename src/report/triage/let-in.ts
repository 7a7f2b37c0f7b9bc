import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Concern, NewEntry } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { keptBy } from '../routing/kept-by.ts';
import { lastingOf, newcomersTo, withFacts } from '../routing/lies-with.ts';
import { leftOut, takesReports } from '../routing/routing.ts';

/** Who came to its roles while it was open, as far as that is not written down: it stays closed to them once it is closed, too. */
export function keptEntries(school: School, concern: Concern, now: Date): readonly NewEntry[] {
  const entry = { at: now, actor: 'lanyard', kind: 'kept' } as const;
  if (concern.liesWith === undefined) {
    const people = [concern.holder, ...concern.alsoOpenTo].flatMap((one) => lastingOf(school, one, concern));
    return people.length === 0 ? [] : [{ ...entry, facts: withFacts([...new Set(people)]) }];
  }
  // All of them, also one it is about: events are readable, and who that is must not be.
  const came = newcomersTo(school, { ...concern, excluded: [] });
  const aside = leftOut(school, concern);
  const from = came.filter(({ id }) => !concern.keptFrom.includes(id) && !aside.includes(id));
  return from.length === 0 ? [] : [{ ...entry, facts: { from: from.map(({ id }) => id).join(' ') } }];
}

/** Whether this person can hand it on to those who came to its role: it lies with them, and not only while they cover for someone. */
export const mayLetIn = (school: School, concern: Concern, user: UserId): boolean =>
  concern.liesWith?.includes(user) === true && newcomersTo(school, concern, [concern.holder]).length > 0;

/** A PIN goes with the last report that someone had whose role has gone before. */
export async function forgetPinsAfter(deps: ConcernDeps, before: Concern, after: Concern): Promise<void> {
  const left = (before.liesWith ?? []).filter((id) => after.liesWith?.includes(id) === false);
  for (const id of left) await forgetPinOf(deps, id);
}

/** The PIN of someone who takes no reports, unless one has stayed with them. */
export async function forgetPinOf(deps: Pick<ConcernDeps, 'trust' | 'store' | 'pins'>, user: UserId): Promise<void> {
  const isReader = deps.trust.schools.some((school) => takesReports(school, user));
  if (!isReader && (await keptBy(deps, user)).length === 0) await deps.pins.forget(user);
}
