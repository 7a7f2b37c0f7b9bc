import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { POLICY_MATTERS } from '../../school/policy-names.ts';
import type { Concerns } from '../concerns.ts';
import { NOT_AVAILABLE, ownRefusal } from '../handlers/refusals.cards.ts';
import { concernId } from '../handlers/sent.handlers.ts';
import type { DialogTurn, Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { OWN_TELL } from '../verbs.cards.ts';
import { alsoTellCard } from './also-tell.cards.ts';

const inConcern = z.object({ concern: concernId });
const pressed = z.object({ concern: concernId, matter: z.enum(POLICY_MATTERS) });

const NOBODY = 'Your policy names nobody who can be told about this. It is with the people who need to have it.';

/** What a reporter does for their policy beside the report: one press, which tells nothing about it. */
export function registerAlsoTell(
  routes: Routes,
  { concerns }: { readonly concerns: Pick<Concerns, 'alsoTell'> },
): void {
  const page = async (turn: DialogTurn, id: ConcernId, said?: string): Promise<DialogAnswer> => {
    const found = await concerns.alsoTell.named(id, actorOf(turn));
    if (found.kind !== 'named') return message(ownRefusal(found));
    const { reference, named } = found;
    return dialog(`Report ${reference}`, alsoTellCard(id, reference, named, said));
  };
  routes.dialog(OWN_TELL, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    return data ? page(turn, data.concern) : message(NOT_AVAILABLE);
  });
  routes.submit(OWN_TELL, async (turn) => {
    const { data } = pressed.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const told = await concerns.alsoTell.tell(data.concern, actorOf(turn), data.matter);
    if (told.kind === 'told') return page(turn, data.concern, `I am telling ${told.name} that you would like to talk.`);
    return told.kind === 'nobody' ? page(turn, data.concern, NOBODY) : message(ownRefusal(told));
  });
}
