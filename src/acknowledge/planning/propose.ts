import type { CampaignId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { dayOf, daysBetween, type IsoDay, parseDay } from '../../kernel/time.ts';
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
  const { trust, policies, chases, clock, log } = deps;
  const today = dayOf(clock());
  const proposed: CampaignId[] = [];
  for (const school of trust.schools) {
    const year = today.slice(0, 4);
    const day: IsoDay | undefined = parseDay(`${year}-${school.acknowledgement.proposeOn ?? ''}`);
    const late = day === undefined ? -1 : daysBetween(day, today);
    if (late < 0 || late > LATEST_DAYS) continue;
    const [first] = school.roles.hr;
    const versions = (await policies.inForce(school.id)).map(({ versionId }) => versionId);
    if (!first || versions.length === 0) continue;
    if (!(await chases.takeProposal(school.id, Number(year)))) continue;
    const planned = await plan(deps, first.id, {
      school: school.id,
      versions,
      dueDay: suggestedDueDay(school, today, DAYS_TO_ANSWER),
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
    const earlier = (await campaigns.list([school.id])).filter(({ status }) => status !== 'withdrawn');
    for (const { policyId, versionId } of await policies.inForce(school.id)) {
      const last = lastAsked(earlier, policyId);
      if (!last || earlier.some((campaign) => asksFor(campaign, versionId))) continue;
      const changes = await policies.changes(school.id, last, versionId);
      if (changes && !changes.isMaterial) continue;
      if (!(await chases.takeVersionProposal(school.id, policyId, versionId))) continue;
      const wish = { school: school.id, versions: [versionId], dueDay: suggestedDueDay(school, today, DAYS_FOR_ONE) };
      const planned = await plan(deps, first.id, wish);
      if (planned.kind === 'planned') proposed.push(planned.campaign);
      else log.warn('campaign.not-proposed', { school: school.id, why: planned.kind });
    }
  }
  return proposed;
}

const asksFor = ({ policies }: Campaign, version: string): boolean =>
  policies.some(({ versionId }) => versionId === version);

/** Which version of it a campaign asked for last; campaigns come newest first. */
const lastAsked = (campaigns: readonly Campaign[], policy: string) =>
  campaigns
    .filter(({ startedAt }) => startedAt !== undefined)
    .flatMap(({ policies }) => policies)
    .find(({ policyId }) => policyId === policy)?.versionId;

function isYearlySoon(proposeOn: string | undefined, today: IsoDay): boolean {
  const year = Number(today.slice(0, 4));
  return [year, year + 1].some((each) => {
    const day = parseDay(`${each}-${proposeOn ?? ''}`);
    const ahead = day === undefined ? -1 : daysBetween(today, day);
    return ahead >= 0 && ahead <= SOON_DAYS;
  });
}
