import { sqlCampaignStore } from '../../acknowledge/campaign/campaign.store.ts';
import { personIdOf } from '../../acknowledge/register/person.ts';
import type { Library } from '../../ask/library/library.ts';
import type { Policy } from '../../ask/policy.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf, MINUTE_MS } from '../../kernel/time.ts';
import { registerAccounts } from '../../more/accounts/account.handlers.ts';
import { sqlAccountStore } from '../../more/accounts/account.store.ts';
import type { AccountPeople, AccountPolicies } from '../../more/accounts/account-ports.ts';
import { createAccounts } from '../../more/accounts/accounts.ts';
import { registerAccountRegister } from '../../more/accounts/applying/register.handlers.ts';
import { registerAccountCare } from '../../more/accounts/care/care.handlers.ts';
import { sqlComments } from '../../more/accounts/care/comment.store.ts';
import { noticeOut } from '../../more/accounts/notice.cards.ts';
import { sqlOpinions } from '../../more/accounts/posts/opinion.store.ts';
import { registerPosts } from '../../more/accounts/posts/post.handlers.ts';
import { sqlPress } from '../../more/accounts/posts/press.store.ts';
import { accountClauses } from '../../more/accounts/rules/account-clauses.ts';
import { liveRules } from '../../more/accounts/rules/live-rules.ts';
import { registerAccountRules } from '../../more/accounts/rules/rules.handlers.ts';
import { sqlAccountRules } from '../../more/accounts/rules/rules.store.ts';
import { sqlTrainingStore } from '../../more/training/training.store.ts';
import { standingsIn, traineeIn, traineeNamed, trainingBook, trainingKinds } from '../../more/training/training.ts';
import { graphLeaveDays } from '../../platform/graph/leave-days.ts';
import { hasTraining } from '../../school/training.ts';
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
