import type { PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import { formatDay, formatInstant, type IsoDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  execute,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { HostButton } from '../host.ts';
import { named } from '../text/confirmation.ts';
import { countOf, END, OPEN, people, RESEND } from './buttons.ts';
import { STATUS_WORDING } from './campaign.ts';
import type { CampaignView } from './campaign-view.ts';

export const NEW = 'campaign.new';
export const PLAN = 'campaign.plan';
export const SAVE_CORRECTION = 'campaign.save-correction';

/** All campaigns that someone runs, newest first. @param buttons of what there is beside campaigns */
export function campaignList(views: readonly CampaignView[], buttons: readonly HostButton[]): Card {
  return card(
    heading('Acknowledgement campaigns'),
    views.length === 0 ? 'There is none yet.' : undefined,
    ...views
      .slice(0, 10)
      .map((view) =>
        section(
          { apart: true },
          plain(`${view.title} · ${view.school}`, { bold: true }),
          text(
            view.status === 'planned' && view.sendAt
              ? `To be sent on ${formatInstant(view.sendAt)} · due ${formatDay(view.dueDay)}`
              : view.status === 'draft' || view.status === 'preparing' || view.status === 'refused'
                ? STATUS_WORDING[view.status]
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
  );
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
  suggestedDueDay: IsoDay,
  {
    readsAll,
    hasQuestions,
    complaint,
  }: {
    /** Whether the school asks for every page unless HR chooses otherwise. */
    readonly readsAll: boolean;
    readonly hasQuestions: boolean;
    readonly complaint?: string;
  },
): Card {
  return card(
    complaint === undefined ? undefined : section({ style: 'attention' }, text(complaint, { bold: true })),
    'Everyone in the school’s staff groups is asked once, unless you choose fewer on the next card.',
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
    }),
    input.date('due', 'Answer by (allow three weeks or more for leave and illness)', {
      required: true,
      error: 'Choose a date.',
      value: suggestedDueDay,
    }),
    hasQuestions
      ? input.toggle('checks', 'Understanding check', {
          title: 'Ask the policy owner’s questions first, where there are any',
          value: 'true',
        })
      : undefined,
    input.toggle('pages', 'Reading', {
      title: 'People must open every page before they can answer',
      value: readsAll ? 'true' : 'false',
    }),
    actions([submitDialog('See who would be asked', PLAN, {}, { primary: true })]),
  );
}

export const correctionCard = (view: CampaignView, complaint?: string): Card =>
  card(
    complaint === undefined ? undefined : section({ style: 'attention' }, text(complaint, { bold: true })),
    'Every card is updated, including those already sent. What people have already signed does not change.',
    input.date('due', 'Answer by', { required: true, value: view.dueDay }),
    input.text('note', 'Note on every card (optional)', {
      multiline: true,
      maxLength: 500,
      ...(view.note !== undefined && { value: view.note }),
    }),
    actions([submitDialog('Change every card', SAVE_CORRECTION, { campaign: view.campaign }, { primary: true })]),
  );

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
