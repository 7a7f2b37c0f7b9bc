import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { dayOf, formatTime } from '../../kernel/time.ts';
import { type DialogAnswer, dialog, type MessageTurn, message } from '../../platform/teams/turn.ts';
import type { School, Trust } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { Concerns } from '../concerns.ts';
import { governorsCard, governorsLinkCard } from '../deciding/governors.cards.ts';
import { SAFEGUARDING_DOWNLOAD } from '../deciding/governors.ts';
import { GOVERNORS_WORDS } from '../deciding/governors-words.ts';
import { breachLogCard, logInvitation, lowLevelCard } from '../deciding/logs.cards.ts';
import { LOGS } from '../deciding/logs.ts';
import { type ChatWords, MOST_SEALED } from '../draft/chat-words.ts';
import { dutiesInWords } from '../form/duties.ts';
import { askForStep, type Hosting, notShown, refused } from '../handlers/closed.handlers.ts';
import { aboutReport, type Desk, type DeskDeps, registerDesk } from '../handlers/desk.handlers.ts';
import { NOT_AVAILABLE, NOT_THEIRS, overtaken, refusal } from '../handlers/refusals.cards.ts';
import { concernId, inConcern, listPlace, page } from '../handlers/sent.handlers.ts';
import { soughtIn } from '../handlers/sought.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { named } from '../host.handlers.ts';
import { alertCard } from '../notice/alert.cards.ts';
import { FIND, foundCard, openListCard, RECORD_PAGE, SEARCH, searchCard } from '../opening/list.cards.ts';
import { morningCard, myActionsCard } from '../opening/morning.cards.ts';
import { onPage, pageIn, wantedIn } from '../opening/morning.ts';
import type { OpenRecord } from '../opening/open.ts';
import { type RecordParts, recordCard } from '../opening/reading.cards.ts';
import { outlineOf } from '../record/outline.ts';
import { ACKNOWLEDGE, FORM, LIST_PAGE, OPEN } from '../verbs.cards.ts';
import { type FormOf, pointsBeside } from './asked.ts';
import { categoriesIn } from './chosen-categories.ts';
import { FORMS, OPENED_ACTS } from './opened-acts.ts';
import { RECORD_DESK } from './triage.cards.ts';

interface TriageDeps extends DeskDeps {
  readonly concerns: Pick<Concerns, 'form' | 'lists' | 'record'>;
  readonly trust: Trust;
  readonly downloads: Pick<Downloads, 'offer'>;
  readonly chatWords: Pick<ChatWords, 'open'>;
}

const paged = z.object({ concern: concernId, page });
const listed = listPlace.extend({
  /** One of the logs, in place of the reports. */
  log: z.enum(LOGS).optional().catch(undefined),
  /** What they are to do, in place of the reports. */
  actions: z.coerce.boolean().default(false).catch(false),
});

const sought = z.object({
  sought: z.string().trim().min(3).max(100),
  from: z.int().min(0).max(1_000_000).default(0).catch(0),
});

const typedInChat = z.object({ chat: z.string().max(MOST_SEALED).optional().catch(undefined) });

/** Opening a record and acting on it. Whether someone may is decided in the slice, at every single call. */
export function registerTriage(routes: Routes, deps: TriageDeps): void {
  const desk = recordDesk(deps);
  routes.dialog(OPEN, async (turn) => {
    const { data } = paged.safeParse(turn.data);
    return data ? desk.show(turn, { ...data, page: 0 }) : message(NOT_AVAILABLE);
  });
  registerDesk(routes, deps, desk);
  registerAcknowledging(routes, deps);
  registerLists(routes, deps);
}

const recordDesk = (deps: TriageDeps): Desk => ({
  ...RECORD_DESK,
  form: FORM,
  what: 'Report',
  acts: () => ({ ...OPENED_ACTS, ...deps.hosted().acts }),
  show: async (turn, { concern: id, page = 0, trail, inList: list, openedFrom }, said) => {
    const opened = await deps.concerns.record.open(id, actorOf(turn));
    if (opened.kind !== 'open') return notShown(deps, turn, RECORD_PAGE, opened);
    const parts = await partsOf(deps, turn, opened);
    const card = recordCard(opened, turn.now, {
      ...{ page, said, parts, list, openedFrom },
      isWhole: trail === 'whole',
      reader: turn.sender.userId,
    });
    return aboutReport(opened.concern.reference, card);
  },
  async about(turn, id, act, verb) {
    const looked = await deps.concerns.record.look(id, actorOf(turn));
    if (looked.kind !== 'open') return refused(deps, turn, looked, verb);
    // What a form shows of the record is read from it: an opening, by someone who may act on it and not only read.
    const form = named({ ...OPENED_ACTS, ...deps.hosted().acts }, act);
    const isRead = form?.reads === true;
    const opened = isRead ? await deps.concerns.record.open(id, actorOf(turn)) : looked;
    if (opened.kind !== 'open') return refused(deps, turn, opened, verb);
    const beside = form && isRead && pointsBeside(form.asks) ? await besideIt(deps, turn, opened.concern) : {};
    const duties = isRead ? dutiesInWords(opened.school, opened.concern.kind, turn.now, opened.entries) : [];
    return { ...opened, categories: categoriesIn(opened.entries), duties, ...beside };
  },
  done: (turn, concern, act) => named(deps.hosted().shownAfter, act)?.(turn, concern),
});

/** A form is never kept from someone because others cannot be compared with its report just now: then it says so. */
async function besideIt(
  { concerns, log }: TriageDeps,
  turn: DialogTurn,
  concern: Concern,
): Promise<Pick<FormOf, 'openBeside' | 'perhapsBeside'>> {
  try {
    return await concerns.record.openBeside(concern, actorOf(turn));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.person-unknown', { fault: error.code });
    return { openBeside: 'unknown' };
  }
}

/** One of the logs, or the numbers for the governors. */
async function logDialog(
  deps: TriageDeps,
  turn: DialogTurn,
  { log, page: at }: { readonly log: (typeof LOGS)[number]; readonly page: number },
): Promise<DialogAnswer> {
  const { lists } = deps.concerns;
  if (log === 'governors')
    return dialog(GOVERNORS_WORDS.title, governorsCard(await lists.governors(actorOf(turn))), 'large');
  if (log === 'governors-pdf') {
    const { url, until } = await deps.downloads.offer(SAFEGUARDING_DOWNLOAD, 'all', turn.sender.userId);
    return dialog(GOVERNORS_WORDS.title, governorsLinkCard(url, formatTime(until)));
  }
  const logs = await lists.logs(actorOf(turn));
  const [school] = deps.trust.schools;
  const isBreaches = log === 'breaches' && school !== undefined;
  return dialog(
    isBreaches ? 'Breach log' : 'Low-level concerns',
    isBreaches ? breachLogCard(logs, school, at) : lowLevelCard(logs, at),
    'large',
  );
}

/** @param asked the message that asked for them, which may say of which */
export async function tellOpenReports(
  { lists }: Pick<Concerns, 'lists'>,
  turn: MessageTurn,
  asked = '',
): Promise<void> {
  if (!(await lists.mayList(actorOf(turn)))) {
    await turn.replyPrivately(NOT_THEIRS);
    return;
  }
  const card = openListCard(await lists.list(actorOf(turn), true), turn.now, wantedIn(asked));
  await turn.replyPrivately({ card, summary: 'Open reports' });
}

/** What people type who have seen its button in the list. A dialog cannot open from what is typed: the answer has its button. */
const TYPED_LOGS = [
  ['breaches', 'Breach log'],
  ['low-level', 'Low-level concerns'],
  ['governors', GOVERNORS_WORDS.title],
] as const;

function registerLists(routes: Routes, deps: TriageDeps): void {
  const { concerns } = deps;
  /** In the own chat, and for someone who answers for reports: checked before any form opens. */
  const mayList = async (turn: DialogTurn): Promise<boolean> =>
    turn.place.kind === 'personal' && concerns.lists.mayList(actorOf(turn));

  // In the person's own chat only: even how many there are is nobody else's business.
  routes.command(['reports', 'open reports', 'concerns', 'open concerns'], (turn) => tellOpenReports(concerns, turn));
  for (const [log, title] of TYPED_LOGS)
    routes.command([title.toLowerCase()], async (turn) => {
      const isTheirs = await concerns.lists.mayList(actorOf(turn));
      await turn.replyPrivately(isTheirs ? { card: logInvitation(title, log), summary: title } : NOT_THEIRS);
    });
  const listPage = async (turn: DialogTurn): Promise<DialogAnswer> => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = listed.safeParse(turn.data);
    if (data?.log) return logDialog(deps, turn, { log: data.log, page: data.page });
    const { actions = false, page = 0, log: _, ...wanted } = data ?? { show: 'all' as const, category: '', year: '' };
    const morning = await concerns.lists.morning(actorOf(turn), wanted);
    if (actions) {
      const toDo = await concerns.lists.wordsOfActions(actorOf(turn), morning.actions);
      return dialog('My actions', myActionsCard(morning, dayOf(turn.now), toDo), 'large');
    }
    const here = pageIn(morning.lines, page);
    const words = await concerns.lists.wordsOfLines(actorOf(turn), onPage(morning.lines, here));
    return dialog('Open reports', morningCard(morning, turn.now, { ...wanted, page: here }, words), 'large');
  };
  routes.dialog(LIST_PAGE, listPage);
  routes.submit(LIST_PAGE, listPage);
  const find = async (turn: DialogTurn, verb: string, { sought: words, from }: z.output<typeof sought>) => {
    const found = await concerns.lists.search(actorOf(turn), words, from);
    return 'kind' in found ? askForStep(deps, turn, verb, found) : dialog('Search', foundCard(found, words, from));
  };
  routes.dialog(SEARCH, async (turn) => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const door = await concerns.lists.searchDoor(actorOf(turn));
    if (door.kind === 'locked') return askForStep(deps, turn, SEARCH, door);
    // Who typed whom they look for finds what there is, and no empty box.
    const chat = typedInChat.safeParse(turn.data).data?.chat;
    const typed = chat === undefined ? undefined : await deps.chatWords.open(turn.sender.userId, chat);
    const wanted = typed === undefined ? undefined : soughtIn(typed);
    return wanted === undefined ? dialog('Search', searchCard()) : find(turn, SEARCH, { sought: wanted, from: 0 });
  });
  routes.submit(FIND, async (turn) => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = sought.safeParse(turn.data);
    return data ? find(turn, FIND, data) : dialog('Search', searchCard('Please write at least three letters.'));
  });
}

/** The one button of an alert. */
function registerAcknowledging(routes: Routes, { concerns, trust }: Pick<TriageDeps, 'concerns' | 'trust'>): void {
  const schoolOf = (id: string): School => {
    const school = trust.schools.find((one) => one.id === id);
    if (!school) throw new Error('a record belongs to a school that is no longer in lanyard.yml');
    return school;
  };

  routes.action(ACKNOWLEDGE, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    if (!data) return { kind: 'refused', code: 404, text: NOT_AVAILABLE };
    const outcome = await concerns.record.act(data.concern, actorOf(turn), undefined, { kind: 'acknowledge' });
    switch (outcome.kind) {
      case 'done':
        return { kind: 'card', card: alertCard(outlineOf(schoolOf(outcome.concern.school), outcome.concern)) };
      case 'overtaken':
        return message(overtaken(outcome, turn.now));
      case 'not-now':
        return message('This has been acknowledged already.');
      case 'not-available':
        return { kind: 'refused', code: 403, text: NOT_AVAILABLE };
      case 'moved':
      case 'cannot-check':
      case 'key-lost':
        return message(refusal(outcome));
      case 'locked':
        // Acknowledging needs no second step; should it ever, nothing is shown.
        return message(NOT_AVAILABLE);
      default:
        return outcome satisfies never;
    }
  });
}

/** Whether a button leads on: one that opens a form may belong to a feature that is left out. */
export const leadsOn = ({ hosted }: Hosting, verb: string, { form }: Readonly<Record<string, unknown>>): boolean =>
  verb !== FORM || typeof form !== 'string' || named({ ...FORMS, ...hosted().acts }, form) !== undefined;

/** What features add to it. It opens whether or not others can be compared with it just now. */
async function partsOf({ hosted, log }: TriageDeps, turn: DialogTurn, record: OpenRecord): Promise<RecordParts> {
  const { acts, drawn, work, others, copies } = hosted();
  const known = { acts, drawn, work: work?.(record), copies: copies?.(record.concern.id) };
  try {
    return { ...known, others: await others?.(turn, record.concern.id) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.person-unknown', { fault: error.code });
    return known;
  }
}
