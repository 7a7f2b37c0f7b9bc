import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { sqlCampaignStore } from '../acknowledge/campaign/campaign.store.ts';
import { type Campaign, STATUS_WORDING } from '../acknowledge/campaign/campaign.ts';
import { campaignView, progressOf, type Tally } from '../acknowledge/campaign/campaign-view.ts';
import { campaignPage } from '../acknowledge/evidence/campaign-page.pdf.ts';
import { campaignCsv } from '../acknowledge/evidence/csv.ts';
import { campaignPack } from '../acknowledge/evidence/evidence.ts';
import type { PersonState } from '../acknowledge/register/person.ts';
import { STATE_WORDING } from '../acknowledge/wording.ts';
import { withDatabase } from './data/database.ts';

const WATCH_MS = 2_000;
const BAR = 30;
/** To the top of the terminal, and empty from there: the bars move in place. */
const REDRAWN = '\u001b[H\u001b[J';

/** `lanyard campaign`: what each campaign is called here, how far it is, and where everyone stands. */
export async function showCampaigns(
  env: NodeJS.ProcessEnv,
  isWatched: boolean,
  say: (words: string) => void,
): Promise<void> {
  await withDatabase(env, async (db) => {
    const campaigns = sqlCampaignStore(db);
    do {
      const all = await campaigns.list('all');
      const lines = all.length === 0 ? ['There is no campaign yet.'] : [];
      for (const campaign of all) lines.push(...campaignLines(campaign, await campaigns.tally(campaign.id)));
      say(`${isWatched && process.stdout.isTTY ? REDRAWN : ''}${lines.join('\n')}`);
      if (isWatched) await wait(WATCH_MS);
    } while (isWatched);
  });
}

function campaignLines(campaign: Campaign, tally: readonly Tally[]): string[] {
  const { acknowledged, expected } = progressOf('', tally);
  const count = (...states: PersonState[]): number =>
    tally.reduce((sum, row) => sum + (states.includes(row.state) ? row.count : 0), 0);
  const toSend = count('waiting', 'sending', 'unreachable');
  const sent = count('asked', 'queried', 'acknowledged');
  const states = Map.groupBy(tally, ({ state }) => state);
  const counts = [...states].map(
    ([state, rows]) => `${STATE_WORDING[state].label.toLowerCase()} ${rows.reduce((sum, { count }) => sum + count, 0)}`,
  );
  return [
    `${campaign.id.slice(0, 8)}  ${campaign.title} (${campaign.school}), due ${campaign.dueDay}: ${STATUS_WORDING[campaign.status]}`,
    `  ${bar(sent, sent + toSend)} ${sent} of ${sent + toSend} have the card or have answered`,
    `  ${bar(acknowledged, expected)} ${acknowledged} of ${expected} acknowledged`,
    `  ${counts.join(', ')}`,
  ];
}

function bar(done: number, of: number): string {
  const full = of === 0 ? 0 : Math.floor((BAR * done) / of);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
}

/** `lanyard export`: the register as CSV, one page as PDF, or the evidence pack. */
export async function exportCampaign(
  env: NodeJS.ProcessEnv,
  beginning: string,
  options: { readonly evidence?: boolean; readonly pdf?: boolean; readonly out?: string },
  write: (words: string) => void,
): Promise<{ readonly kind: 'written' } | { readonly kind: 'unknown'; readonly campaigns: readonly string[] }> {
  return withDatabase(env, async (db) => {
    const campaigns = sqlCampaignStore(db);
    const all = await campaigns.list('all');
    const [campaign, ...others] = all.filter(({ id }) => id.startsWith(beginning.toLowerCase()));
    if (!campaign || others.length > 0)
      return { kind: 'unknown', campaigns: all.map(({ id, title }) => `${id}  ${title}`) };
    if (options.pdf) {
      // The school's name as people know it is in lanyard.yml; its short name does for a file made on a server.
      const [tally, left] = await Promise.all([campaigns.tally(campaign.id), campaigns.exclusions(campaign.id)]);
      const view = campaignView(campaign, { name: campaign.school }, tally, left, new Date());
      const bytes = await campaignPage(campaigns, campaign, view);
      await writeFile(options.out ?? `campaign-${campaign.id.slice(0, 8)}.pdf`, bytes);
      return { kind: 'written' };
    }
    const text = options.evidence
      ? campaignPack(campaign, await campaigns.events(campaign.id), new Date())
      : await campaignCsv(campaigns, campaign, { hasQuestions: true });
    if (options.out === undefined) write(text);
    else await writeFile(options.out, text);
    return { kind: 'written' };
  });
}
