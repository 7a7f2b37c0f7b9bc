import type { UserId } from '../../kernel/ids.ts';
import { holders, holdsRole, type Role, type RoleHolder, type School } from '../../school/school.ts';
import { type Account, runnersOf } from './account.ts';

/** Who decides where those the school names are the applicant alone. */
const INSTEAD: readonly Role[] = ['senior-manager', 'chair-of-governors'];

/** Who approves or rejects it: who the school names, and nobody their own application. */
export function decidersOf(school: School, { applicant }: Pick<Account, 'applicant'>): readonly RoleHolder[] {
  const others = (roles: readonly Role[]): readonly RoleHolder[] => {
    const all = roles.flatMap((role) => holders(school, role)).filter(({ id }) => id !== applicant);
    return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
  };
  const named = others(school.accounts.approvedBy);
  return named.length > 0 ? named : (INSTEAD.map((role) => others([role])).find((found) => found.length > 0) ?? []);
}

export const mayDecide = (school: School, account: Pick<Account, 'applicant'>, user: UserId): boolean =>
  decidersOf(school, account).some(({ id }) => id === user);

/** Who sees all of it: those who run it, those who decide, and the IT lead, who keeps logins. */
export const maySee = (school: School, account: Account, user: UserId): boolean =>
  leads(school, user) ||
  mayDecide(school, account, user) ||
  account.applicant === user ||
  runnersOf(account).some((runner) => runner.user === user);

/** Who keeps the register: those the school names, and the IT lead. */
export const leads = (school: School, user: UserId): boolean =>
  holdsRole(school, user, ...school.accounts.approvedBy, 'it-lead');
