import { z } from 'zod/v4';
import { nameOf } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { Card } from '../../platform/teams/card.ts';
import { type DialogAnswer, dialog as inDialog, message } from '../../platform/teams/turn.ts';
import type { Directory, Standing } from '../../school/people.ts';
import type { School, Trust } from '../../school/school.ts';
import type { Concerns } from '../concerns.ts';
import type { ChatWords } from '../draft/chat-words.ts';
import { type Draft, isSettled, lacksRisk, subjectOf } from '../draft/draft.ts';
import type { Hosting } from '../handlers/closed.handlers.ts';
import { filledIn } from '../handlers/filled-in.cards.ts';
import { namedPicks } from '../handlers/picked.ts';
import type { Phone } from '../notice.ts';
import { type RouteNow, routeNow } from '../routing/route-now.ts';
import { accountCard, sendCard } from './account.cards.ts';
import { beforeCard } from './before.cards.ts';
import { contactCard } from './contact.cards.ts';
import { isContact, PUPIL_CONTACT } from './contact.ts';
import { dutiesOn } from './duties.ts';
import { withPilotLine } from './pilot.cards.ts';
import {
  type Complaint,
  factsCard,
  NOT_KEPT,
  NOT_SAVED,
  NOT_SENT,
  namedCard,
  STALE_DRAFT,
  type Wrong,
  withWrong,
} from './report.cards.ts';
import type { ReportForm } from './report-form.ts';
import { aboutChosen } from './report-steps.handlers.ts';
import { whomCard, withOutside } from './whom.cards.ts';

export interface ReportDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'form' | 'cover' | 'alsoTell'>;
  readonly trust: Trust;
  readonly directory: Directory;
  readonly chatWords: ChatWords;
  standingOf(user: UserId): Promise<Standing>;
  readonly log: Log;
}

export const dialog = (card: Card, wrong?: Wrong): DialogAnswer =>
  wrong ? inDialog(NOT_SENT, withWrong(card, wrong), 'large') : inDialog('Report a concern', card, 'large');

const schoolIn = (trust: Trust, draft: Draft): School => {
  const school = trust.schools.find(({ id }) => id === draft.school);
  if (!school) throw new Error('a draft belongs to a school that is no longer in lanyard.yml');
  return school;
};

/** Numbers only where something could not be saved: elsewhere they would only frighten. */
const complaintOf = ({ said }: Wrong, phones: readonly Phone[]): Complaint => ({
  text: said,
  phones: said === NOT_SAVED || said === NOT_KEPT ? phones : [],
});

/** What every page shows of a draft, and what is wrong with it. */
const ofDraft = (draft: Draft, wrong: Wrong | undefined, phones: readonly Phone[]) => ({
  draft: draft.id,
  words: draft.words,
  ...(wrong && { complaint: complaintOf(wrong, phones) }),
});

type PageDeps = Pick<ReportDeps, 'concerns' | 'trust' | 'directory' | 'standingOf' | 'log' | 'hosted'>;

export type ReportPages = ReturnType<typeof createReportPages>;

/** The pages of the form, each made from a draft as it stands. */
export function createReportPages(deps: PageDeps) {
  const { concerns, trust, hosted } = deps;
  const schoolOf = (draft: Draft): School => schoolIn(trust, draft);
  const { showBefore, showNamed } = pagesBeforeWriting(deps);

  async function resume(draft: Draft, now: Date): Promise<DialogAnswer> {
    const isChildMissing = draft.subject?.kind === 'child' && !holdsVisible(draft.words.who);
    if (!draft.subject || isChildMissing) return showBefore(draft, now);
    return isSettled(draft) ? askWhom(draft, 'facts', now) : showNamed(draft);
  }

  /** The question who the words mean, where they may mean someone; else the page that comes after it. */
  async function askWhom(draft: Draft, after: 'facts' | 'send', now: Date): Promise<DialogAnswer> {
    const question = concerns.form.whom(draft);
    if (!question || !draft.subject) return after === 'facts' ? showAccount(draft, now) : showSend(draft);
    const { isForNobody, phones } = routeNow(schoolOf(draft), subjectOf(draft.subject, draft.words), draft.user);
    return dialog(whomCard(draft.id, question, after, isForNobody ? phones : []));
  }

  /** What was seen, and whether it can wait. What the words may mean was asked before, or nothing was to be asked. */
  async function showAccount(draft: Draft, now: Date, wrong?: Wrong): Promise<DialogAnswer> {
    const child = await concerns.form.childMeant(draft);
    return showForm(draft, wrong, ({ kind, to, next, shutOut, phones }, school) =>
      (isContact(draft) ? contactCard : accountCard)({
        kind,
        draft: draft.id,
        words: draft.words,
        to,
        next,
        shutOut,
        isDrill: draft.isDrill,
        child: child?.title,
        whomKey: concerns.form.whom(draft)?.key,
        hasChat: draft.chat !== undefined && !draft.words.seen?.includes(draft.chat),
        duties: dutiesOn(school, kind, now, draft.words),
        ...(wrong && { complaint: complaintOf(wrong, phones) }),
      }),
    );
  }

  function showFacts(draft: Draft, now: Date, wrong?: Wrong): Promise<DialogAnswer> {
    return showForm(draft, wrong, ({ kind, to, next, phones }, school) =>
      factsCard({
        ...{ kind, to, next, ...ofDraft(draft, wrong, phones) },
        duties: dutiesOn(school, kind, now, draft.words),
        parts: hosted().formParts,
      }),
    );
  }

  const showSend = (draft: Draft, wrong?: Wrong): Promise<DialogAnswer> =>
    showForm(draft, wrong, ({ kind, to, shutOut, phones }) =>
      sendCard({ kind, to, shutOut, ...ofDraft(draft, wrong, phones) }),
    );

  /** A page that says who gets it, or that nobody can open it as things stand: it is saved all the same. */
  async function showForm(
    draft: Draft,
    wrong: Wrong | undefined,
    form: (route: RouteNow, school: School) => Card,
  ): Promise<DialogAnswer> {
    if (!draft.subject) return message(STALE_DRAFT);
    const school = schoolOf(draft);
    const route = routeNow(school, subjectOf(draft.subject, draft.words), draft.user);
    const page = form(route, school);
    const whole = route.isForNobody ? withOutside(page, route.phones) : page;
    return dialog(!draft.isDrill && (await concerns.form.isPilot(school)) ? withPilotLine(whole, route) : whole, wrong);
  }

  return { schoolOf, resume, askWhom, showBefore, showNamed, showAccount, showFacts, showSend };
}

/** Who stood picked on the page that comes back. */
const picked = z.object({ pupil: z.string() });
const pickedIn = (typed: unknown): string | undefined => picked.safeParse(typed).data?.pupil;

/** Who they picked is in a box of its own. */
const whoTyped = ({ words: { who, pupil } }: Draft): string | undefined => (pupil ? undefined : who);

/** Who or what it is about, and who must not see it. */
function pagesBeforeWriting({ concerns, trust, directory, standingOf, log }: PageDeps) {
  async function showBefore(
    draft: Draft,
    now: Date,
    {
      wrong,
      typed,
      picks,
    }: { readonly wrong?: Wrong; readonly typed?: unknown; readonly picks?: readonly UserId[] } = {},
  ): Promise<DialogAnswer> {
    const school = schoolIn(trust, draft);
    const shown = typed ?? {
      about: isContact(draft) ? PUPIL_CONTACT : draft.subject?.kind,
      who: whoTyped(draft),
      name: draft.subject?.name,
    };
    const form = beforeCard({
      school,
      draft: draft.id,
      now,
      onDuty: await concerns.cover.onDuty(school),
      isDrill: draft.isDrill,
      isPilot: !draft.isDrill && (await concerns.form.isPilot(school)),
      isOneOfSeveral: trust.schools.length > 1 && !draft.isDrill,
      // What was picked just now, though none of it is kept yet; else who was named before.
      picked: await namedPicks(directory, picks ?? draft.subject?.people ?? []),
      complaint: wrong?.said,
      isChosen: aboutChosen.safeParse(shown).success,
      roll: await rollFor(draft, school, pickedIn(typed) ?? draft.words.pupil),
    });
    return dialog(filledIn(form, shown), wrong);
  }

  /** For the school's own staff, where it gave a roll. A form is never worth less because a roll cannot be read. */
  async function rollFor(draft: Draft, school: School, pupil = ''): ReturnType<ReportForm['roll']> {
    try {
      const standing = await standingOf(draft.user);
      if (standing.kind !== 'staff' || standing.school !== school.id) return undefined;
      return await concerns.form.roll(school, pupil);
    } catch (error) {
      log.warn('concern.roll-unread', { school: school.id, reason: nameOf(error) });
      return undefined;
    }
  }

  async function showNamed(draft: Draft, wrong?: Wrong, elsewhere: readonly School[] = []): Promise<DialogAnswer> {
    const { subject } = draft;
    if (!subject) return message(STALE_DRAFT);
    const picked = await namedPicks(directory, subject.people);
    const { kind, name } = subject;
    const child = lacksRisk(kind, draft.words) ? draft.words.who : undefined;
    return dialog(namedCard({ kind, draft: draft.id, picked, name, complaint: wrong?.said, elsewhere, child }), wrong);
  }

  return { showBefore, showNamed };
}
