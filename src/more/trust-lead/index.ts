import type { Feature } from '../../feature.ts';
import { ROLE_WORDS } from '../role-changes/tell-roles.ts';
import { TRUST_HELP } from './trust.cards.ts';
import { registerTrust } from './trust.handlers.ts';
import { trustActs } from './trust-acts.handlers.ts';
import { createTrustLeads } from './trust-cover.ts';

/** The trust's safeguarding lead: for whom they cover, and what is open to them. */
export const trustLead: Feature = {
  start({ context: { jobs, routes, ids }, schools, report: { deps } }) {
    const whole = { ...deps, covers: schools.covers, tellOfRoles: () => jobs.wake(ROLE_WORDS) };
    registerTrust(routes.report, { trustLeads: createTrustLeads(whole), ids });
    return { help: [TRUST_HELP], inReports: { acts: trustActs } };
  },
};
