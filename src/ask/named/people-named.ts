import type { UserId } from '../../kernel/ids.ts';
import { holders, type Role, type RoleHolder, type School } from '../../school/school.ts';
import { type Mention, mentionsIn } from './role-mentions.ts';

/** A title that a policy names, with who that is here and how to reach them. */
export interface PersonNamed {
  /** As the policy calls them, with a capital. */
  readonly title: string;
  /** `you`: who asks holds it. Absent where Lanyard has not been told. */
  readonly name?: string | undefined;
  readonly number: string;
  /** The number is the office's, and not their own. */
  readonly isOffice: boolean;
  /** They stand in for someone who is away. */
  readonly inPlaceOf?: string | undefined;
}

export interface NamingFor {
  readonly school: School;
  readonly asker?: UserId | undefined;
  /** Who of the DSL's team is away now, by their rota. */
  readonly away?: readonly UserId[] | undefined;
}

/** Who stands in where everyone of a role is away. */
const DEPUTY: Partial<Readonly<Record<Role, Role>>> = { dsl: 'deputy-dsl' };

/** Who a title is here: who is away is passed over, for the deputy too. */
export function personNamed({ title, role }: Mention, { school, asker, away = [] }: NamingFor): PersonNamed {
  const shown = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  const { office, lado } = school.contacts;
  if (role === 'lado') return { title: shown, number: lado, isOffice: false };
  const nobody = { title: shown, number: office, isOffice: true };
  if (role === undefined || role === 'office') return nobody;
  const all = holders(school, role);
  if (all.some(({ id }) => id === asker)) return { ...nobody, name: 'you' };
  const isThere = ({ id }: RoleHolder): boolean => !away.includes(id);
  const person = all.find(isThere);
  const deputy = DEPUTY[role];
  const standIn =
    person || !deputy ? undefined : holders(school, deputy).find((one) => isThere(one) && one.id !== asker);
  const found = person ?? standIn ?? all[0];
  if (!found) return nobody;
  return {
    title: shown,
    name: found.name,
    number: found.phone ?? office,
    isOffice: found.phone === undefined,
    ...(standIn && all[0] && { inPlaceOf: all[0].name }),
  };
}

/** Whom the first of these texts that names anyone for something names. */
export function peopleTold(texts: readonly string[], naming: NamingFor): readonly PersonNamed[] {
  for (const words of texts) {
    const told = mentionsIn(words).filter(({ isToldOf }) => isToldOf);
    if (told.length > 0) return told.map((mention) => personNamed(mention, naming));
  }
  return [];
}
