import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';

export const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
export const inConcern = z.object({ concern: concernId });
/** A page of a list. */
export const page = z.coerce.number().int().min(0).max(1_000).default(0);
