import { CONTACTS, ROLE_TITLES } from '../../../school/role-titles.ts';
import { holders, type Role, type RoleHolder, type School } from '../../../school/school.ts';
import type { Told } from '../told.ts';

const withPhone = ({ name, phone }: RoleHolder): string => [name, phone].filter(Boolean).join(', ');
const officeOf = ({ contacts }: School): string => `Ask the school office: ${contacts.office}.`;

/** Who stands in for the first who holds a role, and the role that was told of: after it a number is theirs. */
export function tellStandIn(role: Role, school: School): { readonly told: Told; readonly role: Role } {
  // Who covers for the DSL is asked of the trust too, where nobody of the trust is named.
  if (role === 'trust-lead' && holders(school, role).length === 0) return tellStandIn('dsl', school);
  const title = ROLE_TITLES[role];
  const deputies = role === 'dsl' ? holders(school, 'deputy-dsl') : [];
  if (deputies.length > 0)
    return {
      told: {
        heading: `When the ${title} is away`,
        lines: deputies.map((one) => [ROLE_TITLES['deputy-dsl'], withPhone(one)] as const),
        source: CONTACTS,
      },
      role: 'deputy-dsl',
    };
  const others = holders(school, role).slice(1);
  if (others.length > 0)
    return {
      told: {
        heading: `${title}: who else`,
        lines: others.map((one) => withPhone(one)),
        source: CONTACTS,
      },
      role,
    };
  const first = holders(school, role)[0];
  const isOfSafeguarding = role === 'dsl' || role === 'deputy-dsl';
  const head = isOfSafeguarding ? holders(school, 'headteacher')[0] : undefined;
  return {
    told: {
      heading: first ? title : `${title}: I have not been told`,
      lines: [
        ...(first ? [withPhone(first), 'Who stands in for them I have not been told.'] : []),
        ...(head ? [[ROLE_TITLES.headteacher, withPhone(head)] as const] : []),
        ...(isOfSafeguarding ? [['Children’s social care', school.contacts.childrensSocialCare] as const] : []),
        officeOf(school),
      ],
      source: CONTACTS,
    },
    role,
  };
}

/** How to reach those who hold a role; of whom no number is known, who would know. */
export function tellContact(role: Role, school: School): Told {
  const people = [...holders(school, role), ...(role === 'dsl' ? holders(school, 'deputy-dsl') : [])];
  const known = people.filter(({ phone }) => phone !== undefined);
  const unknown = people.filter(({ phone }) => phone === undefined);
  if (people.length === 0)
    return { heading: `${ROLE_TITLES[role]}: I have not been told`, lines: [officeOf(school)], source: CONTACTS };
  return {
    heading: known.length > 0 ? 'How to reach them' : `${people[0]?.name}: I do not know a number`,
    lines: [
      ...known.map(({ name, phone = '' }) => [name, phone] as const),
      ...(known.length > 0 ? unknown.map(({ name }) => `I do not know a number for ${name}.`) : []),
      `For e-mail, or if nobody answers: the school office, ${school.contacts.office}.`,
    ],
    source: CONTACTS,
  };
}
