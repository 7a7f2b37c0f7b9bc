import type { Role } from '../school.ts';

/** Two roles that one person must not hold at the same school, and why. */
interface Apart {
  readonly roles: readonly [Role, Role];
  readonly why: string;
}

const notOfStaff = (role: Role): Apart => ({
  roles: [role, 'chair-of-governors'],
  why: 'nobody who works at the school may chair its governors',
});
const noDpo = (role: Role, what: string): Apart => ({
  roles: [role, 'dpo'],
  why: `a data protection officer may not be the person who decides ${what}`,
});

/** What is not named may be held together: a head may be DSL, as in many small schools. */
const APART: readonly Apart[] = [
  notOfStaff('headteacher'),
  notOfStaff('dsl'),
  notOfStaff('deputy-dsl'),
  notOfStaff('senior-manager'),
  notOfStaff('hr'),
  { roles: ['chair-of-governors', 'governance-officer'], why: 'a concern about the chair would go to the chair' },
  { roles: ['headteacher', 'governance-officer'], why: 'the head may not be clerk to their own governors' },
  { roles: ['dsl', 'deputy-dsl'], why: 'a deputy stands in where the DSL is away or is meant' },
  noDpo('headteacher', 'what the school does with data'),
  noDpo('hr', 'what is done with the data of staff'),
  noDpo('it-lead', 'how data is kept'),
];

export interface HeldTogether {
  readonly name: string;
  readonly roles: readonly [Role, Role];
  readonly why: string;
}

/** Who holds two roles that nobody may hold together; of the roles that are filled already. */
export const heldTogether = (
  roles: Readonly<Partial<Record<Role, readonly { readonly id: string; readonly name: string }[]>>>,
): readonly HeldTogether[] =>
  APART.flatMap(({ roles: [one, other], why }) =>
    (roles[one] ?? [])
      .filter(({ id }) => roles[other]?.some((holder) => holder.id.toLowerCase() === id.toLowerCase()))
      .map(({ name }) => ({ name, roles: [one, other] as const, why })),
  );
