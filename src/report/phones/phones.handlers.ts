import { z } from 'zod/v4';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../concerns.ts';
import { answerFilledIn } from '../handlers/filled-in.cards.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../handlers/refusals.cards.ts';
import type { Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { PHONES, PHONES_SAVE } from '../verbs.cards.ts';
import { phonesCard, phonesInvitation } from './phones.cards.ts';
import type { PhonesAnswer } from './phones.ts';

/** A number with spaces, dots, brackets and an extension; no room for a sentence. */
const number = z
  .string()
  .trim()
  .regex(/^\+?[\d ().,-]{3,20}(?:(?:x|ext|option) ?\d{1,5})?$/i);
const sent = z.object({
  ownNumber: z.union([z.literal(''), number]).default(''),
  officeNumber: number.optional(),
  childrensSocialCareNumber: number.optional(),
  outOfHoursNumber: number.optional(),
  ladoNumber: number.optional(),
});

/** Phone numbers: everyone's own who takes reports, and the school's for those who answer for them. */
export function registerPhones(routes: Routes, { concerns }: { readonly concerns: Pick<Concerns, 'phones'> }): void {
  const page = (phones: PhonesAnswer, options: Parameters<typeof phonesCard>[1] = {}): DialogAnswer =>
    phones.kind === 'phones' ? dialog('Phone numbers', phonesCard(phones, options), 'large') : message(NOT_AVAILABLE);

  routes.command(['numbers', 'phone numbers', 'my number'], async (turn) => {
    const phones = await concerns.phones.look(actorOf(turn));
    if (phones.kind !== 'phones') return void (await turn.replyPrivately(NOT_THEIRS));
    await turn.replyPrivately({ card: phonesInvitation(), summary: 'Phone numbers' });
  });
  routes.dialog(PHONES, async (turn) => page(await concerns.phones.look(actorOf(turn))));
  routes.submit(PHONES_SAVE, async (turn) => {
    const { data } = sent.safeParse(turn.data);
    const actor = actorOf(turn);
    if (!data) return answerFilledIn(page(await concerns.phones.look(actor), { isWrong: true }), turn.data);
    const { ownNumber: own, officeNumber: office, childrensSocialCareNumber: childrensSocialCare } = data;
    const school = { office, childrensSocialCare, outOfHours: data.outOfHoursNumber, lado: data.ladoNumber };
    return page(await concerns.phones.change(actor, { own, school }), { isSaved: true });
  });
}
