import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import type { CampaignView } from '../../acknowledge/campaign/campaign-view.ts';
import { campaignPdf } from '../../acknowledge/evidence/campaign.pdf.ts';
import { campaignPack, verifyEvidence } from '../../acknowledge/evidence/evidence.ts';
import type { CampaignStore } from '../../acknowledge/store-ports.ts';

/** One page for an inspector, with the seal of the evidence as it is now. */
export async function campaignPage(
  campaigns: Pick<CampaignStore, 'events'>,
  campaign: Campaign,
  view: CampaignView,
): Promise<Uint8Array> {
  const verdict = verifyEvidence(campaignPack(campaign, await campaigns.events(campaign.id), view.drawnAt));
  return campaignPdf(view, verdict.kind === 'unaltered' ? verdict.seal : 'none: the evidence does not check');
}
