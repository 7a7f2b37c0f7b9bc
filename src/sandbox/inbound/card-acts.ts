import { at, isObject, type Json, objectAt, textAt } from '../json.ts';
import type { Person } from '../tenant/world.ts';
import type { Actor } from './actor.ts';
import { cardFor, findAction, inputsIn } from './cards.ts';
import { fetchDialog } from './dialogs.ts';
import { dueForRefresh } from './looking.ts';
import { type ClickResult, readCardAnswer } from './results.ts';
import { sayIn } from './speaking.ts';

export interface ClickOptions {
  /** A client that does not know Action.Execute takes its fallback. */
  oldClient?: boolean;
  /** Another card than the message's own, for a message with several, or one made up by hand. */
  card?: Json;
  /** As if written by hand: the person need not see the message. */
  forged?: boolean;
}

/** Presses an action of a message's card, with these inputs over those that the card starts with. */
export async function click(
  actor: Actor,
  person: Person,
  target: { messageId: string; action: string },
  inputs: Json = {},
  options: ClickOptions = {},
): Promise<ClickResult> {
  const { message } = actor.seen(person, target.messageId, options.forged);
  const card = options.card ?? cardFor(message, person.id);
  const found = card && findAction(card, target.action);
  if (!card || !found) throw new Error(`The card has no action "${target.action}".`);

  const action = options.oldClient && isObject(found.fallback) ? found.fallback : found;
  const values = action.associatedInputs === 'none' ? {} : { ...inputsIn(card), ...inputs };
  const data = { ...objectAt(action, 'data'), ...values };
  if (action.type === 'Action.OpenUrl') return { kind: 'open-url', url: String(action.url) };
  if (action.type === 'Action.Submit') return submit(actor, person, target.messageId, data, options.forged);
  if (action.type !== 'Action.Execute') return { kind: 'nothing' };
  const { fallback: _fallback, style: _style, ...plain } = action;
  return execute(actor, person, target.messageId, { ...plain, data }, 'manual', options.forged);
}

/** Runs a card's refresh, by hand or on its own. */
export async function refresh(
  actor: Actor,
  person: Person,
  messageId: string,
  trigger: 'manual' | 'automatic',
): Promise<ClickResult> {
  const action = at(cardFor(actor.seen(person, messageId).message, person.id), 'refresh', 'action');
  if (!isObject(action)) throw new Error('This card has no refresh.');
  return execute(actor, person, messageId, action, trigger);
}

/** Opens a chat or channel, as on the screen: cards that are due are refreshed. */
export async function look(actor: Actor, person: Person, conversationId?: string): Promise<ClickResult[]> {
  const { world } = actor;
  const conversation =
    conversationId === undefined ? world.chatOf.get(person.id) : world.conversations.get(conversationId);
  if (!conversation) return [];
  const due = dueForRefresh(world, conversation, person);
  return Promise.all(due.map((message) => refresh(actor, person, message.id, 'automatic')));
}

async function execute(
  actor: Actor,
  person: Person,
  messageId: string,
  action: Json,
  trigger: 'manual' | 'automatic',
  forged = false,
): Promise<ClickResult> {
  const { world } = actor;
  const { message, place } = actor.seen(person, messageId, forged);
  // Two windows of one person may ask in the same moment; the second finds that it was just asked.
  message.views.set(person.id, { ...message.views.get(person.id), at: world.clock.now().getTime() });
  const result = readCardAnswer(
    await actor.invoke(person, place, 'adaptiveCard/action', { action, trigger }, messageId),
  );
  if (result.kind === 'card') {
    message.views.set(person.id, { card: result.card, at: world.clock.now().getTime() });
    world.announce({ kind: 'message-updated', conversation: place.conversation, message, onlyFor: person.id });
  }
  return result;
}

/** Action.Submit: a dialog, a canned message, or a message that carries the data. */
async function submit(
  actor: Actor,
  person: Person,
  messageId: string,
  data: Json,
  forged = false,
): Promise<ClickResult> {
  const { place } = actor.seen(person, messageId, forged);
  const teams = objectAt(data, 'msteams');
  if (teams.type === 'task/fetch') return fetchDialog(actor, person, messageId, data, forged);
  if (teams.type === 'imBack')
    return { kind: 'sent', delivery: await sayIn(actor, person, place, String(teams.value)) };
  const isMessageBack = teams.type === 'messageBack';
  const shown = isMessageBack ? textAt(teams, 'displayText') : undefined;
  if (shown !== undefined) actor.post(person, place, { type: 'message', text: shown });
  const delivery = await actor.send(person, place, {
    type: 'message',
    replyToId: messageId,
    value: isMessageBack ? (teams.value ?? {}) : data,
    ...(isMessageBack ? { text: textAt(teams, 'text') ?? '' } : {}),
    channelData: { source: { name: 'message' }, legacy: { replyToId: messageId } },
  });
  return { kind: 'sent', delivery };
}
