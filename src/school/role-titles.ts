import { holders, ROLES, type Role, type School } from './school.ts';

/** How a role is called at the head of a card. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  dsl: 'Designated safeguarding lead (DSL)',
  'deputy-dsl': 'Deputy DSL',
  'senior-manager': 'Senior manager',
  headteacher: 'Headteacher',
  'chair-of-governors': 'Chair of governors',
  'governance-officer': 'Governance officer',
  hr: 'HR',
  'policy-owner': 'Policy owner',
  dpo: 'Data protection officer',
  'it-lead': 'IT lead',
  'trust-lead': 'Trust safeguarding lead',
};

/** Where names and numbers come from. */
export const CONTACTS = 'From the people and numbers that your school gave Lanyard';

/** The roles whose holder is named in a text, by family name or by a first name that nobody else of them bears. */
export function rolesNamed(text: string, school: School): readonly Role[] {
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu));
  // "Anil’s" is Anil.
  const isSaid = (name: string): boolean => words.has(name.toLowerCase());
  const all = ROLES.flatMap((role) => holders(school, role).map(({ name }) => ({ role, parts: name.split(/\s+/) })));
  const bearers = (first: string | undefined) =>
    new Set(all.filter(({ parts }) => parts[0] === first).map(({ parts }) => parts.at(-1))).size;
  return all
    .filter(({ parts }) => isSaid(parts.at(-1) ?? '') || (isSaid(parts[0] ?? '') && bearers(parts[0]) === 1))
    .map(({ role }) => role);
}
