import { z } from 'zod/v4';
import type { Concerns } from '../../concern/concerns.ts';
import { EXPORT_FORMATS } from '../../concern/export.ts';
import { type Reducible, SYSTEMS } from '../../concern/stub.ts';
import type { Act, ActOutcome } from '../../concern/triage.ts';
import type { Downloads } from '../../core/downloads.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import { parseDay } from '../../core/time.ts';
import type { Routes } from '../routes.ts';
import { type DialogAnswer, type DialogTurn, message, type Turn } from '../turn.ts';
import { filledIn } from './filled-in.ts';
import { givenBack, hasWords, keepingSteps, NOT_FILLED_IN, NOT_LEFT, STILL_HERE, wordsOnly } from './held-words.ts';
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
} from './record-cards.ts';
import { NOT_AVAILABLE, NOT_NOW, overtaken, refusal } from './refusals.ts';
import { DUE, KEEPING } from './verbs.ts';

export interface RecordParts {
  readonly concerns: Concerns;
  readonly downloads: Pick<Downloads, 'offer'>;
  readonly log: Log;
}

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const exporting = z.object({ concern: concernId, format: z.enum(EXPORT_FORMATS) });
const formed = z.object({ concern: concernId, form: z.enum(KEEPING_FORMS) });
const leaving = z.object({ concern: concernId, leaving: z.enum(KEEPING_FORMS) });
const listed = z.object({ page: z.coerce.number().int().min(0).max(1_000).default(0) });

const words = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((text) => text.trim());
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
export function registerConcernRecords(routes: Routes, { concerns, downloads, log }: RecordParts): void {
  const step = keepingSteps(routes, log);
  const actor = ({ sender }: Turn) => ({ user: sender.userId, tenant: sender.tenantId });

  routes.dialog(KEEPING, (turn) => show(turn));
  step(
    KEEPING,
    (turn) => {
      const { data } = leaving.safeParse(turn.data);
      return data && hasWords(turn.data)
        ? form(turn, data.concern, data.leaving, NOT_LEFT, { isLeaving: true })
        : show(turn);
    },
    wordsOnly(KEEPING),
  );

  routes.submit(EXPORT, async (turn) => {
    const { data } = exporting.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.look(data.concern, actor(turn));
    if (opened.kind !== 'open') return message(refusal(opened));
    const { url, until } = await downloads.offer(EXPORT_DOWNLOADS[data.format], data.concern, turn.sender.userId);
    const { concern } = opened;
    return dialog(concern.reference, exportCard({ concern, format: data.format, url, until }));
  });

  routes.submit(KEEPING_FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    return data ? form(turn, data.concern, data.form) : message(NOT_AVAILABLE);
  });

  step(REDUCE_CHECK, checkReduction, wordsOnly(REDUCE_CHECK));
  async function checkReduction(turn: DialogTurn): Promise<DialogAnswer> {
    const { data } = reducing.safeParse(turn.data);
    if (!data) return givenBack(turn.data, NOT_AVAILABLE);
    const found = await concerns.reducible(data.concern, actor(turn));
    if (found.kind !== 'reducible') return notReducible(turn, found);
    const missing =
      data.reason === '' ? 'no-reason' : found.ground.kind === 'retention' && data.agreed === '' ? 'no-agreement' : '';
    if (missing !== '') return form(turn, data.concern, 'reduce', NOT_NOW[missing]);
    return dialog(found.concern.reference, reduceCard({ ...found, words: data }));
  }

  step(KEEPING_ACT, doAct, wordsOnly(KEEPING_ACT));
  async function doAct(turn: DialogTurn): Promise<DialogAnswer> {
    const { data } = acting.safeParse(turn.data);
    if (!data) {
      const retry = z.object({ concern: concernId, act: z.enum(KEEPING_FORMS) }).safeParse(turn.data).data;
      return retry
        ? form(turn, retry.concern, retry.act, NOT_FILLED_IN)
        : givenBack(turn.data, 'Something was missing or too long. Please open the report again.');
    }
    if (data.act === 'transfer' && parseDay(data.receivedOn) === undefined)
      return form(turn, data.concern, data.act, 'Please say on which day it was received.');
    const outcome = await concerns.act(data.concern, actor(turn), data.seen, toAct(data));
    switch (outcome.kind) {
      case 'done': {
        const said =
          data.act === 'reduce' ? 'The text is destroyed. The stub and its trail stay.' : 'Done, and recorded.';
        // What is written down is never called not saved because the record cannot be shown.
        return show(turn, said).catch(() => message(`${said} I cannot show the report just now.`));
      }
      case 'overtaken':
        return form(turn, data.concern, data.act, `${overtaken(outcome, turn.now)} ${STILL_HERE}`);
      case 'not-now':
        return notNow(turn, data, outcome.why);
      case 'not-available':
      case 'moved':
      case 'cannot-check':
      case 'key-lost':
        return givenBack(turn.data, refusal(outcome), outcome.kind === 'not-available' ? undefined : KEEPING_ACT);
      default:
        return outcome satisfies never;
    }
  }

  // In the person's own chat only: even how many there are is nobody else's business.
  routes.command(['records due', 'records due for review', 'reports due'], async (turn) => {
    if (!(await concerns.mayList(actor(turn)))) {
      await turn.replyPrivately({ text: NOT_AVAILABLE });
      return;
    }
    await turn.replyPrivately({ card: dueCard(await concerns.due(actor(turn))), summary: 'Records due for review' });
  });
  const duePage = async (turn: DialogTurn): Promise<DialogAnswer> => {
    if (turn.place.kind !== 'personal' || !(await concerns.mayList(actor(turn)))) return message(NOT_AVAILABLE);
    const { data } = listed.safeParse(turn.data);
    const card = dueCard(await concerns.due(actor(turn)), { page: data?.page ?? 0 });
    return { kind: 'dialog', title: 'Records due for review', card, size: 'large' };
  };
  routes.dialog(DUE, duePage);
  routes.submit(DUE, duePage);

  async function show(turn: DialogTurn, said?: string): Promise<DialogAnswer> {
    const { data } = inConcern.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.look(data.concern, actor(turn));
    if (opened.kind !== 'open') return message(refusal(opened));
    const { concern, school } = opened;
    return dialog(concern.reference, keepingCard({ concern, school, now: turn.now, ...(said && { said }) }));
  }

  /** A form; once more, with everything that was chosen and written in it, where something is wrong with it. */
  async function form(
    turn: DialogTurn,
    id: ConcernId,
    name: KeepingForm,
    complaint?: string,
    { isLeaving = false } = {},
  ): Promise<DialogAnswer> {
    const found = name === 'reduce' ? await concerns.reducible(id, actor(turn)) : await concerns.look(id, actor(turn));
    if (found.kind !== 'reducible' && found.kind !== 'open') return notReducible(turn, found);
    const card = keepingFormCard({ ...found, form: name, complaint, isLeaving });
    return dialog(found.concern.reference, filledIn(card, turn.data));
  }

  const notReducible = (
    turn: DialogTurn,
    found: Exclude<Reducible, { kind: 'reducible' }>,
  ): Promise<DialogAnswer> | DialogAnswer => {
    if (found.kind === 'not-now' && !hasWords(turn.data)) return show(turn, NOT_NOW[found.why]);
    return givenBack(turn.data, found.kind === 'not-now' ? NOT_NOW[found.why] : refusal(found));
  };

  async function notNow(
    turn: DialogTurn,
    data: Acting,
    why: Extract<ActOutcome, { kind: 'not-now' }>['why'],
  ): Promise<DialogAnswer> {
    if (data.act === 'reduce' && why === 'wrong-reference') {
      const found = await concerns.reducible(data.concern, actor(turn));
      if (found.kind === 'reducible')
        return dialog(found.concern.reference, reduceCard({ ...found, words: data, complaint: NOT_NOW[why] }));
    }
    return form(turn, data.concern, data.act, NOT_NOW[why]);
  }
}

/** The kinds of download, as their makers are registered in app.ts. */
export const EXPORT_DOWNLOADS = { pdf: 'concern-pdf', json: 'concern-json' } as const;

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
