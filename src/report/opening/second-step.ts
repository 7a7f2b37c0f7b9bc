import type { UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { phonesFor } from '../record/outline.ts';
import type { Door, Locked } from './read-guard.ts';

/** Making sure that someone has it needs none of its text, and so no second step. */
const WITHOUT_WORDS: readonly string[] = ['acknowledge'];

type Deps = Pick<ConcernDeps, 'readGuard' | 'clock'>;

/**
 * The one place where a record stays closed to someone whose it is. `undefined`: it is open to them; that they asked
 * counts as a touch.
 * @param action as `access` names it
 */
export async function closedTo(
  deps: Deps,
  { concern, school }: { readonly concern: Concern; readonly school: School },
  user: UserId,
  action: string,
): Promise<Locked | undefined> {
  if (WITHOUT_WORDS.includes(action)) return undefined;
  const has = await whatIsMissing(deps, [school], user, concern.id, concern.excluded);
  return (
    has && {
      kind: 'locked',
      door: concern.id,
      reference: concern.reference,
      has,
      closesAfterMinutes: minutesOf([school]),
      phones: phonesFor(school, { ...concern, reporter: user }),
    }
  );
}

/** The same for the search through the words of all that someone may open: the strictest of their schools decides. */
export async function searchClosedTo(
  deps: Deps,
  schools: readonly School[],
  user: UserId,
): Promise<Locked | undefined> {
  const has = await whatIsMissing(deps, schools, user, 'search', []);
  return (
    has && {
      kind: 'locked',
      door: 'search',
      reference: undefined,
      has,
      closesAfterMinutes: minutesOf(schools),
      phones: [],
    }
  );
}

const asking = (schools: readonly School[]) =>
  schools.map(({ concerns }) => concerns.records).filter(({ secondStep }) => secondStep === 'pin');

const minutesOf = (schools: readonly School[]): number =>
  Math.min(...asking(schools).map(({ closesAfterMinutes }) => closesAfterMinutes));

async function whatIsMissing(
  { readGuard, clock }: Deps,
  schools: readonly School[],
  user: UserId,
  door: Door,
  excluded: readonly UserId[],
): Promise<Locked['has'] | undefined> {
  if (asking(schools).length === 0) return undefined;
  // A step that nobody can take is taken by nobody.
  const guard = readGuard();
  if (!guard) return 'no-pin';
  const now = clock();
  const since = new Date(now.getTime() - minutesOf(schools) * MINUTE_MS);
  return guard.missing(user, door, { excluded, now, since });
}
