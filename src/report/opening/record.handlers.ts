import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { parseDay } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { choiceOf } from '../../more/children/redaction.ts';
import { askForStep, notShown, pressedIn } from '../../more/pin/closed.handlers.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
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
import { NOT_AVAILABLE, NOT_NOW, NOT_THEIRS, overtaken, refusal } from '../handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { EXPORT_FORMATS } from '../keeping/export.ts';
import { type Reducible, SYSTEMS } from '../keeping/stub.ts';
import type { Act, ActOutcome } from '../triage/acts.ts';
import { DUE, KEEPING } from '../verbs.cards.ts';
import {
  dueCard,
  EXPORT,
  exportCard,
  KEEPING_ACT,
  KEEPING_FORM,
  KEEPING_FORMS,
  type KeepingForm,
  keepingCard,
  keepingFormCard,
  leaveOutCard,
  REDUCE_CHECK,
  reduceCard,
} from './record.cards.ts';

interface RecordDeps {
  readonly concerns: Pick<Concerns, 'keeping' | 'lists' | 'record'>;
  readonly downloads: Pick<Downloads, 'offer'>;
  readonly log: Log;
}

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const exporting = z.object({
  concern: concernId,
  format: z.enum([...EXPORT_FORMATS, 'chronology']),
  /** Places in the list of names that was shown; absent before it was. */
  leaveOut: z
    .string()
    .max(400)
    .regex(/^[\d,]*$/)
    .transform((places) => places.split(',').flatMap((place) => (place === '' ? [] : [Number(place)])))
    .optional(),
});
const formed = z.object({ concern: concernId, form: z.enum(KEEPING_FORMS) });
const leaving = z.object({ concern: concernId, leaving: z.enum(KEEPING_FORMS) });
const listed = z.object({ page: z.coerce.number().int().min(0).max(1_000).default(0) });

const words = (most: number) => z.string().max(most).default('').transform(withoutBlank);
const day = z.string().default('').transform(parseDay);
const base = { concern: concernId, seen: z.coerce.number().int().min(0).max(1_000_000) };
const reason = words(6_000);
const agreed = words(300);
const reducing = z.object({ ...base, reason, agreed });
const acting = z.discriminatedUnion('act', [
  z.object({
    ...base,
    act: z.literal('transfer'),
    to: z.enum(SYSTEMS),
    receiver: words(300),
    reference: words(200),
    receivedBy: words(200),
    receivedOn: words(10),
  }),
  z.object({ ...base, act: z.literal('retain'), until: day, born: day, reason }),
  z.object({ ...base, act: z.literal('hold'), reason }),
  z.object({ ...base, act: z.literal('release'), reason }),
  z.object({ ...base, act: z.literal('reduce'), reason, agreed, typed: words(20) }),
]);
type Acting = z.output<typeof acting>;

const dialog = (reference: string, card: Extract<DialogAnswer, { kind: 'dialog' }>['card']): DialogAnswer => ({
  kind: 'dialog',
  title: `Report ${reference}`,
  card,
  size: 'large',
});

/** Taking a record away, writing down where it went, and deciding how long it stays. */
export function registerConcernRecords(routes: Routes, deps: RecordDeps): void {
  registerKeeping(routes, deps);
  registerDue(routes, deps);
}

function registerKeeping(routes: Routes, { concerns, downloads, log }: RecordDeps): void {
  const step = keepingSteps(routes, log);
  routes.dialog(KEEPING, (turn) => show(concerns, turn));
  step(
    KEEPING,
    (turn) => {
      const { data } = leaving.safeParse(turn.data);
      return data && hasWords(turn.data)
        ? form(concerns, turn, data.concern, data.leaving, NOT_LEFT, { isLeaving: true })
        : show(concerns, turn);
    },
    wordsOnly(KEEPING),
  );

  routes.submit(EXPORT, async (turn) => {
    const { data } = exporting.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.record.look(data.concern, actorOf(turn));
    if (opened.kind !== 'open') return notShown(turn, EXPORT, opened);
    const { concern } = opened;
    let subject: string = data.concern;
    if (data.format === 'chronology') {
      const found = await concerns.record.namesInPrint(data.concern, actorOf(turn));
      if (found.kind !== 'names') return notShown(turn, EXPORT, found);
      const { names } = found;
      if (names.length > 0 && data.leaveOut === undefined)
        return dialog(concern.reference, leaveOutCard({ concern, names }));
      if (data.leaveOut !== undefined) subject = `${data.concern}/${choiceOf(names, data.leaveOut)}`;
    }
    const { url, until } = await downloads.offer(EXPORT_DOWNLOADS[data.format], subject, turn.sender.userId);
    return dialog(concern.reference, exportCard({ concern, format: data.format, url, until }));
  });

  routes.submit(KEEPING_FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    return data ? form(concerns, turn, data.concern, data.form) : message(NOT_AVAILABLE);
  });

  step(REDUCE_CHECK, (turn) => checkReduction(concerns, turn), wordsOnly(REDUCE_CHECK));
  step(KEEPING_ACT, (turn) => doAct(concerns, turn), wordsOnly(KEEPING_ACT));
}

function registerDue(routes: Routes, { concerns }: Pick<RecordDeps, 'concerns'>): void {
  // In the person's own chat only: even how many there are is nobody else's business.
  routes.command(['records due', 'records due for review', 'reports due'], async (turn) => {
    if (!(await concerns.lists.mayList(actorOf(turn)))) {
      await turn.replyPrivately(NOT_THEIRS);
      return;
    }
    await turn.replyPrivately({
      card: dueCard(await concerns.keeping.due(actorOf(turn))),
      summary: 'Records due for review',
    });
  });
  const duePage = async (turn: DialogTurn): Promise<DialogAnswer> => {
    if (turn.place.kind !== 'personal' || !(await concerns.lists.mayList(actorOf(turn)))) return message(NOT_AVAILABLE);
    const { data } = listed.safeParse(turn.data);
    const card = dueCard(await concerns.keeping.due(actorOf(turn)), { page: data?.page ?? 0 });
    return { kind: 'dialog', title: 'Records due for review', card, size: 'large' };
  };
  routes.dialog(DUE, duePage);
  routes.submit(DUE, duePage);
}

async function checkReduction(concerns: RecordDeps['concerns'], turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = reducing.safeParse(turn.data);
  if (!data) return givenBack(turn.data, NOT_AVAILABLE);
  const { reason, agreed } = data;
  const found = await concerns.keeping.confirmable(data.concern, actorOf(turn), { reason, agreed });
  if (found.kind === 'incomplete') return form(concerns, turn, data.concern, 'reduce', NOT_NOW[found.why]);
  if (found.kind !== 'reducible') return notReducible(concerns, turn, found);
  return dialog(found.concern.reference, reduceCard({ ...found, words: data }));
}

const retried = z.object({ concern: concernId, act: z.enum(KEEPING_FORMS) });

async function doAct(concerns: RecordDeps['concerns'], turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = acting.safeParse(turn.data);
  if (!data) {
    const retry = retried.safeParse(turn.data).data;
    return retry
      ? form(concerns, turn, retry.concern, retry.act, NOT_FILLED_IN)
      : givenBack(turn.data, 'Something was missing or too long. Please open the report again.');
  }
  const outcome = await concerns.record.act(data.concern, actorOf(turn), data.seen, toAct(data));
  switch (outcome.kind) {
    case 'done': {
      const said =
        data.act === 'reduce' ? 'The text is destroyed. The stub and its trail stay.' : 'Done, and recorded.';
      // What is written down is never called not saved because the record cannot be shown.
      return show(concerns, turn, said).catch(() => message(`${said} I cannot show the report just now.`));
    }
    case 'overtaken':
      return form(concerns, turn, data.concern, data.act, `${overtaken(outcome, turn.now)} ${STILL_HERE}`);
    case 'not-now':
      return notNow(concerns, turn, data, outcome.why);
    case 'not-available':
    case 'moved':
    case 'cannot-check':
    case 'key-lost':
      return givenBack(turn.data, refusal(outcome), outcome.kind === 'not-available' ? undefined : KEEPING_ACT);
    case 'locked':
      return askForStep(turn, KEEPING_ACT, outcome);
    default:
      return outcome satisfies never;
  }
}

async function show(concerns: RecordDeps['concerns'], turn: DialogTurn, said?: string): Promise<DialogAnswer> {
  const { data } = inConcern.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const opened = await concerns.record.look(data.concern, actorOf(turn));
  if (opened.kind !== 'open') return notShown(turn, KEEPING, opened);
  const { concern, school } = opened;
  return dialog(concern.reference, keepingCard({ concern, school, now: turn.now, ...(said && { said }) }));
}

/** A form; once more, with everything that was chosen and written in it, where something is wrong with it. */
async function form(
  concerns: RecordDeps['concerns'],
  turn: DialogTurn,
  id: ConcernId,
  name: KeepingForm,
  complaint?: string,
  { isLeaving = false } = {},
): Promise<DialogAnswer> {
  const found =
    name === 'reduce'
      ? await concerns.keeping.reducible(id, actorOf(turn))
      : await concerns.record.look(id, actorOf(turn));
  if (found.kind !== 'reducible' && found.kind !== 'open') return notReducible(concerns, turn, found);
  const card = keepingFormCard({ ...found, form: name, complaint, isLeaving });
  return dialog(found.concern.reference, filledIn(card, turn.data));
}

const notReducible = (
  concerns: RecordDeps['concerns'],
  turn: DialogTurn,
  found: Exclude<Reducible, { kind: 'reducible' }>,
): Promise<DialogAnswer> | DialogAnswer => {
  if (found.kind === 'locked') return askForStep(turn, pressedIn(turn.data) ?? KEEPING, found);
  if (found.kind === 'not-now' && !hasWords(turn.data)) return show(concerns, turn, NOT_NOW[found.why]);
  return givenBack(turn.data, found.kind === 'not-now' ? NOT_NOW[found.why] : refusal(found));
};

async function notNow(
  concerns: RecordDeps['concerns'],
  turn: DialogTurn,
  data: Acting,
  why: Extract<ActOutcome, { kind: 'not-now' }>['why'],
): Promise<DialogAnswer> {
  if (data.act === 'reduce' && why === 'wrong-reference') {
    const found = await concerns.keeping.reducible(data.concern, actorOf(turn));
    if (found.kind === 'reducible')
      return dialog(found.concern.reference, reduceCard({ ...found, words: data, complaint: NOT_NOW[why] }));
  }
  return form(concerns, turn, data.concern, data.act, NOT_NOW[why]);
}

/** The kinds of download, as src/wiring registers their makers. */
export const EXPORT_DOWNLOADS = {
  pdf: 'concern-pdf',
  json: 'concern-json',
  chronology: 'concern-chronology',
} as const;

function toAct(data: Acting): Act {
  switch (data.act) {
    case 'transfer': {
      const { receiver, reference, receivedBy, receivedOn } = data;
      return { kind: 'transfer', to: data.to, words: { receiver, reference, receivedBy, receivedOn } };
    }
    case 'retain':
      return { kind: 'retain', until: data.until, born: data.born, words: { reason: data.reason } };
    case 'hold':
    case 'release':
      return { kind: data.act, words: { reason: data.reason } };
    case 'reduce':
      return {
        kind: 'reduce',
        typed: data.typed,
        words: { reason: data.reason, ...(data.agreed !== '' && { agreed: data.agreed }) },
      };
    default:
      return data satisfies never;
  }
}
