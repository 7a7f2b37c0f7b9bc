import type { CampaignId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import { addDays, dayOf, daysBetween, type IsoDay, parseDay } from '../../core/time.ts';
import type { ChaseStore } from '../stores.ts';
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
      dueDay: addDays(today, DAYS_TO_ANSWER),
    });
    if (planned.kind === 'planned') proposed.push(planned.campaign);
    else log.warn('campaign.not-proposed', { school: school.id, why: planned.kind });
  }
  return proposed;
}
