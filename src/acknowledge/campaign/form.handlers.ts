import { z } from 'zod/v4';
import { formatDay } from '../../kernel/time.ts';
import type { Card } from '../../platform/teams/card.ts';
import { form, freeText, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { inCampaign, keptDay } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { CHANGE_DATE, CORRECT, END, RESEND } from './buttons.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignView } from './campaign-view.ts';
import { correctionCard, ENDS, endCard, resendCard, SAVE_CORRECTION } from './form.cards.ts';

const correction = inCampaign.extend({
  due: someDay('Answer by'),
  keep: keptDay,
  note: freeText('Note for everyone who is asked', 500),
});
/** Which date stood on the card, and which one HR wrote. */
const showing = inCampaign.extend({ shown: keptDay, wanted: keptDay });
const ending = inCampaign.extend({ how: z.enum(ENDS) });

const opened = (view: CampaignView | undefined, title: string, drawn: (view: CampaignView) => Card): DialogAnswer =>
  view ? dialog(title, drawn(view)) : message(NOT_YOURS);

const OLDER_ANSWERS = 'Lists and answers that I gave you before keep the day they were given with.';

const changedWords = ({ dueDay, startedAt }: Campaign): string =>
  startedAt
    ? `It is due on ${formatDay(dueDay)} now. Every card is being updated. ${OLDER_ANSWERS}`
    : `It is due on ${formatDay(dueDay)} now. Nobody has been asked yet. ${OLDER_ANSWERS}`;

/** What is asked once more before it is done: resend, end, correct. Whether someone may is asked at every click. */
export function registerCampaignForms(routes: Routes, acknowledgements: Acknowledgements): void {
  const resending = form(inCampaign, async ({ campaign }, { sender }) =>
    opened(await acknowledgements.campaign(sender.userId, campaign), 'Resend to the missing', resendCard),
  );
  routes.dialog(RESEND, resending);
  const resend = form(inCampaign, async ({ campaign }, { sender }) => {
    const result = await acknowledgements.resend(sender.userId, campaign);
    switch (result.kind) {
      case 'resent':
        return message('On its way. The card in this chat shows the count.');
      case 'not-now':
        return message('This campaign is not running; nothing was sent.');
      case 'not-allowed':
        return message(NOT_YOURS);
      default:
        return result satisfies never;
    }
  });
  routes.submit(RESEND, resend);

  const asksToEnd = form(ending, async ({ campaign, how }, { sender }) =>
    opened(await acknowledgements.campaign(sender.userId, campaign), how === 'finish' ? 'Finish' : 'Withdraw', (view) =>
      endCard(view, how),
    ),
  );
  routes.dialog(END, asksToEnd);
  const end = form(ending, async ({ campaign, how }, { sender }) => {
    const { kind } = await acknowledgements.command(sender.userId, campaign, how);
    if (kind === 'not-allowed') return message(NOT_YOURS);
    return message(
      kind === 'not-now'
        ? 'That is no longer possible. The card in this chat shows why.'
        : how === 'finish'
          ? 'Finished. Nobody is reminded any more, and late answers still count. The cards are being updated.'
          : 'Withdrawn. Every card says so in a moment.',
    );
  });
  routes.submit(END, end);

  const correcting = form(showing, async ({ campaign, shown, wanted }, { sender }) =>
    opened(await acknowledgements.campaign(sender.userId, campaign), CHANGE_DATE, (view) =>
      correctionCard(view, undefined, { shown, wanted }),
    ),
  );
  routes.dialog(CORRECT, correcting);
  const correct = form(
    correction,
    async ({ campaign, due, keep, note }, { sender }) => {
      const dueDay = keep ?? due;
      const before = await acknowledgements.campaign(sender.userId, campaign);
      if (before && (dueDay ?? before.dueDay) === before.dueDay && note.words === (before.note ?? ''))
        return message(`Nothing was changed. It is due on ${formatDay(before.dueDay)}, as before.`);
      const result = await acknowledgements.correct(sender.userId, campaign, {
        ...(dueDay && { dueDay }),
        keepsDay: keep !== undefined,
        note,
      });
      switch (result.kind) {
        case 'corrected':
          return message(changedWords(result.campaign));
        case 'not-allowed':
          return message(NOT_YOURS);
        case 'not-now':
          return message('This campaign has ended, so its cards can no longer be changed.');
        case 'bad-due-day':
        case 'closed-due-day':
          return opened(await acknowledgements.campaign(sender.userId, campaign), CHANGE_DATE, (view) =>
            correctionCard({ ...view, note: note.words }, result),
          );
        default:
          return result satisfies never;
      }
    },
    'Please write at most 500 characters of note.',
  );
  routes.submit(SAVE_CORRECTION, correct);
}
