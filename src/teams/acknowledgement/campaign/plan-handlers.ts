import { z } from 'zod/v4';
import type { Acknowledgements } from '../../../acknowledgement/acknowledgements.ts';
import type { SchoolId } from '../../../core/ids.ts';
import { addDays, dayOf, formatDay } from '../../../core/time.ts';
import type { Routes } from '../../routes.ts';
import { type DialogAnswer, message } from '../../turn.ts';
import { choice, day } from '../card-data.ts';
import { campaignList, NEW, newCampaignCard, PLAN } from './form-cards.ts';
import { NOT_YOURS } from './people-handlers.ts';

const wish = z.object({
  policies: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(choice).min(1).max(20)),
  due: day,
  checks: z.string().max(10).default('true'),
});
/** Suggested: three weeks, because of leave and illness. */
const SUGGESTED_DAYS = 21;

/** A campaign before anybody is asked: the list, the form, the plan. Whether somebody may is asked at every click. */
export function registerCampaignPlanning(routes: Routes, acknowledgements: Acknowledgements): void {
  routes.command(['campaigns', 'campaign', 'acknowledgements'], async (turn) => {
    const choices = await acknowledgements.choices(turn.sender.userId);
    if (choices.length === 0) return void (await turn.replyPrivately({ text: NOT_YOURS }));
    const views = await acknowledgements.list(turn.sender.userId);
    await turn.replyPrivately({ card: campaignList(views), summary: 'Acknowledgement campaigns' });
  });

  routes.dialog(NEW, async (turn) => {
    const choices = await acknowledgements.choices(turn.sender.userId);
    if (choices.length === 0) return message(NOT_YOURS);
    const due = addDays(dayOf(turn.now), SUGGESTED_DAYS);
    return { kind: 'dialog', title: 'New campaign', card: newCampaignCard(choices, due), size: 'medium' };
  });

  routes.submit(PLAN, async (turn): Promise<DialogAnswer> => {
    const by = turn.sender.userId;
    const choices = await acknowledgements.choices(by);
    if (choices.length === 0) return message(NOT_YOURS);
    const again = (complaint: string): DialogAnswer => ({
      kind: 'dialog',
      title: 'New campaign',
      card: newCampaignCard(choices, addDays(dayOf(turn.now), SUGGESTED_DAYS), complaint),
    });
    const parsed = wish.safeParse(turn.data);
    if (!parsed.success) return again('Please choose at least one policy and a date.');

    const { policies, due: dueDay, checks } = parsed.data;
    for (const [school, chosen] of Map.groupBy(policies, (policy): SchoolId => policy.school)) {
      const versions = chosen.map(({ version }) => version);
      const planned = await acknowledgements.plan(by, { school, versions, dueDay, usesQuizzes: checks !== 'false' });
      switch (planned.kind) {
        case 'planned':
          break;
        case 'not-allowed':
          return message(NOT_YOURS);
        case 'bad-due-day':
          return again(`The date must be between ${formatDay(planned.earliest)} and ${formatDay(planned.latest)}.`);
        case 'no-policy':
          return again('A chosen policy is no longer in force. Please choose again.');
        default:
          planned satisfies never;
      }
    }
    return message(
      'I am reading the staff list. In a moment a card in this chat shows who would be asked and who would not. Nobody is asked before you confirm.',
    );
  });
}
