import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import type { Directory } from '../../school/people.ts';
import type { School, Trust } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { Concerns } from '../concerns.ts';
import { askForStep, type Hosting, notShown, refused } from '../handlers/closed.handlers.ts';
import { filledIn } from '../handlers/filled-in.cards.ts';
import {
  hasWords,
  keepingSteps,
  NOT_FILLED_IN,
  NOT_LEFT,
  STILL_HERE,
  wordsOnly,
} from '../handlers/form-recovery.cards.ts';
import { namedPicks, picksIn } from '../handlers/picked.ts';
import { NOT_AVAILABLE, NOT_THEIRS, overtaken, refusal, saysNotNow } from '../handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { named } from '../host.handlers.ts';
import { alertCard } from '../notice/alert.cards.ts';
import { FIND, foundCard, openListCard, RECORD_PAGE, SEARCH, searchCard } from '../opening/list.cards.ts';
import type { OpenRecord } from '../opening/open.ts';
import { type RecordParts, recordCard } from '../opening/reading.cards.ts';
import { outlineOf } from '../record/outline.ts';
import { ACKNOWLEDGE, ACT, FORM, LIST_PAGE, OPEN } from '../verbs.cards.ts';
import { RECIPIENT_WORDING } from '../wording.ts';
import { concernId, readAct } from './acts.handlers.ts';
import { categoriesIn } from './chosen-categories.ts';
import { type ActForm, FORMS, formCard } from './triage.cards.ts';

interface TriageDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'lists' | 'record'>;
  readonly trust: Trust;
  readonly directory: Pick<Directory, 'person'>;
  readonly log: Log;
}

const inConcern = z.object({ concern: concernId });

const paged = z.object({
  concern: concernId,
  page: z.coerce.number().int().min(0).max(1_000).default(0),
  /** The form from which they want to go back. */
  leaving: z.string().max(60).optional(),
});
const picking = z.object({ people: z.string().max(2_000).catch('') });

const formed = z.object({ concern: concernId, form: z.string().max(60) });

const listed = z.object({ page: z.coerce.number().int().min(0).max(1_000).default(0) });

const sought = z.object({
  sought: z.string().trim().min(3).max(100),
  from: z.int().min(0).max(1_000_000).default(0).catch(0),
});

const BAD_FORM = 'Something was missing or too long. Please open the report again.';

/** Opening a record and acting on it. Whether someone may is decided in the slice, at every single call. */
export function registerTriage(routes: Routes, deps: TriageDeps): void {
  registerRecord(routes, deps);
  registerAcknowledging(routes, deps);
  registerLists(routes, deps);
}

function registerRecord(routes: Routes, deps: TriageDeps): void {
  const { concerns, log } = deps;
  const step = keepingSteps(routes, log);
  routes.dialog(OPEN, (turn) => show(deps, turn, 0));
  step(
    RECORD_PAGE,
    async (turn) => {
      const { data } = paged.safeParse(turn.data);
      if (!data) return message(NOT_AVAILABLE);
      const leaving = data.leaving === undefined ? undefined : formNamed(deps, data.leaving);
      return leaving && hasWords(turn.data)
        ? again(deps, turn, data.concern, leaving, NOT_LEFT, true)
        : show(deps, turn, data.page);
    },
    wordsOnly(RECORD_PAGE),
  );

  routes.submit(FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    const form = data && formNamed(deps, data.form);
    if (!form) return message(NOT_AVAILABLE);
    // What it has now is read from it, so that is an opening.
    const isRead = form.form === 'categorise';
    const opened = await concerns.record[isRead ? 'open' : 'look'](data.concern, actorOf(turn));
    if (opened.kind !== 'open') return notShown(deps, turn, FORM, opened);
    const { concern, school } = opened;
    const categories = categoriesIn(opened.entries);
    return asDialog(opened, formCard({ ...form, concern, school, user: turn.sender.userId, categories }));
  });

  step(ACT, (turn) => doAct(deps, turn), wordsOnly(ACT));
}

function registerLists(routes: Routes, deps: TriageDeps): void {
  const { concerns } = deps;
  /** In the own chat, and for someone who answers for reports: checked before any form opens. */
  const mayList = async (turn: DialogTurn): Promise<boolean> =>
    turn.place.kind === 'personal' && concerns.lists.mayList(actorOf(turn));

  // In the person's own chat only: even how many there are is nobody else's business.
  routes.command(['reports', 'open reports', 'concerns', 'open concerns'], async (turn) => {
    if (!(await concerns.lists.mayList(actorOf(turn)))) {
      await turn.replyPrivately(NOT_THEIRS);
      return;
    }
    const card = openListCard(await concerns.lists.list(actorOf(turn), true), turn.now);
    await turn.replyPrivately({ card, summary: 'Open reports' });
  });
  const listPage = async (turn: DialogTurn): Promise<DialogAnswer> => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = listed.safeParse(turn.data);
    const card = openListCard(await concerns.lists.list(actorOf(turn), true), turn.now, { page: data?.page ?? 0 });
    return { kind: 'dialog', title: 'Open reports', card, size: 'large' };
  };
  routes.dialog(LIST_PAGE, listPage);
  routes.submit(LIST_PAGE, listPage);
  routes.dialog(SEARCH, async (turn) => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const door = await concerns.lists.searchDoor(actorOf(turn));
    return door.kind === 'locked'
      ? askForStep(deps, turn, SEARCH, door)
      : { kind: 'dialog', title: 'Search', card: searchCard() };
  });
  routes.submit(FIND, async (turn) => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = sought.safeParse(turn.data);
    if (!data) return { kind: 'dialog', title: 'Search', card: searchCard('Please write at least three letters.') };
    const found = await concerns.lists.search(actorOf(turn), data.sought, data.from);
    if ('kind' in found) return askForStep(deps, turn, FIND, found);
    return { kind: 'dialog', title: 'Search', card: foundCard(found, data.sought, data.from) };
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

const isTheirs = ({ liesWith }: Concern, user: UserId): boolean => liesWith?.includes(user) !== false;

const retried = z.object({ concern: concernId, act: z.string().max(60) });

/** A form of report's own or of a feature, by the name that its buttons send. */
const formNamed = ({ hosted }: Hosting, form: string): NamedForm | undefined => {
  const act = named<ActForm>(FORMS, form) ?? named(hosted().acts, form);
  return act && { form, act };
};

interface NamedForm {
  readonly form: string;
  readonly act: ActForm;
}

/** Whether a button leads on: one that opens a form may belong to a feature that is left out. */
export const leadsOn = (hosting: Hosting, verb: string, { form }: Readonly<Record<string, unknown>>): boolean =>
  verb !== FORM || typeof form !== 'string' || formNamed(hosting, form) !== undefined;

async function doAct(deps: TriageDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { concerns } = deps;
  const data = readAct(turn.data, deps.hosted().acts, turn.now);
  if (!data) {
    const retry = retried.safeParse(turn.data).data;
    const form = retry && formNamed(deps, retry.act);
    return form ? again(deps, turn, retry.concern, form, NOT_FILLED_IN) : message(BAD_FORM);
  }
  const { wanted } = data;
  const form = formNamed(deps, data.act);
  const outcome = await concerns.record.act(data.concern, actorOf(turn), data.seen, wanted);
  switch (outcome.kind) {
    case 'done': {
      const after = named(deps.hosted().shownAfter, data.act);
      if (after) return after(turn, outcome.concern);
      if (data.act === 'let-in' && !isTheirs(outcome.concern, turn.sender.userId))
        return message('Handed on to those who hold its role now. You can no longer open it.');
      if (wanted.kind === 'reroute')
        return message(`Passed to ${RECIPIENT_WORDING[wanted.to]}. You can no longer open it.`);
      // What is written down is never called not saved because the record cannot be shown.
      return show(deps, turn, 0, 'Done, and recorded.').catch(() =>
        message('Done, and recorded. I cannot show the report just now.'),
      );
    }
    case 'not-now':
      return form
        ? again(deps, turn, data.concern, form, saysNotNow(outcome))
        : show(deps, turn, 0, saysNotNow(outcome));
    case 'overtaken': {
      const said = overtaken(outcome, turn.now);
      return form && hasWords(turn.data)
        ? again(deps, turn, data.concern, form, `${said} ${STILL_HERE}`)
        : show(deps, turn, 0, said);
    }
    case 'not-available':
    case 'moved':
    case 'cannot-check':
    case 'key-lost':
    case 'locked':
      return refused(deps, turn, outcome, ACT);
    default:
      return outcome satisfies never;
  }
}

async function show(deps: TriageDeps, turn: DialogTurn, page: number, said?: string): Promise<DialogAnswer> {
  const { data } = inConcern.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const opened = await deps.concerns.record.open(data.concern, actorOf(turn));
  if (opened.kind !== 'open') return notShown(deps, turn, RECORD_PAGE, opened);
  return asDialog(
    opened,
    recordCard(opened, turn.now, { page, said, reader: turn.sender.userId, parts: await partsOf(deps, turn, opened) }),
  );
}

/** What features add to it. It opens whether or not others can be compared with it just now. */
async function partsOf({ hosted, log }: TriageDeps, turn: DialogTurn, record: OpenRecord): Promise<RecordParts> {
  const { acts, drawn, work, others } = hosted();
  const known = { acts, drawn, work: work?.(record) };
  try {
    return { ...known, others: await others?.(turn, record.concern.id) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.person-unknown', { fault: error.code });
    return known;
  }
}

/** The form once more, with everything that was chosen and written in it. */
async function again(
  deps: TriageDeps,
  turn: DialogTurn,
  id: ConcernId,
  form: NamedForm,
  complaint: string,
  isLeaving = false,
): Promise<DialogAnswer> {
  const opened = await deps.concerns.record.look(id, actorOf(turn));
  if (opened.kind !== 'open') return refused(deps, turn, opened, isLeaving ? RECORD_PAGE : ACT);
  const { concern, school } = opened;
  const card = formCard({ ...form, concern, school, user: turn.sender.userId, complaint, isLeaving });
  const { people } = picking.parse(turn.data);
  return asDialog(opened, filledIn(card, turn.data, await namedPicks(deps.directory, picksIn(people))));
}

const asDialog = (
  { concern }: Pick<OpenRecord, 'concern'>,
  card: Extract<DialogAnswer, { kind: 'dialog' }>['card'],
): DialogAnswer => ({
  kind: 'dialog',
  title: `Report ${concern.reference}`,
  card,
  size: 'large',
});
