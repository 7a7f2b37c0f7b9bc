import { Fault } from '../core/fault.ts';
import type { ConcernId } from '../core/ids.ts';
import type { Concern } from './concern.ts';
import type { Phone } from './notice.ts';
import { phonesFor } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import type { Outside } from './replay.ts';

/** What there is under an id: a concern, one whose key is not configured or may not be used, or nothing. */
export type Found =
  | { readonly kind: 'opens'; readonly concern: Concern }
  | { readonly kind: 'key-lost'; readonly concern: Outside }
  | undefined;

/** A lost key is told to those who have to do with the record, not passed on as a fault of the moment. */
export async function findEvenSealed(parts: Pick<ConcernParts, 'store' | 'log'>, id: ConcernId): Promise<Found> {
  try {
    const concern = await parts.store.find(id);
    return concern && { kind: 'opens', concern };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'forbidden') throw error;
    const concern = await parts.store.findSealed(id);
    if (!concern) return undefined;
    parts.log.error('concern.key-lost', { concern: id }, error);
    return { kind: 'key-lost', concern };
  }
}

/** Whom to phone about it: nobody by name, because who it is about is sealed as well. */
export const phonesUnnamed = (
  parts: Pick<ConcernParts, 'trust'>,
  { school, kind, reporter }: Outside,
): readonly Phone[] => phonesFor(schoolOf(parts, school), { kind, reporter, excluded: [] });
