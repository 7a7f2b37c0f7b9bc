import { createAccounts } from '../../accounts/accounts.ts';
import type { AccountPeople, AccountPolicies } from '../../accounts/ports.ts';
import { personIdOf } from '../../acknowledgement/register/person.ts';
import {
  standingsIn,
  traineeIn,
  traineeNamed,
  trainingBook,
  trainingKinds,
} from '../../acknowledgement/training/training.ts';
import { nameOf } from '../../core/calls/fault.ts';
import type { SchoolId, UserId } from '../../core/ids.ts';
import { hasTraining } from '../../core/school/training.ts';
import { dayOf, MINUTE_MS } from '../../core/time.ts';
import { graphLeaveDays } from '../../graph/leave-days.ts';
import type { Library } from '../../policy/library/library.ts';
import { accountClauses } from '../../policy/owner/account-clauses.ts';
import { liveRules } from '../../policy/owner/live-rules.ts';
import type { Policy } from '../../policy/policy.ts';
import { sqlAccountStore } from '../../store/accounts/account-store.ts';
import { sqlComments } from '../../store/accounts/comment-store.ts';
import { sqlOpinions } from '../../store/accounts/opinion-store.ts';
import { sqlPress } from '../../store/accounts/press-store.ts';
import { sqlAccountRules } from '../../store/accounts/rules-store.ts';
import { sqlCampaignStore } from '../../store/acknowledgement/campaign-store.ts';
import { sqlTrainingStore } from '../../store/acknowledgement/training-store.ts';
import { registerAccounts } from '../../teams/accounts/account-handlers.ts';
import { registerAccountCare } from '../../teams/accounts/care-handlers.ts';
import { noticeOut } from '../../teams/accounts/notice-cards.ts';
import { registerPosts } from '../../teams/accounts/post-handlers.ts';
import { registerAccountRegister } from '../../teams/accounts/register-handlers.ts';
import { registerAccountRules } from '../../teams/accounts/rules-handlers.ts';
import type { AppContext } from '../app-context.ts';

/** Looks at rows, so that a lost or repeated run is harmless. */
const TELL = 'accounts.tell';
const LEAVERS = 'accounts.leavers';
/** Who has left, and whose last day is known, changes once a day. */
const LEAVERS_MS = 6 * 60 * MINUTE_MS;

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
    comments: sqlComments(db),
    opinions: sqlOpinions(db),
    press: sqlPress(db),
    policies: accountPolicies(context, library, rules),
    people,
    schools,
    ids,
    clock,
    tell: () => jobs.wake(TELL),
  });
  const parts = { accounts, people, schools, schoolOf };
  registerAccounts(routes, parts);
  registerAccountRegister(routes, parts);
  registerAccountCare(routes, parts);
  registerPosts(routes, parts);
  registerAccountRules(routes, { library, rules, people, ownedBy });

  jobs.handle(TELL, async () => {
    for (const notice of await accounts.untold()) {
      const delivery = await reaching.toPerson(notice.to, tenantId, noticeOut(notice));
      // A person who cannot be reached now is tried again with the next run.
      if (delivery.kind === 'sent') await accounts.noteTold(notice.key, notice.to);
      else log.info('accounts.not-told', { kind: notice.kind, delivery: delivery.kind });
    }
  });
  jobs.every(TELL, 10 * MINUTE_MS);
  jobs.handle(LEAVERS, async () => {
    await accounts.lookForLeavers();
    await accounts.tell();
  });
  jobs.every(LEAVERS, LEAVERS_MS);
  return parts;
}

/** Who is staff of which school, how they are called, when they were trained and when they leave. */
function accountPeople({ db, clock, config, directory, graph, schoolOf, standingOf, log }: AppContext): AccountPeople {
  const trainings = sqlTrainingStore(db);
  const leaveDay = graphLeaveDays(graph);
  const colleague: AccountPeople['colleague'] = async (user) => {
    if ((await standingOf(user)).kind !== 'staff') return undefined;
    const found = await directory.person(user);
    return found?.isEnabled ? { name: found.name } : undefined;
  };
  return {
    async staff(school, user) {
      if ((await schoolOf(user))?.id !== school) return undefined;
      return colleague(user);
    },
    colleague,
    async trainedOn(id, runner) {
      const school = config.trust.schools.find((one) => one.id === id);
      const kinds = school ? trainingKinds(school).filter(({ id: kind }) => kind === school.accounts.training) : [];
      if (kinds.length === 0) return undefined;
      const trainee = traineeIn(runner);
      const [standing] = standingsIn(
        kinds,
        trainingBook(await trainings.ofPerson(id, trainee)),
        trainee,
        dayOf(clock()),
      );
      return standing && hasTraining(standing) ? standing.doneOn : undefined;
    },
    async presence(school, user) {
      const standing = await standingOf(user);
      if (standing.kind === 'unknown') return 'unknown';
      return standing.kind === 'staff' && standing.school === school ? 'here' : 'gone';
    },
    async leavesOn(user) {
      try {
        return await leaveDay(user);
      } catch (error) {
        // A permission that a school need not give.
        log.debug('accounts.no-leave-day', { reason: nameOf(error) });
        return undefined;
      }
    },
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
    async proposed(school) {
      const { newAccounts, checks } = accountClauses(await library.inForce(school));
      return { newAccounts: newAccounts?.clause, checks };
    },
    async toAcknowledge(school) {
      const [inForce, said] = await Promise.all([library.inForce(school), confirmed(school)]);
      const policy = inForce.find(({ policyId }) => policyId === said?.newAccounts?.clause.policyId);
      return policy ?? inForce.find(isOnSocialMedia);
    },
    async acknowledged(school, { policyId, versionId }) {
      const [signed, names] = await Promise.all([
        campaigns.lastSigned(school, [policyId]),
        campaigns.namesSigned(school, policyId, versionId),
      ]);
      const byName = new Set(names.map(traineeNamed));
      return ({ user, name }) =>
        user ? signed.get(personIdOf(user))?.[policyId] === versionId : byName.has(traineeNamed(name));
    },
  };
}

const isOnSocialMedia = ({ title }: Policy): boolean => /social (?:media|network)/i.test(title);
