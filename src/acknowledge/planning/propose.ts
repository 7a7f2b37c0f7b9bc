import type { CampaignId, PolicyId, SchoolId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { dayOf, daysBetween, type IsoDay, parseDay } from '../../kernel/time.ts';
import { type Wanted, withAudience } from '../audience/wanted.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { ChaseStore } from '../store-ports.ts';
import { suggestedDueDay } from './due-day.ts';
import { type PlanDeps, plan } from './plan.ts';

/** The yearly campaign gives this long to answer: leave and illness fit into it. */
const DAYS_TO_ANSWER = 28;
/** A server that was down on the day still proposes; one that is set up in spring does not propose for last autumn. */
const LATEST_DAYS = 30;

/**
 * Plans each school's yearly campaign on its date, with every policy in force, and lays it before HR. It asks nobody: a
 * person has to confirm. Once a year, whatever is repeated or restarted.
 */
export async function proposeYearly(
  deps: PlanDeps & { readonly chases: ChaseStore; readonly log: Log },
): Promise<readonly CampaignId[]> {
  const { trust, policies, campaigns, chases, clock, log } = deps;
  const today = dayOf(clock());
  const proposed: CampaignId[] = [];
  for (const school of trust.schools) {
    const year = today.slice(0, 4);
    const day: IsoDay | undefined = parseDay(`${year}-${school.acknowledgement.proposeOn ?? ''}`);
    const late = day === undefined ? -1 : daysBetween(day, today);
    if (late < 0 || late > LATEST_DAYS) continue;
    const [first] = school.roles.hr;
    const inForce = await policies.inForce(school.id);
    if (!first || inForce.length === 0) continue;
    if (!(await chases.takeProposal(school.id, Number(year)))) continue;
    const planned = await plan(deps, first.id, {
      school: school.id,
      versions: inForce.map(({ versionId }) => versionId),
      dueDay: suggestedDueDay(school, today, DAYS_TO_ANSWER),
      wanted: asBefore(await earlierOf(campaigns, school.id), inForce),
    });
    if (planned.kind === 'planned') proposed.push(planned.campaign);
    else log.warn('campaign.not-proposed', { school: school.id, why: planned.kind });
  }
  return proposed;
}

/** What is adopted in the middle of the year is due sooner: it is one policy, and people know most of it. */
const DAYS_FOR_ONE = 21;
/** The yearly campaign brings every policy: what is adopted shortly before it waits for it. */
const SOON_DAYS = 30;

/**
 * Lays before HR each version that was adopted since a campaign asked for an earlier one, where the change is one that matters.
 * It asks nobody: unions may want to be heard first, and a person has to confirm. Once for each version.
 */
export async function proposeAdopted(
  deps: PlanDeps & { readonly chases: ChaseStore; readonly log: Log },
): Promise<readonly CampaignId[]> {
  const { trust, policies, campaigns, chases, clock, log } = deps;
  const today = dayOf(clock());
  const proposed: CampaignId[] = [];
  for (const school of trust.schools) {
    const [first] = school.roles.hr;
    if (!first || isYearlySoon(school.acknowledgement.proposeOn, today)) continue;
    const earlier = await earlierOf(campaigns, school.id);
    for (const policy of await policies.inForce(school.id)) {
      const { policyId, versionId } = policy;
      const last = lastAsked(earlier, policyId)?.versionId;
      if (!last || earlier.some((campaign) => asksFor(campaign, versionId))) continue;
      const changes = await policies.changes(school.id, last, versionId);
      if (changes && !changes.isMaterial) continue;
      if (!(await chases.takeVersionProposal(school.id, policyId, versionId))) continue;
      const dueDay = suggestedDueDay(school, today, DAYS_FOR_ONE);
      const wish = { school: school.id, versions: [versionId], dueDay, wanted: asBefore(earlier, [policy]) };
      const planned = await plan(deps, first.id, wish);
      if (planned.kind === 'planned') proposed.push(planned.campaign);
      else log.warn('campaign.not-proposed', { school: school.id, why: planned.kind });
    }
  }
  return proposed;
}

const asksFor = ({ policies }: Campaign, version: string): boolean =>
  policies.some(({ versionId }) => versionId === version);

/** Campaigns of a school that proposals go by, newest first: for a few whom a withdrawn one left out nothing was chosen. */
const earlierOf = async (campaigns: PlanDeps['campaigns'], school: SchoolId): Promise<readonly Campaign[]> =>
  (await campaigns.list([school])).filter(({ status, inPlaceOf }) => status !== 'withdrawn' && inPlaceOf === undefined);

/** Which version of a policy a campaign asked for last, and whom; campaigns come newest first. */
const lastAsked = (campaigns: readonly Campaign[], policy: PolicyId) =>
  campaigns
    .filter(({ startedAt }) => startedAt !== undefined)
    .flatMap(({ policies, wanted }) =>
      policies.map(({ policyId, versionId }) => ({ policyId, versionId, chosen: wanted.policies?.[policyId] })),
    )
    .find(({ policyId }) => policyId === policy);

/** Each policy for whom it was asked of last. HR sees whom that is now before anyone is asked. */
const asBefore = (earlier: readonly Campaign[], policies: readonly { readonly policyId: PolicyId }[]): Wanted =>
  policies.reduce<Wanted>((wanted, { policyId }) => {
    const chosen = lastAsked(earlier, policyId)?.chosen;
    return chosen ? withAudience(wanted, policyId, chosen) : wanted;
  }, {});

function isYearlySoon(proposeOn: string | undefined, today: IsoDay): boolean {
  const year = Number(today.slice(0, 4));
  return [year, year + 1].some((each) => {
    const day = parseDay(`${each}-${proposeOn ?? ''}`);
    const ahead = day === undefined ? -1 : daysBetween(today, day);
    return ahead >= 0 && ahead <= SOON_DAYS;
  });
}
