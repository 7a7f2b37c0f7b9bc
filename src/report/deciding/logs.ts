import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, hasCase, isOfConduct } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { keepingOf } from '../keeping/retention.ts';
import type { Outline } from '../notice.ts';
import { within } from '../opening/lists.ts';
import { searchClosedTo } from '../opening/second-step.ts';
import { breachEnds, type FirstKnown, firstKnown } from '../record/breach-clock.ts';
import { outlineOf } from '../record/outline.ts';
import { isOfItsPeople } from '../routing/lies-with.ts';
import { whoIn } from '../same-child/telling.ts';
import type { Decision } from './decision.ts';
import { isLowLevel } from './low-level.ts';

export const LOGS = ['breaches', 'low-level', 'governors', 'governors-pdf'] as const;

/** A report of personal data, or a case that was decided to be a breach of it, with what was decided about it. */
export interface BreachLine extends FirstKnown {
  readonly outline: Outline;
  readonly ends: Date;
  /** Its text is no longer kept: what was decided is in codes alone. */
  readonly isStub: boolean;
  /** The event of the last decision about the breach; absent while nothing is decided. */
  readonly decided: Entry | undefined;
}

/** The low-level concerns about one adult, the newest first. */
export interface LowLevelPerson {
  readonly name: string;
  readonly reports: readonly Outline[];
  /** The directory has nobody of them any more, or their account is switched off; of some nobody has written that they left. */
  readonly mayHaveLeft: boolean;
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
      (one.kind === 'data' || hasCase(one.kind) || (isOfConduct(one.kind) && !one.isStub)) &&
      isOfItsPeople(schoolOf(deps, one.school), one, actor.user),
  );
  const schools = [...new Set(theirs.map(({ school }) => school))].map((id) => schoolOf(deps, id));
  const isClosed = schools.length > 0 && (await searchClosedTo(deps, schools, actor.user)) !== undefined;
  const trails = await deps.store.entriesOf(theirs);
  const outline = (one: Concern): Outline => outlineOf(schoolOf(deps, one.school), one);
  const lowLevel = theirs.filter((one) => isLowLevel(one, trails.get(one.id) ?? []));
  const people = Map.groupBy(lowLevel, (one) => personOf(one, trails.get(one.id) ?? []));
  const known = new Map<string, Adult>();
  for (const [key, ofOne] of people) known.set(key, isClosed ? NOT_NAMED : await adultIn(deps, ofOne, trails));
  return {
    breaches: theirs.flatMap((one) => {
      const entries = trails.get(one.id) ?? [];
      const decided = entries.findLast((entry) => entry.kind === 'decided' && isOnBreach(one, entry));
      if (one.kind !== 'data' && decided === undefined) return [];
      const since = firstKnown(one, entries);
      return [{ ...since, outline: outline(one), ends: breachEnds(since.known), isStub: one.isStub, decided }];
    }),
    lowLevel: [...people].map(([key, ofOne]) => ({
      ...(known.get(key) ?? NOT_NAMED),
      reports: ofOne.map(outline),
    })),
    isClosed,
    isPartial,
    unreadable,
  };
}

/** Every decision about a report of personal data is about the breach; of a case, its own alone. */
const isOnBreach = ({ kind }: Concern, { facts }: Entry): boolean =>
  kind === 'data' || facts?.decision === ('data-breach' satisfies Decision);

/** Who was picked, else as they were typed: two who were typed differently are not made one. */
const personOf = ({ naming: { settled } }: Concern, entries: readonly Entry[]): string =>
  settled.length > 0 ? settled.toSorted().join(' ') : whoIn(entries).toLowerCase();

type Adult = Omit<LowLevelPerson, 'reports'>;
const NOT_NAMED: Adult = { name: '', mayHaveLeft: false };

/** @param ofOne the reports about one adult, at least one */
async function adultIn(
  deps: ConcernDeps,
  ofOne: readonly Concern[],
  trails: ReadonlyMap<ConcernId, readonly Entry[]>,
): Promise<Adult> {
  const trailOf = ({ id }: Concern): readonly Entry[] => trails.get(id) ?? [];
  const [first] = ofOne;
  if (!first) return NOT_NAMED;
  const found = await Promise.all(first.naming.settled.map((id) => inDirectory(deps, id)));
  const names = found.flatMap((one) => (one === 'unknown' || !one ? [] : one.name));
  const isNobody = found.length > 0 && found.every((one) => one !== 'unknown' && one?.isEnabled !== true);
  return {
    name: names.length > 0 ? names.join(' and ') : whoIn(trailOf(first)),
    mayHaveLeft:
      isNobody && ofOne.some((one) => keepingOf(schoolOf(deps, one.school), one, trailOf(one)).awaitsLeaving),
  };
}

async function inDirectory(deps: ConcernDeps, id: UserId): Promise<DirectoryPerson | 'unknown' | undefined> {
  try {
    return await deps.directory.person(id);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return 'unknown';
  }
}
