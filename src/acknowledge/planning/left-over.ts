import type { PolicyId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { dayOf, instantOf } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import { type Account, policiesFor, type Wanted } from '../audience/wanted.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { yearBegan } from '../delivery/ends.ts';
import { isCounted, type Person, personIdOf } from '../register/person.ts';
import { policiesOf } from '../text/as-asked.ts';
import { suggestedDueDay } from './due-day.ts';
import { knownElsewhere, type PlanDeps, plan } from './plan.ts';

const DAYS_TO_ANSWER = 21;

/** Someone with an account whom nobody asks any more for what a withdrawn campaign was to ask them. */
interface Left {
  readonly user: UserId;
  readonly policies: readonly PolicyId[];
}

/**
 * Lays before HR a campaign for those whom another one had left to one that was withdrawn since, and cannot ask any more, because they have
 * signed it, or it has finished. It asks nobody: a person has to confirm. Once for each that is withdrawn.
 */
export async function proposeLeft(deps: PlanDeps & { readonly log: Log }): Promise<void> {
  const { trust, campaigns, log } = deps;
  for (const withdrawn of await campaigns.unlooked()) {
    const school = trust.schools.find(({ id }) => id === withdrawn.school);
    const [first] = school?.roles.hr ?? [];
    const left = school ? await leftTo(deps, withdrawn, school) : [];
    if (school && first && left.length > 0) {
      const inForce = new Set((await deps.policies.inForce(school.id)).map(({ versionId }) => versionId));
      const asked = withdrawn.policies.filter(
        ({ policyId, versionId }) => inForce.has(versionId) && left.some(({ policies }) => policies.includes(policyId)),
      );
      const planned = await plan(deps, first.id, {
        school: school.id,
        versions: asked.map(({ versionId }) => versionId),
        dueDay: suggestedDueDay(school, dayOf(deps.clock()), DAYS_TO_ANSWER),
        wanted: wantedOf(left, asked),
        inPlaceOf: withdrawn.title,
      });
      if (planned.kind !== 'planned') log.warn('campaign.not-proposed', { school: school.id, why: planned.kind });
    }
    await campaigns.noteLooked(withdrawn.id);
  }
}

/** These people, each for what they are asked nowhere else. */
function wantedOf(left: readonly Left[], asked: readonly { readonly policyId: PolicyId }[]): Wanted {
  const whom = (policy: PolicyId) => left.filter(({ policies }) => policies.includes(policy)).map(({ user }) => user);
  const isOfAll = asked.every(({ policyId }) => whom(policyId).length === left.length);
  return {
    people: left.map(({ user }) => user),
    ...(!isOfAll && {
      policies: Object.fromEntries(asked.map(({ policyId }) => [policyId, { people: whom(policyId) }])),
    }),
  };
}

async function leftTo(deps: PlanDeps, withdrawn: Campaign, school: School): Promise<readonly Left[]> {
  const { campaigns, clock } = deps;
  const yearAt = instantOf(yearBegan(school.acknowledgement.proposeOn, dayOf(clock())), '00:00');
  const versions = withdrawn.policies.map(({ versionId }) => versionId);
  const signed = await campaigns.signedElsewhere(withdrawn.id, versions, yearAt);
  const { elsewhere } = await knownElsewhere(deps, withdrawn);
  const others = await leavers(deps, withdrawn, yearAt);
  return (await campaigns.people(withdrawn.id)).flatMap((person) => {
    const { id, user, state } = person;
    if (!user || !isCounted(state) || state === 'acknowledged') return [];
    const policies = policiesOf(withdrawn.policies, person)
      .filter(({ policyId }) => ![...(signed.get(id) ?? []), ...(elsewhere.get(id) ?? [])].includes(policyId))
      .filter((policy) => others.some((leave) => leave(person, policy)))
      .map(({ policyId }) => policyId);
    return policies.length > 0 ? [{ user, policies }] : [];
  });
}

/** Whether a campaign left a policy to the one that was withdrawn, and does not ask for it by itself when it next looks at its list. */
type Leaves = (person: Person, policy: Campaign['policies'][number]) => boolean;

async function leavers({ campaigns }: PlanDeps, { id, school }: Campaign, yearAt: Date): Promise<readonly Leaves[]> {
  const sent = (await campaigns.list([school])).filter(
    (one) =>
      one.id !== id &&
      ['running', 'paused', 'finished'].includes(one.status) &&
      (one.startedAt ?? one.createdAt) >= yearAt,
  );
  return Promise.all(
    sent.map(async ({ id: other, status, wanted, policies: all }): Promise<Leaves> => {
      const people = new Map((await campaigns.people(other)).map((one) => [one.id, one]));
      const byName = new Set((await campaigns.added(other)).map(({ user }) => personIdOf(user)));
      const excluded = new Set(
        (await campaigns.exclusions(other)).flatMap(({ user, reason }) => (reason === 'asked-elsewhere' ? [user] : [])),
      );
      const isOver = status === 'finished';
      return ({ id: who, user }, { policyId, versionId }) => {
        if (!all.some((policy) => policy.versionId === versionId)) return false;
        const there = people.get(who);
        if (!there || !isCounted(there.state)) return isOver && user !== undefined && excluded.has(user);
        if (!there.askedFor || there.askedFor.includes(policyId) || byName.has(who)) return false;
        const wouldBe = policiesFor(accountOf(there), wanted, [policyId]);
        return (isOver || there.state === 'acknowledged') && (wouldBe?.length ?? 1) > 0;
      };
    }),
  );
}

/** What a register has of an account, as far as it decides what someone is asked for. */
const accountOf = ({ user, staffGroup, site, jobTitle }: Person): Account => ({
  ...{ id: user as UserId, department: staffGroup, site, jobTitle },
});
