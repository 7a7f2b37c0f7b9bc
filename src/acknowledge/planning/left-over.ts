import type { PolicyId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { dayOf, instantOf } from '../../kernel/time.ts';
import type { Wanted } from '../audience/wanted.ts';
import { yearBegan } from '../delivery/ends.ts';
import type { LeftBehind } from '../store-ports.ts';
import { suggestedDueDay } from './due-day.ts';
import { type PlanDeps, plan } from './plan.ts';

const DAYS_TO_ANSWER = 21;

/**
 * Lays before HR a campaign for those whom another one had left to one that was withdrawn since, and whom nobody asks: that other one has looked
 * at its list and did not, or cannot any more. It asks nobody: a person has to confirm. What is laid before HR is left to that campaign
 * from then on, so that it comes once, and again where that one is withdrawn.
 */
export async function proposeLeft(deps: PlanDeps & { readonly log: Log }): Promise<void> {
  const { trust, campaigns, policies, clock, log } = deps;
  const today = dayOf(clock());
  for (const school of trust.schools) {
    const [first] = school.roles.hr;
    if (!first) continue;
    const yearAt = instantOf(yearBegan(school.acknowledgement.proposeOn, today), '00:00');
    for (const [id, behind] of await campaigns.leftBehind(school.id, yearAt)) {
      const withdrawn = await campaigns.find(id);
      const inForce = new Set((await policies.inForce(school.id)).map(({ versionId }) => versionId));
      const asked = (withdrawn?.policies ?? []).filter(
        ({ policyId, versionId }) => inForce.has(versionId) && behind.some(({ policy }) => policy === policyId),
      );
      const left = behind.filter(({ policy }) => asked.some(({ policyId }) => policyId === policy));
      if (!withdrawn || left.length === 0) continue;
      const planned = await plan(deps, first.id, {
        school: school.id,
        versions: asked.map(({ versionId }) => versionId),
        dueDay: suggestedDueDay(school, today, DAYS_TO_ANSWER),
        // As HR had chosen it there.
        usesQuizzes: withdrawn.usesQuizzes,
        reading: withdrawn.reading,
        wanted: wantedOf(left, asked),
        inPlaceOf: { id, title: withdrawn.title, left },
      });
      if (planned.kind !== 'planned') log.warn('campaign.not-proposed', { school: school.id, why: planned.kind });
    }
  }
}

/** These people, each for what they are asked nowhere else. */
function wantedOf(left: readonly LeftBehind[], asked: readonly { readonly policyId: PolicyId }[]): Wanted {
  const usersOf = (rows: readonly LeftBehind[]): readonly UserId[] => [...new Set(rows.map(({ user }) => user))];
  const people = usersOf(left);
  const whom = (policy: PolicyId) => usersOf(left.filter((one) => one.policy === policy));
  const isOfAll = asked.every(({ policyId }) => whom(policyId).length === people.length);
  return {
    people,
    ...(!isOfAll && {
      policies: Object.fromEntries(asked.map(({ policyId }) => [policyId, { people: whom(policyId) }])),
    }),
  };
}
