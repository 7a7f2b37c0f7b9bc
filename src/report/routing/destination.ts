import { Fault } from '../../kernel/calls/fault.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf, HOUR_MS, type IsoDay, MINUTE_MS } from '../../kernel/time.ts';
import type { DestinationMembers } from '../../school/people.ts';
import type { Destination, RoleHolder, School } from '../../school/school.ts';
import { RECIPIENTS } from '../concern.ts';
import type { SendUntracked } from '../delivery/untracked-notice.ts';
import type { ConcernDeps } from '../deps.ts';
import { accountStandingOf } from './account-standing.ts';
import { nextAfter, readersOf } from './routing.ts';
import { checkPlace, keyOfPlace, type PlaceKind } from './safe-place.ts';

/** What a look at a school's destination found, without a report and without anyone's name. */
export interface DestinationFinding {
  readonly school: SchoolId;
  readonly place: PlaceKind;
  /** `unknown`: the directory does not answer, so reports go to people one by one. */
  readonly verdict: 'safe' | 'unsafe' | 'unknown';
  readonly why?: 'public' | 'guest' | 'unexpected-member' | 'nobody-there' | 'directory-unavailable';
  /** DSLs and deputies who are not in it: they get no card there and cannot open what is there. */
  readonly missing: number;
  readonly checkedAt: Date;
}

/** A finding with whom to name to the DSL. */
interface Looked extends DestinationFinding {
  readonly outsiders: readonly UserId[];
  readonly absent: readonly RoleHolder[];
}

const AGAIN_MS = HOUR_MS;

const AGAIN_UNKNOWN_MS = 5 * MINUTE_MS;

/**
 * Looks at each school's destination at start and every hour: what it is and whether it is safe. On the way every
 * role-holder is confirmed by the directory, which is what they are let in by while it is down.
 */
export function createDestinationWatch(
  deps: ConcernDeps,
  sendUntracked: SendUntracked,
): () => Promise<readonly DestinationFinding[]> {
  /** Who should be there changes with the roles. */
  const known = new Map<SchoolId, DestinationFinding>();
  const lookedBy = new Map<SchoolId, School['roles']>();
  let underWay: Promise<void> | undefined;
  return async () => {
    underWay ??= lookAgain().finally(() => {
      underWay = undefined;
    });
    await underWay;
    return [...known.values()];
  };

  async function lookAgain(): Promise<void> {
    for (const school of deps.trust.schools) {
      const before = known.get(school.id);
      const now = deps.clock();
      if (before && lookedBy.get(school.id) === school.roles && isFresh(before, now)) continue;
      lookedBy.set(school.id, school.roles);
      const found = await lookAt(deps, school);
      const { outsiders: _outsiders, absent: _absent, ...finding } = found;
      known.set(school.id, finding);
      if (finding.verdict !== 'unknown') await noteSafe(deps, school, finding);
      if (!before || !isSame(before, finding)) note(deps, finding);
      if (finding.verdict === 'unsafe') await warn(deps, sendUntracked, school, found);
      if (finding.missing > 0 && finding.why !== 'nobody-there') await nameAbsent(deps, sendUntracked, school, found);
      if (finding.verdict !== 'unknown') await confirmReaders(deps, school);
    }
  }
}

function isFresh({ checkedAt, verdict }: DestinationFinding, now: Date): boolean {
  const age = now.getTime() - checkedAt.getTime();
  // A clock that was moved back makes nothing fresh.
  return age >= 0 && age < (verdict === 'unknown' ? AGAIN_UNKNOWN_MS : AGAIN_MS);
}

const isSame = (left: DestinationFinding, right: DestinationFinding): boolean =>
  left.place === right.place &&
  left.verdict === right.verdict &&
  left.why === right.why &&
  left.missing === right.missing &&
  dayOf(left.checkedAt) === dayOf(right.checkedAt);

/** What a card without a word may go by while the directory does not answer. */
const noteSafe = (deps: ConcernDeps, { id, dslDestination }: School, { verdict, checkedAt }: DestinationFinding) =>
  deps.watch.noteSafePlace(id, verdict === 'safe' ? keyOfPlace(dslDestination) : undefined, checkedAt);

async function confirmReaders(deps: ConcernDeps, school: School): Promise<void> {
  const readers = [...RECIPIENTS.flatMap((recipient) => readersOf(school, recipient)), ...school.roles['trust-lead']];
  const people = new Set(readers.map(({ id }) => id));
  for (const person of people) {
    const standing = await accountStandingOf(deps, person);
    // Once it has stopped answering, asking again only waits.
    if (standing === 'presumed' || standing === 'cannot-tell') return;
  }
}

/** For the people who run it: IT sees the level, and nothing about anyone. */
function note({ log }: ConcernDeps, { checkedAt: _at, ...finding }: DestinationFinding): void {
  if (finding.verdict === 'unsafe') log.error('concern.destination-unsafe', finding);
  else if (finding.verdict === 'unknown') log.warn('concern.destination-unknown', finding);
  else log.info('concern.destination', finding);
}

async function lookAt(deps: ConcernDeps, school: School): Promise<Looked> {
  const place = school.dslDestination;
  const base = { school: school.id, missing: 0, outsiders: [], absent: [], checkedAt: deps.clock() };
  if (place.kind === 'people') return { ...base, place: 'people', verdict: 'safe' };
  try {
    const found = await deps.directory.destinationMembers(place);
    const expected = readersOf(school, 'dsl').map(({ id }) => id);
    const check = checkPlace(found, { expected, excluded: [], tenant: deps.trust.tenantId });
    const inside = found.members.map(({ id }) => id);
    // Who covers for a time is not meant to be put into it.
    const absent = readersOf(school, 'dsl').filter(
      ({ id, coversUntil }) => coversUntil === undefined && !inside.includes(id),
    );
    return {
      ...base,
      place: kindOf(place, found.openness),
      ...(check.kind === 'too-open' ? { verdict: 'unsafe', why: check.why } : { verdict: 'safe' }),
      missing: absent.length,
      absent,
      outsiders: inside.filter((id) => !expected.includes(id)),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...base, place: place.kind, verdict: 'unknown', why: 'directory-unavailable' };
  }
}

const kindOf = (place: Destination, openness: DestinationMembers['openness']): PlaceKind => {
  if (place.kind !== 'channel') return place.kind;
  return ({ private: 'private-channel', closed: 'closed-team-channel', public: 'public-channel' } as const)[openness];
};

/** If there are more names than this, they are only counted. */
const MOST_NAMED = 5;

/** Tells the DSL and deputies in their own chats, once a day for each finding. */
async function warn(deps: ConcernDeps, sendUntracked: SendUntracked, school: School, found: Looked): Promise<void> {
  const why = found.why;
  if (why === undefined || why === 'directory-unavailable') return;
  const day = dayOf(found.checkedAt);
  const [next] = nextAfter(school, 'child', 'dsl', []);
  let names: readonly string[] | undefined;
  for (const { id: person } of readersOf(school, 'dsl')) {
    const finding = { day, school: school.id, finding: why, person };
    if (!(await deps.watch.takeFinding(finding))) continue;
    names ??= await namesOf(deps, found.outsiders.slice(0, MOST_NAMED));
    const isTold = await sendUntracked(`${day} ${why} ${school.id} ${person}`, person, {
      kind: 'unsafe-place',
      school: school.name,
      place: found.place,
      why,
      names,
      more: found.outsiders.length - names.length,
      next,
    });
    if (!isTold) await deps.watch.giveFindingBack(finding);
  }
}

/**
 * Names to each DSL and deputy who of them is not in the place, once for the same people and again in each month in which it
 * stays so: what was done by mistake must not stay unnoticed, and what is meant is for lanyard.yml.
 */
async function nameAbsent(
  deps: ConcernDeps,
  sendUntracked: SendUntracked,
  school: School,
  found: Looked,
): Promise<void> {
  const day = `${dayOf(found.checkedAt).slice(0, 7)}-01` as IsoDay;
  const who = found.absent.map(({ id }) => id).sort();
  for (const { id: person } of readersOf(school, 'dsl')) {
    const finding = { day, school: school.id, finding: `missing ${who.join(' ')}`, person };
    if (!(await deps.watch.takeFinding(finding))) continue;
    const isTold = await sendUntracked(`${day} ${finding.finding} ${school.id} ${person}`, person, {
      kind: 'not-in-place',
      school: school.name,
      place: found.place,
      names: found.absent.map(({ name }) => name),
    });
    if (!isTold) await deps.watch.giveFindingBack(finding);
  }
}

async function namesOf(deps: ConcernDeps, people: readonly UserId[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const id of people) {
    try {
      const person = await deps.directory.person(id);
      if (person) names.push(person.name);
    } catch (error) {
      // Counted instead of named.
      if (!(error instanceof Fault)) throw error;
    }
  }
  return names;
}
