import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignView } from '../campaign/campaign-view.ts';
import type { CampaignStore } from '../store-ports.ts';
import { campaignPdf } from './campaign.pdf.ts';
import { campaignPack, verifyEvidence } from './evidence.ts';
import { howCounted } from './how-counted.ts';

/** A page for an inspector, and one that says how it was counted, with the seal of the evidence as it is now. */
export async function campaignPage(
  campaigns: Pick<CampaignStore, 'events' | 'people' | 'signatures'>,
  campaign: Campaign,
  view: CampaignView,
): Promise<Uint8Array> {
  const [events, people, signatures] = await Promise.all([
    campaigns.events(campaign.id),
    campaigns.people(campaign.id),
    campaigns.signatures(campaign.id),
  ]);
  const verdict = verifyEvidence(campaignPack(campaign, events, view.drawnAt));
  return campaignPdf(
    view,
    howCounted(view, { campaign, people, signatures, events }),
    verdict.kind === 'unaltered' ? verdict.seal : 'none: the evidence does not check',
  );
}
