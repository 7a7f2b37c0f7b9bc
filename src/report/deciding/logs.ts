import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, isOfConduct } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { Outline } from '../notice.ts';
import { within } from '../opening/lists.ts';
import { searchClosedTo } from '../opening/second-step.ts';
import { breachEnds, knownSince } from '../record/breach-clock.ts';
import { outlineOf } from '../record/outline.ts';
import { isOfItsPeople } from '../routing/lies-with.ts';
import { whoIn } from '../same-child/telling.ts';

export const LOGS = ['breaches', 'low-level', 'governors', 'governors-pdf'] as const;

/** A report of personal data, with what was decided about it. */
export interface BreachLine {
  readonly outline: Outline;
  readonly known: Date;
  readonly ends: Date;
  /** The event of the last decision; absent while nothing is decided. */
  readonly decided: Entry | undefined;
}

/** The low-level concerns about one adult, the newest first. */
export interface LowLevelPerson {
  readonly name: string;
  readonly reports: readonly Outline[];
}

export interface Logs {
  readonly breaches: readonly BreachLine[];
  readonly lowLevel: readonly LowLevelPerson[];
  /** Words are closed until the second step: nobody is named. */
  readonly isClosed: boolean;
  readonly isPartial: boolean;
  readonly unreadable: number;
}

/** Every breach, and every low-level concern by person, over what the person who asks may open, open and closed. */
export async function logsFor(deps: ConcernDeps, actor: Actor): Promise<Logs> {
  const { concerns, isPartial, unreadable } = await within(deps, actor, {});
  const theirs = concerns.filter(
    (one) =>
      !one.isStub &&
      (one.kind === 'data' || isOfConduct(one.kind)) &&
      isOfItsPeople(schoolOf(deps, one.school), one, actor.user),
  );
  const schools = [...new Set(theirs.map(({ school }) => school))].map((id) => schoolOf(deps, id));
  const isClosed = schools.length > 0 && (await searchClosedTo(deps, schools, actor.user)) !== undefined;
  const trails = await deps.store.entriesOf(theirs);
  const decidedOn = ({ id }: Concern): Entry | undefined => trails.get(id)?.findLast(({ kind }) => kind === 'decided');
  const outline = (one: Concern): Outline => outlineOf(schoolOf(deps, one.school), one);
  const lowLevel = theirs.filter((one) => decidedOn(one)?.facts?.decision === 'low-level');
  const people = Map.groupBy(lowLevel, (one) => personOf(one, trails.get(one.id) ?? []));
  const names = new Map<string, string>();
  for (const [key, [first]] of people)
    names.set(key, isClosed || !first ? '' : await nameOf(deps, first, trails.get(first.id) ?? []));
  return {
    breaches: theirs
      .filter(({ kind }) => kind === 'data')
      .map((one) => {
        const known = knownSince(one, trails.get(one.id) ?? []);
        return { outline: outline(one), known, ends: breachEnds(known), decided: decidedOn(one) };
      }),
    lowLevel: [...people].map(([key, ofOne]) => ({ name: names.get(key) ?? '', reports: ofOne.map(outline) })),
    isClosed,
    isPartial,
    unreadable,
  };
}

/** Who was picked, else as they were typed: two who were typed differently are not made one. */
const personOf = ({ naming: { settled } }: Concern, entries: readonly Entry[]): string =>
  settled.length > 0 ? settled.toSorted().join(' ') : whoIn(entries).toLowerCase();

async function nameOf(deps: ConcernDeps, { naming }: Concern, entries: readonly Entry[]): Promise<string> {
  const found = await Promise.all(naming.settled.map((id) => inDirectory(deps, id)));
  const known = found.filter((name) => name !== undefined);
  return known.length > 0 ? known.join(' and ') : whoIn(entries);
}

async function inDirectory(deps: ConcernDeps, id: UserId): Promise<string | undefined> {
  try {
    return (await deps.directory.person(id))?.name;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}
