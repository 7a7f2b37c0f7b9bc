import { dayOf, formatDay, formatInstant, formatTime } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { people, SEND_NOW } from '../campaign/buttons.ts';
import type { CampaignView, Tally } from '../campaign/campaign-view.ts';

/** To send it at the moment that is on the button. */
export const SEND_AT = 'campaign.send-at';
/** To choose a moment. */
export const SENDING = 'campaign.sending';
export const SCHEDULE = 'campaign.schedule';
export const UNPLAN = 'campaign.unplan';

/** Over how many minutes of school time the first cards go out. */
export const SPREADS = [
  { minutes: 0, title: 'All at once' },
  { minutes: 60, title: 'Over an hour' },
  { minutes: 240, title: 'Over half a school day' },
  { minutes: 1080, title: 'Over two school days' },
] as const;

export const spreadWords = (minutes: number): string => {
  const known = SPREADS.find((spread) => spread.minutes === minutes);
  return minutes === 0 ? '' : `, ${(known?.title ?? `Over ${minutes} minutes`).toLowerCase()}`;
};

/** When it is sent: the one thing to decide on this card. */
export function sendingButtons(view: CampaignView): readonly (Action | undefined)[] {
  const data = { campaign: view.campaign };
  const { nextMorning } = view;
  const now = openDialog(view.isSchoolOpen ? 'Send now' : 'Send now, outside school hours', SEND_NOW, {
    ...data,
    ...(view.list !== undefined && { list: view.list }),
  });
  if (view.status === 'planned')
    return [
      openDialog('Change the time', SENDING, data, { primary: true }),
      now,
      execute('Don’t send yet', UNPLAN, data),
    ];
  return [
    nextMorning
      ? execute(
          `Send on ${formatInstant(nextMorning)}`,
          SEND_AT,
          { ...data, at: nextMorning.toISOString() },
          { primary: true },
        )
      : undefined,
    openDialog('Choose another time', SENDING, data),
    now,
  ];
}

/** What is said above everything else of a campaign that was planned and is not out. */
export function plannedPart(view: CampaignView) {
  if (view.status === 'planned' && view.sendAt)
    return section(
      { style: 'good' },
      text(`It will be sent on **${formatInstant(view.sendAt)}**${spreadWords(view.spreadMinutes)}.`),
      text('The staff list is read again at that moment. Nobody has been asked yet.', { small: true }),
    );
  if (view.status !== 'draft' || view.sendAt === undefined) return undefined;
  return section(
    { style: 'warning' },
    text(
      view.sendAt > view.drawnAt
        ? `It is no longer planned for ${formatInstant(view.sendAt)}.`
        : `It was due to be sent on ${formatInstant(view.sendAt)}, and was not.`,
      { bold: true },
    ),
    'You stopped it, the staff list could not be read in time, it or a policy’s readers had changed more than usual, or its day came too late. Please check who is asked for what, then choose a time again.',
  );
}

/** The day and the time, within school hours. */
export function sendingCard(view: CampaignView, complaint?: string): Card {
  const suggested = view.sendAt && view.sendAt > view.drawnAt ? view.sendAt : view.nextMorning;
  return card(
    complaint === undefined ? undefined : section({ style: 'attention' }, text(complaint, { bold: true })),
    'Choose a school day and a time in school hours, before answers are due.',
    input.date('day', 'Day', {
      required: true,
      error: 'Choose a day.',
      ...(suggested && { value: dayOf(suggested) }),
    }),
    input.time('time', 'Time', {
      required: true,
      error: 'Choose a time.',
      ...(suggested && { value: formatTime(suggested) }),
    }),
    input.choice('spread', 'How quickly?', {
      value: String(view.spreadMinutes),
      choices: SPREADS.map(({ minutes, title }) => ({ title, value: String(minutes) })),
    }),
    plain('Spread it out where the office or a helpline would get many questions at once.', {
      small: true,
      subtle: true,
    }),
    actions([submitDialog('Plan it', SCHEDULE, { campaign: view.campaign }, { primary: true })]),
  );
}

/** How many get a message at once, how many on their first day, and how many are asked without one. */
function reachedBy({ tally }: CampaignView) {
  const sum = (isOne: (row: Tally) => boolean) => tally.reduce((total, row) => total + (isOne(row) ? row.count : 0), 0);
  return {
    atOnce: sum(({ state, isLater }) => state === 'waiting' && !isLater),
    later: sum(({ isLater }) => isLater === true),
    onPaper: sum(({ state }) => state === 'paper'),
  };
}

function reachedParts({ atOnce, later, onPaper }: ReturnType<typeof reachedBy>): readonly (Element | undefined)[] {
  return [
    atOnce === 0
      ? text('Send it now? Nobody gets a message at once.')
      : text(`Send it to **${people(atOnce)}** now? They get a message on their phone at once.`),
    later === 0
      ? undefined
      : text(`**${people(later)}** ${later === 1 ? 'gets' : 'get'} it on their first day, once the school opens.`),
    onPaper === 0
      ? undefined
      : text(`**${people(onPaper)}** ${onPaper === 1 ? 'is' : 'are'} to sign on paper, and get no message.`),
  ];
}

/**
 * Asked once more, with the number: a message to 40 people cannot be taken back.
 * @param moved others would be asked than on the card that was pressed, or the school has closed since
 */
export const sendNowCard = (view: CampaignView, moved: boolean): Card => {
  const reached = reachedBy(view);
  return card(
    moved
      ? section(
          { style: 'attention' },
          text('This has changed since the card that you pressed was drawn. Please look before you send it.', {
            bold: true,
          }),
        )
      : undefined,
    ...reachedParts(reached),
    facts([
      ...view.policies.map(({ title }, index) => [index === 0 ? 'To read' : '', title] as const),
      ['Who', view.asked],
      ['Due', formatDay(view.dueDay)],
    ]),
    ...(view.isSchoolOpen
      ? []
      : [
          text(`The school is closed now: it is ${formatInstant(view.drawnAt)}.`, { bold: true }),
          view.status === 'planned'
            ? text('Closing this window sends nothing now: it goes out as planned.')
            : view.nextMorning
              ? text(
                  `Closing this window sends nothing and plans nothing. To send it when the school opens, press **Send on ${formatInstant(view.nextMorning)}** on the campaign’s card.`,
                )
              : text('I do not know when the next school day is. Please ask the IT lead to add the term dates.'),
        ]),
    actions([
      submitDialog(
        reached.atOnce === 0 ? 'Send it' : `Send to ${people(reached.atOnce)}`,
        SEND_NOW,
        { campaign: view.campaign, list: view.list ?? '', open: view.isSchoolOpen },
        { primary: true },
      ),
    ]),
  );
};
