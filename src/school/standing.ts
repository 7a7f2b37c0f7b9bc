import { LRUCache } from 'lru-cache';
import { Fault } from '../kernel/calls/fault.ts';
import type { UserId } from '../kernel/ids.ts';
import { type Clock, isWithin, MINUTE_MS } from '../kernel/time.ts';
import type { Directory, Standing, StandingStore } from './people.ts';
import { everyHolder, type School, type Trust } from './school.ts';

/** Groups change rarely and every turn asks: one look in ten minutes is enough to answer a question. */
const FRESH_MS = 10 * MINUTE_MS;
/** People whose standing is also held in memory: everyone who writes within those ten minutes. */
const MOST_HELD = 2_000;

interface Known {
  readonly standing: Standing;
  readonly checkedAt: Date;
}

interface StandingParts {
  readonly trust: Trust;
  readonly directory: Directory;
  readonly standings: StandingStore;
  readonly clock: Clock;
}

/**
 * Who someone is to us. A pupil is a pupil whatever other group they are in. A role-holder named in lanyard.yml counts as
 * staff of that school even without a staff group (a chair of governors has none), and nobody does whose account is
 * switched off: groups and lanyard.yml know about a dismissal later, if at all. Never throws for a directory that does
 * not answer: then the last known standing counts, and `unknown` where there is none.
 */
export function createStandings({
  trust,
  directory,
  standings,
  clock,
}: StandingParts): (user: UserId) => Promise<Standing> {
  const pupilGroups = new Set(trust.schools.flatMap(({ pupilGroups }) => pupilGroups));
  const groups = [...new Set([...pupilGroups, ...trust.schools.flatMap(({ staffGroups }) => staffGroups)])];

  async function look(user: UserId): Promise<Exclude<Standing, { kind: 'unknown' }>> {
    const [memberOf, person] = await Promise.all([directory.memberOf(user, groups), directory.person(user)]);
    if (memberOf.some((group) => pupilGroups.has(group))) return { kind: 'pupil' };
    if (person?.isEnabled !== true) return { kind: 'outsider' };
    const school =
      trust.schools.find(({ staffGroups }) => staffGroups.some((group) => memberOf.includes(group))) ??
      trust.schools.find((candidate) => isNamed(candidate, user));
    return school ? { kind: 'staff', school: school.id } : { kind: 'outsider' };
  }

  /** A copy of the row, which counts for as long as the row itself would and not a moment longer. */
  const held = new LRUCache<UserId, Known>({ max: MOST_HELD });
  const isFresh = ({ checkedAt }: Known): boolean => isWithin(checkedAt, FRESH_MS, clock());
  /** A chair who was named since is one of us at once. */
  const isOutdated = ({ standing }: Known, user: UserId): boolean =>
    standing.kind === 'outsider' && trust.schools.some((school) => isNamed(school, user));
  const counts = (known: Known, user: UserId): boolean => isFresh(known) && !isOutdated(known, user);

  return async (user) => {
    const inMemory = held.get(user);
    if (inMemory && counts(inMemory, user)) return inMemory.standing;
    const known = await standings.find(user);
    if (known && counts(known, user)) {
      held.set(user, known);
      return known.standing;
    }
    try {
      const standing = await look(user);
      const checkedAt = clock();
      await standings.remember(user, standing, checkedAt);
      held.set(user, { standing, checkedAt });
      return standing;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return known?.standing ?? { kind: 'unknown' };
    }
  };
}

const isNamed = (school: School, user: UserId): boolean => everyHolder(school).some(({ id }) => id === user);
