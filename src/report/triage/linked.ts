import type { School } from '../../school/school.ts';
import { type Concern, shelfOf } from '../concern.ts';
import { openers } from '../routing/openers.ts';

type Linkable = Pick<Concern, 'kind' | 'holder' | 'alsoOpenTo' | 'excluded' | 'lockedTo'>;

/**
 * Whether either record may name the other. Anyone who reads one learns from the link that the other exists: nobody may
 * learn that of a record about themselves, nor of a matter about an adult from a child's record.
 */
export function mayBeLinked(school: School, left: Linkable, right: Linkable): boolean {
  const learnsOfIt = (one: Linkable, other: Linkable): boolean =>
    openers(school, one).some(({ id }) => other.excluded.includes(id));
  return shelfOf(left.kind) === shelfOf(right.kind) && !learnsOfIt(left, right) && !learnsOfIt(right, left);
}
