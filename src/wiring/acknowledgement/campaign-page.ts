import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import { campaignView } from '../../acknowledge/campaign/campaign-view.ts';
import { campaignPdf } from '../../acknowledge/evidence/campaign.pdf.ts';
import { campaignPack, verifyEvidence } from '../../acknowledge/evidence/evidence.ts';
import type { CampaignStore } from '../../acknowledge/store-ports.ts';
import type { TrainingTally } from '../../more/training/beside-signatures.ts';

/** One page for an inspector, with the seal of the evidence as it is now. */
export async function campaignPage(
  campaigns: CampaignStore,
  campaign: Campaign,
  school: { readonly name: string },
  now: Date,
  training: readonly TrainingTally[] = [],
): Promise<Uint8Array> {
  const [tally, exclusions, events] = await Promise.all([
    campaigns.tally(campaign.id),
    campaigns.exclusions(campaign.id),
    campaigns.events(campaign.id),
  ]);
  const verdict = verifyEvidence(campaignPack(campaign, events, now));
  const seal = verdict.kind === 'unaltered' ? verdict.seal : 'none: the evidence does not check';
  return campaignPdf(campaignView(campaign, school, tally, exclusions, now, training), seal);
}
