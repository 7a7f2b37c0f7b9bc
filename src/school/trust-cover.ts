import type { SchoolId, UserId } from '../kernel/ids.ts';
import type { Named } from './live-roles.ts';
import type { RoleHolder, School } from './school.ts';

/** That a trust's safeguarding lead stands in for a school's DSL for a time. Kept for ever: the list is the trail. */
export interface TrustCover {
  readonly id: string;
  readonly school: SchoolId;
  readonly person: Named;
  readonly from: Date;
  readonly until: Date;
  readonly given: { readonly by: Named; readonly at: Date };
  /** Before its time, by someone. */
  readonly ended: { readonly by: Named; readonly at: Date } | undefined;
}

/** Whether it counts at this moment. Nothing has to happen for it to end. */
export const coversAt = ({ from, until, ended }: TrustCover, at: Date): boolean =>
  from <= at && at < until && (ended === undefined || at < ended.at);

/**
 * The roles of a school with everyone who covers for its DSL at this moment among the deputies: for that time they are one in
 * everything. Only someone who is the trust's lead for this school now; the same object where nobody covers.
 * @param covers of this school
 */
export function withCovers(roles: School['roles'], covers: readonly TrustCover[], at: Date): School['roles'] {
  const standing = covers.filter((cover) => coversAt(cover, at));
  if (standing.length === 0) return roles;
  const isOfTeam = (id: UserId): boolean => [...roles.dsl, ...roles['deputy-dsl']].some((holder) => holder.id === id);
  const covering = roles['trust-lead'].flatMap((lead): readonly RoleHolder[] => {
    const cover = standing.find(({ person }) => person.id === lead.id);
    return cover && !isOfTeam(lead.id) ? [{ ...lead, coversUntil: cover.until }] : [];
  });
  return covering.length === 0 ? roles : { ...roles, 'deputy-dsl': [...roles['deputy-dsl'], ...covering] };
}

/** Whether this person reads a school's reports now only because they cover for its DSL. */
export const isCovering = (school: Pick<School, 'roles'>, user: UserId): boolean =>
  school.roles['deputy-dsl'].some(({ id, coversUntil }) => id === user && coversUntil !== undefined);
