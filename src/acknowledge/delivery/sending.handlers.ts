import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { formatInstant, instantOf } from '../../kernel/time.ts';
import { action, form, id, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { SEND_NOW } from '../campaign/buttons.ts';
import { campaignCard } from '../campaign/campaign.cards.ts';
import type { CampaignView } from '../campaign/campaign-view.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { SCHEDULE, SEND_AT, SENDING, sendingCard, sendNowCard, UNPLAN } from './sending.cards.ts';
import type { Sending } from './sending.ts';

const moment = inCampaign.extend({ at: z.iso.datetime().transform((text) => new Date(text)) });
const clockTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/)
  .transform((text): { readonly time: `${number}:${number}` } => ({
    time: text.padStart(5, '0') as `${number}:${number}`,
  }));
/** What stood on the card, and in the window that asks: the list, and whether the school was open. Older ones have neither. */
const seen = inCampaign.extend({ list: id(40).optional(), open: z.boolean().default(false) });
const chosen = inCampaign.extend({
  day: someDay('Day'),
  time: clockTime,
  spread: z.coerce.number().int().min(0).max(10_000).default(0),
});

/** Why nothing is sent to who presses an older card. */
const tooLate = ({ status }: Pick<CampaignView, 'status'>): string => {
  switch (status) {
    case 'preparing':
      return 'Nothing was sent yet: I am reading the staff list. Its card shows the people in a moment, and sends it.';
    case 'refused':
      return 'Nothing was sent: the staff list could not be read. Its card says why.';
    case 'running':
    case 'paused':
      return 'Nothing was sent again: this campaign has been sent already. Write campaigns to see it.';
    default:
      return 'Nothing was sent: this campaign has ended. Write campaigns to see it.';
  }
};

/** @param isAsSeen whether it is what who pressed has seen */
const askedNow = (view: CampaignView, isAsSeen: boolean): DialogAnswer =>
  view.status === 'draft' || view.status === 'planned'
    ? dialog('Send now?', sendNowCard(view, !isAsSeen))
    : message(tooLate(view));

/** When a campaign is sent. Whether someone may is asked at every click. */
export function registerCampaignSending(routes: Routes, acknowledgements: Acknowledgements): void {
  const planned = async (by: UserId, id: CampaignId, sending: Sending): Promise<string | undefined> => {
    const result = await acknowledgements.schedule(by, id, sending);
    switch (result.kind) {
      case 'planned':
        return undefined;
      case 'not-allowed':
        return NOT_YOURS;
      case 'not-now':
        return 'This campaign has been sent or has ended: there is nothing to plan.';
      case 'list-unread':
        return 'The staff list has to be read first. Please look at its card, then choose a time there.';
      case 'past':
        return 'That time has passed. Please choose a later one.';
      case 'too-far':
        return 'Please choose a day within a year.';
      case 'after-due':
        return 'Answers are due by then. Please choose an earlier day.';
      case 'closed':
        return result.instead
          ? `The school is closed then. It opens next on ${formatInstant(result.instead)}.`
          : 'The school is closed then, and I do not know of any school day after it.';
      default:
        return result satisfies never;
    }
  };

  const sendAt = action(moment, async ({ campaign, at }, { sender }) => {
    const complaint = await planned(sender.userId, campaign, { at, spreadMinutes: 0 });
    if (complaint !== undefined) return message(complaint);
    const view = await acknowledgements.campaign(sender.userId, campaign);
    return view ? { kind: 'card', card: campaignCard(view) } : message(NOT_YOURS);
  });
  routes.action(SEND_AT, sendAt);

  const choosing = async (by: UserId, campaign: CampaignId, complaint?: string): Promise<DialogAnswer> => {
    const view = await acknowledgements.campaign(by, campaign);
    if (!view) return message(NOT_YOURS);
    return dialog('When to send it', sendingCard(view, complaint));
  };
  const open = form(inCampaign, ({ campaign }, { sender }) => choosing(sender.userId, campaign));
  routes.dialog(SENDING, open);

  const choose = form(
    chosen,
    async ({ campaign, day: onDay, time, spread }, { sender }) => {
      if (!onDay) return choosing(sender.userId, campaign, 'Please choose a day.');
      const sending = { at: instantOf(onDay, time.time), spreadMinutes: spread };
      const complaint = await planned(sender.userId, campaign, sending);
      if (complaint !== undefined) return choosing(sender.userId, campaign, complaint);
      return message(`Planned for ${formatInstant(sending.at)}. You can change that on its card until then.`);
    },
    'Please choose a day and a time.',
  );
  routes.submit(SCHEDULE, choose);

  const unplan = action(inCampaign, async ({ campaign }, { sender }) => {
    await acknowledgements.command(sender.userId, campaign, 'unplan');
    const view = await acknowledgements.campaign(sender.userId, campaign);
    return view ? { kind: 'card', card: campaignCard(view) } : message(NOT_YOURS);
  });
  routes.action(UNPLAN, unplan);

  registerSendingNow(routes, acknowledgements);
}

/** At once, after a look at the number. */
function registerSendingNow(routes: Routes, acknowledgements: Acknowledgements): void {
  const asks = form(seen, async ({ campaign, list }, { sender }) => {
    const view = await acknowledgements.campaign(sender.userId, campaign);
    return view ? askedNow(view, list === view.list) : message(NOT_YOURS);
  });
  routes.dialog(SEND_NOW, asks);
  const sendNow = form(seen, async ({ campaign, list, open: wasOpen }, { sender }) => {
    const before = await acknowledgements.campaign(sender.userId, campaign);
    if (!before) return message(NOT_YOURS);
    // It has closed since they were asked, or an older window never asked with the number.
    if (list === undefined || (wasOpen && !before.isSchoolOpen)) return askedNow(before, false);
    const { kind } = await acknowledgements.command(sender.userId, campaign, 'start', list);
    switch (kind) {
      case 'done':
      // The same press may arrive twice.
      case 'already':
        return message('On its way.');
      case 'roster-too-old':
        await acknowledgements.prepareAgain(sender.userId, campaign);
        return message('The staff list is more than an hour old. I am reading it again; please check the card first.');
      case 'asked-elsewhere':
        await acknowledgements.prepareAgain(sender.userId, campaign);
        return message(
          'Nothing was sent yet: another campaign, sent since, asks some of these people for the same. I am reading the list again without them; please check the card first.',
        );
      case 'list-moved':
      case 'not-now': {
        const now = await acknowledgements.campaign(sender.userId, campaign);
        return now ? askedNow(now, false) : message(NOT_YOURS);
      }
      case 'not-allowed':
        return message(NOT_YOURS);
      default:
        return kind satisfies never;
    }
  });
  routes.submit(SEND_NOW, sendNow);
}
