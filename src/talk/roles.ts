import type { Role } from '../core/school/school.ts';

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
