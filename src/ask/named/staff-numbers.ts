import type { Role, RoleHolder, School } from '../../school/school.ts';

/** By which number a colleague reaches someone. */
export interface StaffNumber {
  readonly number: string;
  /** The office puts them through: it is not their own. */
  readonly isOffice: boolean;
}

/** Theirs is for every colleague who is worried about a child. */
const FOR_ALL: ReadonlySet<Role> = new Set<Role>(['dsl', 'deputy-dsl']);

/** Someone's own number where it is for every colleague: the DSL's and a deputy's, and of others where they said so; else the office's. */
export function staffNumberOf({ phone, phoneForStaff }: RoleHolder, role: Role, { contacts }: School): StaffNumber {
  const isForStaff = phoneForStaff === true || FOR_ALL.has(role);
  return phone !== undefined && isForStaff
    ? { number: phone, isOffice: false }
    : { number: contacts.office, isOffice: true };
}
