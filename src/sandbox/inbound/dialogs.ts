import type { Json } from '../json.ts';
import { objectAt } from '../json.ts';
import type { Person } from '../tenant/world.ts';
import type { Actor } from './actor.ts';
import { findAction, inputsIn } from './cards.ts';
import { type ClickResult, dialogFrom } from './results.ts';

const CONTEXT = { theme: 'default' };

const placeOf = (actor: Actor, person: Person, messageId: string | undefined, forged: boolean) =>
  messageId === undefined ? actor.chatPlace(person) : actor.seen(person, messageId, forged).place;

/** Asks the bot for the dialog that a button of a card, or a command without a message, opens. */
export async function fetchDialog(
  actor: Actor,
  person: Person,
  messageId: string | undefined,
  data: Json,
  forged = false,
): Promise<ClickResult> {
  const place = placeOf(actor, person, messageId, forged);
  return dialogFrom(await actor.invoke(person, place, 'task/fetch', { data, context: CONTEXT }, messageId), messageId);
}

/** Presses a button in an open dialog. */
export async function submitDialog(
  actor: Actor,
  person: Person,
  dialog: { card?: Json; messageId?: string },
  wanted: string,
  inputs: Json,
): Promise<ClickResult> {
  const { card, messageId } = dialog;
  const action = card && findAction(card, wanted);
  if (!card || !action) throw new Error(`The dialog has no action "${wanted}".`);
  const values = action.associatedInputs === 'none' ? {} : { ...inputsIn(card), ...inputs };
  const data = { ...objectAt(action, 'data'), ...values };
  const place = placeOf(actor, person, messageId, false);
  return dialogFrom(await actor.invoke(person, place, 'task/submit', { data, context: CONTEXT }, messageId), messageId);
}
