import { z } from 'zod/v4';
import type { Concerns } from '../../concern/concerns.ts';
import type { OpenRecord } from '../../concern/open.ts';
import { outlineOf } from '../../concern/outline.ts';
import { RECIPIENT_WORDS } from '../../concern/words.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { School, Trust } from '../../core/school.ts';
import { dayOf } from '../../core/time.ts';
import type { Routes } from '../routes.ts';
import type { DialogAnswer, DialogTurn, Turn } from '../turn.ts';
import { acting, concernId, toAct } from './acts.ts';
import { alertCard } from './alert-cards.ts';
import { FIND, foundCard, openListCard, RECORD_PAGE, SEARCH, searchCard } from './list-cards.ts';
import { chronologyCard, recordCard } from './reading-cards.ts';
import { NOT_AVAILABLE, NOT_NOW, overtaken, refusal } from './refusals.ts';
import { FORMS, formCard } from './triage-cards.ts';
import { ACKNOWLEDGE, ACT, CHRONOLOGY, FORM, LIST_PAGE, OPEN } from './verbs.ts';

export interface TriageParts {
  readonly concerns: Concerns;
  readonly trust: Trust;
}

const inConcern = z.object({ concern: concernId });

const paged = z.object({ concern: concernId, page: z.coerce.number().int().min(0).max(1_000).default(0) });

const formed = z.object({ concern: concernId, form: z.enum(FORMS) });

const listed = z.object({ page: z.coerce.number().int().min(0).max(1_000).default(0) });

const sought = z.object({ sought: z.string().trim().min(3).max(100) });

export const message = (text: string): DialogAnswer => ({ kind: 'message', text });

const BAD_FORM = 'Something was missing or too long. Please open the report again.';

/** Opening a record and acting on it. Whether somebody may is decided in the slice, at every single call. */
export function registerTriage(routes: Routes, { concerns, trust }: TriageParts): void {
  const actor = ({ sender }: Turn) => ({ user: sender.userId, tenant: sender.tenantId });
  const schoolOf = (id: string): School => {
    const school = trust.schools.find((one) => one.id === id);
    if (!school) throw new Error('a record belongs to a school that is no longer in lanyard.yml');
    return school;
  };

  /** In the own chat, and for somebody who answers for reports: checked before any form opens. */
  const mayList = async (turn: DialogTurn): Promise<boolean> =>
    turn.place.kind === 'personal' && concerns.mayList(actor(turn));

  routes.dialog(OPEN, (turn) => show(turn, 0));
  routes.submit(RECORD_PAGE, async (turn) => {
    const { data } = paged.safeParse(turn.data);
    return data ? show(turn, data.page) : message(NOT_AVAILABLE);
  });

  routes.submit(CHRONOLOGY, async (turn) => {
    const { data } = paged.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const lines = await concerns.chronology(data.concern, actor(turn));
    const [first] = lines;
    if (!first) return message(NOT_AVAILABLE);
    return { kind: 'dialog', title: 'Chronology', card: chronologyCard(data.concern, lines, data.page), size: 'large' };
  });

  // In the person's own chat only: even how many there are is nobody else's business.
  routes.command(['reports', 'open reports', 'concerns', 'open concerns'], async (turn) => {
    if (!(await concerns.mayList(actor(turn)))) {
      await turn.replyPrivately({ text: NOT_AVAILABLE });
      return;
    }
    const card = openListCard(await concerns.list(actor(turn), true), turn.now);
    await turn.replyPrivately({ card, summary: 'Open reports' });
  });
  const listPage = async (turn: DialogTurn): Promise<DialogAnswer> => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = listed.safeParse(turn.data);
    const card = openListCard(await concerns.list(actor(turn), true), turn.now, { page: data?.page ?? 0 });
    return { kind: 'dialog', title: 'Open reports', card, size: 'large' };
  };
  routes.dialog(LIST_PAGE, listPage);
  routes.submit(LIST_PAGE, listPage);
  routes.dialog(SEARCH, async (turn) =>
    (await mayList(turn)) ? { kind: 'dialog', title: 'Search', card: searchCard() } : message(NOT_AVAILABLE),
  );
  routes.submit(FIND, async (turn) => {
    if (!(await mayList(turn))) return message(NOT_AVAILABLE);
    const { data } = sought.safeParse(turn.data);
    if (!data) return { kind: 'dialog', title: 'Search', card: searchCard('Please write at least three letters.') };
    const card = foundCard(await concerns.search(actor(turn), data.sought), turn.now);
    return { kind: 'dialog', title: 'Search', card };
  });

  routes.submit(FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.look(data.concern, actor(turn));
    if (opened.kind !== 'open') return message(refusal(opened));
    const { concern, school } = opened;
    return asDialog(opened, formCard({ form: data.form, concern, school, user: turn.sender.userId }));
  });

  routes.submit(ACT, async (turn) => {
    const parsed = acting.safeParse(turn.data);
    if (!parsed.success) {
      const retry = z.object({ concern: concernId, act: z.enum(FORMS) }).safeParse(turn.data).data;
      return retry ? again(turn, retry.concern, retry.act, 'Please fill in what is marked.') : message(BAD_FORM);
    }
    const { data } = parsed;
    const today = dayOf(turn.now);
    if ((data.act === 'decide' || data.act === 'review') && data.reviewOn !== undefined && data.reviewOn <= today)
      return again(turn, data.concern, data.act, 'The review date must be in the future.');
    if (data.act === 'review' && data.reviewOn === undefined)
      return again(turn, data.concern, data.act, 'Please choose a date.');
    // Left open, a matter about an adult would stay among children's records.
    if (data.act === 'reroute' && data.about === undefined)
      return again(turn, data.concern, data.act, 'Please choose who it is about, as you see it now.');
    const outcome = await concerns.act(data.concern, actor(turn), data.seen, toAct(data));
    if (outcome.kind === 'done') {
      if (data.act === 'reroute') return message(`Passed to ${RECIPIENT_WORDS[data.to]}. You cannot open it any more.`);
      return show(turn, 0, 'Done, and recorded.');
    }
    if (outcome.kind === 'not-now') {
      const form = FORMS.find((one) => one === data.act);
      return form ? again(turn, data.concern, form, NOT_NOW[outcome.why]) : show(turn, 0, NOT_NOW[outcome.why]);
    }
    if (outcome.kind === 'overtaken') return show(turn, 0, overtaken(outcome, turn.now));
    return message(refusal(outcome));
  });

  routes.action(ACKNOWLEDGE, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    if (!data) return { kind: 'refused', code: 404, text: NOT_AVAILABLE };
    const outcome = await concerns.act(data.concern, actor(turn), undefined, { kind: 'acknowledge' });
    switch (outcome.kind) {
      case 'done':
        return { kind: 'card', card: alertCard(outlineOf(schoolOf(outcome.concern.school), outcome.concern)) };
      case 'overtaken':
        return { kind: 'message', text: overtaken(outcome, turn.now) };
      case 'not-now':
        return { kind: 'message', text: 'This has been acknowledged already.' };
      case 'not-available':
        return { kind: 'refused', code: 403, text: NOT_AVAILABLE };
      case 'moved':
      case 'cannot-check':
        return { kind: 'message', text: refusal(outcome) };
      default:
        return outcome satisfies never;
    }
  });

  async function show(turn: DialogTurn, page: number, said?: string): Promise<DialogAnswer> {
    const { data } = inConcern.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.open(data.concern, actor(turn));
    return opened.kind === 'open'
      ? asDialog(opened, recordCard(opened, turn.now, { page, said }))
      : message(refusal(opened));
  }

  async function again(
    turn: DialogTurn,
    id: ConcernId,
    form: (typeof FORMS)[number],
    complaint: string,
  ): Promise<DialogAnswer> {
    const opened = await concerns.look(id, actor(turn));
    if (opened.kind !== 'open') return message(refusal(opened));
    const { concern, school } = opened;
    return asDialog(opened, formCard({ form, concern, school, user: turn.sender.userId, complaint }));
  }
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
