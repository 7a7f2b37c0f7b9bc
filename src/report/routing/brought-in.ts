import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import { type Concern, shelfOf } from '../concern.ts';
import { nextAfter, readersOf, rolesOf } from './routing.ts';

/**
 * Who came to a role since a report was sent because someone it is about asked for it or agreed to it, or someone whom those brought in.
 * Nobody chooses who reads of them.
 */
export function broughtInBy(
  { roleChanges = [] }: Pick<School, 'roleChanges'>,
  { excluded, raisedAt }: { readonly excluded: readonly UserId[]; readonly raisedAt?: Date | undefined },
): ReadonlySet<UserId> {
  const brought = new Set<UserId>();
  if (raisedAt === undefined || excluded.length === 0) return brought;
  for (const { at, by, newcomers } of roleChanges)
    if (at >= raisedAt && by.some((id) => excluded.includes(id) || brought.has(id)))
      for (const id of newcomers) brought.add(id);
  return brought;
}

type Moving = Pick<Concern, 'kind' | 'holder' | 'excluded' | 'raisedAt' | 'status'>;

/** Who comes next of a chain, by its clocks: never a role to which someone it is about has brought a person. */
export function nextFor(school: School, { kind, holder, excluded, raisedAt }: Omit<Moving, 'status'>) {
  const brought = broughtInBy(school, { excluded, raisedAt });
  return nextAfter(school, kind, holder, excluded).filter(
    (one) => !readersOf(school, one).some(({ id }) => brought.has(id)),
  );
}

/**
 * The same where it goes on because its role changed: nobody who asked for that, agreed to it or came by it gets it so. A child's report
 * goes to the next in the chain rather than to nobody, and so does a closed one, with which nothing but keeping is to be done.
 */
export function nextOutside(school: School, concern: Moving) {
  const next = nextFor(school, concern);
  const roles = rolesOf(concern.holder);
  const involved = new Set(
    (school.roleChanges ?? [])
      .filter(({ at, role }) => at >= concern.raisedAt && roles.includes(role))
      .flatMap(({ by, newcomers }) => [...by, ...newcomers]),
  );
  const outside = next.filter((one) => !readersOf(school, one).some(({ id }) => involved.has(id)));
  const mayFallBack = shelfOf(concern.kind) === 'child' || concern.status === 'closed';
  return outside.length === 0 && mayFallBack ? next : outside;
}
