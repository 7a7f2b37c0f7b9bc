import { at, isObject, type Json, listAt, textAt } from '../json.ts';
import type { Message } from '../tenant/world.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** The card of a message as this person sees it; `index` where a message holds several. */
export function cardFor(message: Message, userId: string, index = 0): Json | undefined {
  const own = message.views.get(userId)?.card;
  if (own && index === 0) return own;
  const cards = listAt(message.activity, 'attachments').filter((a) => textAt(a, 'contentType') === CARD);
  const content = at(cards[index], 'content');
  return isObject(content) ? content : undefined;
}

/** Everything with a `type` that starts with `Action.`, in reading order, with its path in the card. */
function actionsIn(card: Json): { path: string; action: Json }[] {
  const found: { path: string; action: Json }[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${path}.${index}`);
    if (!isObject(value)) return;
    if (typeof value.type === 'string' && value.type.startsWith('Action.'))
      found.push({ path: path.slice(1), action: value });
    for (const [key, inner] of Object.entries(value)) {
      // A fallback is drawn only where the element itself is unknown; data is not drawn at all.
      if (key !== 'fallback' && key !== 'data' && key !== 'refresh') walk(inner, `${path}.${key}`);
    }
  };
  walk(card, '');
  return found;
}

/** An action by its path (`body.2.actions.0`), title, id or verb. */
export function findAction(card: Json, wanted: string): Json | undefined {
  const all = actionsIn(card);
  const by = (test: (entry: { path: string; action: Json }) => boolean) => all.find(test)?.action;
  return (
    by(({ path }) => path === wanted) ??
    by(({ action }) => action.title === wanted) ??
    by(({ action }) => action.id === wanted) ??
    by(({ action }) => action.verb === wanted)
  );
}

/** The values that a card's inputs start with, as a client would send them untouched. */
export function inputsIn(card: Json): Record<string, string> {
  const values: Record<string, string> = {};
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    if (!isObject(value)) return;
    if (typeof value.type === 'string' && value.type.startsWith('Input.') && typeof value.id === 'string') {
      const isToggle = value.type === 'Input.Toggle';
      values[value.id] = String(value.value ?? (isToggle ? (value.valueOff ?? 'false') : ''));
    }
    for (const [key, inner] of Object.entries(value)) if (key !== 'fallback' && key !== 'data') walk(inner);
  };
  walk(card);
  return values;
}
