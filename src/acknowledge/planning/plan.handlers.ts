import { z } from 'zod/v4';
import type { SchoolId } from '../../kernel/ids.ts';
import { addDays, dayOf, formatDay } from '../../kernel/time.ts';
import { form } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, type DialogTurn, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { campaignList, NEW, newCampaignCard, PLAN } from '../campaign/form.cards.ts';
import { choice, day } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';

const wish = z.object({
  policies: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(choice).min(1).max(20)),
  due: day,
  checks: z.enum(['true', 'false']).default('true'),
  pages: z.enum(['true', 'false']).optional(),
});
/** Suggested: three weeks, because of leave and illness. */
const SUGGESTED_DAYS = 21;

type SchoolChoices = Awaited<ReturnType<Acknowledgements['choices']>>;
const readsAll = (choices: SchoolChoices): boolean =>
  choices.some(({ school }) => school.acknowledgement.reading === 'all');

/** A campaign before anyone is asked: the list, the form, the plan. Whether someone may is asked at every click. */
export function registerCampaignPlanning(routes: Routes, acknowledgements: Acknowledgements): void {
  routes.command(['campaigns', 'campaign', 'acknowledgements'], async (turn) => {
    const choices = await acknowledgements.choices(turn.sender.userId);
    if (choices.length === 0) return void (await turn.replyPrivately({ text: NOT_YOURS, whose: ['hr'] }));
    const views = await acknowledgements.list(turn.sender.userId);
    await turn.replyPrivately({
      card: campaignList(views, acknowledgements.buttons()),
      summary: 'Acknowledgement campaigns',
    });
  });

  const formFor = async ({ sender, now }: DialogTurn, complaint?: string) => {
    const choices = await acknowledgements.choices(sender.userId);
    if (choices.length === 0) return undefined;
    const hasQuestions = acknowledgements.hasQuestions();
    const words = { readsAll: readsAll(choices), hasQuestions, ...(complaint !== undefined && { complaint }) };
    return newCampaignCard(choices, addDays(dayOf(now), SUGGESTED_DAYS), words);
  };
  routes.dialog(NEW, async (turn) => {
    const card = await formFor(turn);
    return card ? dialog('New campaign', card, 'medium') : message(NOT_YOURS);
  });
  const again = async (turn: DialogTurn, complaint: string): Promise<DialogAnswer> => {
    const card = await formFor(turn, complaint);
    return card ? dialog('New campaign', card) : message(NOT_YOURS);
  };
  const incomplete = (turn: DialogTurn) => again(turn, 'Please choose at least one policy and a date.');
  const plan = form(
    wish,
    async ({ policies, due: dueDay, checks, pages }, turn) => {
      const by = turn.sender.userId;
      for (const [school, chosen] of Map.groupBy(policies, (policy): SchoolId => policy.school)) {
        const versions = chosen.map(({ version }) => version);
        const planned = await acknowledgements.plan(by, {
          school,
          versions,
          dueDay,
          usesQuizzes: checks !== 'false',
          ...(pages !== undefined && { reading: pages === 'true' ? ('all' as const) : ('opened' as const) }),
        });
        switch (planned.kind) {
          case 'planned':
            break;
          case 'not-allowed':
            return message(NOT_YOURS);
          case 'bad-due-day':
            return again(
              turn,
              `The date must be between ${formatDay(planned.earliest)} and ${formatDay(planned.latest)}.`,
            );
          case 'no-policy':
            return again(turn, 'A chosen policy is no longer in force. Please choose again.');
          default:
            planned satisfies never;
        }
      }
      return message(
        'I am reading the staff list. A card will follow shortly, showing who would be asked and who would not. Nobody is asked before you confirm.',
      );
    },
    incomplete,
  );
  routes.submit(PLAN, plan);
}
