import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import type { Card } from '../../platform/teams/card.ts';
import { type DialogAnswer, dialog as inDialog, message, type Turn } from '../../platform/teams/turn.ts';
import type { RoleHolder, Trust } from '../../school/school.ts';
import type { Concerns } from '../concerns.ts';
import { FIELD_CHARACTERS } from '../fields/field.ts';
import { whomSaid } from '../form/report-steps.handlers.ts';
import type { Hosting } from '../handlers/closed.handlers.ts';
import { filledIn } from '../handlers/filled-in.cards.ts';
import {
  givenBack,
  heldCard,
  keepingSteps,
  NOT_FILLED_IN,
  NOT_WRITTEN,
  officesOf,
} from '../handlers/form-recovery.cards.ts';
import { NOT_AVAILABLE, ownRefusal } from '../handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import type { Receipt } from '../notice.ts';
import { OWN_ADD, OWN_ANSWER, OWN_MEANT, OWN_STATUS, OWN_WHOM } from '../verbs.cards.ts';
import {
  addCard,
  addedWhomCard,
  answerCard,
  OWN_SEND,
  ownListCard,
  saidWhomCard,
  tooMuchCard,
  whomCard,
} from './own-report.cards.ts';
import type { OwnReport } from './own-report.ts';
import { receiptCard } from './receipt.cards.ts';

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const addition = z.object({
  concern: concernId,
  kind: z.enum(['added', 'answered']),
  // Left out, as by an older card: better once too often at night than not at all.
  urgent: z.enum(['yes', 'unsure', 'no']).default('unsure'),
  text: z.string().max(FIELD_CHARACTERS).transform(withoutBlank).pipe(z.string().min(1)),
});

const answering = z.object({ kind: z.literal('answered') });
type Own = Extract<OwnReport, { kind: 'receipt' }>;

export interface OwnDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'own' | 'alsoTell' | 'cover'>;
  readonly trust: Pick<Trust, 'schools'>;
  readonly log: Log;
}

/** What reporters do with their own reports: look, add, answer. */
export function registerOwnReports(routes: Routes, deps: OwnDeps): void {
  registerLooking(routes, deps);
  registerAdding(routes, deps);
}

function registerLooking(routes: Routes, deps: OwnDeps): void {
  routes.action(OWN_STATUS, async (turn) => {
    const report = await ownReport(deps, turn);
    return report.kind === 'receipt'
      ? {
          kind: 'card',
          card: receiptCard(report.receipt, turn.now, {
            isLookedAt: true,
            namesOthers: await namesOthers(deps, turn, report),
          }),
        }
      : report.kind === 'key-lost'
        ? message(ownRefusal(report))
        : { kind: 'refused', code: 403, text: NOT_AVAILABLE };
  });

  routes.command(['my reports', 'my report'], async (turn) => {
    const { receipts, unreadable } = await deps.concerns.own.all(actorOf(turn));
    await turn.replyPrivately({ card: ownListCard(receipts, turn.now, unreadable), summary: 'Your reports' });
  });
}

/** Whether the school's policy names someone for it who was not told. Where that is not known, the card is as it was. */
async function namesOthers({ concerns, log }: OwnDeps, turn: Turn, { receipt }: Own): Promise<boolean> {
  try {
    const found = await concerns.alsoTell.named(receipt.id, actorOf(turn));
    return found.kind === 'named' && found.named.some(({ isTold }) => !isTold);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.names-unknown', { fault: error.code });
    return false;
  }
}

function registerAdding(routes: Routes, deps: OwnDeps): void {
  const { trust, log } = deps;
  const opened = async (turn: DialogTurn): Promise<DialogAnswer> => {
    const report = await ownReport(deps, turn);
    return report.kind === 'receipt' ? showAddition(deps, turn, report) : message(ownRefusal(report));
  };
  routes.dialog(OWN_ADD, opened);
  // From the page that says it is saved, which asks for the rest.
  routes.submit(OWN_ADD, opened);

  routes.dialog(OWN_ANSWER, async (turn) => {
    const report = await ownReport(deps, turn);
    if (report.kind !== 'receipt') return message(ownRefusal(report));
    const { receipt, question } = report;
    if (question === undefined) return message('The question has been answered already. You can still add something.');
    return dialog(receipt, answerCard({ ...(await onDutyWith(deps, report)), now: turn.now }, question));
  });

  routes.dialog(OWN_WHOM, async (turn) => {
    const report = await ownReport(deps, turn);
    if (report.kind !== 'receipt') return message(ownRefusal(report));
    return dialog(report.receipt, whomCard(report.receipt, report.whom, turn.now));
  });

  routes.submit(OWN_MEANT, async (turn) => {
    const { data } = inConcern.and(whomSaid).safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const said = await deps.concerns.own.sayWhom(data.concern, actorOf(turn), data);
    if (said.kind === 'not-available' || said.kind === 'key-lost') return message(ownRefusal(said));
    return dialog(said.receipt, saidWhomCard(said, turn.now));
  });

  const keeping = keepingSteps(routes, log);
  keeping(
    OWN_SEND,
    (turn) => send(deps, turn),
    async (turn) => {
      const report = await ownReport(deps, turn).catch(() => undefined);
      const phones = report?.kind === 'receipt' ? report.receipt.phones : officesOf(trust.schools);
      const card = heldCard({ data: turn.data, said: NOT_WRITTEN, phones, again: OWN_SEND });
      return { kind: 'dialog', title: 'Not saved', card };
    },
  );
}

/** The report that a card of its reporter names. */
export async function ownReport(
  { concerns }: Pick<OwnDeps, 'concerns'>,
  turn: Turn & { readonly data: unknown },
): Promise<OwnReport> {
  const { data } = inConcern.safeParse(turn.data);
  return data ? concerns.own.report(data.concern, actorOf(turn)) : { kind: 'not-available' };
}

const dialog = ({ reference }: Receipt, card: Card): DialogAnswer => inDialog(`Report ${reference}`, card);

/** With who of the DSL's team is on duty, where it is with them: the page says about watching what the first page and the receipt said. */
const onDutyWith = async (
  { concerns }: OwnDeps,
  report: Own,
): Promise<Own & { readonly onDuty?: readonly RoleHolder[] }> =>
  report.receipt.to.recipient === 'dsl' ? { ...report, onDuty: await concerns.cover.onDuty(report.school) } : report;

/** The page for an addition; once more, with what was written, where something is wrong with it. */
export async function showAddition(
  deps: OwnDeps,
  turn: DialogTurn,
  report: Own,
  complaint?: string,
): Promise<DialogAnswer> {
  const mayAddPicture = (await deps.hosted().mayAddPicture?.(report.receipt.id, actorOf(turn))) ?? false;
  const form = { ...(await onDutyWith(deps, report)), now: turn.now, complaint };
  return dialog(report.receipt, filledIn(addCard(form, mayAddPicture), turn.data));
}

async function again(deps: OwnDeps, turn: DialogTurn, complaint: string): Promise<DialogAnswer> {
  const report = await ownReport(deps, turn);
  if (report.kind !== 'receipt') return givenBack(turn.data, ownRefusal(report));
  const { receipt, question } = report;
  // What belongs to a question that is answered by now can still be added.
  return answering.safeParse(turn.data).success && question !== undefined
    ? dialog(
        receipt,
        filledIn(answerCard({ ...(await onDutyWith(deps, report)), now: turn.now, complaint }, question), turn.data),
      )
    : showAddition(deps, turn, report, complaint);
}

async function send(deps: OwnDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = addition.safeParse(turn.data);
  if (!data) return again(deps, turn, NOT_FILLED_IN);
  const outcome = await deps.concerns.own.add(
    data.concern,
    actorOf(turn),
    data.kind,
    { text: data.text },
    data.urgent !== 'no',
  );
  switch (outcome.kind) {
    case 'added':
      if (outcome.whom) return dialog(outcome.receipt, addedWhomCard(outcome));
      return message(
        'It is added to your report, and the people looking after it are sent a card. Nobody has read it yet: the card of your report says so until someone has. If it cannot wait, please phone.',
      );
    case 'too-much':
      return dialog(outcome.receipt, tooMuchCard(outcome.receipt, outcome.again, data, turn.now));
    case 'not-available':
    case 'key-lost':
      return givenBack(turn.data, ownRefusal(outcome));
    default:
      return outcome satisfies never;
  }
}
