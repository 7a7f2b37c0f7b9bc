import { z } from 'zod/v4';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogTurn, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { DOWNLOADS, OWN_SIGNED, PERSON_SIGNED, SIGNED } from '../campaign/buttons.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import type { PersonId } from '../register/person.ts';
import { OWN_FILE } from '../request/request-verbs.ts';
import { downloadsCard, type Link, signedCard } from './downloads.cards.ts';

const aboutPerson = inCampaign.extend({ person: id<PersonId>(60) });

const FILES = [
  ['Register (CSV)', 'campaign-csv'],
  ['Summary for an inspector (PDF)', 'campaign-page'],
  ['Evidence pack', 'campaign-evidence'],
  ['Register with names (PDF)', 'campaign-register'],
] as const;

interface Deps {
  readonly acknowledgements: Pick<Acknowledgements, 'campaign' | 'signed' | 'signedOf'>;
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

  const own = form(z.object({}), async (_sent, turn) => {
    if ((await acknowledgements.signed(turn.sender.userId)).length === 0)
      return message('You have not acknowledged anything in Lanyard. What you signed on paper, HR has.');
    const links = await linksTo(downloads, [['Download (PDF)', OWN_SIGNED]], 'own', turn);
    return dialog('What I have signed', signedCard(links));
  });
  routes.dialog(OWN_FILE, own);
  const theirs = form(aboutPerson, async ({ campaign, person }, turn) => {
    const found = await acknowledgements.signedOf(turn.sender.userId, campaign, person);
    if (!found) return message(NOT_YOURS);
    const links = await linksTo(downloads, [['Download (PDF)', PERSON_SIGNED]], `${campaign}/${person}`, turn);
    return dialog('What they have signed', signedCard(links, found.person.name));
  });
  routes.dialog(SIGNED, theirs);
  routes.submit(SIGNED, theirs);
}
