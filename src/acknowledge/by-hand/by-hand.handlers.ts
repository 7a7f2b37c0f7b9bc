import { z } from 'zod/v4';
import { formatInstant } from '../../kernel/time.ts';
import { chosen, form, freeText } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { people } from '../campaign/buttons.ts';
import { inCampaign } from '../card-data.handlers.ts';
import {
  DROP_REMINDER,
  handPreviewCard,
  onDays,
  REMIND,
  remindCard,
  SEE_REMINDER,
  SEND_REMINDER,
} from './by-hand.cards.ts';
import { EVERYONE } from './by-hand.ts';

type Sent = NonNullable<Awaited<ReturnType<Acknowledgements['sendByHand']>>>;

type Dropped = NonNullable<Awaited<ReturnType<Acknowledgements['dropByHand']>>>;

const reminding = inCampaign.extend({ whom: chosen(), words: freeText('A word from you', 500) });
const waiting = inCampaign.extend({ at: z.iso.datetime().transform((text) => new Date(text)) });
const NOT_NOW = 'A reminder by hand is for HR, while the campaign runs. Nothing was sent.';

const NOBODY = 'Nobody was reminded: they have answered, or are away, since.';

function sentWords({ count, countLater, later, waitsUntil }: Sent): string {
  const when = waitsUntil ? `They get it when the school opens, on ${formatInstant(waitsUntil)}.` : 'It is on its way.';
  const now = count === 0 ? [] : [`${people(count)} will be reminded. ${when}`];
  const then = later ? [`${people(countLater)} will be reminded ${onDays(later)}.`] : [];
  return [...now, ...then].join(' ') || NOBODY;
}

function droppedWords({ taken, onTheirWay }: Dropped, isRunning: boolean): string {
  const going =
    onTheirWay === 0 ? [] : [`${people(onTheirWay)} ${onTheirWay === 1 ? 'is' : 'are'} getting it just now.`];
  if (taken === 0) return going[0] ?? 'It has gone already, or was taken back.';
  const then = isRunning ? ['The planned reminders go on.'] : [];
  return [`Taken back: ${people(taken)} will not get it.`, ...going, ...then].join(' ');
}

/** A reminder by hand: whom, with which words, a look at it, and out. Whether HR may is asked at every press. */
export function registerHandReminders(
  routes: Routes,
  acknowledgements: Pick<Acknowledgements, 'planByHand' | 'sendByHand' | 'dropByHand'>,
): void {
  const open = form(inCampaign, async ({ campaign }, { sender }) => {
    const plan = await acknowledgements.planByHand(sender.userId, campaign);
    return plan ? dialog('Remind by hand', remindCard(plan), 'medium') : message(NOT_NOW);
  });
  routes.dialog(REMIND, open);
  const again = form(reminding, async ({ campaign, whom, words }, { sender }) => {
    const plan = await acknowledgements.planByHand(sender.userId, campaign);
    const wanted = plan && whom.among(plan.choices.map(({ value }) => value));
    return plan ? dialog('Remind by hand', remindCard(plan, wanted ?? EVERYONE, words)) : message(NOT_NOW);
  });
  routes.submit(REMIND, again);

  const see = form(reminding, async ({ campaign, whom, words }, { sender }) => {
    const all = await acknowledgements.planByHand(sender.userId, campaign);
    const wanted = all && whom.among(all.choices.map(({ value }) => value));
    if (!all) return message(NOT_NOW);
    // They have answered since, or left: the list is another one now.
    if (wanted === undefined) return dialog('Remind by hand', remindCard(all, EVERYONE, words));
    const plan = await acknowledgements.planByHand(sender.userId, campaign, wanted);
    return plan ? dialog('Remind by hand', handPreviewCard(plan, wanted, words)) : message(NOT_NOW);
  });
  routes.submit(SEE_REMINDER, see);

  const send = form(reminding, async ({ campaign, whom, words }, { sender }) => {
    const all = await acknowledgements.planByHand(sender.userId, campaign);
    const wanted = all && whom.among(all.choices.map(({ value }) => value));
    if (!all) return message(NOT_NOW);
    const sent = wanted && (await acknowledgements.sendByHand(sender.userId, campaign, { whom: wanted, words }));
    return message(sent ? sentWords(sent) : NOBODY);
  });
  routes.submit(SEND_REMINDER, send);

  const drop = form(waiting, async ({ campaign, at }, { sender }) => {
    const dropped = await acknowledgements.dropByHand(sender.userId, campaign, at);
    if (!dropped) return message(NOT_NOW);
    const plan = await acknowledgements.planByHand(sender.userId, campaign);
    const said = droppedWords(dropped, plan !== undefined);
    return plan ? dialog('Remind by hand', remindCard(plan, EVERYONE, undefined, said)) : message(said);
  });
  routes.submit(DROP_REMINDER, drop);
}
