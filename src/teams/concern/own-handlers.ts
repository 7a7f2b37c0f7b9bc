import { z } from 'zod/v4';
import type { Concerns } from '../../concern/concerns.ts';
import type { OwnReport } from '../../concern/reporter.ts';
import type { Screenshots } from '../../concern/screenshot.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { Routes } from '../routes.ts';
import { type DialogTurn, message, type Turn } from '../turn.ts';
import { addCard, answerCard, OWN_SEND, ownListCard, tooMuchCard } from './own-cards.ts';
import { receiptCard } from './receipt-cards.ts';
import { NOT_AVAILABLE } from './refusals.ts';
import { FIELD_CHARACTERS } from './report-cards.ts';
import { OWN_ADD, OWN_ANSWER, OWN_STATUS } from './verbs.ts';

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const addition = z.object({
  concern: concernId,
  kind: z.enum(['added', 'answered']),
  // Left out, as by an older card: better once too often at night than not at all.
  urgent: z.enum(['yes', 'unsure', 'no']).default('unsure'),
  text: z
    .string()
    .max(FIELD_CHARACTERS)
    .transform((text) => text.trim())
    .pipe(z.string().min(1)),
});

/** What reporters do with their own reports: look, add, answer. */
export function registerOwnReports(
  routes: Routes,
  { concerns, screenshots }: { readonly concerns: Concerns; readonly screenshots: Pick<Screenshots, 'mayAdd'> },
): void {
  const actor = ({ sender }: Turn) => ({ user: sender.userId, tenant: sender.tenantId });
  const own = async (turn: Turn & { readonly data: unknown }): Promise<OwnReport> => {
    const { data } = inConcern.safeParse(turn.data);
    return data ? concerns.ownReport(data.concern, actor(turn)) : { kind: 'not-available' };
  };

  routes.action(OWN_STATUS, async (turn) => {
    const report = await own(turn);
    return report.kind === 'receipt'
      ? { kind: 'card', card: receiptCard(report.receipt, turn.now, { isLookedAt: true }) }
      : { kind: 'refused', code: 403, text: NOT_AVAILABLE };
  });

  routes.dialog(OWN_ADD, async (turn) => {
    const report = await own(turn);
    if (report.kind !== 'receipt') return message(NOT_AVAILABLE);
    const mayAddPicture = await screenshots.mayAdd(report.receipt.id, actor(turn));
    return {
      kind: 'dialog',
      title: `Report ${report.receipt.reference}`,
      card: addCard({ ...report, now: turn.now }, mayAddPicture),
    };
  });

  routes.dialog(OWN_ANSWER, async (turn) => {
    const report = await own(turn);
    if (report.kind !== 'receipt') return message(NOT_AVAILABLE);
    const { receipt, question } = report;
    if (question === undefined) return message('The question has been answered already. You can still add something.');
    return {
      kind: 'dialog',
      title: `Report ${receipt.reference}`,
      card: answerCard({ ...report, now: turn.now }, question),
    };
  });

  routes.submit(OWN_SEND, async (turn: DialogTurn) => {
    const { data } = addition.safeParse(turn.data);
    if (!data) return message('Nothing was added: it was empty or longer than 6,000 characters. Please try again.');
    const outcome = await concerns.addToOwn(
      data.concern,
      actor(turn),
      data.kind,
      { text: data.text },
      data.urgent !== 'no',
    );
    switch (outcome.kind) {
      case 'added':
        return message(
          'It is added to your report, and whoever is looking after it is sent a card. No person has read it yet: the card of your report says so until one has. If it cannot wait, please phone.',
        );
      case 'too-much':
        return {
          kind: 'dialog',
          title: `Report ${outcome.receipt.reference}`,
          card: tooMuchCard(outcome.receipt, outcome.again, data, turn.now),
        };
      case 'not-available':
        return message(NOT_AVAILABLE);
      default:
        return outcome satisfies never;
    }
  });

  routes.command(['my reports', 'my report'], async (turn) => {
    const { receipts, unreadable } = await concerns.ownReports(actor(turn));
    await turn.replyPrivately({ card: ownListCard(receipts, turn.now, unreadable), summary: 'Your reports' });
  });
}
