import type { SchoolId, UserId } from '../ids.ts';
import { dayOf } from '../time.ts';
import { type RoleEvent, rolesNow } from './live-roles.ts';
import { everyHolder, ROLES, type Role, type RoleHolder, type School, type Trust } from './school.ts';

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

/** What lanyard.yml says of it; empty for a person of whom it has no number. `undefined` where it knows no such school. */
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
  /** @param numbers every correction, the oldest first @param roles every change of roles, the oldest first */
  apply(numbers: readonly NumberChange[], roles?: readonly RoleEvent[]): void;
}

/** Schools keep their identity, so that anyone who holds one reads the people and numbers of now. */
export function createLiveSchools(configured: Trust): Live {
  const now = new Map(configured.schools.map((school) => [school.id, pick(school)]));
  let applied = '';
  const schools = configured.schools.map(
    (school): School => ({
      ...school,
      get roles() {
        return now.get(school.id)?.roles ?? school.roles;
      },
      get contacts() {
        return now.get(school.id)?.contacts ?? school.contacts;
      },
    }),
  );
  return {
    trust: { ...configured, schools },
    apply(numbers, roles = []) {
      const counting = numbers.filter(({ of, fileSaid }) => fileNumber(configured, of) === fileSaid);
      const seen = JSON.stringify([counting, roles]);
      // Anyone who keeps what follows from a school's people makes it again for other roles.
      if (seen === applied) return;
      applied = seen;
      for (const school of configured.schools) {
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
