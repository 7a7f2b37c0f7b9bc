import type { Campaign } from './acknowledgement/campaign.ts';
import { campaignPack, verifyEvidence } from './acknowledgement/evidence.ts';
import type { CampaignStore } from './acknowledgement/ports.ts';
import { campaignView } from './acknowledgement/view.ts';
import { campaignPdf } from './print/campaign-pdf.ts';
import { sqlCampaignStore } from './store/acknowledgement/campaign-store.ts';
import { openDatabase } from './store/database.ts';

/** The campaigns in the database that the environment names, for use from a terminal. Close it when done. */
export async function openCampaigns(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly campaigns: CampaignStore; close(): Promise<void> }> {
  const url = env.DATABASE_URL?.trim();
  const database = await openDatabase(
    url ? { kind: 'server', url } : { kind: 'embedded', folder: env.DATA_FOLDER?.trim() || '.lanyard' },
  );
  return { campaigns: sqlCampaignStore(database.db), close: database.close };
}

/** One page for an inspector, with the seal of the evidence as it is now. */
export async function campaignPage(
  campaigns: CampaignStore,
  campaign: Campaign,
  school: { readonly name: string },
  now: Date,
): Promise<Uint8Array> {
  const [tally, exclusions, events] = await Promise.all([
    campaigns.tally(campaign.id),
    campaigns.exclusions(campaign.id),
    campaigns.events(campaign.id),
  ]);
  const verdict = verifyEvidence(campaignPack(campaign, events, now));
  const seal = verdict.kind === 'unaltered' ? verdict.seal : 'none: the evidence does not check';
  return campaignPdf(campaignView(campaign, school, tally, exclusions, now), seal);
}
