import type { CampaignId } from '../../kernel/ids.ts';
import { actions, type Card, card, openUrl, plain, submitDialog, text } from '../../platform/teams/card.ts';
import { DOWNLOADS } from '../campaign/buttons.ts';

export interface Link {
  readonly title: string;
  readonly url: string;
}

export const MINUTES =
  'Each button opens your browser, where the file can be had for ten minutes. Please do not pass that address on.';

/** Files of a campaign, each by a link made this moment. */
export const downloadsCard = (campaign: CampaignId, links: readonly Link[]): Card =>
  card(
    'Which file would you like?',
    actions(links.map(({ title, url }) => openUrl(title, url))),
    text(
      'The register has every name, when they signed and how: as a PDF to show or print, and as a CSV for a spreadsheet. The summary for an inspector has numbers only.',
      { subtle: true },
    ),
    text('The evidence pack has every event. IT can prove from it, on any computer, that nothing was altered.', {
      subtle: true,
    }),
    text(MINUTES, { small: true, subtle: true }),
    actions([submitDialog('New links', DOWNLOADS, { campaign })]),
  );

/** All that one person has signed, in one file. @param name of someone else, to whom HR gives it */
export const signedCard = (links: readonly Link[], name?: string): Card =>
  card(
    name === undefined
      ? 'Everything that you have acknowledged, with the day, the version and the words. Take it with you when you leave.'
      : plain(
          `Everything that ${name} has acknowledged at the school, with the day, the version and the words: theirs to keep when they leave.`,
        ),
    actions(links.map(({ title, url }) => openUrl(title, url))),
    text(MINUTES, { small: true, subtle: true }),
  );
