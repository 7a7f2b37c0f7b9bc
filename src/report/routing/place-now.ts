import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Destination } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { closing, readersOf } from './routing.ts';
import { checkPlace, type PlaceCheck } from './safe-place.ts';

export type PlaceNow =
  | {
      readonly kind: 'safe';
      readonly place: Exclude<Destination, { kind: 'people' }>;
      readonly members: readonly UserId[];
    }
  | Exclude<PlaceCheck, { kind: 'safe' }>
  /** Someone who alone is left out of it is in there: the others are told one by one. */
  | { readonly kind: 'too-open'; readonly why: 'subject-present' }
  /** The directory could not be asked: nothing may be assumed. */
  | { readonly kind: 'cannot-tell' };

/** Reads who is really in the holder's place, now. Never the bot's roster, never a memory of an earlier reading. */
export async function placeNow(
  deps: Pick<ConcernDeps, 'trust' | 'directory' | 'log'>,
  concern: Concern,
): Promise<PlaceNow> {
  const school = schoolOf(deps, concern.school);
  const place = school.dslDestination;
  if (concern.holder !== 'dsl' || place.kind === 'people') return { kind: 'too-open', why: 'nobody-there' };
  try {
    const found = await deps.directory.destinationMembers(place);
    const check = checkPlace(found, {
      expected: readersOf(school, 'dsl').map(({ id }) => id),
      excluded: closing(school, 'dsl', concern),
      tenant: deps.trust.tenantId,
    });
    if (check.kind === 'safe' && found.members.some(({ id }) => concern.excluded.includes(id)))
      return { kind: 'too-open', why: 'subject-present' };
    return check.kind === 'safe' ? { ...check, place, members: found.members.map(({ id }) => id) } : check;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.place-unknown', { concern: concern.id, fault: error.code });
    return { kind: 'cannot-tell' };
  }
}
