import type { CampaignStore } from './acknowledgement/ports.ts';
import { sqlCampaignStore } from './store/campaign-store.ts';
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
