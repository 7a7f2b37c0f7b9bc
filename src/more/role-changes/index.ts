import type { Feature, FeatureParts, Host } from '../../feature.ts';
import { ROLES_HELP, roleNotices } from './roles.cards.ts';
import { registerRoles } from './roles.handlers.ts';
import { createRoles } from './roles.ts';
import { ROLE_WORDS, tellOfRoles } from './tell-roles.ts';

const ROLE_WORDS_MS = 5 * 60_000;

/** Tells what has become of roles: changed in Teams, by an edit of lanyard.yml, or covered for a time. */
function telling({ context: { jobs }, schools: { roles }, report: { deps, sendUntracked } }: Host): FeatureParts {
  jobs.handle(ROLE_WORDS, () => tellOfRoles({ ...deps, roles }, sendUntracked));
  jobs.every(ROLE_WORDS, ROLE_WORDS_MS);
  return { notices: roleNotices };
}

/** Who holds which role, changed in Teams by two who may. */
export const roleChanges: Feature = {
  start(host) {
    const { context, schools, report } = host;
    const { jobs, routes, ids } = context;
    const { deps, concerns, openChats } = report;
    const whole = { ...deps, roles: schools.roles, tellOfRoles: () => jobs.wake(ROLE_WORDS), openChats };
    registerRoles(routes.report, { roles: createRoles(whole), concerns, ids });
    return { ...telling(host), help: [ROLES_HELP] };
  },
  leftOut: telling,
};
