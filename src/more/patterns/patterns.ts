import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { DAY_MS, isWithin } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { type Concern, type Entry, type Shelf, sendersOf, shelfOf } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { inPlainLetters } from '../../report/naming/reading/plain-words.ts';
import { searchDoor, within } from '../../report/opening/lists.ts';
import type { Locked } from '../../report/opening/read-guard.ts';
import { joinedIn } from '../../report/same-child/joined.ts';
import { likenessOf, readChild } from '../../report/same-child/likeness.ts';
import { placeIn, whoIn } from '../../report/same-child/telling.ts';
import type { School } from '../../school/school.ts';
import { groupsOf, type Sameness } from '../children/groups.ts';
import { type ChildTold, readingBeside, samenessOfChildren } from '../children/namesakes.ts';
import type { Pupil } from '../roll/pupil.ts';
import type { Rolls } from '../roll/rolls.ts';

/** What several reports have in common, within its time. */
export interface Pattern {
  /** `child`: said or likely to be the same. `adult`: the same adult, or one named beside several children. `place`: the same words for where. */
  readonly kind: 'child' | 'adult' | 'place';
  /** Among reports about children, or about adults: never of both. */
  readonly shelf: Shelf;
  readonly school: School;
  /** As the newest of them has it. */
  readonly what: string;
  /** The newest first. */
  readonly reports: readonly Pick<Concern, 'id' | 'reference' | 'raisedAt' | 'status' | 'kind'>[];
  /** By how many people. */
  readonly reporters: number;
}

export interface Patterns {
  readonly kind: 'patterns';
  readonly patterns: readonly Pattern[];
  /** What is in a place that is not right just now is left out. */
  readonly isPartial: boolean;
}

export type PatternsAnswer =
  | Patterns
  | { readonly kind: 'still-looking' }
  | { readonly kind: 'not-available' }
  | Locked;

/** A child of whom much is heard at once; a place and an adult over half a term; low-level concerns build up over a year. */
const LATELY: Readonly<Record<Shelf, Readonly<Record<Pattern['kind'], number>>>> = {
  child: { child: 30 * DAY_MS, adult: 90 * DAY_MS, place: 90 * DAY_MS },
  adult: { child: 0, adult: 365 * DAY_MS, place: 90 * DAY_MS },
};
/** Two may be chance; a card has room for this many. */
const MOST_PATTERNS = 12;
/** Teams waits five seconds for a page, and the way there and back is part of it. */
const LONGEST_MS = 3_500;

/** One report with what tells who and where it is about. */
interface Told {
  readonly concern: Concern;
  readonly entries: readonly Entry[];
}
interface ToldOfChild extends Told {
  readonly child: ChildTold;
}

/**
 * What keeps coming back, over the reports that this person may open and over no others: for the DSL's team the same child,
 * adult and place; for a headteacher the same adult. That the reports in it were found is in the trail of each.
 * @param longestMs after this long the answer is `still-looking`: asked again it is quick, while the records' keys are kept
 */
export async function patternsFor(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils'>,
  actor: Actor,
  longestMs: number = LONGEST_MS,
): Promise<PatternsAnswer> {
  const door = await searchDoor(deps, actor);
  if (door.kind !== 'open') return door;
  const late = new Error('patterns take longer than Teams waits');
  try {
    return await withTimeout(
      longestMs,
      (signal) => lookFor(deps, rolls, actor, signal),
      () => late,
    );
  } catch (error) {
    if (error !== late) throw error;
    return { kind: 'still-looking' };
  }
}

/** @param awaited aborted once nobody waits any more: nothing is noted of what nobody is shown */
async function lookFor(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils'>,
  actor: Actor,
  awaited: AbortSignal,
): Promise<Patterns> {
  const since = { child: longAgo(deps, 'child'), adult: longAgo(deps, 'adult') };
  const { concerns, isPartial } = await within(deps, actor, { since });
  const schools = [...new Set(concerns.map(({ school }) => school))].map((id) => schoolOf(deps, id));
  const words = await deps.store.tellingOfPerson(concerns);
  const told = concerns.map((concern) => ({ concern, entries: words.get(concern.id) ?? [] }));
  const found: Pattern[] = [];
  for (const school of schools)
    for (const shelf of ['child', 'adult'] as const) {
      const here = told.filter(({ concern }) => concern.school === school.id && shelfOf(concern.kind) === shelf);
      found.push(...(await patternsIn(deps, rolls, school, shelf, here)));
    }
  const patterns = found
    .toSorted((left, right) => right.reports.length - left.reports.length || newest(right) - newest(left))
    .slice(0, MOST_PATTERNS);
  const ids = new Set(patterns.flatMap(({ reports }) => reports.map((one) => one.id)));
  awaited.throwIfAborted();
  await deps.store.noteFound([...ids], { at: deps.clock(), actor: actor.user });
  return { kind: 'patterns', patterns, isPartial };
}

/** Nothing older can be in a pattern of this shelf, so no older record is opened: each costs a call to the vault. */
const longAgo = ({ clock }: ConcernDeps, shelf: Shelf): Date =>
  new Date(clock().getTime() - Math.max(...Object.values(LATELY[shelf])));

const newest = ({ reports }: Pattern): number => reports[0]?.raisedAt.getTime() ?? 0;

async function patternsIn(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils'>,
  school: School,
  shelf: Shelf,
  told: readonly Told[],
): Promise<readonly Pattern[]> {
  const since = (kind: Pattern['kind']) =>
    told.filter(({ concern }) => isWithin(concern.raisedAt, LATELY[shelf][kind], deps.clock()));
  const of = (kind: Pattern['kind'], what: string, group: readonly Told[]): Pattern => ({
    kind,
    shelf,
    school,
    what,
    reports: group
      .map(({ concern }) => concern)
      .toSorted((left, right) => right.raisedAt.getTime() - left.raisedAt.getTime()),
    reporters: sendersOf(group.map(({ concern }) => concern)),
  });
  const adults: Pattern[] = [];
  for (const [id, group] of adultsIn(since('adult'))) adults.push(of('adult', await nameOf(deps, id, group), group));
  const typed = shelf === 'adult' ? groupsOf(since('adult'), samenessOfAdults) : [];
  const readChildIn = readingBeside(shelf === 'child' ? await pupilsOf(rolls, school) : []);
  const children = since('child').map((one): ToldOfChild => ({ ...one, child: readChildIn(one.entries) }));
  const known = new Set(adults.map(({ reports }) => idsOf(reports)));
  return [
    ...groupsOf(children, samenessOf).map((group) => of('child', latest(group, whoIn), group)),
    ...adults,
    ...typed
      .map((group) => of('adult', latest(group, whoIn), group))
      .filter(({ reports }) => !known.has(idsOf(reports))),
    ...[...Map.groupBy(since('place'), ({ entries }) => plainPlace(placeIn(entries)))]
      .filter(([place, group]) => place !== '' && group.length > 1)
      .map(([, group]) => of('place', latest(group, placeIn), group)),
  ];
}

const idsOf = (reports: readonly { readonly id: ConcernId }[]): string =>
  reports
    .map(({ id }) => id)
    .toSorted()
    .join();

const latest = (group: readonly Told[], read: (entries: readonly Entry[]) => string): string =>
  read(
    group.toSorted((left, right) => right.concern.raisedAt.getTime() - left.concern.raisedAt.getTime())[0]?.entries ??
      [],
  );

/** Everyone who was picked, or said to be meant, in more than one of them. */
function adultsIn(told: readonly Told[]): readonly (readonly [UserId, readonly Told[]])[] {
  const people = new Set(told.flatMap(({ concern }) => concern.naming.settled));
  return [...people]
    .map((id) => [id, told.filter(({ concern }) => concern.naming.settled.includes(id))] as const)
    .filter(([, group]) => group.length > 1);
}

/** Two who were picked are two, though they have one name. */
function samenessOfAdults(one: Told, other: Told): Sameness {
  const [left, right] = [one.concern.naming.settled, other.concern.naming.settled];
  if (left.some((id) => right.includes(id))) return 'same';
  if (likenessOf(readChild(whoIn(one.entries)), readChild(whoIn(other.entries))) !== 'alike') return undefined;
  return left.length > 0 && right.length > 0 ? 'apart' : 'alike';
}

/** What someone said about the two counts before what their names say. */
function samenessOf(one: ToldOfChild, other: ToldOfChild): Sameness {
  const said = joinedIn(one.entries).get(other.concern.id) ?? joinedIn(other.entries).get(one.concern.id);
  if (said !== undefined) return said ? 'said' : 'apart';
  return samenessOfChildren(one.child, other.child);
}

/** Without a roll, or while it cannot be read, what was typed alone decides. */
async function pupilsOf(rolls: Pick<Rolls, 'pupils'>, school: School): Promise<readonly Pupil[]> {
  try {
    return await rolls.pupils(school);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [];
  }
}

/** Small words do not make it a different place. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'the a an in at on by near of to behind outside inside our school'.split(' '),
);

const plainPlace = (place: string): string =>
  inPlainLetters(place)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word))
    .join(' ');

async function nameOf({ directory }: ConcernDeps, id: UserId, group: readonly Told[]): Promise<string> {
  try {
    return (await directory.person(id))?.name ?? latest(group, whoIn);
  } catch {
    // The reports are the same ones, whatever their name is.
    return latest(group, whoIn);
  }
}
