import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import type { Running } from './running.ts';

/** HR of Oakfield starts a campaign for its first policy, due at the end of September. Answers with the id of its card. */
export async function startCampaign({ sandbox }: Running): Promise<string> {
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  const list = sandbox.messages(hr).at(-1);
  const form = await sandbox.openDialog(hr, list?.id ?? '', 'New campaign');
  const policies = /"value":"(oakfield\/[0-9a-f]+)"/.exec(JSON.stringify(form.card))?.[1] ?? '';
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies, due: '2026-09-30' });
  const draft = await sandbox.until(() =>
    sandbox.messages(hr).find(({ cards }) => /Nobody has been asked yet.*30 September/.test(JSON.stringify(cards))),
  );
  await sandbox.click(hr, draft.id, 'campaign.start');
  await sandbox.until(() => JSON.stringify(sandbox.messages(hr)).includes('People without Teams'));
  return draft.id;
}
