import { z } from 'zod/v4';
import type { SchoolId } from '../../kernel/ids.ts';
import { dayOf, formatDay, type IsoDay } from '../../kernel/time.ts';
import { form, keys, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, type DialogTurn, dialog, message, type Turn } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { keyOf } from '../audience/wanted.ts';
import { type Begun, campaignList, NEW, type NewCampaign, newCampaignCard, PLAN } from '../campaign/form.cards.ts';
import { choice, keptDay } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { type DueDayProblem, dueDayProblem, suggestedDueDay } from './due-day.ts';
import { type SaidOfCampaign, saidOf } from './said.ts';

const wish = z.object({
  policies: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(choice).min(1).max(20)),
  due: someDay('Answer by'),
  keep: keptDay,
  checks: z.enum(['true', 'false']).default('true'),
  pages: z.enum(['true', 'false']).optional(),
  groups: keys(20),
  whom: z.literal('unsure').optional(),
});
/** What HR's sentence said, where one led here. */
const begun = z.object({
  policies: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(choice).max(20)),
  due: keptDay,
  groups: keys(20),
  whom: z.literal('unsure').optional(),
  day: z.literal('unsure').optional(),
});
/** Suggested: three weeks, because of leave and illness. */
const SUGGESTED_DAYS = 21;

/** What was sent, to be in the form again. */
type Typed = Partial<NewCampaign>;

export type CampaignLists = Pick<Acknowledgements, 'choices' | 'list' | 'buttons' | 'tellingOf'>;
type SchoolChoices = Awaited<ReturnType<Acknowledgements['choices']>>;
const readsAll = (choices: SchoolChoices): boolean =>
  choices.some(({ school }) => school.acknowledgement.reading === 'all');

/**
 * The campaigns of those who run them; above them a new one, where HR's sentence says something of it that is sure.
 * @param said the sentence, the day that it names, and the writer's own school
 */
export async function showCampaigns(
  acknowledgements: CampaignLists,
  turn: Turn,
  said?: { readonly text: string; readonly dueDay: SaidOfCampaign['dueDay']; readonly own: SchoolId },
): Promise<void> {
  const by = turn.sender.userId;
  const choices = await acknowledgements.choices(by);
  if (choices.length === 0) return void (await turn.replyPrivately({ text: NOT_YOURS, whose: ['hr'] }));
  const views = await acknowledgements.list(by);
  const found = said && { ...saidOf(said.text, choices, said.own), dueDay: said.dueDay };
  await turn.replyPrivately({
    card: campaignList(
      views,
      acknowledgements.buttons(),
      await acknowledgements.tellingOf(by),
      found && begunOf(found, choices),
    ),
    summary: 'Acknowledgement campaigns',
  });
}

/** In words and as the form takes it; `undefined` where no policy is sure: a day or a group alone begins nothing. */
function begunOf({ policies, groups, dueDay }: SaidOfCampaign, choices: SchoolChoices): Begun | undefined {
  if (policies.length === 0) return undefined;
  const due = dueDay === 'unsure' ? undefined : dueDay;
  const titles = choices.flatMap(({ school, policies: all }) =>
    all.flatMap(({ versionId, title }) =>
      policies.includes(`${school.id}/${versionId}`) ? [choices.length > 1 ? `${title} (${school.name})` : title] : [],
    ),
  );
  return {
    words: [...titles, ...(groups ?? []), ...(due ? [`by ${formatDay(due)}`] : [])],
    data: {
      policies: policies.join(','),
      ...(groups === undefined ? { whom: 'unsure' } : groups.length > 0 && { groups: groups.map(keyOf).join(',') }),
      ...(due && { due }),
      ...(dueDay === 'unsure' && { day: 'unsure' as const }),
    },
  };
}

/** Of the schools of these policies. */
const ofTheirs = (choices: SchoolChoices, policies: readonly { readonly school: SchoolId }[]): SchoolChoices =>
  choices.filter(({ school }) => policies.some((policy) => policy.school === school.id));

/** Names of the staff groups with these keys, as the last lists of these schools have them: each once, whatever schools have it. */
const groupsNamed = (choices: SchoolChoices, wanted: readonly string[]): readonly string[] =>
  [...new Set(choices.flatMap(({ groups }) => groups))].filter((name) => wanted.includes(keyOf(name)));

/** Why a campaign cannot be made at this school as it is wished for. @param wished.groups by their keys */
function problemAt(
  choice: SchoolChoices[number],
  wished: { readonly groups: readonly string[]; readonly dueDay: IsoDay; readonly keepsDay: boolean },
  now: Date,
): string | DueDayProblem | undefined {
  const { groups, dueDay, keepsDay } = wished;
  const { school } = choice;
  // Without it others would be asked than HR ticked.
  return groupsNamed([choice], groups).length < new Set(groups).size
    ? `A staff group you chose is not, or no longer on the list of ${school.name}. Please look again.`
    : dueDayProblem(school.hours, dueDay, now, keepsDay);
}

/** A campaign before anyone is asked: the list, the form, the plan. Whether someone may is asked at every click. */
export function registerCampaignPlanning(routes: Routes, acknowledgements: Acknowledgements): void {
  routes.command(['campaigns', 'campaign', 'acknowledgements'], (turn) => showCampaigns(acknowledgements, turn));

  const formFor = formOf(acknowledgements);
  const open = form(begun, async ({ policies, due, groups, whom, day }, turn) => {
    const named = groupsNamed(ofTheirs(await acknowledgements.choices(turn.sender.userId), policies), groups);
    const card = await formFor(turn, {
      ...(due && { dueDay: due }),
      policies: policies.map(({ school, version }) => `${school}/${version}`),
      groups: named,
      // Without one of them others would be asked than the sentence said.
      whom: named.length < new Set(groups).size ? 'unsure' : whom,
      day,
    });
    return card ? dialog('New campaign', card, 'medium') : message(NOT_YOURS);
  });
  routes.dialog(NEW, open);
  const again = async (turn: DialogTurn, problem: string | DueDayProblem, typed?: Typed): Promise<DialogAnswer> => {
    const card = await formFor(turn, typed, problem);
    return card ? dialog('New campaign', card) : message(NOT_YOURS);
  };
  const incomplete = (turn: DialogTurn) => again(turn, 'Please choose at least one policy and a date.');
  const plan = form(
    wish,
    async ({ policies, due, keep, checks, pages, groups, whom }, turn) => {
      const by = turn.sender.userId;
      const wanted = Map.groupBy(policies, (policy): SchoolId => policy.school);
      const choices = ofTheirs(await acknowledgements.choices(by), policies);
      const only = groupsNamed(choices, groups);
      const dueDay = keep ?? due;
      const keepsDay = keep !== undefined;
      const typed = {
        ...(dueDay && { dueDay }),
        policies: policies.map(({ school, version }) => `${school}/${version}`),
        checks: checks !== 'false',
        groups: only,
        whom,
        ...(pages !== undefined && { pages: pages === 'true' }),
      };
      if (!dueDay) return again(turn, 'Please choose a date.', typed);
      // Every school is looked at before any campaign is made: what is sent again makes none twice.
      const problem = choices
        .map((one) => problemAt(one, { groups, dueDay, keepsDay }, turn.now))
        .find((found) => found !== undefined);
      if (problem) return again(turn, problem, typed);
      for (const [school, chosen] of wanted) {
        const versions = chosen.map(({ version }) => version);
        const planned = await acknowledgements.plan(by, {
          school,
          versions,
          dueDay,
          keepsDay,
          usesQuizzes: typed.checks,
          ...(only.length > 0 && { wanted: { groups: only } }),
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
