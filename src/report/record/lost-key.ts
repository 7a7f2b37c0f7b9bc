import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Concern } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { Phone } from '../notice.ts';
import type { Outside } from './event-fold.ts';
import { phonesFor } from './outline.ts';

/** What there is under an id: a concern, one whose key is not configured or may not be used, or nothing. */
export type Found =
  | { readonly kind: 'opens'; readonly concern: Concern }
  | { readonly kind: 'key-lost'; readonly concern: Outside }
  | undefined;

/** People involved with the record are told about a lost key; it is not passed on as a passing fault. */
export async function findEvenSealed(deps: Pick<ConcernDeps, 'store' | 'log'>, id: ConcernId): Promise<Found> {
  try {
    const concern = await deps.store.find(id);
    return concern && { kind: 'opens', concern };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'forbidden') throw error;
    const concern = await deps.store.findSealed(id);
    if (!concern) return undefined;
    deps.log.error('concern.key-lost', { concern: id }, error);
    return { kind: 'key-lost', concern };
  }
}

/** Who to phone about it: nobody by name, because who it is about is sealed as well. */
export const phonesUnnamed = (
  deps: Pick<ConcernDeps, 'trust'>,
  { school, kind, reporter }: Outside,
): readonly Phone[] => phonesFor(schoolOf(deps, school), { kind, reporter, excluded: [] });
