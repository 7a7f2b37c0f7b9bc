import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { PersonPage } from '../../more/children/child.ts';
import { chronologyCard } from '../../more/children/chronology.cards.ts';
import { personCard } from '../../more/children/person.cards.ts';
import { askForStep, notShown } from '../../more/pin/closed.handlers.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import type { Directory } from '../../school/people.ts';
import type { School, Trust } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { Concerns } from '../concerns.ts';
import { filledIn } from '../handlers/filled-in.cards.ts';
import {
  givenBack,
  hasWords,
  keepingSteps,
  NOT_FILLED_IN,
  NOT_LEFT,
  STILL_HERE,
  wordsOnly,
} from '../handlers/form-recovery.cards.ts';
import { namedPicks, picksIn } from '../handlers/picked.ts';
import { NOT_AVAILABLE, NOT_NOW, NOT_THEIRS, overtaken, refusal } from '../handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { alertCard } from '../notice/alert.cards.ts';
import { FIND, foundCard, openListCard, RECORD_PAGE, SEARCH, searchCard } from '../opening/list.cards.ts';
import type { Opened, OpenRecord } from '../opening/open.ts';
import { recordCard } from '../opening/reading.cards.ts';
import { outlineOf } from '../record/outline.ts';
import { isLockedAway } from '../routing/openers.ts';
import { ACKNOWLEDGE, ACT, CHRONOLOGY, FORM, LIST_PAGE, OPEN, PERSON } from '../verbs.cards.ts';
import { RECIPIENT_WORDING } from '../wording.ts';
import { acting, concernId, toAct } from './acts.handlers.ts';
import { categoriesIn } from './chosen-categories.ts';
import { FORMS, type Form, formCard } from './triage.cards.ts';

interface TriageDeps {
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
  leaving: z.enum(FORMS).optional(),
});
/** Compared with the categories that are there, and with nothing else. */
const filtered = paged.extend({ category: z.string().max(60).optional() });
const picking = z.object({ people: z.string().max(2_000).catch('') });

const formed = z.object({ concern: concernId, form: z.enum(FORMS) });

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
      return data.leaving && hasWords(turn.data)
        ? again(deps, turn, data.concern, data.leaving, NOT_LEFT, true)
        : show(deps, turn, data.page);
    },
    wordsOnly(RECORD_PAGE),
  );

  routes.submit(CHRONOLOGY, async (turn) => {
    const { data } = filtered.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const found = await concerns.record.chronology(data.concern, actorOf(turn));
    if (found.kind !== 'chronology') return notShown(turn, CHRONOLOGY, found);
    return {
      kind: 'dialog',
      title: 'Chronology',
      card: chronologyCard(data.concern, found, data.page, data.category),
      size: 'large',
    };
  });

  routes.submit(PERSON, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    return data ? showPerson(deps, turn, data.concern) : message(NOT_AVAILABLE);
  });

  routes.submit(FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    // What it has now is read from it, so that is an opening.
    const isRead = data.form === 'categorise';
    const opened = await concerns.record[isRead ? 'open' : 'look'](data.concern, actorOf(turn));
    if (opened.kind !== 'open') return notShown(turn, FORM, opened);
    const { concern, school } = opened;
    const categories = categoriesIn(opened.entries);
    return asDialog(opened, formCard({ form: data.form, concern, school, user: turn.sender.userId, categories }));
  });

  step(ACT, (turn) => doAct(deps, turn), wordsOnly(ACT));
}

function registerLists(routes: Routes, { concerns }: Pick<TriageDeps, 'concerns'>): void {
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
      ? askForStep(turn, SEARCH, door)
      : { kind: 'dialog', title: 'Search', card: searchCard() };
  });
  routes.submit(FIND, async (turn) => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = sought.safeParse(turn.data);
    if (!data) return { kind: 'dialog', title: 'Search', card: searchCard('Please write at least three letters.') };
    const found = await concerns.lists.search(actorOf(turn), data.sought, data.from);
    if ('kind' in found) return askForStep(turn, FIND, found);
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

const retried = z.object({ concern: concernId, act: z.enum(FORMS) });

async function doAct(deps: TriageDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { concerns } = deps;
  const parsed = acting.safeParse(turn.data);
  if (!parsed.success) {
    const retry = retried.safeParse(turn.data).data;
    return retry ? again(deps, turn, retry.concern, retry.act, NOT_FILLED_IN) : message(BAD_FORM);
  }
  const { data } = parsed;
  const form = FORMS.find((one) => one === data.act);
  const outcome = await concerns.record.act(data.concern, actorOf(turn), data.seen, toAct(data, turn.now));
  switch (outcome.kind) {
    case 'done':
      if (data.act === 'join' || data.act === 'part' || data.act === 'relate')
        return showPerson(deps, turn, data.concern, 'Recorded in both.');
      if (data.act === 'lock') return locked(deps, turn, data.concern, outcome.concern);
      if (data.act === 'unlock') return showPerson(deps, turn, data.concern, 'The lock has ended.');
      if (data.act === 'let-in' && !isTheirs(outcome.concern, turn.sender.userId))
        return message('Handed on to those who hold its role now. You can no longer open it.');
      if (data.act === 'reroute') return message(`Passed to ${RECIPIENT_WORDING[data.to]}. You can no longer open it.`);
      // What is written down is never called not saved because the record cannot be shown.
      return show(deps, turn, 0, 'Done, and recorded.').catch(() =>
        message('Done, and recorded. I cannot show the report just now.'),
      );
    case 'not-now':
      return form
        ? again(deps, turn, data.concern, form, NOT_NOW[outcome.why])
        : show(deps, turn, 0, NOT_NOW[outcome.why]);
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
      return refused(turn, outcome);
    default:
      return outcome satisfies never;
  }
}

async function show(deps: TriageDeps, turn: DialogTurn, page: number, said?: string): Promise<DialogAnswer> {
  const { data } = inConcern.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const opened = await deps.concerns.record.open(data.concern, actorOf(turn));
  if (opened.kind !== 'open') return notShown(turn, RECORD_PAGE, opened);
  return asDialog(
    opened,
    recordCard(opened, turn.now, {
      page,
      said,
      person: await personIn(deps, turn, data.concern),
      reader: turn.sender.userId,
    }),
  );
}

const locked = (
  deps: TriageDeps,
  turn: DialogTurn,
  id: ConcernId,
  concern: Concern,
): Promise<DialogAnswer> | DialogAnswer =>
  isLockedAway(concern, turn.sender.userId)
    ? message('Locked, and recorded. You can no longer open it.')
    : showPerson(deps, turn, id, 'Locked to these two people.');

/** A record opens whether or not others can be compared with it just now. */
async function personIn(
  { concerns, log }: TriageDeps,
  turn: DialogTurn,
  id: ConcernId,
): Promise<PersonPage | undefined> {
  try {
    const person = await concerns.record.person(id, actorOf(turn));
    return person.kind === 'person' ? person : undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.person-unknown', { fault: error.code });
    return undefined;
  }
}

async function showPerson(
  { concerns }: TriageDeps,
  turn: DialogTurn,
  id: ConcernId,
  said?: string,
): Promise<DialogAnswer> {
  const person = await concerns.record.person(id, actorOf(turn));
  return person.kind === 'person' ? asDialog(person, personCard(person, said)) : notShown(turn, PERSON, person);
}

/** The form once more, with everything that was chosen and written in it. */
async function again(
  deps: TriageDeps,
  turn: DialogTurn,
  id: ConcernId,
  form: Form,
  complaint: string,
  isLeaving = false,
): Promise<DialogAnswer> {
  const opened = await deps.concerns.record.look(id, actorOf(turn));
  if (opened.kind !== 'open') return refused(turn, opened, isLeaving ? RECORD_PAGE : ACT);
  const { concern, school } = opened;
  const card = formCard({ form, concern, school, user: turn.sender.userId, complaint, isLeaving });
  const { people } = picking.parse(turn.data);
  return asDialog(opened, filledIn(card, turn.data, await namedPicks(deps.directory, picksIn(people))));
}

/** What is theirs no longer may be so since they began to write: the words are still theirs. */
const refused = (turn: DialogTurn, outcome: Exclude<Opened, { kind: 'open' }>, verb = ACT): DialogAnswer =>
  outcome.kind === 'locked'
    ? askForStep(turn, verb, outcome)
    : givenBack(turn.data, refusal(outcome), outcome.kind === 'not-available' ? undefined : verb);

const asDialog = (
  { concern }: Pick<OpenRecord, 'concern'>,
  card: Extract<DialogAnswer, { kind: 'dialog' }>['card'],
): DialogAnswer => ({
  kind: 'dialog',
  title: `Report ${concern.reference}`,
  card,
  size: 'large',
});
