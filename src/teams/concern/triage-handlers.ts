import { z } from 'zod/v4';
import { KINDS, RECIPIENTS } from '../../concern/concern.ts';
import type { Concerns } from '../../concern/concerns.ts';
import { DECISIONS, OUTCOMES } from '../../concern/decision.ts';
import type { Opened, OpenRecord } from '../../concern/open.ts';
import { outlineOf } from '../../concern/outline.ts';
import type { Act, ActOutcome } from '../../concern/triage.ts';
import { ENTRY_WORDS, RECIPIENT_WORDS } from '../../concern/words.ts';
import { type ConcernId, parseGuid, type UserId } from '../../core/ids.ts';
import type { School, Trust } from '../../core/school.ts';
import { dayOf, formatRecent, type IsoDay, parseDay } from '../../core/time.ts';
import type { Routes } from '../routes.ts';
import type { DialogAnswer, DialogTurn, Turn } from '../turn.ts';
import { ACKNOWLEDGE, alertCard, LIST_PAGE, OPEN } from './cards.ts';
import { FIND, foundCard, openListCard, RECORD_PAGE, SEARCH, searchCard } from './list-cards.ts';
import { ACT, CHRONOLOGY, chronologyCard, FORM, FORMS, formCard, recordCard } from './triage-cards.ts';

export interface TriageParts {
  readonly concerns: Concerns;
  readonly trust: Trust;
}

/** One answer for what is not theirs and for what does not exist. */
export const NOT_AVAILABLE =
  'This is not available to you. If you think it should be, please ask the DSL or the headteacher. In danger now: 999.';
const CANNOT_CHECK_PERSON =
  'I cannot reach the directory, and it has not confirmed your account within the last day, so I do not open it. Please ask a colleague who has it too, and tell IT now. In danger now: 999.';
const CANNOT_CHECK =
  'I cannot check at the moment who is in this channel, so I do not open it here. I am sending it to each of you in our own chat: please open it there. In danger now: 999.';

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const paged = z.object({ concern: concernId, page: z.coerce.number().int().min(0).max(1_000).default(0) });
const formed = z.object({ concern: concernId, form: z.enum(FORMS) });

const listed = z.object({ page: z.coerce.number().int().min(0).max(1_000).default(0) });
const sought = z.object({ sought: z.string().trim().min(3).max(100) });

const words = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((text) => text.trim());
const reason = words(6_000);
const futureDay = z
  .string()
  .default('')
  .transform((text): IsoDay | undefined => parseDay(text));
const base = { concern: concernId, seen: z.coerce.number().int().min(0).max(1_000_000) };
const acting = z.discriminatedUnion('act', [
  z.object({ ...base, act: z.literal('acknowledge') }),
  z.object({ ...base, act: z.literal('take') }),
  z.object({ ...base, act: z.literal('note'), reason }),
  z.object({ ...base, act: z.literal('ask'), reason }),
  z.object({
    ...base,
    act: z.literal('decide'),
    decision: z.enum(DECISIONS),
    reason,
    agency: words(2_000),
    parents: words(2_000),
    reviewOn: futureDay,
  }),
  z.object({ ...base, act: z.literal('review'), reason, reviewOn: futureDay }),
  z.object({
    ...base,
    act: z.literal('hand-over'),
    reason,
    to: z.string().transform((text, context) => {
      const id = parseGuid<UserId>(text);
      if (id) return id;
      context.addIssue({ code: 'custom', message: 'not a person' });
      return z.NEVER;
    }),
  }),
  z.object({
    ...base,
    act: z.literal('reroute'),
    reason,
    to: z.enum(RECIPIENTS),
    about: z.enum(['same', ...KINDS]).optional(),
    people: z
      .string()
      .max(2_000)
      .default('')
      .transform((text) => text.split(',').flatMap((one) => parseGuid<UserId>(one.trim()) ?? [])),
    name: words(200),
  }),
  z.object({ ...base, act: z.literal('link'), reason, reference: z.string().trim().toUpperCase().max(20) }),
  z.object({ ...base, act: z.literal('close'), reason, outcome: z.enum(OUTCOMES) }),
  z.object({ ...base, act: z.literal('reopen'), reason }),
]);
type Acting = z.output<typeof acting>;

const message = (text: string): DialogAnswer => ({ kind: 'message', text });
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
      return again(turn, data.concern, data.act, 'Please say whether it is still about whom it was reported as.');
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

/** Why a record is not shown, in words that tell nothing of it. */
export function refusal(outcome: Exclude<Opened, { kind: 'open' }>): string {
  switch (outcome.kind) {
    case 'not-available':
      return NOT_AVAILABLE;
    case 'cannot-check':
      return outcome.what === 'person' ? CANNOT_CHECK_PERSON : CANNOT_CHECK;
    case 'moved':
      return outcome.isStillTheirs
        ? 'Not only the right people can see into this channel just now, so I do not open it here. I am sending it to each of you in our own chat, and the next in line is told as well. Please open it there.'
        : `This report has gone to ${RECIPIENT_WORDS[outcome.to]}. It is no longer available here.`;
    default:
      return outcome satisfies never;
  }
}

export const overtaken = ({ did, by, at }: Extract<ActOutcome, { kind: 'overtaken' }>, now: Date): string =>
  `${by ?? 'Somebody else'} ${ENTRY_WORDS[did]} at ${formatRecent(at, now)}, before you. Nothing of yours was written down.`;

export const NOT_NOW: Readonly<Record<Extract<ActOutcome, { kind: 'not-now' }>['why'], string>> = {
  status: 'This cannot be done as the report stands now. A report is closed only after a decision is written down.',
  'no-reason': 'Please write down the reason.',
  'no-review-date': 'Monitoring needs a review date.',
  'not-a-reader': 'This person cannot open the report, so it cannot be handed to them.',
  'no-such-recipient': 'It cannot go there: somebody there is too close to it, or nobody holds that role.',
  'no-such-reference': 'I do not find a report with that reference that you may open.',
  same: 'It is already so.',
  who: 'Please say who it is about, so that they can never open it.',
  'kept-apart': 'These two stay apart: somebody who reads one of them must not learn of the other. Nothing was linked.',
  'stays-apart': 'A record about an adult stays apart from children’s records. Pass it on as it is.',
  stub: 'The text of this report is not kept here any more, so this cannot be done with it.',
  'not-your-role': 'This cannot be undone, so it is for the DSL or whoever holds the role itself, not for a deputy.',
  held: 'Nothing of it may be removed: it is on hold.',
  undelivered: 'It has not been delivered to those who hold it now.',
  unread: 'Something in it has not been read by a person yet. Open it first.',
  'open-question':
    'The reporter has not answered the question that was asked. They can still add to their report; after four weeks without a word it can be reduced.',
  'not-handed-over':
    'It has neither been received elsewhere nor is its time over. Write down first who received it and their reference.',
  'changed-since':
    'Something was written since it was handed over, closing it included. Export it again, and write down that this was received too.',
  'no-receipt': 'Please write down their reference and who confirmed that it arrived.',
  'no-agreement':
    'Please write down with whom this is agreed; for the end of its time that is the data protection officer.',
  'wrong-reference': 'The reference that you typed is not that of this report. Nothing was done.',
  'no-date': 'Please choose a day in the future.',
  'no-rule': 'lanyard.yml has no rule by age for this kind of report. Choose a day instead.',
};

function toAct(data: Acting): Act {
  switch (data.act) {
    case 'acknowledge':
    case 'take':
      return { kind: data.act };
    case 'note':
    case 'ask':
      return { kind: data.act, words: { text: data.reason } };
    case 'decide':
      return {
        kind: 'decide',
        decision: data.decision,
        reviewOn: data.reviewOn,
        words: { reason: data.reason, agency: data.agency, parents: data.parents },
      };
    case 'review':
      // Checked above; the slice asks for a day.
      return { kind: 'review', reviewOn: data.reviewOn as IsoDay, words: { reason: data.reason } };
    case 'hand-over':
      return { kind: 'hand-over', to: data.to, words: { reason: data.reason } };
    case 'reroute':
      return {
        kind: 'reroute',
        to: data.to,
        ...(data.about !== undefined &&
          data.about !== 'same' && { about: { kind: data.about, people: data.people, name: data.name } }),
        words: { reason: data.reason, ...(data.name !== '' && { named: data.name }) },
      };
    case 'link':
      return { kind: 'link', reference: data.reference, words: { reason: data.reason } };
    case 'close':
      return { kind: 'close', outcome: data.outcome, words: { reason: data.reason } };
    case 'reopen':
      return { kind: 'reopen', words: { reason: data.reason } };
    default:
      return data satisfies never;
  }
}
