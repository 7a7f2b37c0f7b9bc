import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { action } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type ActionAnswer, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { DISCARD, JOINERS, LEAVERS, LOOK_AGAIN, OPEN, PAUSE, REFRESH, RESUME, START, TRIAL } from './buttons.ts';
import { campaignCard } from './campaign.cards.ts';

const counted = inCampaign.extend({ count: z.coerce.number().int().min(0).max(1_000_000).default(0) });
const notYours: ActionAnswer = { kind: 'refused', code: 403, text: NOT_YOURS };

/** The buttons of a campaign's own card. Whether someone may is asked at every click. */
export function registerCampaignCommands(routes: Routes, acknowledgements: Acknowledgements): void {
  const show = async (by: UserId, id: CampaignId): Promise<ActionAnswer> => {
    const view = await acknowledgements.campaign(by, id);
    return view ? { kind: 'card', card: campaignCard(view) } : notYours;
  };
  const commanding = (name: 'discard' | 'pause' | 'resume') =>
    action(inCampaign, async ({ campaign }, { sender }) => {
      const result = await acknowledgements.command(sender.userId, campaign, name);
      switch (result.kind) {
        case 'done':
        case 'already':
        case 'not-now':
          return show(sender.userId, campaign);
        case 'roster-too-old':
        case 'list-moved':
        case 'asked-elsewhere':
        case 'not-allowed':
          return notYours;
        default:
          return result satisfies never;
      }
    });
  routes.action(DISCARD, commanding('discard'));
  routes.action(PAUSE, commanding('pause'));
  routes.action(RESUME, commanding('resume'));

  const prepareAgain = action(inCampaign, async ({ campaign }, { sender }) => {
    const done = await acknowledgements.prepareAgain(sender.userId, campaign);
    return done ? message('Reading the staff list again. The card changes in a moment.') : notYours;
  });
  routes.action(LOOK_AGAIN, prepareAgain);

  const confirming = (who: 'leavers' | 'joiners') =>
    action(counted, async ({ campaign, count }, { sender }) => {
      const done = await acknowledgements.confirmRoster(sender.userId, campaign, { [who]: count });
      return done ? show(sender.userId, campaign) : notYours;
    });
  routes.action(LEAVERS, confirming('leavers'));
  routes.action(JOINERS, confirming('joiners'));

  const trial = action(inCampaign, async ({ campaign }, { sender }) => {
    const result = await acknowledgements.trial(sender.userId, campaign);
    if (result === 'not-allowed') return notYours;
    return message(
      result === 'sent'
        ? 'The card is in this chat, just as everyone would get it.'
        : 'The card could not be sent to you.',
    );
  });
  routes.action(TRIAL, trial);

  const showing = action(inCampaign, ({ campaign }, { sender }) => show(sender.userId, campaign));
  routes.action(START, showing);
  routes.action(REFRESH, showing);
  routes.action(OPEN, showing);
}
