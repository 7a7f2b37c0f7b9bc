import type { UserId } from '../../kernel/ids.ts';
import { holders, type Role, type RoleHolder, type School } from '../../school/school.ts';
import { type Mention, mentionsIn } from './role-mentions.ts';
import { staffNumberOf } from './staff-numbers.ts';

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
    ...staffNumberOf(found, standIn && deputy ? deputy : role, school),
    ...(standIn && all[0] && { inPlaceOf: all[0].name }),
  };
}

/** Whom words name for something, as far as Lanyard knows who that is, and it is not who asks. */
export const peopleKnown = (words: string, naming: NamingFor): readonly PersonNamed[] =>
  mentionsIn(words)
    .filter(({ isToldOf, role }) => isToldOf && role !== undefined && role !== 'office')
    .map((mention) => personNamed(mention, naming))
    .filter(({ name, title }) => name !== 'you' && (name !== undefined || /lado|local authority/i.test(title)));

/** `Headteacher: Ada Lane, 01632 960 111`. */
export function personLine({ title, name, number, isOffice, inPlaceOf }: PersonNamed): string {
  if (name === 'you') return `${title}: you`;
  if (name === undefined)
    return isOffice ? `${title}: ask the school office who that is, ${number}` : `${title}: ${number}`;
  const reached = isOffice ? `through the school office, ${number}` : number;
  const instead = inPlaceOf === undefined ? '' : ` (${inPlaceOf} is away)`;
  return `${title}: ${name}${instead}, ${reached}`;
}

/** Whom the first of these texts that names anyone for something names. */
export function peopleTold(texts: readonly string[], naming: NamingFor): readonly PersonNamed[] {
  for (const words of texts) {
    const told = mentionsIn(words).filter(({ isToldOf }) => isToldOf);
    if (told.length > 0) return told.map((mention) => personNamed(mention, naming));
  }
  return [];
}
