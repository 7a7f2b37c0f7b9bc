import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, shelfOf } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { within } from '../opening/lists.ts';
import { searchClosedTo } from '../opening/second-step.ts';
import { mayBeLinked } from '../triage/linked.ts';
import { joinedIn, onlyLinkedIn } from './joined.ts';
import { matchWords } from './match.ts';
import { childLikeness, isMistaken, isOfOnePupil } from './telling.ts';

/** Other reports that may have to do with the same person, over what the person who asks may open. */
export interface OthersOnPerson {
  readonly others: readonly Concern[];
  /** Those said to be about the same person, or of one child of the roll, with this one or with one that was, the newest first. */
  readonly joined: readonly Concern[];
  /** What tells of whom each is about. */
  entriesOf(concern: Concern): readonly Entry[];
  readonly isPartial: boolean;
}

export async function othersOnPerson(deps: ConcernDeps, concern: Concern, actor: Actor): Promise<OthersOnPerson> {
  const school = schoolOf(deps, concern.school);
  // Found by keyed hashes: with hundreds of records each look would else open every one of them.
  const own = await deps.store.tellingOfPerson([concern]);
  const ids = await deps.store.mayConcernTheSame(concern, matchWords(own.get(concern.id) ?? []));
  const { concerns, isPartial } = await within(deps, actor, { ids });
  const near = concerns.filter((one) => mayBeBeside(school, concern, one));
  const told = await deps.store.tellingOfPerson(near);
  const entriesOf = (of: Concern): readonly Entry[] => (of === concern ? own : told).get(of.id) ?? [];
  const others = near.filter((one) => !isMistaken(entriesOf(concern), entriesOf(one)));
  return { others, joined: reachable(concern, others, entriesOf), entriesOf, isPartial };
}

const mayBeBeside = (school: School, concern: Concern, one: Concern): boolean =>
  one.id !== concern.id &&
  one.school === concern.school &&
  shelfOf(one.kind) === shelfOf(concern.kind) &&
  mayBeLinked(school, concern, one);

/** Which of `all` are about the same person as `concern`, as far as that was said or one child of the roll; the newest first. */
export const samePersonIn = (
  school: School,
  concern: Concern,
  all: readonly Concern[],
  told: ReadonlyMap<Concern['id'], readonly Entry[]>,
): readonly Concern[] => {
  const entriesOf = ({ id }: Concern): readonly Entry[] => told.get(id) ?? [];
  const others = all.filter(
    (one) => mayBeBeside(school, concern, one) && !isMistaken(entriesOf(concern), entriesOf(one)),
  );
  return reachable(concern, others, entriesOf);
};

/** Other reports that are not closed, the most urgent first and then the longest without one. */
export interface OpenBeside {
  /** About the same person. */
  readonly openBeside: readonly Concern[];
  /** May be about the same person: nobody has said yet. */
  readonly perhapsBeside: readonly Concern[];
}

/** What stays open beside a report, for the person who asks. Nothing is compared while words are closed until the second step. */
export async function openBeside(deps: ConcernDeps, concern: Concern, actor: Actor): Promise<OpenBeside> {
  const near = await othersOnPerson(deps, concern, actor);
  const isClosed = (await searchClosedTo(deps, [schoolOf(deps, concern.school)], actor.user)) !== undefined;
  const { undecided } = isClosed ? NONE_COMPARED : comparedWith(concern, near);
  const open = (all: readonly Concern[]): readonly Concern[] =>
    all
      .filter(({ status }) => status !== 'closed')
      .toSorted(
        (left, right) =>
          Number(right.isUrgent) - Number(left.isUrgent) || left.raisedAt.getTime() - right.raisedAt.getTime(),
      );
  return { openBeside: open(near.joined), perhapsBeside: open(undecided) };
}

/** Those that may be about the same person, by what is known of both or because someone linked them. The likeliest first. */
interface Compared {
  /** Nobody has said whether they are. */
  readonly undecided: readonly Concern[];
  /** Said to be about someone else. */
  readonly parted: readonly Concern[];
}
export const NONE_COMPARED: Compared = { undecided: [], parted: [] };

export function comparedWith(
  concern: Concern,
  { others, joined, entriesOf }: Omit<OthersOnPerson, 'isPartial'>,
): Compared {
  const entries = entriesOf(concern);
  const [linked, said] = [onlyLinkedIn(entries), joinedIn(entries)];
  const near = others
    .filter((one) => !joined.includes(one))
    .map((one) => ({ one, how: likeness(concern, one, entriesOf) ?? (linked.has(one.id) ? 'perhaps' : undefined) }))
    .filter(({ how }) => how !== undefined)
    .toSorted((left, right) => Number(right.how === 'alike') - Number(left.how === 'alike'))
    .map(({ one }) => one);
  const isParted = ({ id }: Concern): boolean => said.get(id) === false;
  return { undecided: near.filter((one) => !isParted(one)), parted: near.filter(isParted) };
}

/**
 * Through one report that is about the same person to the next, as far as all of them may be opened. A child of the roll is one person; who was
 * said to be another is not.
 */
function reachable(
  from: Concern,
  others: readonly Concern[],
  entriesOf: (of: Concern) => readonly Entry[],
): readonly Concern[] {
  const parted = joinedIn(entriesOf(from));
  const found = new Set<Concern>();
  const waiting = [from];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const entries = entriesOf(next);
    const said = joinedIn(entries);
    for (const one of others) {
      if (found.has(one) || parted.get(one.id) === false) continue;
      if (!(said.get(one.id) ?? isOfOnePupil(entries, entriesOf(one)))) continue;
      found.add(one);
      waiting.push(one);
    }
  }
  return [...found].sort((left, right) => right.raisedAt.getTime() - left.raisedAt.getTime());
}

/** A child by the roll or the name that was typed; an adult by whom was picked, or the name that was typed. */
function likeness(
  left: Concern,
  right: Concern,
  entriesOf: (of: Concern) => readonly Entry[],
): 'alike' | 'perhaps' | undefined {
  if (shelfOf(left.kind) === 'adult' && left.naming.settled.some((id) => right.naming.settled.includes(id)))
    return 'alike';
  return childLikeness(entriesOf(left), entriesOf(right));
}
