import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../concerns.ts';
import { askForStep, notShown } from '../handlers/closed.handlers.ts';
import { aboutReport, type Desk, type DeskDeps, registerDesk } from '../handlers/desk.handlers.ts';
import { givenBack, hasWords, keepingSteps, wordsOnly } from '../handlers/form-recovery.cards.ts';
import { NOT_AVAILABLE, NOT_THEIRS, refusal, saysNotNow } from '../handlers/refusals.cards.ts';
import { concernId, inConcern, page } from '../handlers/sent.handlers.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { named } from '../host.handlers.ts';
import { EXPORT_FORMATS } from '../keeping/export.ts';
import { KEEPING_ACTS } from '../keeping/keeping-acts.ts';
import type { Reducible } from '../keeping/stub.ts';
import { written } from '../triage/asked.ts';
import { NOT_NOW } from '../triage/not-now.ts';
import { KEEPING_DESK } from '../triage/triage.cards.ts';
import { DUE, KEEPING, KEEPING_FORM } from '../verbs.cards.ts';
import {
  dueCard,
  EXPORT,
  exportCard,
  goesOn,
  keepingCard,
  REDUCE_CHECK,
  reduceCard,
  wholeCaution,
} from './record.cards.ts';

interface RecordDeps extends DeskDeps {
  readonly concerns: Pick<Concerns, 'form' | 'keeping' | 'lists' | 'record'>;
  readonly downloads: Pick<Downloads, 'offer'>;
}

const exporting = z.object({ concern: concernId, format: z.enum(EXPORT_FORMATS) });
const exportingAs = z.object({ format: z.string().max(40) });
const listed = z.object({ page });
const reducing = z.object({ concern: concernId, reason: written(6_000), agreed: written(300) });

/** Taking a record away, writing down where it went, and deciding how long it stays. */
export function registerConcernRecords(routes: Routes, deps: RecordDeps): void {
  registerKeeping(routes, deps);
  registerDue(routes, deps);
}

function registerKeeping(routes: Routes, deps: RecordDeps): void {
  const { concerns, downloads, log } = deps;
  const desk = keepingDesk(deps);
  routes.dialog(KEEPING, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    return data ? desk.show(turn, data) : message(NOT_AVAILABLE);
  });
  const again = registerDesk(routes, deps, desk);

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
    const instead = deps.hosted().copyToGive?.(concern.id);
    const caution = wholeCaution(instead !== undefined);
    return aboutReport(concern.reference, exportCard({ concern, title, caution, ...button, instead, url, until }));
  });

  keepingSteps(routes, log)(
    REDUCE_CHECK,
    async (turn) => {
      const { data } = reducing.safeParse(turn.data);
      if (!data) return givenBack(turn.data, NOT_AVAILABLE);
      const { reason, agreed } = data;
      const found = await concerns.keeping.confirmable(data.concern, actorOf(turn), { reason, agreed });
      if (found.kind === 'incomplete') return again(turn, data.concern, 'reduce', NOT_NOW[found.why], REDUCE_CHECK);
      if (found.kind !== 'reducible') return notReducible(deps, turn, data.concern, found, REDUCE_CHECK);
      return aboutReport(found.concern.reference, reduceCard({ ...found, words: data }));
    },
    wordsOnly(REDUCE_CHECK),
  );
}

const keepingDesk = (deps: RecordDeps): Desk => ({
  ...KEEPING_DESK,
  form: KEEPING_FORM,
  what: 'Report',
  isFormKept: true,
  acts: () => KEEPING_ACTS,
  show: (turn, at, said) => show(deps, turn, at.concern, said),
  async about(turn, id, act, verb) {
    const found = await (act === 'reduce' ? deps.concerns.keeping.reducible : deps.concerns.record.look)(
      id,
      actorOf(turn),
    );
    if (found.kind !== 'reducible' && found.kind !== 'open') return notReducible(deps, turn, id, found, verb);
    const keeping = act === 'retain' ? await deps.concerns.keeping.of(found.concern) : undefined;
    return { ...found, keeping, goesOn: goesOn(act, found.concern) };
  },
  done(turn, { id }, act) {
    if (act !== 'reduce') return undefined;
    const said = 'The text is destroyed. The stub and its trail stay.';
    return show(deps, turn, id, said).catch(() => message(`${said} I cannot show the report just now.`));
  },
  async notNow(turn, id, _act, outcome) {
    const { data } = reducing.safeParse(turn.data);
    if (!data || outcome.why !== 'wrong-reference') return undefined;
    const found = await deps.concerns.keeping.reducible(id, actorOf(turn));
    return found.kind === 'reducible'
      ? aboutReport(found.concern.reference, reduceCard({ ...found, words: data, complaint: saysNotNow(outcome) }))
      : undefined;
  },
});

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
    return dialog('Records due for review', card, 'large');
  };
  routes.dialog(DUE, duePage);
  routes.submit(DUE, duePage);
}

async function show(deps: RecordDeps, turn: DialogTurn, id: ConcernId, said?: string): Promise<DialogAnswer> {
  const opened = await deps.concerns.record.look(id, actorOf(turn));
  if (opened.kind !== 'open') return notShown(deps, turn, KEEPING, opened);
  const { concern, school } = opened;
  const keeping = await deps.concerns.keeping.of(concern);
  return aboutReport(
    concern.reference,
    keepingCard({ concern, school, keeping, now: turn.now, ...(said && { said }) }),
  );
}

async function notReducible(
  deps: RecordDeps,
  turn: DialogTurn,
  id: ConcernId,
  found: Exclude<Reducible, { kind: 'reducible' }>,
  verb: string,
): Promise<DialogAnswer> {
  if (found.kind === 'locked') return askForStep(deps, turn, verb, found);
  if (found.kind !== 'not-now') return givenBack(turn.data, refusal(found));
  return hasWords(turn.data) ? givenBack(turn.data, NOT_NOW[found.why]) : show(deps, turn, id, NOT_NOW[found.why]);
}

/** The kinds of download, as src/wiring registers their makers. */
export const EXPORT_DOWNLOADS = {
  pdf: 'concern-pdf',
  json: 'concern-json',
} as const;
