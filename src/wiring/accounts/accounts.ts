import { createAccounts } from '../../accounts/accounts.ts';
import type { AccountPeople, AccountPolicies } from '../../accounts/ports.ts';
import { parseGuid, type SchoolId, type UserId } from '../../core/ids.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { Library } from '../../policy/library/library.ts';
import { accountClauses } from '../../policy/owner/account-clauses.ts';
import { liveRules } from '../../policy/owner/live-rules.ts';
import type { Policy } from '../../policy/policy.ts';
import { sqlAccountStore } from '../../store/accounts/account-store.ts';
import { sqlAccountRules } from '../../store/accounts/rules-store.ts';
import { sqlCampaignStore } from '../../store/acknowledgement/campaign-store.ts';
import { registerAccounts } from '../../teams/accounts/account-handlers.ts';
import { noticeOut } from '../../teams/accounts/notice-cards.ts';
import { registerAccountRules } from '../../teams/accounts/rules-handlers.ts';
import type { AppContext } from '../app-context.ts';

/** Looks at rows, so that a lost or repeated run is harmless. */
const TELL = 'accounts.tell';

interface Further {
  readonly library: Library;
  /** The schools whose policies someone looks after. */
  ownedBy(user: UserId): ReturnType<Parameters<typeof registerAccountRules>[1]['ownedBy']>;
}

/** Puts the accounts in a school's name together: register, applications, what the policies say on them, and who is told. */
export function wireAccounts(context: AppContext, { library, ownedBy }: Further) {
  const { config, db, clock, ids, log, jobs, routes, reaching, schoolOf } = context;
  const { schools, tenantId } = config.trust;
  const rules = sqlAccountRules(db);
  const people = accountPeople(context);
  const accounts = createAccounts({
    accounts: sqlAccountStore(db),
    policies: accountPolicies(context, library, rules),
    people,
    schools,
    ids,
    clock,
    tell: () => jobs.wake(TELL),
  });
  const parts = { accounts, people, schools, schoolOf };
  registerAccounts(routes, parts);
  registerAccountRules(routes, { library, rules, ownedBy });

  jobs.handle(TELL, async () => {
    for (const notice of await accounts.untold()) {
      const delivery = await reaching.toPerson(notice.to, tenantId, noticeOut(notice));
      // A person who cannot be reached now is tried again with the next run.
      if (delivery.kind === 'sent') await accounts.noteTold(notice.key, notice.to);
      else log.info('accounts.not-told', { kind: notice.kind, delivery: delivery.kind });
    }
  });
  jobs.every(TELL, 10 * MINUTE_MS);
  return parts;
}

/** Who is staff of which school, and how they are called. */
function accountPeople({ directory, schoolOf }: AppContext): AccountPeople {
  return {
    async staff(school: SchoolId, user: UserId) {
      if ((await schoolOf(user))?.id !== school) return undefined;
      const found = await directory.person(user);
      return found?.isEnabled ? { name: found.name } : undefined;
    },
    trainedOn: async () => undefined,
  };
}

function accountPolicies(
  { db }: AppContext,
  library: Pick<Library, 'inForce'>,
  rules: ReturnType<typeof sqlAccountRules>,
): AccountPolicies {
  const campaigns = sqlCampaignStore(db);
  const confirmed = async (school: SchoolId) => {
    const found = await rules.of(school);
    return found && liveRules(found, await library.inForce(school));
  };
  return {
    confirmed,
    proposed: async (school) => accountClauses(await library.inForce(school)).newAccounts?.clause,
    async toAcknowledge(school) {
      const [inForce, said] = await Promise.all([library.inForce(school), confirmed(school)]);
      const policy = inForce.find(({ policyId }) => policyId === said?.newAccounts?.clause.policyId);
      return policy ?? inForce.find(isOnSocialMedia);
    },
    async acknowledged(school, { policyId, versionId }) {
      const signed = await campaigns.lastSigned(school, [policyId]);
      return new Set(
        [...signed].flatMap(([person, versions]) => {
          const user = versions[policyId] === versionId ? parseGuid<UserId>(person) : undefined;
          return user ? [user] : [];
        }),
      );
    },
  };
}

const isOnSocialMedia = ({ title }: Policy): boolean => /social (?:media|network)/i.test(title);
