import type { Downloads } from '../../kernel/pages/downloads.ts';
import { form } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogTurn, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { DOWNLOADS } from '../campaign/buttons.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { downloadsCard, type Link } from './downloads.cards.ts';

const FILES = [
  ['Register (CSV)', 'campaign-csv'],
  ['One page for an inspector (PDF)', 'campaign-page'],
  ['Evidence pack', 'campaign-evidence'],
] as const;

interface Deps {
  readonly acknowledgements: Pick<Acknowledgements, 'campaign'>;
  readonly downloads: Pick<Downloads, 'offer'>;
}

/** A link for each of these files, for who asked. @param files title and kind of download */
export const linksTo = (
  downloads: Pick<Downloads, 'offer'>,
  files: readonly (readonly [title: string, kind: string])[],
  subject: string,
  turn: DialogTurn,
): Promise<Link[]> =>
  Promise.all(
    files.map(async ([title, kind]) => ({
      title,
      url: (await downloads.offer(kind, subject, turn.sender.userId)).url,
    })),
  );

/** Files of a campaign, for those who run it. Asked again at every click. */
export function registerCampaignDownloads(routes: Routes, { acknowledgements, downloads }: Deps): void {
  const files = form(inCampaign, async ({ campaign }, turn) => {
    if (!(await acknowledgements.campaign(turn.sender.userId, campaign))) return message(NOT_YOURS);
    const links = await linksTo(downloads, FILES, campaign, turn);
    return dialog('Download', downloadsCard(campaign, links), 'medium');
  });
  routes.dialog(DOWNLOADS, files);
  routes.submit(DOWNLOADS, files);
}
