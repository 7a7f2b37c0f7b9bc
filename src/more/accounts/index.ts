import { sqlCampaignStore } from '../../acknowledge/campaign/campaign.store.ts';
import { personIdOf } from '../../acknowledge/register/person.ts';
import type { Library } from '../../ask/library/library.ts';
import type { Policy } from '../../ask/policy.ts';
import type { AppContext } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import type { SchoolId } from '../../kernel/ids.ts';
import { dayOf, MINUTE_MS } from '../../kernel/time.ts';
import { graphLeaveDays } from '../../platform/graph/leave-days.ts';
import { hasTraining } from '../../school/training.ts';
import { sqlTrainingStore } from '../training/training.store.ts';
import { standingsIn, traineeIn, traineeNamed, trainingBook, trainingKinds } from '../training/training.ts';
import { registerAccounts, showAccounts, showOpening } from './account.handlers.ts';
import { sqlAccountStore } from './account.store.ts';
import type { AccountPeople, AccountPolicies } from './account-ports.ts';
import { createAccounts } from './accounts.ts';
import { registerAccountRegister } from './applying/register.handlers.ts';
import { registerAccountCare } from './care/care.handlers.ts';
import { sqlComments } from './care/comment.store.ts';
import { noticeOut } from './notices/notice.cards.ts';
import { sqlOpinions } from './posts/opinion.store.ts';
import { registerPosts, showBeforePost, showPress, showSettings } from './posts/post.handlers.ts';
import { sqlPress } from './posts/press.store.ts';
import { accountClauses } from './rules/account-clauses.ts';
import { liveRules } from './rules/live-rules.ts';
import { registerAccountRules } from './rules/rules.handlers.ts';
import { sqlAccountRules } from './rules/rules.store.ts';

/** Looks at rows, so that a lost or repeated run is harmless. */
const TELL = 'accounts.tell';
const LEAVERS = 'accounts.leavers';
/** Who has left, and whose last day is known, changes once a day. */
const LEAVERS_MS = 6 * 60 * MINUTE_MS;

/** The accounts in a school's name: register, applications, what the policies say on them, and who is told. */
export const accounts: Feature = {
  start({ context, policies: { library, ownedBy } }) {
    const { config, db, clock, ids, log, jobs, routes, reaching, schoolOf } = context;
    const { schools, tenantId } = config.trust;
    const rules = sqlAccountRules(db);
    const people = accountPeople(context);
    const known = createAccounts({
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
    const parts = { accounts: known, people, schools, schoolOf };
    registerAccounts(routes, parts);
    registerAccountRegister(routes, parts);
    registerAccountCare(routes, parts);
    registerPosts(routes, parts);
    registerAccountRules(routes, { library, rules, people, ownedBy });

    jobs.handle(TELL, async () => {
      for (const notice of await known.untold()) {
        const delivery = await reaching.toPerson(notice.to, tenantId, noticeOut(notice));
        // A person who cannot be reached now is tried again with the next run.
        if (delivery.kind === 'sent') await known.noteTold(notice.key, notice.to);
        else log.info('accounts.not-told', { kind: notice.kind, delivery: delivery.kind });
      }
    });
    jobs.every(TELL, 10 * MINUTE_MS);
    jobs.handle(LEAVERS, async () => {
      await known.lookForLeavers();
      await known.tell();
    });
    jobs.every(LEAVERS, LEAVERS_MS);
    return {
      wishes: {
        'accounts.list': (turn) => showAccounts(parts, turn),
        'accounts.apply': (turn, school) => showOpening(parts, turn, school),
        'posts.before': (turn, school) => showBeforePost(parts, turn, school),
        'posts.press': (turn, school) => showPress(parts, turn, school),
        'posts.settings': (turn, school) => showSettings(parts, turn, school),
      },
      onPosting: (turn, school) => showBeforePost(parts, turn, school),
    };
  },
};

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
