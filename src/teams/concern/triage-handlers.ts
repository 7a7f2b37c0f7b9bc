import { z } from 'zod/v4';
import type { Concerns } from '../../concern/concerns.ts';
import type { OpenRecord } from '../../concern/open.ts';
import { outlineOf } from '../../concern/outline.ts';
import { RECIPIENT_WORDS } from '../../concern/words.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Directory } from '../../core/people.ts';
import type { School, Trust } from '../../core/school.ts';
import { dayOf, type IsoDay } from '../../core/time.ts';
import type { Routes } from '../routes.ts';
import { type DialogAnswer, type DialogTurn, message, type Turn } from '../turn.ts';
import { acting, concernId, toAct } from './acts.ts';
import { alertCard } from './alert-cards.ts';
import { filledIn } from './filled-in.ts';
import { givenBack, hasWords, keepingSteps, NOT_FILLED_IN, NOT_LEFT, STILL_HERE, wordsOnly } from './held-words.ts';
import { FIND, foundCard, openListCard, RECORD_PAGE, SEARCH, searchCard } from './list-cards.ts';
import { namedPicks, picksIn } from './picked.ts';
import { chronologyCard, recordCard } from './reading-cards.ts';
import { NOT_AVAILABLE, NOT_NOW, overtaken, refusal } from './refusals.ts';
import { FORMS, type Form, formCard } from './triage-cards.ts';
import { ACKNOWLEDGE, ACT, CHRONOLOGY, FORM, LIST_PAGE, OPEN } from './verbs.ts';

export interface TriageParts {
  readonly concerns: Concerns;
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
const picking = z.object({ people: z.string().max(2_000).catch('') });

const formed = z.object({ concern: concernId, form: z.enum(FORMS) });

const listed = z.object({ page: z.coerce.number().int().min(0).max(1_000).default(0) });

const sought = z.object({ sought: z.string().trim().min(3).max(100) });

const BAD_FORM = 'Something was missing or too long. Please open the report again.';

/** Opening a record and acting on it. Whether somebody may is decided in the slice, at every single call. */
export function registerTriage(routes: Routes, { concerns, trust, directory, log }: TriageParts): void {
  const step = keepingSteps(routes, log);
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
  step(
    RECORD_PAGE,
    async (turn) => {
      const { data } = paged.safeParse(turn.data);
      if (!data) return message(NOT_AVAILABLE);
      return data.leaving && hasWords(turn.data)
        ? again(turn, data.concern, data.leaving, NOT_LEFT, true)
        : show(turn, data.page);
    },
    wordsOnly(RECORD_PAGE),
  );

  routes.submit(CHRONOLOGY, async (turn) => {
    const { data } = paged.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const found = await concerns.chronology(data.concern, actor(turn));
    if (found.kind !== 'chronology') return message(refusal(found));
    return { kind: 'dialog', title: 'Chronology', card: chronologyCard(data.concern, found, data.page), size: 'large' };
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

  step(ACT, doAct, wordsOnly(ACT));
  async function doAct(turn: DialogTurn): Promise<DialogAnswer> {
    const parsed = acting.safeParse(turn.data);
    if (!parsed.success) {
      const retry = z.object({ concern: concernId, act: z.enum(FORMS) }).safeParse(turn.data).data;
      return retry ? again(turn, retry.concern, retry.act, NOT_FILLED_IN) : message(BAD_FORM);
    }
    const { data } = parsed;
    const missing = missingIn(data, dayOf(turn.now));
    const form = FORMS.find((one) => one === data.act);
    if (missing !== undefined && form) return again(turn, data.concern, form, missing);
    const outcome = await concerns.act(data.concern, actor(turn), data.seen, toAct(data));
    switch (outcome.kind) {
      case 'done':
        if (data.act === 'reroute')
          return message(`Passed to ${RECIPIENT_WORDS[data.to]}. You cannot open it any more.`);
        // What is written down is never called not saved because the record cannot be shown.
        return show(turn, 0, 'Done, and recorded.').catch(() =>
          message('Done, and recorded. I cannot show the report just now.'),
        );
      case 'not-now':
        return form ? again(turn, data.concern, form, NOT_NOW[outcome.why]) : show(turn, 0, NOT_NOW[outcome.why]);
      case 'overtaken': {
        const said = overtaken(outcome, turn.now);
        return form && hasWords(turn.data)
          ? again(turn, data.concern, form, `${said} ${STILL_HERE}`)
          : show(turn, 0, said);
      }
      case 'not-available':
      case 'moved':
      case 'cannot-check':
      case 'key-lost':
        return refused(turn, outcome);
      default:
        return outcome satisfies never;
    }
  }

  routes.action(ACKNOWLEDGE, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    if (!data) return { kind: 'refused', code: 404, text: NOT_AVAILABLE };
    const outcome = await concerns.act(data.concern, actor(turn), undefined, { kind: 'acknowledge' });
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

  /** The form once more, with everything that was chosen and written in it. */
  async function again(
    turn: DialogTurn,
    id: ConcernId,
    form: Form,
    complaint: string,
    isLeaving = false,
  ): Promise<DialogAnswer> {
    const opened = await concerns.look(id, actor(turn));
    if (opened.kind !== 'open') return refused(turn, opened, isLeaving ? RECORD_PAGE : ACT);
    const { concern, school } = opened;
    const card = formCard({ form, concern, school, user: turn.sender.userId, complaint, isLeaving });
    const { people } = picking.parse(turn.data);
    return asDialog(opened, filledIn(card, turn.data, await namedPicks(directory, picksIn(people))));
  }

  /** What is theirs no longer may be so since they began to write: the words are still theirs. */
  const refused = (turn: DialogTurn, outcome: Parameters<typeof refusal>[0], verb = ACT): DialogAnswer =>
    givenBack(turn.data, refusal(outcome), outcome.kind === 'not-available' ? undefined : verb);
}

/** What a form must have and the parser lets pass, in the words of the form. */
function missingIn(data: z.output<typeof acting>, today: IsoDay): string | undefined {
  if ('reason' in data && data.reason === '') return NOT_NOW['no-reason'];
  if ((data.act === 'decide' || data.act === 'review') && data.reviewOn !== undefined && data.reviewOn <= today)
    return 'The review date must be in the future.';
  if (data.act === 'review' && data.reviewOn === undefined) return 'Please choose a date.';
  // Left open, a matter about an adult would stay among children's records.
  if (data.act === 'reroute' && data.about === undefined) return 'Please choose who it is about, as you see it now.';
  return undefined;
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
