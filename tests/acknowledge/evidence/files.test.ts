import { afterEach, expect, test } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { sqlCampaignStore } from '../../../src/acknowledge/campaign/campaign.store.ts';
import { readCampaign } from '../../../src/acknowledge/campaign/campaign-overview.ts';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { given } from '../given.ts';
import { directoryPerson, STAFF, school } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

test('the inspector’s page is one page, also with many groups and names in other scripts', async () => {
  world = await given({ staff: 2 });
  for (let n = 10; n < 60; n += 1)
    world.groups.get(STAFF)?.push(directoryPerson(n, { department: `Група ${n} ${'long '.repeat(40)}` }));
  const id = await world.started();
  const campaigns = sqlCampaignStore(world.db);
  const campaign = await campaigns.find(id);
  if (!campaign) throw new Error('no campaign');
  const view = await readCampaign({ campaigns, host: world.host, clock: world.now }, campaign, school);
  const bytes = await campaignPage(campaigns, campaign, view);
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1);
});
