import { z } from 'zod/v4';
import type { Acknowledgements } from '../../acknowledgement/acknowledgements.ts';
import type { CampaignId, SchoolId } from '../../core/ids.ts';
import { addDays, dayOf, formatDay, parseDay } from '../../core/time.ts';
import type { Routes } from '../routes.ts';
import { type ActionAnswer, type DialogAnswer, message } from '../turn.ts';
import {
  CORRECT,
  DISCARD,
  END,
  JOINERS,
  LEAVERS,
  LOOK_AGAIN,
  OPEN,
  PAUSE,
  REFRESH,
  RESEND,
  RESUME,
  START,
  TRIAL,
} from './campaign-buttons.ts';
import { campaignCard } from './campaign-cards.ts';
import {
  campaignList,
  correctionCard,
  ENDS,
  endCard,
  NEW,
  newCampaignCard,
  PLAN,
  resendCard,
  SAVE_CORRECTION,
} from './campaign-form-cards.ts';
import { NOT_YOURS } from './campaign-people-handlers.ts';
import { BAD_DATA, BAD_WORDS, campaignId, choice, inCampaign } from './handlers.ts';

const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const wish = z.object({
  policies: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(choice).min(1).max(20)),
  due: day,
  checks: z.string().max(10).default('true'),
});
const correction = z.object({ campaign: campaignId, due: day, note: z.string().max(500).default('') });
const counted = inCampaign.extend({ count: z.coerce.number().int().min(0).max(1_000_000).default(0) });
const ending = inCampaign.extend({ how: z.enum(ENDS) });
/** Suggested: three weeks, because of leave and illness. */
const SUGGESTED_DAYS = 21;

const notYours: ActionAnswer = { kind: 'refused', code: 403, text: NOT_YOURS };

/** What those who run campaigns do. Whether they may is asked at every click. */
export function registerCampaigns(routes: Routes, acknowledgements: Acknowledgements): void {
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

    const bySchool = Map.groupBy(parsed.data.policies, ({ school }): SchoolId => school);
    for (const [school, chosen] of bySchool) {
      const versions = chosen.map(({ version }) => version);
      const planned = await acknowledgements.plan(by, {
        school,
        versions,
        dueDay: parsed.data.due,
        usesChecks: parsed.data.checks !== 'false',
      });
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

  for (const [verb, name] of [
    [START, 'start'],
    [DISCARD, 'discard'],
    [PAUSE, 'pause'],
    [RESUME, 'resume'],
  ] as const) {
    routes.action(verb, async (turn) => {
      const parsed = inCampaign.safeParse(turn.data);
      if (!parsed.success) return BAD_DATA;
      const { campaign } = parsed.data;
      const result = await acknowledgements.command(turn.sender.userId, campaign, name);
      switch (result.kind) {
        case 'done':
        case 'already':
          return show(turn.sender.userId, campaign);
        case 'roster-too-old':
          await acknowledgements.prepareAgain(turn.sender.userId, campaign);
          return message(
            'The staff list is more than an hour old. I am reading it again; please check the card and start then.',
          );
        case 'not-now':
          return show(turn.sender.userId, campaign);
        case 'not-allowed':
          return notYours;
        default:
          return result satisfies never;
      }
    });
  }

  routes.action(LOOK_AGAIN, async (turn) => {
    const parsed = inCampaign.safeParse(turn.data);
    if (!parsed.success) return BAD_DATA;
    const done = await acknowledgements.prepareAgain(turn.sender.userId, parsed.data.campaign);
    return done ? message('Reading the staff list again. The card changes in a moment.') : notYours;
  });

  for (const [verb, who] of [
    [LEAVERS, 'leavers'],
    [JOINERS, 'joiners'],
  ] as const) {
    routes.action(verb, async (turn) => {
      const parsed = counted.safeParse(turn.data);
      if (!parsed.success) return BAD_DATA;
      const { campaign, count } = parsed.data;
      const done = await acknowledgements.confirmRoster(turn.sender.userId, campaign, { [who]: count });
      return done ? show(turn.sender.userId, campaign) : notYours;
    });
  }

  routes.action(TRIAL, async (turn) => {
    const parsed = inCampaign.safeParse(turn.data);
    if (!parsed.success) return BAD_DATA;
    const result = await acknowledgements.trial(turn.sender.userId, parsed.data.campaign);
    if (result === 'not-allowed') return notYours;
    return message(
      result === 'sent' ? 'The card is in this chat, as everybody would get it.' : 'The card could not be sent to you.',
    );
  });

  for (const verb of [REFRESH, OPEN]) {
    routes.action(verb, async (turn) => {
      const parsed = inCampaign.safeParse(turn.data);
      return parsed.success ? show(turn.sender.userId, parsed.data.campaign) : BAD_DATA;
    });
  }

  routes.dialog(RESEND, async (turn) => {
    const parsed = inCampaign.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const view = await acknowledgements.campaign(turn.sender.userId, parsed.data.campaign);
    return view ? { kind: 'dialog', title: 'Resend to the missing', card: resendCard(view) } : message(NOT_YOURS);
  });

  routes.submit(RESEND, async (turn): Promise<DialogAnswer> => {
    const parsed = inCampaign.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const result = await acknowledgements.resend(turn.sender.userId, parsed.data.campaign);
    switch (result.kind) {
      case 'resent':
        return message('On its way. The card in this chat counts.');
      case 'not-now':
        return message('This campaign is not running; nothing was sent.');
      case 'not-allowed':
        return message(NOT_YOURS);
      default:
        return result satisfies never;
    }
  });

  routes.dialog(END, async (turn) => {
    const parsed = ending.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const { campaign, how } = parsed.data;
    const view = await acknowledgements.campaign(turn.sender.userId, campaign);
    return view
      ? { kind: 'dialog', title: how === 'finish' ? 'Finish' : 'Withdraw', card: endCard(view, how) }
      : message(NOT_YOURS);
  });

  routes.submit(END, async (turn): Promise<DialogAnswer> => {
    const parsed = ending.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const { campaign, how } = parsed.data;
    const { kind } = await acknowledgements.command(turn.sender.userId, campaign, how);
    if (kind === 'not-allowed') return message(NOT_YOURS);
    return message(
      kind === 'not-now'
        ? 'That is not possible any more; the card in this chat shows why.'
        : 'Done. The cards change in place.',
    );
  });

  routes.dialog(CORRECT, async (turn) => {
    const parsed = inCampaign.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const view = await acknowledgements.campaign(turn.sender.userId, parsed.data.campaign);
    return view ? { kind: 'dialog', title: 'Correct', card: correctionCard(view) } : message(NOT_YOURS);
  });

  routes.submit(SAVE_CORRECTION, async (turn): Promise<DialogAnswer> => {
    const parsed = correction.safeParse(turn.data);
    if (!parsed.success) return message('Please choose a date, and at most 500 characters of note.');
    const { campaign, due, note } = parsed.data;
    const result = await acknowledgements.correct(turn.sender.userId, campaign, { dueDay: due, note });
    switch (result.kind) {
      case 'corrected':
        return message('Every card is being changed in place.');
      case 'not-allowed':
        return message(NOT_YOURS);
      case 'not-now':
        return message('This campaign has ended; its cards stay as they are.');
      case 'bad-due-day':
        return message(`The date must be between ${formatDay(result.earliest)} and ${formatDay(result.latest)}.`);
      default:
        return result satisfies never;
    }
  });

  async function show(by: Parameters<Acknowledgements['campaign']>[0], id: CampaignId): Promise<ActionAnswer> {
    const view = await acknowledgements.campaign(by, id);
    return view ? { kind: 'card', card: campaignCard(view) } : notYours;
  }
}
