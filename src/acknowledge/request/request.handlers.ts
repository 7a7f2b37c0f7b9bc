import { z } from 'zod/v4';
import type { CampaignId } from '../../kernel/ids.ts';
import { action, form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type ActionAnswer, type ActionTurn, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { inCampaign, NOT_ASKED } from '../card-data.handlers.ts';
import { ASKED_OTHER, OLD_CARD } from '../wording.ts';
import { READ_PAGE, readingCard } from './reading.cards.ts';
import { alreadyWording, CONFIRM, FORMAT, QUESTION, READ, requestCard } from './request.cards.ts';
import { SHOW } from './request-verbs.ts';

const answering = inCampaign.extend({ trial: z.boolean().default(false) });
const confirming = answering.extend({ shown: id(16).optional() });
const reading = inCampaign.extend({
  index: z.coerce.number().int().min(0).max(50),
  part: z.enum(['text', 'changes']),
  page: z.coerce.number().int().min(1).max(500).default(1),
});

/** Said to a press on a card that was sent to be tried out. */
export const TRIED = 'That works. It was a trial run: nothing is recorded.';

/** What staff do with their own request. */
export function registerAcknowledgements(routes: Routes, acknowledgements: Acknowledgements): void {
  const confirm = action(confirming, async ({ campaign, trial, shown }, turn) => {
    if (trial) return message(TRIED);
    // A card from before it said what it shows may show less than is asked by now.
    if (shown === undefined) return ownCard(turn, campaign, OLD_CARD);
    const answered = await acknowledgements.acknowledge(turn.sender.userId, campaign, shown);
    switch (answered.kind) {
      case 'recorded':
        return ownCard(turn, campaign);
      case 'already-recorded':
        // The receipt says when; the words are for clients that show no card.
        return (await acknowledgements.request(turn.sender.userId, campaign))
          ? ownCard(turn, campaign)
          : message(alreadyWording(answered.signature));
      case 'open-first':
        return ownCard(turn, campaign, `Please open this first: ${answered.titles.join(', ')}. Then answer again.`);
      case 'check-first':
        return ownCard(
          turn,
          campaign,
          `Please answer the questions first: ${answered.titles.join(', ')}. Then answer again.`,
        );
      case 'shown-other':
        return ownCard(turn, campaign, ASKED_OTHER);
      case 'withdrawn':
        return message('This request was withdrawn. You don’t need to do anything.');
      case 'left':
      case 'not-asked':
        return message(NOT_ASKED);
      default:
        return answered satisfies never;
    }
  });
  routes.action(CONFIRM, confirm);

  const asking = (what: 'queried' | 'format-wanted') =>
    action(answering, async ({ campaign, trial }, turn) => {
      if (trial) return message(TRIED);
      const queried = await acknowledgements.query(turn.sender.userId, campaign, what);
      if (queried.kind !== 'queried' && queried.kind !== 'already-answered') return message(NOT_ASKED);
      if (queried.kind === 'queried' && what === 'queried') {
        await turn.replyPrivately({
          text: `Type your question about the ${listed(queried.request.campaign.policies.map(({ title }) => title))} here and I will look for it. HR can see that you have a question, not what it is.`,
        });
      }
      return ownCard(turn, campaign);
    });
  routes.action(QUESTION, asking('queried'));
  routes.action(FORMAT, asking('format-wanted'));

  const show = action(inCampaign, ({ campaign }, turn) => ownCard(turn, campaign));
  routes.action(SHOW, show);

  const read = form(reading, async ({ campaign, index, part, page }, turn) => {
    const found = await acknowledgements.read(turn.sender.userId, campaign, index, part, page);
    if (!found) return message(NOT_ASKED);
    return dialog(found.part === 'changes' ? 'What changed' : 'Policy', readingCard(campaign, found), 'large');
  });
  routes.dialog(READ, read);
  routes.submit(READ_PAGE, read);

  async function ownCard(turn: ActionTurn, campaign: CampaignId, first?: string): Promise<ActionAnswer> {
    const view = await acknowledgements.request(turn.sender.userId, campaign);
    return view ? { kind: 'card', card: requestCard(view, first) } : message(NOT_ASKED);
  }
}

const listed = (titles: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(titles);
