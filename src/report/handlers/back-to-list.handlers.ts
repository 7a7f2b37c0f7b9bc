import { z } from 'zod/v4';
import type { Card } from '../../platform/teams/card.ts';
import type { DialogAnswer } from '../../platform/teams/turn.ts';
import type { OpenedFrom } from '../opening/list.cards.ts';
import type { ListPlace } from '../opening/morning.ts';
import { concernId, listPlace, openedFrom } from './sent.handlers.ts';

const placed = z.object({
  concern: concernId.optional().catch(undefined),
  inList: listPlace.optional().catch(undefined),
  openedFrom: openedFrom.optional().catch(undefined),
});

/** What buttons bring along: the place in the list every one about a report, the page about another report those about this one. */
interface Places {
  readonly list: object | undefined;
  readonly of: string | undefined;
  readonly openedFrom: OpenedFrom | undefined;
}

/**
 * What is answered to a step of a report that was opened from the list, or from a page about another report: its buttons bring that place
 * along, so that the way back is there after any number of steps.
 */
export function leadingBack(data: unknown, answer: DialogAnswer): DialogAnswer {
  const { concern: of, inList: list, openedFrom: from } = placed.safeParse(data).data ?? {};
  if (answer.kind !== 'dialog' || (list === undefined && from === undefined)) return answer;
  const places: Places = { list: list && inShort(list), of, openedFrom: from };
  return { ...answer, card: withPlaces(answer.card, places) as Card };
}

/** Without what is so anyway: it is on every button, and Teams shows no card above 28 KB. */
const inShort = (list: ListPlace): object =>
  Object.fromEntries(Object.entries(list).filter(([, value]) => value !== '' && value !== 0 && value !== 'all'));

const aboutOne = z.looseObject({ type: z.literal('Action.Submit'), data: z.looseObject({ concern: z.string() }) });

function withPlaces(part: unknown, places: Places): unknown {
  if (Array.isArray(part)) return part.map((one) => withPlaces(one, places));
  if (typeof part !== 'object' || part === null) return part;
  const button = aboutOne.safeParse(part).data;
  if (!button) return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, withPlaces(one, places)]));
  const { list, of, openedFrom: from } = places;
  const isOfThis = from !== undefined && button.data.concern === of;
  return { ...button, data: { ...(isOfThis && { openedFrom: from }), ...button.data, ...(list && { inList: list }) } };
}
