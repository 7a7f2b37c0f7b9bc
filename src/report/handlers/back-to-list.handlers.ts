import { z } from 'zod/v4';
import type { Card } from '../../platform/teams/card.ts';
import type { DialogAnswer } from '../../platform/teams/turn.ts';
import type { ListPlace } from '../opening/morning.ts';
import { listPlace } from './sent.handlers.ts';

const placed = z.object({ list: listPlace });

/**
 * What is answered to a step of a report that was opened from the list: every button about a report brings the place in the list along, so
 * that the way back is there after any number of steps.
 */
export function leadingBack(data: unknown, answer: DialogAnswer): DialogAnswer {
  const list = placed.safeParse(data).data?.list;
  return list && answer.kind === 'dialog' ? { ...answer, card: withPlace(answer.card, inShort(list)) as Card } : answer;
}

/** Without what is so anyway: it is on every button, and Teams shows no card above 28 KB. */
const inShort = (list: ListPlace): object =>
  Object.fromEntries(Object.entries(list).filter(([, value]) => value !== '' && value !== 0 && value !== 'all'));

const aboutOne = z.looseObject({ type: z.literal('Action.Submit'), data: z.looseObject({ concern: z.string() }) });

function withPlace(part: unknown, list: object): unknown {
  if (Array.isArray(part)) return part.map((one) => withPlace(one, list));
  if (typeof part !== 'object' || part === null) return part;
  const button = aboutOne.safeParse(part).data;
  if (button) return { ...button, data: { ...button.data, list } };
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, withPlace(one, list)]));
}
