import type { Db } from '../../src/store/database/database.ts';
import { createJobs } from '../../src/store/jobs/jobs.ts';

/** What a started product asks its queue for. One that is missing here is made by each start of a test, which takes longer. */
export const QUEUES: readonly string[] = [
  'accounts.leavers',
  'accounts.tell',
  'acknowledgement.prepare',
  'acknowledgement.progress',
  'acknowledgement.push',
  'acknowledgement.redraw',
  'acknowledgement.sweep',
  'concern-locks',
  'concern-pin-word',
  'concern-places',
  'concern-role-words',
  'concern-rolls',
  'concern-school-links',
  'concern-stray-picture',
  'declarations.work',
  'policies.adopt',
  'policies.files',
  'policies.sync',
  'policies.tell',
  'policies.upload',
  'policies.vectors',
];

/** Makes them as a product that has started once leaves them. */
export async function makeQueues(db: Db, url: string): Promise<void> {
  const nothing = () => undefined;
  const jobs = createJobs(db, url, { debug: nothing, info: nothing, warn: nothing, error: nothing });
  for (const name of QUEUES) jobs.handle(name, async () => undefined);
  await jobs.start();
  await jobs.stop();
}
