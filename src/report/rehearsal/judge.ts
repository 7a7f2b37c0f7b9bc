import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { everyHolder, holders, type School } from '../../school/school.ts';
import type { Entry } from '../concern.ts';
import { acknowledgeDueAfter } from '../delivery/clocks.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Outside } from '../record/event-fold.ts';
import { readersOf } from '../routing/routing.ts';
import { firstWay } from '../triage/hand-on.ts';
import { REHEARSED, simulatedIn } from './drills.ts';
import type { DrillLine, Rehearsal, When, Wrong } from './rehearsal.ts';

/** Someone, or the DSL's place, and when. */
interface Seen {
  readonly person: UserId | undefined;
  readonly at: Date;
}

/** What is known of a drill that was sent. */
interface Found {
  readonly outside: Outside;
  /** `undefined`: its key is lost. */
  readonly entries: readonly Entry[] | undefined;
  readonly tries: readonly Seen[];
}

/** What has come of it by now; `undefined` where there is no such record. */
export async function lookAt(deps: ConcernDeps, concern: ConcernId): Promise<Found | undefined> {
  const outside = await deps.store.findSealed(concern);
  if (!outside) return undefined;
  return { outside, entries: await entriesOf(deps, concern), tries: await deps.rehearsals.tries(concern) };
}

async function entriesOf(deps: ConcernDeps, id: ConcernId): Promise<readonly Entry[] | undefined> {
  try {
    const concern = await deps.store.find(id);
    // Of what is no drill nothing is looked at.
    return concern?.drillOf === undefined ? undefined : await deps.store.entries(concern);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'forbidden') throw error;
    return undefined;
  }
}

/** Until when someone must have acknowledged it: the time that the school gives an urgent report. */
export const deadlineOf = (school: School, begunAt: Date): Date => acknowledgeDueAfter(school, true, begunAt);

/** The line of the page, with everything that is not as it must be. */
export function lineOf(
  school: School,
  one: Pick<Rehearsal, 'drill' | 'expected'> & { readonly begunAt: Date },
  found: Found,
): DrillLine {
  const { outside, entries = [], tries } = found;
  const told = toldIn(entries);
  const opened = entries.flatMap(({ kind, actor, at }): readonly Seen[] =>
    kind === 'opened' && actor !== 'lanyard' ? [{ person: actor, at }] : [],
  );
  const { acknowledgedAt: at, acknowledgedBy: person } = outside;
  const list = (all: readonly Seen[]): readonly When[] =>
    all.map((seen) => ({ name: calledIn(school, seen.person), at: seen.at.toISOString() }));
  return {
    reference: outside.reference,
    simulated: simulatedIn(one.drill, school, one.begunAt),
    told: list(told),
    opened: list(opened),
    acknowledged: at ? list([{ person, at }]) : [],
    tried: list(tries),
    wrong: wrongWith(school, one, { ...found, told, opened }).map(([why, names = []]) => ({
      why,
      names: names.map((id) => calledIn(school, id)),
    })),
  };
}

/** Who got a card, and whether the place did. That its people were told before, one by one, is an event without a person, too. */
function toldIn(entries: readonly Entry[]): readonly Seen[] {
  let via: unknown;
  return entries.flatMap(({ kind, at, facts = {} }): readonly Seen[] => {
    if (kind === 'raised' || kind === 'redirected') via = facts.via;
    if (kind !== 'delivered' && kind !== 'redelivered') return [];
    const person = facts.person as UserId | undefined;
    return person === undefined && via !== 'place' ? [] : [{ person, at }];
  });
}

const calledIn = (school: School, person: UserId | undefined): string =>
  person === undefined
    ? 'the DSL’s place'
    : (everyHolder(school).find(({ id }) => id === person)?.name ?? 'someone without a role here');

function wrongWith(
  school: School,
  { drill: id, expected, begunAt }: Parameters<typeof lineOf>[1],
  {
    outside,
    entries,
    told,
    opened,
    tries,
  }: Found & { readonly told: readonly Seen[]; readonly opened: readonly Seen[] },
): readonly (readonly [Wrong, readonly UserId[]] | readonly [Wrong])[] {
  const { to, shut = [], provesPlace } = REHEARSED[id];
  const has = (list: readonly Seen[], person: UserId): boolean => list.some((seen) => seen.person === person);
  const isInTime = outside.acknowledgedAt !== undefined && outside.acknowledgedAt <= deadlineOf(school, begunAt);
  const barred = expected.filter((person) => has(tries, person) && !has(opened, person));
  const always = [
    ...(barred.length > 0 ? [['could-not-open', barred] as const] : []),
    ...(isInTime ? [] : [['not-acknowledged'] as const]),
  ];
  // Who was told cannot be read any more.
  if (entries === undefined) return [['key-lost'], ...always];
  const missing = expected.filter((person) => !has(told, person));
  const leaked = shut
    .flatMap((role) => holders(school, role))
    .map((one) => one.id)
    .filter((person) => has(told, person) || has(opened, person));
  const isPlaceOwed = provesPlace && firstWay(school, 'dsl') === 'place';
  const hasDeputies = readersOf(school, 'dsl').length > 1;
  return [
    ...(entries.some(({ kind, facts }) => kind === 'raised' && facts?.to !== to) ? [['wrong-route'] as const] : []),
    ...(id === 'deputy-away' && hasDeputies && outside.onDuty?.length === 0 ? [['nobody-on-duty'] as const] : []),
    ...(isPlaceOwed && told.every((seen) => seen.person !== undefined) ? [['no-card-in-place'] as const] : []),
    ...(missing.length > 0 ? [['not-told', missing] as const] : []),
    ...(leaked.length > 0 ? [['subject-told', leaked] as const] : []),
    ...(opened.length === 0 ? [['not-opened'] as const] : []),
    ...always,
  ];
}
