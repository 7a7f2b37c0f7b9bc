import type { PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import { formatDay, formatFullDay, formatInstant, type IsoDay, instantOf } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { keyOf } from '../audience/wanted.ts';
import type { HostButton } from '../host.ts';
import type { DueDayProblem } from '../planning/due-day.ts';
import { tellingPart } from '../telling/telling.cards.ts';
import type { SchoolTelling } from '../telling/telling.ts';
import { named } from '../text/confirmation.ts';
import { countOf, END, OPEN, people, RESEND } from './buttons.ts';
import { STATUS_WORDING } from './campaign.ts';
import { type CampaignView, statusWords } from './campaign-view.ts';

export const NEW = 'campaign.new';
export const PLAN = 'campaign.plan';
export const SAVE_CORRECTION = 'campaign.save-correction';

/** All campaigns that someone runs, newest first. @param buttons of what there is beside campaigns */
export function campaignList(
  views: readonly CampaignView[],
  buttons: readonly HostButton[],
  telling: readonly SchoolTelling[],
  begun?: Begun,
): Card {
  return card(
    heading('Acknowledgement campaigns'),
    ...(begun ? [begunPart(begun)] : []),
    views.length === 0 ? 'There is none yet.' : undefined,
    ...views
      .slice(0, 10)
      .map((view) =>
        section(
          { apart: true },
          plain(`${view.title} · ${view.school}`, { bold: true }),
          text(
            view.isPlanned && view.sendAt && view.status !== 'refused'
              ? `To be sent on ${formatInstant(view.sendAt)} · due ${formatDay(view.dueDay)}`
              : view.status === 'draft' || view.status === 'preparing' || view.status === 'refused'
                ? statusWords(view)
                : `${STATUS_WORDING[view.status]} · ${view.total.acknowledged} of ${view.total.expected} · due ${formatDay(view.dueDay)}`,
            { subtle: true },
          ),
          actions([execute('Open', OPEN, { campaign: view.campaign })]),
        ),
      ),
    actions([
      openDialog('New campaign', NEW, {}, { primary: true }),
      ...buttons.map(({ title, verb }) => execute(title, verb)),
    ]),
    ...telling.map((row) => tellingPart(row, telling.length > 1)),
  );
}

/** What HR's sentence said of a new campaign, in words and as the form takes it. */
export interface Begun {
  readonly words: readonly string[];
  readonly data: { readonly [name: string]: string } & Unsure;
}

/** What is meant and could not be told: said wherever what stands in its place is shown. */
interface Unsure {
  readonly whom?: 'unsure' | undefined;
  readonly day?: 'unsure' | undefined;
}
const UNSURE_WHOM = 'I could not tell for sure who you mean. Choose them under **Who is asked** on the next card.';
const UNSURE_DAY = 'I could not tell for sure which day you mean. Please choose the date.';

const begunPart = ({ words, data }: Begun): Element =>
  section(
    { style: 'accent' },
    plain(`A new campaign: ${words.join('; ')}`, { bold: true }),
    data.whom && text(UNSURE_WHOM),
    data.day && text(UNSURE_DAY),
    text('You see who would be asked before anything is sent.', { small: true, subtle: true }),
    actions([openDialog('New campaign', NEW, data, { primary: true })]),
  );

/** What stands in the form of a new campaign: suggested, or as it was sent. */
export interface NewCampaign extends Unsure {
  readonly dueDay: IsoDay;
  /** `school/version`. */
  readonly policies: readonly string[];
  readonly checks: boolean;
  /** Whether every page has to be opened; as the school has it unless HR chooses otherwise. */
  readonly pages: boolean;
  /** The staff groups that HR named; none is everyone. */
  readonly groups?: readonly string[];
}

/** What HR chooses. One campaign is made for each school among the chosen policies. */
export function newCampaignCard(
  choices: readonly {
    readonly school: { readonly id: SchoolId; readonly name: string };
    readonly policies: readonly {
      readonly versionId: PolicyVersionId;
      readonly title: string;
      readonly version: string | undefined;
      readonly date: string | undefined;
    }[];
  }[],
  { dueDay, policies: picked, checks, pages, groups = [], whom, day }: NewCampaign,
  { hasQuestions, problem }: { readonly hasQuestions: boolean; readonly problem?: string | DueDayProblem | undefined },
): Card {
  const dayProblem = typeof problem === 'object' ? problem : undefined;
  const complaint = typeof problem === 'object' ? dueDayWording(problem) : problem;
  return card(
    complaint === undefined ? undefined : complained(complaint),
    whom && complained(UNSURE_WHOM),
    day && complained(UNSURE_DAY),
    'Everyone in the school’s staff groups is asked once, unless you choose fewer on the next card.',
    groups.length === 0
      ? undefined
      : input.choice('groups', 'Only these staff groups, as you said', {
          many: true,
          expanded: true,
          choices: groups.map((name) => ({ title: name, value: keyOf(name) })),
          value: groups.map(keyOf).join(','),
        }),
    input.choice('policies', 'What should be read?', {
      many: true,
      expanded: true,
      required: true,
      error: 'Choose at least one policy.',
      choices: choices.flatMap(({ school, policies }) =>
        policies.map((policy) => ({
          title: choices.length > 1 ? `${school.name}: ${named(policy)}` : named(policy),
          value: `${school.id}/${policy.versionId}`,
        })),
      ),
      value: picked.join(','),
    }),
    input.date('due', 'Answer by (allow three weeks or more for leave and illness)', {
      required: true,
      error: 'Choose a date.',
      value: insteadOf(dayProblem) ?? dueDay,
    }),
    hasQuestions
      ? input.toggle('checks', 'Understanding check', {
          title: 'Ask the policy owner’s questions first, where there are any',
          value: String(checks),
        })
      : undefined,
    input.toggle('pages', 'Reading', {
      title: 'People must open every page before they can answer',
      value: String(pages),
    }),
    actions([
      submitDialog('See who would be asked', PLAN, { ...(whom && { whom }) }, { primary: true }),
      keepButton(dayProblem, PLAN, { ...(whom && { whom }) }),
    ]),
  );
}

/**
 * @param problem with the date that was chosen before
 * @param shown the date on the card that was pressed, where it said one
 * @param wanted the date that HR wrote in the message that led here
 */
export const correctionCard = (
  view: CampaignView,
  problem?: DueDayProblem,
  { shown, wanted }: { readonly shown?: IsoDay | undefined; readonly wanted?: IsoDay | undefined } = {},
): Card =>
  card(
    problem && complained(dueDayWording(problem)),
    shown !== undefined && shown !== view.dueDay
      ? complained(
          `It is due on ${formatDay(view.dueDay)} now. The card that you pressed still says ${formatDay(shown)}.`,
        )
      : undefined,
    view.startedAt === undefined
      ? 'Nobody has been asked yet: the card will say this when it is sent.'
      : 'Every card is updated, including those already sent. What people have already signed does not change.',
    input.date('due', 'Answer by', { required: true, value: insteadOf(problem) ?? wanted ?? view.dueDay }),
    input.text('note', 'Note on every card (optional)', {
      multiline: true,
      maxLength: 500,
      ...(view.note !== undefined && { value: view.note }),
    }),
    actions([
      submitDialog(
        view.startedAt === undefined ? 'Change it' : 'Change every card',
        SAVE_CORRECTION,
        { campaign: view.campaign },
        { primary: true },
      ),
      keepButton(problem, SAVE_CORRECTION, { campaign: view.campaign }),
    ]),
  );

const complained = (complaint: string): Element => section({ style: 'attention' }, text(complaint, { bold: true }));

const fullDay = (day: IsoDay): string => formatFullDay(instantOf(day, '12:00'));

/** What is wrong with a date, and what to choose instead. */
function dueDayWording(problem: DueDayProblem): string {
  if (problem.kind === 'bad-due-day')
    return `The date must be between ${formatDay(problem.earliest)} and ${formatDay(problem.latest)}.`;
  const { day, instead } = problem;
  const which = instead < day ? 'The last school day before it' : 'The next school day after it';
  return `The school is closed on ${fullDay(day)}. ${which} is ${fullDay(instead)}.`;
}

const insteadOf = (problem: DueDayProblem | undefined): IsoDay | undefined =>
  problem?.kind === 'closed-due-day' ? problem.instead : undefined;

/** Beside the button that takes the day in the box: the closed day that was chosen, all the same. */
const keepButton = (problem: DueDayProblem | undefined, verb: string, data: Readonly<Record<string, string>>) =>
  problem?.kind === 'closed-due-day'
    ? submitDialog('Keep the day I chose', verb, { ...data, keep: problem.day })
    : undefined;

/** How a campaign ends; neither can be taken back. */
export const ENDS = ['finish', 'withdraw'] as const;
type End = (typeof ENDS)[number];

/** Says what it means before it happens. */
export function endCard(view: CampaignView, how: End): Card {
  const { acknowledged, outstanding } = view.total;
  return card(
    ...(how === 'finish'
      ? [
          text('Reminders and lists stop, and new joiners are no longer asked.'),
          text(`**${people(outstanding)}** have not answered. Their cards stay open, and a late answer still counts.`),
        ]
      : [
          text('Every card will say that the request was withdrawn, and nobody else is asked to answer.'),
          text(`**${people(acknowledged)}** have answered. What they signed is kept.`),
        ]),
    text('This can’t be undone. To stop for a while, use **Pause**.', { bold: true }),
    actions([
      submitDialog(
        how === 'finish' ? 'Finish this campaign' : 'Withdraw this campaign',
        END,
        { campaign: view.campaign, how },
        { primary: true },
      ),
    ]),
  );
}

/** Says who it reaches before anything goes out. */
export function resendCard(view: CampaignView): Card {
  const without = countOf(view, 'waiting') + countOf(view, 'sending') + countOf(view, 'unreachable');
  const asked = countOf(view, 'asked');
  return card(
    without === 0
      ? '**Everyone in Teams has had the card.**'
      : text(`**${people(without)}** ${without === 1 ? 'has' : 'have'} no card. Lanyard will try again now.`),
    asked === 0
      ? undefined
      : text(
          `**${people(asked)}** ${asked === 1 ? 'has' : 'have'} the card and no answer yet. They won’t get a second one, and will be reminded as planned. Where the chat was deleted, the card is sent again.`,
        ),
    text('People on paper, away or with a question are not sent anything.', { small: true, subtle: true }),
    actions([
      submitDialog(
        without === 0 ? 'Look for deleted chats' : `Send to ${people(without)}`,
        RESEND,
        { campaign: view.campaign },
        { primary: true },
      ),
    ]),
  );
}
