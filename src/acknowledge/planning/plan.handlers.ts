import { z } from 'zod/v4';
import type { SchoolId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import { form, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, type DialogTurn, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { campaignList, NEW, type NewCampaign, newCampaignCard, PLAN } from '../campaign/form.cards.ts';
import { choice, keptDay } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { type DueDayProblem, dueDayProblem, suggestedDueDay } from './due-day.ts';

const wish = z.object({
  policies: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(choice).min(1).max(20)),
  due: someDay('Answer by'),
  keep: keptDay,
  checks: z.enum(['true', 'false']).default('true'),
  pages: z.enum(['true', 'false']).optional(),
});
/** Suggested: three weeks, because of leave and illness. */
const SUGGESTED_DAYS = 21;

/** What was sent, to be in the form again. */
type Typed = Partial<NewCampaign>;

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
      card: campaignList(views, acknowledgements.buttons(), await acknowledgements.tellingOf(turn.sender.userId)),
      summary: 'Acknowledgement campaigns',
    });
  });

  const formFor = formOf(acknowledgements);
  routes.dialog(NEW, async (turn) => {
    const card = await formFor(turn);
    return card ? dialog('New campaign', card, 'medium') : message(NOT_YOURS);
  });
  const again = async (turn: DialogTurn, problem: string | DueDayProblem, typed?: Typed): Promise<DialogAnswer> => {
    const card = await formFor(turn, typed, problem);
    return card ? dialog('New campaign', card) : message(NOT_YOURS);
  };
  const incomplete = (turn: DialogTurn) => again(turn, 'Please choose at least one policy and a date.');
  const plan = form(
    wish,
    async ({ policies, due, keep, checks, pages }, turn) => {
      const by = turn.sender.userId;
      const dueDay = keep ?? due;
      const keepsDay = keep !== undefined;
      const typed = {
        ...(dueDay && { dueDay }),
        policies: policies.map(({ school, version }) => `${school}/${version}`),
        checks: checks !== 'false',
        ...(pages !== undefined && { pages: pages === 'true' }),
      };
      if (!dueDay) return again(turn, 'Please choose a date.', typed);
      const wanted = Map.groupBy(policies, (policy): SchoolId => policy.school);
      // Every school's calendar is asked before any campaign is made: what is sent again makes none twice.
      for (const { school } of await acknowledgements.choices(by)) {
        const problem = wanted.has(school.id) && dueDayProblem(school.hours, dueDay, turn.now, keepsDay);
        if (problem) return again(turn, problem, typed);
      }
      for (const [school, chosen] of wanted) {
        const versions = chosen.map(({ version }) => version);
        const planned = await acknowledgements.plan(by, {
          school,
          versions,
          dueDay,
          keepsDay,
          usesQuizzes: typed.checks,
          ...(typed.pages !== undefined && { reading: typed.pages ? ('all' as const) : ('opened' as const) }),
        });
        switch (planned.kind) {
          case 'planned':
            break;
          case 'not-allowed':
            return message(NOT_YOURS);
          case 'bad-due-day':
          case 'closed-due-day':
            return again(turn, planned, typed);
          case 'no-policy':
            return again(turn, 'A chosen policy is no longer in force. Please choose again.', typed);
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

/** The form of a new campaign, as `typed` before or as suggested; nothing for someone who may run none. */
const formOf =
  (acknowledgements: Acknowledgements) =>
  async ({ sender, now }: DialogTurn, typed?: Typed, problem?: string | DueDayProblem) => {
    const choices = await acknowledgements.choices(sender.userId);
    const [first] = choices;
    if (!first) return undefined;
    const suggested = {
      dueDay: suggestedDueDay(first.school, dayOf(now), SUGGESTED_DAYS),
      policies: [],
      checks: true,
      pages: readsAll(choices),
    };
    return newCampaignCard(
      choices,
      { ...suggested, ...typed },
      { hasQuestions: acknowledgements.hasQuestions(), problem },
    );
  };
