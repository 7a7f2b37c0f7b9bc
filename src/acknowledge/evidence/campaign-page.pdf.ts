import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignView } from '../campaign/campaign-view.ts';
import type { CampaignStore } from '../store-ports.ts';
import { campaignPdf } from './campaign.pdf.ts';
import { campaignPack, verifyEvidence } from './evidence.ts';

/** One page for an inspector, with the seal of the evidence as it is now. */
export async function campaignPage(
  campaigns: Pick<CampaignStore, 'events'>,
  campaign: Campaign,
  view: CampaignView,
): Promise<Uint8Array> {
  const verdict = verifyEvidence(campaignPack(campaign, await campaigns.events(campaign.id), view.drawnAt));
  return campaignPdf(view, verdict.kind === 'unaltered' ? verdict.seal : 'none: the evidence does not check');
}
