import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import { formatDay, formatInstant } from '../../kernel/time.ts';
import { actions, type Card, card, plain, section, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { people } from '../campaign/buttons.ts';
import type { Person } from '../register/person.ts';
import { EVERYONE, type HandPlan, type Waiting, type Whom, type WhomChoice } from './by-hand.ts';

export const REMIND = 'campaign.remind';
export const SEE_REMINDER = 'campaign.see-reminder';
export const SEND_REMINDER = 'campaign.send-reminder';
export const DROP_REMINDER = 'campaign.drop-reminder';

const titleOf = ({ kind, name, count }: WhomChoice): string => {
  switch (kind) {
    case 'everyone':
      return `Everyone who has the card and has not answered (${count})`;
    case 'group':
      return `Staff group: ${name} (${count})`;
    case 'manager':
      return `People managed by ${name} (${count})`;
    case 'person':
      return name;
    default:
      return kind satisfies never;
  }
};

/** Whom to remind, with a word of HR's; below it what waits to go. @param words as they were written before */
export const remindCard = (
  { campaign, choices, waiting }: HandPlan,
  whom: Whom = EVERYONE,
  words?: Harmless,
  said?: string,
): Card =>
  card(
    said === undefined ? undefined : section({ style: 'good' }, plain(said, { bold: true })),
    input.choice('whom', 'Who should be reminded?', {
      value: whom,
      choices: choices.map((choice) => ({ title: titleOf(choice), value: choice.value })),
    }),
    wordsInput(words),
    text(
      'Only people who have the card and have not answered. Nobody who is away, has a question or asked to talk. Who heard from Lanyard in the last five school days gets it with their next planned reminder, or once these days are over.',
      { small: true, subtle: true },
    ),
    actions([submitDialog('See who gets it', SEE_REMINDER, { campaign: campaign.id }, { primary: true })]),
    ...(waiting.length === 0 ? [] : [text('Waiting to go', { bold: true, apart: true })]),
    ...waiting.slice(0, SHOWN).map((one) => waitingPart(campaign.id, one)),
  );

/** Waiting ones shown at once; the others follow when these have gone. */
const SHOWN = 8;

/** One that was wanted and has not gone: to whom, when, with which words, and the way to take it back. */
const waitingPart = (campaign: CampaignId, { wantedAt, by, words, people: all, from, until }: Waiting) =>
  section(
    { apart: true },
    text(`To **${people(all.length)}**, ${onDays({ from, until })}.`),
    plain(namesOf(all), { small: true }),
    words === undefined ? undefined : plain(`“${words}”`, { small: true }),
    plain(`Wanted on ${formatInstant(wantedAt)}${by === undefined ? '' : ` by ${by}`}.`, { small: true, subtle: true }),
    actions([
      submitDialog(
        'Take this reminder back',
        DROP_REMINDER,
        { campaign, at: wantedAt.toISOString() },
        { withInputs: false },
      ),
    ]),
  );

const wordsInput = (words: Harmless | undefined) =>
  input.text('words', 'A word from you, with your name (optional)', {
    multiline: true,
    maxLength: 500,
    ...(words && { value: words.words }),
  });

/** Who would get it and who would not, before it goes out. */
export function handPreviewCard(plan: HandPlan, whom: Whom, words: Harmless): Card {
  const { campaign, goesTo, goesLater, later, onItsWay, waitsUntil, lastDay } = plan;
  const data = { campaign: campaign.id, whom };
  const all = goesTo.length + goesLater.length;
  return card(
    goesTo.length === 0
      ? undefined
      : section(
          { style: 'good' },
          text(
            `**${people(goesTo.length)}** ${goesTo.length === 1 ? 'gets' : 'get'} it ${waitsUntil ? `when the school opens, on ${formatInstant(waitsUntil)}` : 'now'}.`,
          ),
          plain(namesOf(goesTo), { small: true }),
        ),
    later === undefined
      ? undefined
      : section(
          { style: goesTo.length === 0 ? 'good' : 'default' },
          text(
            `**${people(goesLater.length)}** heard from Lanyard in the last five school days. It goes to them with their next planned reminder, or once these days are over: ${onDays(later)}.`,
          ),
          plain(namesOf(goesLater), { small: true }),
        ),
    onItsWay.length === 0
      ? undefined
      : section(
          {},
          text(
            `For **${people(onItsWay.length)}** of these one waits to go out already. This one goes in its place, with these words.`,
          ),
          plain(namesOf(onItsWay), { small: true }),
        ),
    all === 0 ? section({ style: 'attention' }, text('Nobody would get this reminder.', { bold: true })) : undefined,
    ...(all === 0
      ? []
      : [
          text(
            'It says what is still to be read and by when, with your words below it, and a button that opens the request. Where it does not go with a planned reminder, the next planned one is left out if it would come within five school days. The others come as planned.',
            { small: true, subtle: true },
          ),
          text(
            `Anyone who is away, has a question or asked to talk on that day gets it afterwards, until ${formatDay(lastDay)} at the latest.`,
            { small: true, subtle: true },
          ),
          wordsInput(words),
        ]),
    actions([
      all === 0 ? undefined : submitDialog(`Remind ${people(all)}`, SEND_REMINDER, data, { primary: true }),
      submitDialog('Choose others', REMIND, data),
    ]),
  );
}

/** On which day, or days, what goes out later does. */
export const onDays = ({ from, until }: NonNullable<HandPlan['later']>): string =>
  from === until ? `on ${formatDay(from)}` : `from ${formatDay(from)} to ${formatDay(until)}`;

/** Names shown; the register has everyone. */
const NAMES = 25;

const namesOf = (all: readonly Person[]): string => {
  const names = all.slice(0, NAMES).map(({ name }) => name);
  return all.length > NAMES ? `${names.join(', ')} and ${all.length - NAMES} more` : names.join(', ');
};
