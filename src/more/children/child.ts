import type { ConcernId } from '../../kernel/ids.ts';
import { DAY_MS, isWithin } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { type Concern, type Entry, sendersOf, shelfOf } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { type Access, access, mayReadAlong } from '../../report/opening/access.ts';
import { within } from '../../report/opening/lists.ts';
import { searchClosedTo } from '../../report/opening/second-step.ts';
import { type Relation, relatedIn } from '../../report/same-child/joined.ts';
import { likenessOf, readChild } from '../../report/same-child/likeness.ts';
import { isNamedIn, isOfOneSurname } from '../../report/same-child/match.ts';
import { comparedWith, NONE_COMPARED, othersOnPerson } from '../../report/same-child/others.ts';
import { toldOfRoll, whoIn } from '../../report/same-child/telling.ts';
import { categoriesIn } from '../../report/triage/chosen-categories.ts';
import type { School } from '../../school/school.ts';
import type { Rolls } from '../roll/rolls.ts';

/** Another report: only when it was sent and what kind it is. */
export interface OtherReport {
  readonly concern: Concern;
  /** Who it is about, as its reporter typed it. */
  readonly who: string;
  readonly categories: readonly string[];
}

/** A report about another child, and what someone has said they are to one another. */
export interface BesideReport extends OtherReport {
  readonly relation: Relation | undefined;
}

/** A report at another school of the trust: its child may have moved, or have a brother or sister here. */
export interface AwayReport extends OtherReport {
  readonly school: School;
  readonly how: 'same' | 'sibling' | 'named';
}

/** All reports on one person, as far as the person who asks may open them. */
export interface PersonPage {
  readonly kind: 'person';
  readonly concern: Concern;
  readonly school: School;
  readonly who: string;
  readonly categories: readonly string[];
  /** Who it is on the school's roll now, where that is known: name and class. */
  readonly onRoll: string | undefined;
  /** Said to be about the same person, by this one or by one that was, the newest first. */
  readonly joined: readonly OtherReport[];
  /** May be about the same person: someone says so or not. The likeliest first. */
  readonly suggested: readonly OtherReport[];
  /** Like this one, and said not to be about the same person: what was pressed by mistake can be put right. */
  readonly parted: readonly OtherReport[];
  /** Of others, one of which names the child of the other in passing, or was said to. */
  readonly named: readonly BesideReport[];
  /** Of children of the same surname, or said to be brother or sister. */
  readonly siblings: readonly BesideReport[];
  /** For the trust's safeguarding lead: at other schools, of what was opened to them there. */
  readonly elsewhere: readonly AwayReport[];
  /** They may act on it, not only read it. */
  readonly mayAct: boolean;
  /** This report and those joined to it within the last thirty days: how many, and by how many people. */
  readonly lately: { readonly reports: number; readonly reporters: number };
  /** Words are closed until the second step: nothing could be compared. */
  readonly isClosed: boolean;
  /** What is in a place that is not right just now is left out. */
  readonly isPartial: boolean;
}

export type Person = PersonPage | Exclude<Access, { kind: 'granted' }>;

const LATELY_MS = 30 * DAY_MS;
const MOST_SUGGESTED = 10;
const MOST_BESIDE = 5;

/**
 * Every report that is, or may be, about the same person as this one. All of it is worked out over what the person who looks may
 * open: a report that is hidden from them changes nothing that they see.
 */
export async function personFor(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'details'>,
  id: ConcernId,
  actor: Actor,
): Promise<Person> {
  const granted = await access(deps, id, actor, 'person');
  if (granted.kind !== 'granted') return granted;
  const { concern } = granted;
  const school = schoolOf(deps, concern.school);
  const near = await othersOnPerson(deps, concern, actor);
  const { others, joined, entriesOf, isPartial } = near;
  const isClosed = (await searchClosedTo(deps, [school], actor.user)) !== undefined;
  // Not a name of another report while words are closed: each opens by itself.
  const other = (of: Concern): OtherReport => ({
    concern: of,
    who: isClosed ? '' : whoIn(entriesOf(of)),
    categories: isClosed ? [] : categoriesIn(entriesOf(of)),
  });
  const { undecided: suggested, parted } = isClosed ? NONE_COMPARED : comparedWith(concern, near);
  const known = new Set([...joined, ...suggested]);
  const related = relatedIn(entriesOf(concern));
  const beside = isClosed || shelfOf(concern.kind) === 'adult' ? [] : others.filter((one) => !known.has(one));
  const besideIf = (is: (of: Concern) => boolean): readonly BesideReport[] =>
    beside
      .filter(is)
      .slice(0, MOST_BESIDE)
      .map((one) => ({ ...other(one), relation: related.get(one.id) }));
  const siblings = besideIf(
    (one) => related.get(one.id) === 'sibling' || isOfOneSurname(entriesOf(one), entriesOf(concern)),
  );
  // Each stands once, where more can be said of it.
  const named = besideIf(
    (one) =>
      !siblings.some(({ concern: { id } }) => id === one.id) &&
      (related.get(one.id) === 'named' ||
        related.get(one.id) === 'matter' ||
        (!parted.includes(one) &&
          (isNamedIn(entriesOf(one), entriesOf(concern)) || isNamedIn(entriesOf(concern), entriesOf(one))))),
  );
  const lately = [concern, ...joined].filter(({ raisedAt }) => isWithin(raisedAt, LATELY_MS, deps.clock()));
  return {
    kind: 'person',
    concern,
    school,
    who: whoIn(entriesOf(concern)),
    categories: categoriesIn(entriesOf(concern)),
    onRoll: (await rolls.details(school, toldOfRoll(entriesOf(concern))))?.title,
    joined: joined.map(other),
    suggested: suggested.slice(0, MOST_SUGGESTED).map(other),
    parted: parted.slice(0, MOST_SUGGESTED).map(other),
    named,
    siblings,
    elsewhere: isClosed ? [] : await awayFrom(deps, actor, concern, entriesOf(concern)),
    mayAct: granted.role !== 'trust-lead',
    lately: { reports: lately.length, reporters: sendersOf(lately) },
    isClosed,
    isPartial,
  };
}

/**
 * What the trust's lead sees of other schools: only what was opened to them here and there. Rolls differ between schools, so it is
 * compared by what was typed.
 */
async function awayFrom(
  deps: ConcernDeps,
  actor: Actor,
  concern: Concern,
  entries: readonly Entry[],
): Promise<readonly AwayReport[]> {
  const isRead = (one: Concern): boolean => mayReadAlong(schoolOf(deps, one.school), one, actor.user);
  if (!isRead(concern)) return [];
  const { concerns } = await within(deps, actor, { isOpenToTrust: true });
  const away = concerns.filter((one) => one.school !== concern.school && isRead(one));
  const schools = away.map(({ school }) => schoolOf(deps, school));
  // Another school may ask for a PIN where this one does not.
  if (away.length === 0 || (await searchClosedTo(deps, schools, actor.user))) return [];
  const told = await deps.store.tellingOfPerson(away);
  const howOf = (other: readonly Entry[]): AwayReport['how'] | undefined => {
    if (likenessOf(readChild(whoIn(entries)), readChild(whoIn(other)))) return 'same';
    if (isNamedIn(entries, other) || isNamedIn(other, entries)) return 'named';
    return isOfOneSurname(entries, other) ? 'sibling' : undefined;
  };
  return away
    .flatMap((one): readonly AwayReport[] => {
      const other = told.get(one.id) ?? [];
      const how = howOf(other);
      const categories = categoriesIn(other);
      return how ? [{ concern: one, school: schoolOf(deps, one.school), who: whoIn(other), categories, how }] : [];
    })
    .slice(0, MOST_SUGGESTED);
}
