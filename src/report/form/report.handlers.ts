import type { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { DialogAnswer } from '../../platform/teams/turn.ts';
import type { AlsoNamed } from '../also-tell/also-tell.ts';
import type { Recipient, Written } from '../concern.ts';
import { type Draft, isBrief, isSettled } from '../draft/draft.ts';
import type { NamedSubject } from '../draft/name-subject.ts';
import type { LastStep } from '../draft/write.ts';
import { answerFilledIn } from '../handlers/filled-in.cards.ts';
import { keepingSteps } from '../handlers/form-recovery.cards.ts';
import { picksIn } from '../handlers/picked.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { tooMuchCard } from '../own-report/own-report.cards.ts';
import type { Subject } from '../routing/routing.ts';
import { BACK, FACTS, MEANT, NAMED, SEND, SUBJECT } from '../verbs.cards.ts';
import { supportCard } from './before.cards.ts';
import { isContact } from './contact.ts';
import { dutiesOn } from './duties.ts';
import {
  ACCOUNT_MISSING,
  answersElsewhere,
  CHILD_MISSING,
  INCOMPLETE,
  INCOMPLETE_ACCOUNT,
  NAMES_MISSING,
  SUBJECT_MISSING,
  sentCard,
  TOO_LONG,
} from './report.cards.ts';
import { registerReportEntrance } from './report-entrance.handlers.ts';
import { createReportPages, dialog, type ReportDeps } from './report-pages.handlers.ts';
import { createReportRecovery, goBack, type ReportForm, stale } from './report-recovery.handlers.ts';
import {
  accountStep,
  backStep,
  factsStep,
  isAccount,
  meantStep,
  namedStep,
  namesTyped,
  ofDraft,
  sendStep,
  subjectStep,
  typedIn,
  withSubject,
  withWords,
} from './report-steps.handlers.ts';

/** The report form. Who it is about is asked, and decides the route, before there is a box to write in. */
export function registerReports(routes: Routes, deps: ReportDeps): void {
  const pages = createReportPages(deps);
  const recovery = createReportRecovery(deps, pages);
  const { away, notKept, notSaved } = recovery;
  const gathered = (turn: DialogTurn): DialogTurn => ({
    ...turn,
    data: (deps.hosted().formParts ?? []).reduce<unknown>((data, { gather }) => gather(data), turn.data),
  });
  const keep = keepingSteps(routes, deps.log);
  const keeping: typeof keep = (verb, handler, otherwise) =>
    keep(
      verb,
      (turn) => handler(gathered(turn)),
      (turn, error) => otherwise(gathered(turn), error),
    );
  const step: ReportForm['step'] = (verb, handler) => keeping(verb, handler, (turn) => away(turn, verb, turn.data));
  const form: ReportForm = { ...deps, pages, recovery, step };

  registerReportEntrance(routes, form);
  step(SUBJECT, (turn) => chooseSubject(form, turn));
  step(NAMED, (turn) => nameSubject(form, turn));
  step(MEANT, (turn) => sayWhom(form, turn));
  keeping(FACTS, (turn) => keepFacts(form, turn), notKept);
  keeping(SEND, (turn) => send(form, turn), notSaved);
  keeping(
    BACK,
    (turn) => goBack(form, turn),
    (turn) => {
      const to = backStep.safeParse(turn.data).data?.to;
      if (to === 'facts' || to === 'chat' || (to === 'subject' && isAccount(turn.data))) return notSaved(turn);
      return to === 'named' || to === 'account' ? notKept(turn) : away(turn, BACK, turn.data);
    },
  );
}

async function chooseSubject(form: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const { concerns, pages, recovery } = form;
  const { data } = subjectStep.safeParse(turn.data);
  if (!data) {
    const draft = await recovery.draftIn(turn);
    const picks = namesTyped(turn.data)?.people;
    const again = { wrong: SUBJECT_MISSING, typed: turn.data, ...(picks && { picks }) };
    return draft ? pages.showBefore(draft, turn.now, again) : stale(turn);
  }
  const before = data.people === undefined ? undefined : await recovery.draftIn(turn);
  const chosen = await concerns.form.chooseSubject(data.draft, turn.sender.userId, data);
  switch (chosen.kind) {
    case 'kept':
      return data.people === undefined
        ? pages.showNamed(chosen.draft)
        : nameOnFirst(form, turn, chosen.draft, data, before);
    case 'own-distress':
      return dialog(supportCard(chosen.school));
    case 'no-draft':
      return stale(turn);
    default:
      return chosen satisfies never;
  }
}

/** Who must not see it, from the page that asks everything at once: its own page comes only where something is open. */
async function nameOnFirst(
  { concerns, pages }: ReportForm,
  turn: DialogTurn,
  draft: Draft,
  first: Pick<z.output<typeof subjectStep>, 'who' | 'pupil' | 'people' | 'name'>,
  before: Draft | undefined,
): Promise<DialogAnswer> {
  const { who = '', pupil = '', people = '', name = draft.subject?.name ?? '' } = first;
  const user = turn.sender.userId;
  const isChild = draft.subject?.kind === 'child';
  const picks = picksIn(people);
  const child = await concerns.form.whichChild(draft, { who, pupil });
  const isKnown = (child.who ?? '') !== '';
  // Of other reports a child is left out, too: then nobody is picked any more.
  const kept =
    isKnown || (!isChild && draft.words.who) ? await concerns.form.keep(draft.id, user, { words: child }) : draft;
  if (!kept) return stale(turn);
  if (isChild && !isKnown) return pages.showBefore(draft, turn.now, { wrong: CHILD_MISSING, typed: turn.data, picks });
  // Gone back to and left as it was: what was answered about those who are named stands.
  const isSame =
    [...picks].sort().join() === [...(kept.subject?.people ?? [])].sort().join() && name === (kept.subject?.name ?? '');
  if (isSame && isSettled(kept) && before?.subject?.kind === kept.subject?.kind && people + name !== '')
    return pages.askWhom(kept, 'facts', turn.now);
  const said = { people: idsIn(people), name, conduct: '', isHere: false } as const;
  return answerNamed(pages, turn, await concerns.form.nameSubject(draft.id, user, said), { people: picks, name });
}

async function nameSubject({ concerns, pages }: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = namedStep.safeParse(turn.data);
  if (!data) return stale(turn);
  const { conduct, atRisk, name } = data;
  const said = { ...data, people: idsIn(data.people) };
  const named = await concerns.form.nameSubject(data.draft, turn.sender.userId, said);
  return answerNamed(pages, turn, named, { people: picksIn(data.people), name }, { conduct, atRisk });
}

/** What comes after who it names: the question whom the words mean, or the page of names with what it needs. */
async function answerNamed(
  pages: ReportForm['pages'],
  { now, ...turn }: DialogTurn,
  named: NamedSubject,
  typed: Pick<Subject, 'people' | 'name'>,
  chosen: Readonly<Record<string, string>> = {},
): Promise<DialogAnswer> {
  switch (named.kind) {
    case 'kept':
      return pages.askWhom(named.draft, 'facts', now);
    case 'no-draft':
      return stale({ ...turn, now });
    case 'elsewhere': {
      const { draft, schools } = named;
      return answerFilledIn(
        await pages.showNamed(withSubject(draft, typed), answersElsewhere(schools), schools),
        chosen,
      );
    }
    case 'unknown-person':
    case 'needs-name':
    case 'needs-conduct':
    case 'needs-risk':
      return answerFilledIn(await pages.showNamed(withSubject(named.draft, typed), NAMES_MISSING[named.kind]), chosen);
    default:
      return named satisfies never;
  }
}

/** Not answered, they go on all the same: nobody who could be meant gets it then. */
async function sayWhom({ concerns, pages }: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = meantStep.safeParse(turn.data);
  if (!data) return stale(turn);
  const said = await concerns.form.sayWhom(data.draft, turn.sender.userId, data);
  if (said.kind === 'no-draft') return stale(turn);
  const question = concerns.form.whom(said.draft);
  // Others than the page showed may be meant by now: they are asked about.
  const isAnother = question !== undefined && question.key !== data.key;
  const isNamed = data.adultName !== '' || data.adultPeople.length > 0;
  if (isAnother && (said.kind === 'not-said' || isNamed)) return pages.askWhom(said.draft, data.after, turn.now);
  return data.after === 'facts' ? pages.showAccount(said.draft, turn.now) : pages.showSend(said.draft);
}

async function keepFacts({ concerns, pages, recovery }: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const parsed = factsStep.safeParse(turn.data);
  if (!parsed.success) {
    const draft = await recovery.draftIn(turn);
    if (!draft?.subject) return stale(turn);
    return isSettled(draft)
      ? pages.showFacts(withWords(draft, turn.data), turn.now, { said: TOO_LONG, at: inputsOf(parsed.error) })
      : pages.showNamed(draft);
  }
  const { draft: id, ...words } = parsed.data;
  const account = await concerns.form.writeAccount(id, turn.sender.userId, words);
  switch (account.kind) {
    case 'kept':
      return pages.askWhom(account.draft, 'send', turn.now);
    case 'needs-contact':
      return pages.showAccount(account.draft, turn.now, ACCOUNT_MISSING[account.kind]);
    case 'needs-account':
    case 'needs-child':
      return pages.showFacts(account.draft, turn.now, ACCOUNT_MISSING[account.kind]);
    case 'not-settled':
      return pages.showNamed(account.draft);
    case 'no-draft':
      return stale(turn);
    default:
      return account satisfies never;
  }
}

/** The page that is enough for a report: what was seen is kept first, and who its words may mean is asked about once. */
async function sendAccount(form: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const { concerns, pages, recovery } = form;
  const parsed = accountStep.safeParse(turn.data);
  if (!parsed.success) {
    const draft = await recovery.draftIn(turn);
    if (!draft?.subject) return stale(turn);
    return isSettled(draft)
      ? pages.showAccount(withWords(draft, turn.data), turn.now, {
          said: INCOMPLETE_ACCOUNT,
          at: inputsOf(parsed.error),
        })
      : pages.showNamed(draft);
  }
  const { draft: id, urgent, whomKey, to, shutOut, ...written } = parsed.data;
  const user = turn.sender.userId;
  const filledIn = Object.entries(written).filter(([, text]) => text !== undefined);
  const words: Written = { ...Object.fromEntries(filledIn), safeTonight: urgent };
  // Sent before: the receipt of the first time.
  const draft = await concerns.form.draft(id, user);
  const account = draft ? await concerns.form.writeAccount(id, user, words) : undefined;
  switch (account?.kind) {
    case 'needs-account':
    case 'needs-contact':
      return pages.showAccount(account.draft, turn.now, ACCOUNT_MISSING[account.kind]);
    case 'needs-child':
      return pages.showBefore(account.draft, turn.now, { wrong: CHILD_MISSING });
    case 'not-settled':
      return pages.showNamed(account.draft);
    case 'kept': {
      const question = concerns.form.whom(account.draft);
      if (question && question.key !== whomKey) return pages.askWhom(account.draft, 'facts', turn.now);
      return sent(form, turn, account.draft, { urgent, words, ...shownIn({ to, shutOut }) });
    }
    case 'no-draft':
    case undefined:
      return sent(form, turn, undefined, { urgent, words, ...shownIn({ to, shutOut }) }, id);
    default:
      return account satisfies never;
  }
}

const shownIn = ({
  to,
  shutOut,
}: {
  to?: Recipient | undefined;
  shutOut?: number | undefined;
}): Pick<LastStep, 'shown'> => (to === undefined ? {} : { shown: { to, shutOut } });

async function send(form: ReportForm, turn: DialogTurn): Promise<DialogAnswer> {
  const { concerns, pages } = form;
  const { data: of } = ofDraft.safeParse(turn.data);
  if (!of) return stale(turn);
  if (isAccount(turn.data)) return sendAccount(form, turn);
  const draft = await concerns.form.draft(of.draft, turn.sender.userId);
  const parsed = sendStep.safeParse(turn.data);
  if (!parsed.success) {
    if (draft && !isSettled(draft)) return pages.showNamed(draft);
    return draft?.subject
      ? pages.showSend(withWords(draft, turn.data), { said: INCOMPLETE, at: inputsOf(parsed.error) })
      : stale(turn);
  }
  const { draft: id, urgent, to, shutOut, toldInPerson, ...words } = parsed.data;
  const last = { urgent, words: { ...words, ...(toldInPerson && { toldInPerson }) }, ...shownIn({ to, shutOut }) };
  return sent(form, turn, draft, last, id);
}

/** Sends it, and shows what happened to it. `draft` as it was just before; without one it may have been sent already. */
async function sent(
  form: ReportForm,
  turn: DialogTurn,
  draft: Draft | undefined,
  last: LastStep,
  id = draft?.id ?? '',
): Promise<DialogAnswer> {
  const { concerns, pages } = form;
  const became = await concerns.form.send(id, turn.sender.userId, last);
  switch (became.kind) {
    case 'raised':
    case 'already-raised': {
      // Sent a second time there is no draft any more, and what it was about is not told from its receipt.
      const words = { ...draft?.words, ...last.words };
      const { receipt, whom, waitsUntil, isMore, isForNobody } = became;
      return dialog(
        sentCard(receipt, turn.now, {
          whom,
          ...(waitsUntil && { waitsUntil }),
          ...(isMore && { isMore }),
          ...(isForNobody && { isForNobody }),
          ...(draft?.subject && {
            duties: dutiesOn(pages.schoolOf(draft), draft.subject.kind, turn.now, words),
            isChild: draft.subject.kind === 'child',
            isBrief: isBrief(words),
            named: await namedBeside(form, turn, draft, receipt.id),
          }),
        }),
      );
    }
    case 'too-much': {
      const text = Object.values(typedIn(turn.data)).join('\n\n');
      return dialog(tooMuchCard(became.receipt, became.again, { text, urgent: last.urgent }, turn.now));
    }
    case 'not-settled':
      return pages.showNamed(became.draft);
    case 'route-changed': {
      const typed = withWords(became.draft, turn.data);
      const said = { said: 'Who gets it has changed. Please check, and send it again.' };
      return isAccount(turn.data) ? pages.showAccount(typed, turn.now, said) : pages.showSend(typed, said);
    }
    case 'no-draft':
    case 'no-subject':
      return stale(turn);
    default:
      return became satisfies never;
  }
}

/** Who reports must see soon that it is saved. */
const NAMES_MS = 1_500;

/** Who the policy names as well. The report is saved by now: nothing of this may make it look otherwise. */
async function namedBeside(
  { concerns, log }: ReportForm,
  turn: DialogTurn,
  draft: Draft,
  id: ConcernId,
): Promise<readonly AlsoNamed[]> {
  if (!isContact(draft) && draft.subject?.kind !== 'online-abuse') return [];
  try {
    const found = await withTimeout(
      NAMES_MS,
      () => concerns.alsoTell.named(id, actorOf(turn)),
      () => new Fault('unavailable', 'who the policy names was not known in time'),
    );
    return found.kind === 'named' ? found.named : [];
  } catch (error) {
    log.error('concern.names-unknown', {}, error);
    return [];
  }
}

/** As they were sent: the slice says what is no person. */
const idsIn = (sent: string): readonly string[] =>
  sent
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

/** In which inputs of a page something is missing or too long. */
const inputsOf = ({ issues }: z.ZodError): readonly string[] => issues.map(({ path: [input] }) => String(input));
