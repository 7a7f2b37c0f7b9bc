import { formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  section,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { ADD_BY_NAME } from '../audience/add-by-name.cards.ts';
import { AUDIENCE } from '../audience/audience.cards.ts';
import { REMIND } from '../by-hand/by-hand.cards.ts';
import { UNPLAN } from '../delivery/sending.cards.ts';
import { preflight } from '../planning/preflight.cards.ts';
import { problemWording, REASON_WORDING, STATE_WORDING } from '../wording.ts';
import {
  CHANGE_DATE,
  CORRECT,
  countOf,
  DISCARD,
  DOWNLOADS,
  END,
  FIND,
  JOINERS,
  LEAVERS,
  LOOK_AGAIN,
  OPEN,
  PAPER,
  PAUSE,
  PEOPLE,
  people,
  REFRESH,
  RESEND,
  RESUME,
  TALKS,
} from './buttons.ts';
import { STATUS_WORDING } from './campaign.ts';
import { audienceWords, type CampaignView, type Progress, statusWords } from './campaign-view.ts';
import { partsPicture, standingPicture } from './progress-pictures.cards.ts';

/** The campaign's own card, from the first look at the roster to the end; it changes in place. */
export function campaignCard(view: CampaignView): Card {
  switch (view.status) {
    case 'preparing':
      return card(
        heading(view.title),
        'Reading the staff list. This card will change when it is done. Nobody has been asked yet.',
        view.isPlanned && view.sendAt ? text(`It is still planned for **${formatInstant(view.sendAt)}**.`) : undefined,
      );
    case 'refused':
      return unread(view);
    case 'draft':
    case 'planned':
      return preflight(view);
    case 'discarded':
      return card(heading(view.title, { small: true }), 'Discarded. Nobody was asked.');
    case 'running':
    case 'paused':
    case 'finished':
    case 'withdrawn':
      return progress(view);
    default:
      return view.status satisfies never;
  }
}

/** In the place of a card that another has come after: what it said may not be so any more. */
export const newerCard = ({ campaign, title }: CampaignView): Card =>
  card(
    heading(title, { small: true }),
    'There is a newer card of this campaign below.',
    actions([execute('Open the campaign', OPEN, { campaign })]),
  );

/** Its list could not be read. Where a plan stands, it is tried again without anyone, and HR can stop it. */
function unread(view: CampaignView): Card {
  const data = { campaign: view.campaign };
  const planned = view.isPlanned ? view.sendAt : undefined;
  return card(
    heading(view.title),
    section(
      { style: 'attention' },
      text(
        planned
          ? 'The staff list could not be read. Nobody has been asked.'
          : 'This campaign cannot start. Nobody has been asked.',
        { bold: true },
      ),
      plain(view.problem ? problemWording(view.problem) : ''),
      planned &&
        text(
          `It is still planned for **${formatInstant(planned)}**. I try to read the list again every minute. If I cannot by then, nothing is sent, and I tell you.`,
        ),
    ),
    actions([
      execute('Check again', LOOK_AGAIN, data, { primary: true }),
      planned && execute('Don’t send yet', UNPLAN, data),
      openDialog('Who is asked', AUDIENCE, data),
      execute('Discard', DISCARD, data),
    ]),
  );
}

export const campaignSummary = (view: CampaignView): string => `${view.title}: ${statusWords(view)}`;

const percent = ({ acknowledged, expected }: Progress): string =>
  expected === 0 ? '–' : `${Math.floor((100 * acknowledged) / expected)} %`;

function progress(view: CampaignView): Card {
  const { total } = view;
  const sending = countOf(view, 'waiting') + countOf(view, 'sending');
  const isSending = sending > 0 && view.status === 'running';
  return card(
    heading(view.title),
    text(
      `**${total.acknowledged} of ${total.expected}** have acknowledged (${percent(total)}). **${people(total.outstanding)}** ${total.outstanding === 1 ? 'has' : 'have'} not yet.`,
    ),
    standingPicture(view),
    view.status === 'withdrawn' ? undefined : mainPart(view),
    facts([
      ['Status', `${STATUS_WORDING[view.status]}${isSending ? `, ${sending} still to be sent` : ''}`],
      ['Due', formatDay(view.dueDay)],
      view.startedAt ? ['Sent', formatInstant(view.startedAt)] : undefined,
      ...view.policies.flatMap((policy) => {
        const { title, audience } = policy;
        return audience
          ? [[title, `${audience.acknowledged} of ${audience.expected} (${audienceWords(view, policy)})`] as const]
          : [];
      }),
      ...(view.goesWith?.totals ?? []).map(({ name, words }) => [name, words] as const),
      view.endsOn && view.status !== 'withdrawn' ? ['Joiners asked until', formatDay(view.endsOn)] : undefined,
    ]),
    partsPicture('By staff group', view.groups),
    view.sites.length > 1 ? partsPicture('By site', view.sites) : undefined,
    view.status === 'withdrawn' || countOf(view, 'queried') === 0 ? undefined : queriedPart(countOf(view, 'queried')),
    ...view.reasons.filter(({ state }) => state === 'unreachable' || state === 'waiting').map(reasonPart),
    ...heldParts(view),
    view.status === 'withdrawn' ? withdrawnPart(view) : undefined,
    plain(`As of ${formatInstant(view.drawnAt)}.`, { small: true, subtle: true }),
  );
}

const withdrawnPart = ({ campaign }: CampaignView): Element =>
  section(
    {},
    'Every card says that the request was withdrawn. What was signed before is kept.',
    actions([openDialog('Download', DOWNLOADS, { campaign })]),
  );

/** What is wanted most, and two groups that open below it: people, and the campaign as a whole. */
function mainPart({ campaign, status, total, dueDay }: CampaignView): Element {
  const data = { campaign };
  const isOpen = status === 'running' || status === 'paused';
  return section(
    {},
    actions([
      openDialog('Outstanding', PEOPLE, { ...data, which: 'outstanding' }, { primary: true }),
      toggle('People…', [PEOPLE_GROUP]),
      toggle('This campaign…', [CAMPAIGN_GROUP]),
      openDialog('Download', DOWNLOADS, data),
    ]),
    section(
      { id: PEOPLE_GROUP, hidden: true },
      text('People', { bold: true, small: true }),
      actions([
        openDialog('Everyone', PEOPLE, { ...data, which: 'all' }),
        openDialog('Update a person', FIND, data),
        openDialog('Help or a talk', TALKS, data),
        isOpen ? openDialog('Add someone', ADD_BY_NAME, data) : undefined,
        status === 'finished' ? undefined : openDialog('People without Teams', PAPER, data),
        status === 'running' && total.outstanding > 0 ? openDialog('Resend to the missing', RESEND, data) : undefined,
        status === 'running' && total.outstanding > 0 ? openDialog('Remind by hand', REMIND, data) : undefined,
      ]),
    ),
    section(
      { id: CAMPAIGN_GROUP, hidden: true },
      text('This campaign', { bold: true, small: true }),
      actions([
        status === 'running' ? execute('Pause', PAUSE, data) : undefined,
        status === 'paused' ? execute('Resume', RESUME, data) : undefined,
        isOpen ? openDialog(CHANGE_DATE, CORRECT, { ...data, shown: dueDay }) : undefined,
        isOpen ? openDialog('Finish', END, { ...data, how: 'finish' }) : undefined,
        openDialog('Withdraw', END, { ...data, how: 'withdraw' }),
        execute('Refresh', REFRESH, data),
      ]),
    ),
  );
}

const PEOPLE_GROUP = 'people-group';
const CAMPAIGN_GROUP = 'campaign-group';

const reasonPart = ({ reason, count }: CampaignView['reasons'][number]): Element =>
  section(
    { style: 'warning' },
    plain(`${people(count)}: ${REASON_WORDING[reason].label}.`, { bold: true }),
    plain(REASON_WORDING[reason].mend, { small: true }),
  );

/** What waits for someone who looks at the groups; the button confirms the number that is here, and no more. */
function heldParts({ campaign, held, status }: CampaignView): Element[] {
  if (status !== 'running' && status !== 'paused') return [];
  const part = (words: string, consequence: string, title: string, verb: string, count: number) =>
    section(
      { style: 'attention' },
      text(`**${people(count)}** ${words} That is more than usual in a day.`),
      text(consequence),
      actions([execute(title, verb, { campaign, count })]),
    );
  return [
    ...(held.leavers === 0
      ? []
      : [
          part(
            'are no longer in the staff groups.',
            'Nobody was taken off the list. Please check the groups first: once a mistake there is corrected, the list corrects itself.',
            'They have left',
            LEAVERS,
            held.leavers,
          ),
        ]),
    ...(held.joiners === 0
      ? []
      : [
          part(
            'are new in the staff groups.',
            'None of them has been asked. Please ask the IT lead to check that the groups hold staff only, and no pupils.',
            `They are staff: ask ${people(held.joiners)}`,
            JOINERS,
            held.joiners,
          ),
        ]),
  ];
}

const queriedPart = (count: number): Element =>
  section(
    { style: 'accent' },
    plain(`${people(count)}: a question, or needs another format.`, { bold: true }),
    plain(`See Outstanding for names. ${STATE_WORDING.queried.next}`, { small: true }),
  );
