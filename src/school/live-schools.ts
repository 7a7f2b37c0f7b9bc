import type { SchoolId, UserId } from '../kernel/ids.ts';
import { type Clock, dayOf } from '../kernel/time.ts';
import { changesOf, type RoleEvent, rolesNow } from './live-roles.ts';
import { everyHolder, ROLES, type Role, type RoleHolder, type School, type Trust } from './school.ts';
import { coversAt, type TrustCover, withCovers } from './trust-cover.ts';

/** Numbers of a school that those who look after them may correct in Teams. */
export const SCHOOL_NUMBERS = ['office', 'childrensSocialCare', 'outOfHours', 'lado'] as const;
export type SchoolNumber = (typeof SCHOOL_NUMBERS)[number];

/** One number that someone corrected. Kept for ever: the list is the trail. */
export interface NumberChange {
  readonly at: Date;
  readonly by: UserId;
  readonly byName: string;
  readonly of:
    | { readonly kind: 'school'; readonly school: SchoolId; readonly what: SchoolNumber }
    /** The same at every school where they hold a role. */
    | { readonly kind: 'holder'; readonly person: UserId };
  /** Empty: a holder is not to be phoned. */
  readonly number: string;
  /**
   * What lanyard.yml said then. The correction counts for as long as it says so still: who edits the file afterwards has the
   * last word, as does who corrects it in Teams after that.
   */
  readonly fileSaid: string;
}

/** What lanyard.yml says about it; empty for a person of whom it has no number. `undefined` where it knows no such school. */
export function fileNumber({ schools }: Pick<Trust, 'schools'>, of: NumberChange['of']): string | undefined {
  if (of.kind === 'school') return schools.find(({ id }) => id === of.school)?.contacts[of.what];
  const holder = schools.flatMap(everyHolder).find(({ id }) => id === of.person);
  // Who was named in Teams alone is in no file.
  return holder?.phone ?? '';
}

interface Live {
  /**
   * The trust as lanyard.yml has it, with the role-holders and numbers of now; `roles` and `contacts` of a school are others
   * once one of them changes.
   */
  readonly trust: Trust;
  /**
   * @param numbers every correction, the oldest first
   * @param roles every change of roles, the oldest first
   * @param covers every time for which the trust's lead covers; each begins and ends by itself
   */
  apply(numbers: readonly NumberChange[], roles?: readonly RoleEvent[], covers?: readonly TrustCover[]): void;
}

/**
 * Schools keep their identity, so that anyone who holds one reads the people and numbers of now.
 * @param clock without one nobody covers: for anyone who reads what is written, and not what counts now
 */
export function createLiveSchools(configured: Trust, clock?: Clock): Live {
  const now = new Map(configured.schools.map((school) => [school.id, pick(school)]));
  const before = new Map<SchoolId, Required<Pick<School, 'roleChanges' | 'formerHolders'>>>();
  let applied = '';
  let covering: readonly TrustCover[] = [];
  /** One object for as long as the same people hold the same roles: what follows from it is kept by it. */
  const covered = new Map<
    SchoolId,
    { readonly held: School['roles']; readonly key: string; readonly roles: School['roles'] }
  >();
  const rolesOf = (id: SchoolId, held: School['roles']): School['roles'] => {
    if (covering.length === 0 || !clock) return held;
    const at = clock();
    const standing = covering.filter((cover) => cover.school === id && coversAt(cover, at));
    if (standing.length === 0) return held;
    const key = standing.map((cover) => cover.id).join();
    const known = covered.get(id);
    if (known?.held === held && known.key === key) return known.roles;
    const roles = withCovers(held, standing, at);
    covered.set(id, { held, key, roles });
    return roles;
  };
  const schools = configured.schools.map(
    (school): School => ({
      ...school,
      get roles() {
        return rolesOf(school.id, now.get(school.id)?.roles ?? school.roles);
      },
      get contacts() {
        return now.get(school.id)?.contacts ?? school.contacts;
      },
      get roleChanges() {
        return before.get(school.id)?.roleChanges ?? [];
      },
      get formerHolders() {
        return before.get(school.id)?.formerHolders ?? [];
      },
    }),
  );
  return {
    trust: { ...configured, schools },
    apply(numbers, roles = [], covers = []) {
      covering = covers;
      const counting = numbers.filter(({ of, fileSaid }) => fileNumber(configured, of) === fileSaid);
      const seen = JSON.stringify([counting, roles]);
      // Anyone who keeps what follows from a school's people makes it again for other roles.
      if (seen === applied) return;
      applied = seen;
      for (const school of configured.schools) {
        const events = roles.filter((event) => event.school === school.id);
        const formerHolders = [...everyHolder(school), ...events.flatMap(({ holders }) => holders)];
        before.set(school.id, { roleChanges: changesOf(events), formerHolders });
        const held = { ...pick(school), roles: rolesNow(configured, school, roles) };
        now.set(school.id, counting.reduce(corrected, held));
      }
    },
  };
}

type Numbered = Pick<School, 'id' | 'roles' | 'contacts'>;
const pick = ({ id, roles, contacts }: School): Numbered => ({ id, roles, contacts });

function corrected(school: Numbered, { at, byName, of, number }: NumberChange): Numbered {
  if (of.kind === 'school') {
    if (of.school !== school.id) return school;
    const contacts = { ...school.contacts, [of.what]: number, checkedOn: dayOf(at), checkedBy: byName };
    return { ...school, contacts };
  }
  const withNumber = (holder: RoleHolder): RoleHolder =>
    holder.id === of.person ? { ...holder, phone: number === '' ? undefined : number } : holder;
  const roles: Record<Role, readonly RoleHolder[]> = { ...school.roles };
  for (const role of ROLES) roles[role] = roles[role].map(withNumber);
  return { ...school, roles };
}
