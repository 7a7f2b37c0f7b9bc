import type { School, Trust } from '../../../src/school/school.ts';
import { given, person } from '../../report/support.ts';

/** The trust's safeguarding lead of these tests, at both schools. */
export const ROSA = person('b0000000-0000-4000-8000-000000000057');

export const withLead = (trust: Trust): Trust => ({
  ...trust,
  schools: trust.schools.map((school) => ({
    ...school,
    roles: { ...school.roles, 'trust-lead': [{ id: ROSA, name: 'Rosa Vale', phone: '01632 960 400' }] },
  })),
});

export const givenLead = (options: Parameters<typeof given>[0] = {}) => given({ ...options, file: withLead });

/** The second school of the sample trust. */
export function millbrook({ trust }: { readonly trust: Trust }): School {
  const found = trust.schools.find(({ id }) => id !== 'oakfield');
  if (!found) throw new Error('the sample trust has two schools');
  return found;
}
