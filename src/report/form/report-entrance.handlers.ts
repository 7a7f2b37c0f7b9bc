import { z } from 'zod/v4';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import { OUTSIDER_TEXT, PUPIL_TEXT } from '../../platform/teams/plain-answers.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import type { Standing } from '../../school/people.ts';
import { KINDS, type Kind } from '../concern.ts';
import { MOST_SEALED } from '../draft/chat-words.ts';
import { mayReport, schoolFor } from '../draft/choose-school.ts';
import type { Draft } from '../draft/draft.ts';
import { noteTrouble } from '../handlers/form-recovery.cards.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { BEGIN } from '../verbs.cards.ts';
import { invitationCard, unsentCard, whichSchoolCard } from './before.cards.ts';
import { PUPIL_CONTACT } from './contact.ts';
import { STALE_DRAFT } from './report.cards.ts';
import { dialog } from './report-pages.handlers.ts';
import type { ReportForm } from './report-recovery.handlers.ts';
import { begun, namesTyped, wordsBroughtBy } from './report-steps.handlers.ts';

const ELSEWHERE =
  'Please open our own chat and press Report a concern there. I don’t ask for it or show it here, where others can read it.';

const NO_FORM = { pupil: PUPIL_TEXT, outsider: OUTSIDER_TEXT } as const;

/** The ways into the form: the word, the button, a draft that was left, another school. */
export function registerReportEntrance(routes: Routes, form: ReportForm): void {
  const { trust, log, standingOf, recovery, step } = form;
  routes.dialog(REPORT_DIALOG, async (turn) => {
    try {
      return (await notHere(form, turn)) ?? (await open(form, turn, broughtIn(turn.data)));
    } catch (error) {
      noteTrouble(log, error);
      return recovery.away(turn, BEGIN, { ...broughtIn(turn.data), choice: 'open' });
    }
  });
  step(BEGIN, async (turn) => (await notHere(form, turn)) ?? (await begin(form, turn)));

  routes.command(['report', 'report a concern', 'report concern'], async (turn) => {
    const standing = await standingOf(turn.sender.userId);
    const may = mayReport(standing);
    if (may !== 'yes') return void (await turn.replyPrivately({ text: NO_FORM[may] }));
    await turn.replyPrivately({ card: invitation(standing), summary: 'Report a concern' });
  });

  const invitation = (standing: Standing) => {
    const school =
      standing.kind === 'staff' ? trust.schools.find(({ id }) => id === standing.school) : trust.schools[0];
    return invitationCard(school);
  };
}

/** With what was left unsent, where anything was. */
async function open(form: ReportForm, turn: DialogTurn, brought: Brought): Promise<DialogAnswer> {
  const unsent = await form.concerns.form.unsent(turn.sender.userId);
  if (unsent && isWorthKeeping(unsent)) return dialog(unsentCard(unsent, turn.now, brought));
  return start(form, turn, brought);
}

/** What was chosen on a page before the first. */
async function begin(form: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const { concerns, trust, pages } = form;
  const { data } = begun.safeParse(turn.data);
  if (!data) return message(STALE_DRAFT);
  const user = turn.sender.userId;
  switch (data.choice) {
    case 'open':
      return open(form, turn, broughtIn(turn.data));
    case 'resume': {
      const draft = data.draft && (await concerns.form.draft(data.draft, user));
      return draft ? pages.resume(draft, turn.now) : message(STALE_DRAFT);
    }
    case 'again':
      if (data.draft) await concerns.form.discard(data.draft, user);
      return start(form, turn, broughtIn(turn.data));
    case 'school':
      if (data.school === undefined)
        return dialog(whichSchoolCard(trust.schools, { isAskedFor: true, draft: data.draft }));
      return start(form, turn, { ...broughtIn(turn.data), chosen: data.school, from: data.draft });
    // What another form held back: sealed at once, and shown where it is asked what was seen and heard.
    case 'words':
      return start(form, turn, {
        chosen: data.school,
        ...broughtIn(turn.data),
        held: wordsBroughtBy(turn.data),
      });
    case 'beside': {
      const draft = data.of && (await concerns.form.beginBeside(data.of, { user, tenant: turn.sender.tenantId }));
      return draft ? pages.showFacts(draft, turn.now) : message(STALE_DRAFT);
    }
    default:
      return data.choice satisfies never;
  }
}

type About = Kind | typeof PUPIL_CONTACT;

/** What the button of an offer brings along. */
interface Brought {
  /** What the offer took it to be about: the choice is there, and is the reporter's to change. */
  readonly about?: About | undefined;
  /** What they typed in the chat before, sealed. */
  readonly chat?: string | undefined;
}

interface Start extends Brought {
  /** A school's id, where there are several. */
  readonly chosen?: string | undefined;
  /** The draft that is left for one at another school: what was written and who was named comes along. */
  readonly from?: string | undefined;
  /** What was written elsewhere and held back there. */
  readonly held?: string;
}

async function start(
  form: ReportForm,
  turn: DialogTurn,
  { chosen, from, about, chat, held = '' }: Start = {},
): Promise<DialogAnswer> {
  const { concerns, trust, pages } = form;
  const standing = await form.standingOf(turn.sender.userId);
  const school = schoolFor(trust, standing, chosen);
  if (!school) return dialog(whichSchoolCard(trust.schools, { held, about, chat }));
  const user = turn.sender.userId;
  const typed = chat === undefined ? undefined : await form.chatWords.open(user, chat);
  const draft =
    from === undefined
      ? await concerns.form.begin(user, school, typed === undefined ? {} : { chat: typed })
      : await concerns.form.beginElsewhere(user, school, { from, named: namesTyped(turn.data) });
  const kept = held === '' ? draft : await concerns.form.keep(draft.id, user, { words: { seen: held } });
  return pages.showBefore(kept ?? draft, turn.now, about && { typed: { about } });
}

const brought = z.object({
  about: z
    .enum([...KINDS, PUPIL_CONTACT])
    .optional()
    .catch(undefined),
  chat: z.string().max(MOST_SEALED).optional().catch(undefined),
});
/** Of the button on an offer; anything else is as if it had said nothing. */
const broughtIn = (data: unknown): Brought => brought.safeParse(data).data ?? {};

/** Nobody gets the form where others read along, and some get none at all. */
async function notHere(form: ReportForm, turn: DialogTurn): Promise<DialogAnswer | undefined> {
  if (turn.place.kind !== 'personal') return message(ELSEWHERE);
  const may = mayReport(await form.standingOf(turn.sender.userId));
  return may === 'yes' ? undefined : message(NO_FORM[may]);
}

/** A draft with nothing in it but its start is not worth asking about. */
const isWorthKeeping = ({ subject, words }: Draft): boolean => subject !== undefined || words.seen !== undefined;
