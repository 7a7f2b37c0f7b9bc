import type { Card } from './card.ts';
import type { RouteTable } from './routes.ts';

type Found = Pick<RouteTable, 'findAction' | 'findDialog' | 'findSubmit'>;
type Json = Readonly<Record<string, unknown>>;

/** Leaves out of what goes to Teams every button that nothing answers: that of a feature which a school has left out. */
export type LiveButtons = (card: Card) => Card;

/** Every button as it was drawn: for what is sent where no routes are. */
export const asDrawn: LiveButtons = (card) => card;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param answers what is asked of Lanyard by a button, by its data; everything else is asked of the routes
 */
export function createLiveButtons(routes: Found, answers: (verb: string, data: Json) => boolean): LiveButtons {
  const isLive = (action: Json): boolean => {
    const data = isObject(action.data) ? action.data : {};
    if (typeof data.dialog === 'string') return routes.findDialog(data.dialog) !== undefined;
    const verb = action.verb ?? data.verb;
    if (typeof verb !== 'string') return true;
    return (routes.findAction(verb) ?? routes.findSubmit(verb)) !== undefined && answers(verb, data);
  };
  const live = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(live).filter((one) => one !== undefined);
    if (!isObject(value)) return value;
    const isAction = typeof value.type === 'string' && value.type.startsWith('Action.');
    if (isAction) return isLive(value) ? value : undefined;
    const kept = Object.entries(value).flatMap(([name, inner]) => {
      const alive = live(inner);
      return alive === undefined ? [] : [[name, alive] as const];
    });
    const left = Object.fromEntries(kept);
    // A row of buttons is nothing without one, and a fresh view nothing without what asks for it.
    const isBare = value.type === 'ActionSet' && isEmpty(left.actions) && !isEmpty(value.actions);
    return isBare || ('action' in value && left.action === undefined) ? undefined : left;
  };
  return (card) => live(card) as Card;
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
