import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import { submitDialog } from '../../platform/teams/card.ts';
import { sentFields } from '../../platform/teams/sent-fields.ts';
import type { DialogAnswer } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { Written } from '../concern.ts';
import { type Draft, isSettled } from '../draft/draft.ts';
import { namedBesides } from '../draft/name-subject.ts';
import { givenBack, officesOf } from '../handlers/form-recovery.cards.ts';
import type { DialogTurn } from '../handlers/turns.handlers.ts';
import { accountCard, sendCard } from './account.cards.ts';
import { awayCard } from './before.cards.ts';
import { type Complaint, factsCard, NOT_KEPT, NOT_SAVED, STALE_DRAFT } from './report.cards.ts';
import { dialog, type ReportDeps, type ReportPages } from './report-pages.handlers.ts';
import { backStep, isAccount, namesTyped, ofDraft, typedBefore, typedIn, withWords } from './report-steps.handlers.ts';

/** How long someone whose step has just failed waits for the numbers of their own school instead of those of all. */
const KNOWN_MS = 1_000;

/** The draft was sent, removed or too old meanwhile: what is on its page is given back. */
export const stale = (turn: DialogTurn): DialogAnswer => givenBack(turn.data, STALE_DRAFT);

/** What the reporter sees of a step that failed: never less than what they wrote. */
export function createReportRecovery(
  { concerns, trust, standingOf, hosted }: Pick<ReportDeps, 'concerns' | 'trust' | 'standingOf' | 'hosted'>,
  { showAccount, showFacts, showSend }: Pick<ReportPages, 'showAccount' | 'showFacts' | 'showSend'>,
) {
  async function draftIn(turn: DialogTurn): Promise<Draft | undefined> {
    const { data } = ofDraft.safeParse(turn.data);
    return data && (await concerns.form.draft(data.draft, turn.sender.userId));
  }

  async function away(turn: DialogTurn, verb: string, data: unknown): Promise<DialogAnswer> {
    const own = await schoolKnownNow(turn);
    const again = submitDialog('Try again', verb, sentFields(data), { primary: true });
    return dialog(awayCard(own ? [own] : trust.schools, again));
  }

  /** Whose school it is may still be known; anyone who waits for this has waited already. */
  const schoolKnownNow = async ({ sender }: DialogTurn): Promise<School | undefined> => {
    const late = () => new Fault('unavailable', 'whose school it is was not known in time');
    const standing = await withTimeout(KNOWN_MS, () => standingOf(sender.userId), late).catch(() => undefined);
    return standing?.kind === 'staff' ? trust.schools.find(({ id }) => id === standing.school) : undefined;
  };

  /** What was typed is in the reporter's hands only: they get it back, with the plain truth and who to phone. */
  async function notSaved(turn: DialogTurn): Promise<DialogAnswer> {
    const { data } = ofDraft.safeParse(turn.data);
    if (!data) return stale(turn);
    const draft = await draftIn(turn).catch(() => undefined);
    const isShort = isAccount(turn.data);
    if (draft?.subject && isShort) return showAccount(withWords(draft, turn.data), turn.now, { said: NOT_SAVED });
    if (draft?.subject) return showSend(withWords(draft, turn.data), { said: NOT_SAVED });
    // Not even the draft can be read: the page is shown again from what came along.
    const page = isShort ? accountCard : sendCard;
    return dialog(page({ draft: data.draft, words: typedIn(turn.data), complaint: unknownTo(NOT_SAVED) }), {
      said: NOT_SAVED,
    });
  }

  const unknownTo = (text: string): Complaint => ({ text, phones: officesOf(trust.schools) });

  /** The same for the page before: the child's own words are on it. */
  async function notKept(turn: DialogTurn): Promise<DialogAnswer> {
    const { data } = ofDraft.safeParse(turn.data);
    if (!data) return stale(turn);
    const draft = await draftIn(turn).catch(() => undefined);
    if (draft?.subject) return showFacts(withWords(draft, turn.data), turn.now, { said: NOT_KEPT });
    const parts = hosted().formParts;
    return dialog(factsCard({ draft: data.draft, words: typedIn(turn.data), complaint: unknownTo(NOT_KEPT), parts }), {
      said: NOT_KEPT,
    });
  }

  return { draftIn, away, notSaved, notKept };
}

/** What every step of the form works with. */
export interface ReportForm extends ReportDeps {
  readonly pages: ReportPages;
  readonly recovery: ReturnType<typeof createReportRecovery>;
  /** A step after which nothing that was chosen is lost, whatever fails. */
  step(verb: string, handler: (turn: DialogTurn) => Promise<DialogAnswer>): void;
}

/** An earlier page of the form, with what was typed on the one that is left. */
export async function goBack({ concerns, pages, recovery }: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const found = await recovery.draftIn(turn);
  const { data } = backStep.safeParse(turn.data);
  if (!found || !data) return stale(turn);
  // Anyone who goes back to name someone who must not see it takes along what is written.
  const words = data.to === 'chat' ? withChat(found, typedBefore(turn.data)) : typedBefore(turn.data);
  const typed = namesTyped(turn.data);
  const isNamed = found.subject !== undefined && typed !== undefined;
  const isMore = isNamed || Object.keys(words).length > 0;
  const draft = isMore
    ? await concerns.form.keep(found.id, found.user, {
        words,
        ...(isNamed && { subject: (before) => before && namedBesides(before, typed) }),
      })
    : found;
  if (!draft) return stale(turn);
  if (data.to === 'subject' || !draft.subject) return pages.showBefore(draft, turn.now);
  if (data.to === 'named' || !isSettled(draft)) return pages.showNamed(draft);
  return data.to === 'account' || data.to === 'chat'
    ? pages.askWhom(draft, 'facts', turn.now)
    : pages.showFacts(draft, turn.now);
}

/** What was typed in the chat, below what is in the box already. */
const withChat = ({ words, chat = '' }: Draft, typed: Written): Written => ({
  ...typed,
  seen: [typed.seen ?? words.seen ?? '', chat].filter(holdsVisible).join('\n'),
});
