import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { parseDay } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../concerns.ts';
import { askForStep, type Hosting, notShown, pressedIn, refused } from '../handlers/closed.handlers.ts';
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
import { NOT_AVAILABLE, NOT_NOW, NOT_THEIRS, overtaken, refusal, saysNotNow } from '../handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { named } from '../host.handlers.ts';
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
  REDUCE_CHECK,
  reduceCard,
} from './record.cards.ts';

interface RecordDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'keeping' | 'lists' | 'record'>;
  readonly downloads: Pick<Downloads, 'offer'>;
  readonly log: Log;
}

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const exporting = z.object({ concern: concernId, format: z.enum(EXPORT_FORMATS) });
const exportingAs = z.object({ format: z.string().max(40) });
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

function registerKeeping(routes: Routes, deps: RecordDeps): void {
  const { concerns, downloads, log } = deps;
  const step = keepingSteps(routes, log);
  routes.dialog(KEEPING, (turn) => show(deps, turn));
  step(
    KEEPING,
    (turn) => {
      const { data } = leaving.safeParse(turn.data);
      return data && hasWords(turn.data)
        ? form(deps, turn, data.concern, data.leaving, NOT_LEFT, { isLeaving: true })
        : show(deps, turn);
    },
    wordsOnly(KEEPING),
  );

  routes.submit(EXPORT, async (turn) => {
    const ofFeature = named(deps.hosted().exports, exportingAs.safeParse(turn.data).data?.format);
    if (ofFeature) return ofFeature(turn);
    const { data } = exporting.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.record.look(data.concern, actorOf(turn));
    if (opened.kind !== 'open') return notShown(deps, turn, EXPORT, opened);
    const { concern } = opened;
    const { format } = data;
    const { url, until } = await downloads.offer(EXPORT_DOWNLOADS[format], concern.id, turn.sender.userId);
    const title = `Report ${concern.reference} as ${format.toUpperCase()}`;
    const button = format === 'json' ? { button: 'Download the JSON file' } : {};
    return dialog(concern.reference, exportCard({ concern, title, ...button, url, until }));
  });

  routes.submit(KEEPING_FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    return data ? form(deps, turn, data.concern, data.form) : message(NOT_AVAILABLE);
  });

  step(REDUCE_CHECK, (turn) => checkReduction(deps, turn), wordsOnly(REDUCE_CHECK));
  step(KEEPING_ACT, (turn) => doAct(deps, turn), wordsOnly(KEEPING_ACT));
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

async function checkReduction(deps: RecordDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = reducing.safeParse(turn.data);
  if (!data) return givenBack(turn.data, NOT_AVAILABLE);
  const { reason, agreed } = data;
  const found = await deps.concerns.keeping.confirmable(data.concern, actorOf(turn), { reason, agreed });
  if (found.kind === 'incomplete') return form(deps, turn, data.concern, 'reduce', NOT_NOW[found.why]);
  if (found.kind !== 'reducible') return notReducible(deps, turn, found);
  return dialog(found.concern.reference, reduceCard({ ...found, words: data }));
}

const retried = z.object({ concern: concernId, act: z.enum(KEEPING_FORMS) });

async function doAct(deps: RecordDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = acting.safeParse(turn.data);
  if (!data) {
    const retry = retried.safeParse(turn.data).data;
    return retry
      ? form(deps, turn, retry.concern, retry.act, NOT_FILLED_IN)
      : givenBack(turn.data, 'Something was missing or too long. Please open the report again.');
  }
  const outcome = await deps.concerns.record.act(data.concern, actorOf(turn), data.seen, toAct(data));
  switch (outcome.kind) {
    case 'done': {
      const said =
        data.act === 'reduce' ? 'The text is destroyed. The stub and its trail stay.' : 'Done, and recorded.';
      // What is written down is never called not saved because the record cannot be shown.
      return show(deps, turn, said).catch(() => message(`${said} I cannot show the report just now.`));
    }
    case 'overtaken':
      return form(deps, turn, data.concern, data.act, `${overtaken(outcome, turn.now)} ${STILL_HERE}`);
    case 'not-now':
      return notNow(deps, turn, data, outcome);
    case 'not-available':
    case 'moved':
    case 'cannot-check':
    case 'key-lost':
    case 'locked':
      return refused(deps, turn, outcome, KEEPING_ACT);
    default:
      return outcome satisfies never;
  }
}

async function show(deps: RecordDeps, turn: DialogTurn, said?: string): Promise<DialogAnswer> {
  const { data } = inConcern.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const opened = await deps.concerns.record.look(data.concern, actorOf(turn));
  if (opened.kind !== 'open') return notShown(deps, turn, KEEPING, opened);
  const { concern, school } = opened;
  return dialog(concern.reference, keepingCard({ concern, school, now: turn.now, ...(said && { said }) }));
}

/** A form; once more, with everything that was chosen and written in it, where something is wrong with it. */
async function form(
  deps: RecordDeps,
  turn: DialogTurn,
  id: ConcernId,
  name: KeepingForm,
  complaint?: string,
  { isLeaving = false } = {},
): Promise<DialogAnswer> {
  const found =
    name === 'reduce'
      ? await deps.concerns.keeping.reducible(id, actorOf(turn))
      : await deps.concerns.record.look(id, actorOf(turn));
  if (found.kind !== 'reducible' && found.kind !== 'open') return notReducible(deps, turn, found);
  const card = keepingFormCard({ ...found, form: name, complaint, isLeaving });
  return dialog(found.concern.reference, filledIn(card, turn.data));
}

const notReducible = (
  deps: RecordDeps,
  turn: DialogTurn,
  found: Exclude<Reducible, { kind: 'reducible' }>,
): Promise<DialogAnswer> | DialogAnswer => {
  if (found.kind === 'locked') return askForStep(deps, turn, pressedIn(turn.data) ?? KEEPING, found);
  if (found.kind === 'not-now' && !hasWords(turn.data)) return show(deps, turn, NOT_NOW[found.why]);
  return givenBack(turn.data, found.kind === 'not-now' ? NOT_NOW[found.why] : refusal(found));
};

async function notNow(
  deps: RecordDeps,
  turn: DialogTurn,
  data: Acting,
  outcome: Extract<ActOutcome, { kind: 'not-now' }>,
): Promise<DialogAnswer> {
  if (data.act === 'reduce' && outcome.why === 'wrong-reference') {
    const found = await deps.concerns.keeping.reducible(data.concern, actorOf(turn));
    if (found.kind === 'reducible')
      return dialog(found.concern.reference, reduceCard({ ...found, words: data, complaint: saysNotNow(outcome) }));
  }
  return form(deps, turn, data.concern, data.act, saysNotNow(outcome));
}

/** The kinds of download, as src/wiring registers their makers. */
export const EXPORT_DOWNLOADS = {
  pdf: 'concern-pdf',
  json: 'concern-json',
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
