import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import { LED_FROM, type OpenedFrom } from '../opening/list.cards.ts';
import { SHOWN } from '../opening/morning.ts';

export const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
export const inConcern = z.object({ concern: concernId });
/** A page of a list. */
export const page = z.coerce.number().int().min(0).max(1_000).default(0);
/** A page of the list of open reports, as it was narrowed. */
export const listPlace = z.object({
  page,
  show: z.enum(SHOWN).default('all').catch('all'),
  category: z.string().max(200).default('').catch(''),
  year: z.string().max(10).default('').catch(''),
});
/** The page about another report from which one was opened. */
export const openedFrom = z.object({
  concern: concernId,
  page: z.enum(Object.keys(LED_FROM) as OpenedFrom['page'][]),
  form: z.string().max(60).optional().catch(undefined),
});
