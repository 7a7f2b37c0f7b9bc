import type { Feature } from '../../feature.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { behindSecret } from '../../platform/web/pages.ts';
import { acknowledgePage } from './acknowledge.page.ts';
import { registerCampaignPaper } from './paper.handlers.ts';
import { offerSheets } from './paper-files.pdf.ts';
import { createPeopleWithoutTeams } from './without-teams.ts';

/** Kitchen, cleaning, supply, governors: people without Teams sign by a personal link, or on paper before a witness. */
export const paper: Feature = {
  start({ context: { routes, downloads, tickets, address }, campaigns, others }) {
    const withoutTeams = createPeopleWithoutTeams({ ...campaigns, tickets });
    const linkAddress = (secret: string) => `${address()}/a/${writtenSecret(secret)}`;
    offerSheets(downloads, { ...campaigns, withoutTeams, linkAddress });
    registerCampaignPaper(routes, { withoutTeams, downloads });
    const declareTie = () => others().find((one) => one.declareTie)?.declareTie;
    return {
      extension: { takingBack: withoutTeams.takingBack },
      doors: { a: behindSecret((secret, request) => acknowledgePage(withoutTeams, secret, request, declareTie())) },
    };
  },
};
