import { stillStands } from '../../../ask/named/sentences.ts';
import type { Policy } from '../../../ask/policy.ts';
import type { Clause, ConfirmedRules } from '../../../school/account-rules.ts';

/** What was confirmed, without what a later version no longer says: nobody is held to a sentence that is gone. */
export function liveRules(rules: ConfirmedRules, policies: readonly Policy[]): ConfirmedRules {
  const { newAccounts, comments, press, settings, ...rest } = rules;
  const stands = (clause: Clause | undefined): boolean => clause !== undefined && stillStands(clause, policies);
  return {
    ...rest,
    ...(newAccounts && stands(newAccounts.clause) && { newAccounts }),
    ...(comments && stands(comments.clause) && { comments }),
    ...(press && stands(press) && { press }),
    ...(settings && stands(settings) && { settings }),
    checks: rules.checks.filter(({ clause }) => stands(clause)),
  };
}
