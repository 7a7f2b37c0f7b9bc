import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { NOT_AVAILABLE, ownRefusal } from '../../report/handlers/refusals.cards.ts';
import { concernId } from '../../report/handlers/sent.handlers.ts';
import type { Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { OWN_CASE, OWN_CASE_SAY } from '../../report/verbs.cards.ts';
import { ownCaseCard } from './own-case.cards.ts';
import type { OwnAnswer, OwnCase, OwnCases } from './own-case.ts';

const inConcern = z.object({ concern: concernId });
const said = z.discriminatedUnion('about', [
  z.object({ concern: concernId, about: z.literal('police'), answer: z.enum(['yes', 'no']) }),
  z.object({ concern: concernId, about: z.literal('support'), answer: z.enum(['accepted', 'declined', 'later']) }),
]);

/** What the member of staff sees and answers who a case is about. */
export function registerOwnCases(routes: Routes, { ownCases }: { readonly ownCases: OwnCases }): void {
  const page = (id: ConcernId, own: OwnCase, isRecorded = false): DialogAnswer => {
    if (own.kind === 'no-case')
      return message(`There is nothing more to see for report ${own.reference}: its card shows its progress.`);
    if (own.kind !== 'case') return message(ownRefusal(own));
    return dialog(`Report ${own.reference}`, ownCaseCard(id, own, { isRecorded }), 'large');
  };
  routes.dialog(OWN_CASE, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    return data ? page(data.concern, await ownCases.look(data.concern, actorOf(turn))) : message(NOT_AVAILABLE);
  });
  routes.submit(OWN_CASE_SAY, async (turn) => {
    const { data } = said.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const answer: OwnAnswer =
      data.about === 'police'
        ? { about: 'police', given: data.answer === 'yes' }
        : { about: 'support', answer: data.answer };
    const own = await ownCases.answer(data.concern, actorOf(turn), answer);
    return page(data.concern, own, own.kind === 'case' && own.isAsked && !own.isClosed);
  });
}
