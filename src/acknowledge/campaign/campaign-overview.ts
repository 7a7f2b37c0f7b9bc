import type { CampaignId, SchoolId } from '../../kernel/ids.ts';
import { DAY_MS, type IsoDay } from '../../kernel/time.ts';
import type { MergedFigures } from '../../school/merged-figures.ts';
import type { School } from '../../school/school.ts';
import type { PlanDeps } from '../planning/plan.ts';
import { numbersOf } from '../register/numbers.ts';
import type { Campaign } from './campaign.ts';
import { type CampaignView, campaignView, mergedOf } from './campaign-view.ts';

/** Anything sent longer ago is last year's. */
const YEAR_DAYS = 400;
const MOST = 4;

/** How far the school's campaigns are, by group and site and without a name, newest first. Who may see it is the caller's to ask. */
export async function acknowledgementFigures(
  { campaigns, clock }: Pick<PlanDeps, 'campaigns' | 'clock'>,
  school: SchoolId,
): Promise<
  readonly {
    readonly id: CampaignId;
    readonly title: string;
    readonly dueDay: IsoDay;
    readonly figures: MergedFigures;
    /** Of the whole school, as HR has it: for nobody but its head. */
    readonly acknowledged: number;
  }[]
> {
  const since = clock().getTime() - YEAR_DAYS * DAY_MS;
  const sent = (await campaigns.list([school]))
    .filter(({ status }) => ['running', 'paused', 'finished'].includes(status))
    .filter(({ startedAt }) => startedAt !== undefined && startedAt.getTime() >= since)
    .slice(0, MOST);
  return Promise.all(
    sent.map(async ({ id, title, dueDay }) => {
      const tally = await campaigns.tally(id);
      return { id, title, dueDay, figures: mergedOf(tally), acknowledged: numbersOf(tally).acknowledged };
    }),
  );
}

/**
 * A campaign as it stands now.
 * @param isLive it is drawn every few seconds while cards go out: what goes with signatures is counted once they are out
 */
export async function readCampaign(
  { campaigns, host, clock }: Pick<PlanDeps, 'campaigns' | 'host' | 'clock'>,
  campaign: Campaign,
  school: School,
  isLive = false,
): Promise<CampaignView> {
  const [tally, exclusions] = await Promise.all([campaigns.tally(campaign.id), campaigns.exclusions(campaign.id)]);
  const goesWith = isLive && tally.some(({ state }) => state === 'sending') ? undefined : host.goesWith();
  const columns = await goesWith?.columns(school, campaign.policies);
  const beside = goesWith &&
    columns && { title: goesWith.title, totals: columns.totals(await campaigns.people(campaign.id)) };
  const view = campaignView(campaign, school, tally, exclusions, clock(), beside);
  if (campaign.status === 'draft' || campaign.status === 'planned')
    return { ...view, list: await campaigns.listMark(campaign.id) };
  // While its list is read again, or cannot be, its status does not say whether its plan stands.
  const isUnread = campaign.status === 'preparing' || campaign.status === 'refused';
  return isUnread ? { ...view, isPlanned: (await campaigns.lastPlan(campaign.id))?.stands ?? false } : view;
}
