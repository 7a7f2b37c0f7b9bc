import { codeWords } from '../../kernel/codes.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { FEWEST } from '../../school/merged-figures.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, shelfOf } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { within } from '../opening/lists.ts';
import { searchClosedTo } from '../opening/second-step.ts';
import { isOfItsPeople } from '../routing/lies-with.ts';
import { categoriesIn } from '../triage/chosen-categories.ts';
import { DECISION_WORDING } from './decision.ts';

/** The download of these numbers on paper. */
export const SAFEGUARDING_DOWNLOAD = 'safeguarding-report';

/** How many there are of each; those of which there are fewer than five stand together. */
export type Counts = readonly (readonly [what: string, count: number | 'few'])[];

/** The reports about children that came in one term, and until the next one began. */
export interface TermFigures {
  readonly name: string;
  readonly reports: number | 'few';
  /** A report may have several. */
  readonly categories: Counts;
  readonly decisions: Counts;
  /** Within so many milliseconds half of them were acknowledged, and decided; `undefined` where there are too few. */
  readonly acknowledgedMs: number | undefined;
  readonly decidedMs: number | undefined;
}

export interface ForGovernors {
  readonly schools: readonly { readonly school: School; readonly terms: readonly TermFigures[] }[];
  /** Words are closed until the second step: nothing by category. */
  readonly isClosed: boolean;
  readonly isPartial: boolean;
  readonly unreadable: number;
}

/** A report as far as it is counted. */
export interface Counted {
  readonly raisedAt: Date;
  readonly acknowledgedAt: Date | undefined;
  readonly decidedAt: Date | undefined;
  /** What was decided last. */
  readonly decision: string | undefined;
  readonly categories: readonly string[];
}

/** A meeting looks at a year. */
const TERMS_SHOWN = 3;

/** What the DSL's team tells the governors: numbers over the reports about children that they may open, open and closed. */
export async function governorsFor(deps: ConcernDeps, actor: Actor): Promise<ForGovernors> {
  const { concerns, isPartial, unreadable } = await within(deps, actor, {});
  const theirs = concerns.filter(
    (one) => shelfOf(one.kind) === 'child' && isOfItsPeople(schoolOf(deps, one.school), one, actor.user),
  );
  const schools = [...new Set(theirs.map(({ school }) => school))].map((id) => schoolOf(deps, id));
  const isClosed = schools.length > 0 && (await searchClosedTo(deps, schools, actor.user)) !== undefined;
  const trails = await deps.store.entriesOf(theirs);
  const today = dayOf(deps.clock());
  return {
    schools: schools.map((school) => ({
      school,
      terms: termFigures(
        school,
        today,
        theirs
          .filter((one) => one.school === school.id)
          .map((one) => counted(one, trails.get(one.id) ?? [], { isClosed })),
      ),
    })),
    isClosed,
    isPartial,
    unreadable,
  };
}

const counted = (
  { raisedAt, acknowledgedAt }: Concern,
  entries: readonly Entry[],
  { isClosed }: { readonly isClosed: boolean },
): Counted => {
  const decided = entries.filter(({ kind }) => kind === 'decided');
  return {
    raisedAt,
    acknowledgedAt,
    decidedAt: decided[0]?.at,
    decision: codeWords(DECISION_WORDING, decided.at(-1)?.facts?.decision),
    categories: isClosed ? [] : categoriesIn(entries),
  };
};

/** Pure. The newest term first; what came in the holidays counts with the term before. */
export function termFigures(
  { hours }: Pick<School, 'hours'>,
  today: IsoDay,
  reports: readonly Counted[],
): readonly TermFigures[] {
  const begun = hours.terms
    .filter(({ from }) => from <= today)
    .toSorted((left, right) => left.from.localeCompare(right.from));
  return begun
    .map(({ name, from }, at) => {
      const until = begun[at + 1]?.from;
      const own = reports.filter(({ raisedAt }) => {
        const day = dayOf(raisedAt);
        return day >= from && (until === undefined || day < until);
      });
      return {
        name,
        reports: told(own.length),
        categories: merged(own.flatMap(({ categories }) => (categories.length > 0 ? categories : ['No category set']))),
        decisions: merged(own.map(({ decision = 'Nothing decided yet' }) => decision)),
        acknowledgedMs: half(own.map(({ raisedAt, acknowledgedAt }) => between(raisedAt, acknowledgedAt))),
        decidedMs: half(own.map(({ raisedAt, decidedAt }) => between(raisedAt, decidedAt))),
      };
    })
    .toReversed()
    .slice(0, TERMS_SHOWN);
}

const told = (count: number): number | 'few' => (count > 0 && count < FEWEST ? 'few' : count);

/**
 * Those of fewer than five are put together, and with the next smallest where that is not enough: beside the number of all reports what
 * is left over would else tell how many they are.
 */
function merged(all: readonly string[]): Counts {
  const parts = [...Map.groupBy(all, (what) => what)]
    .map(([what, of]) => [what, of.length] as const)
    .toSorted(([one, left], [other, right]) => right - left || one.localeCompare(other));
  const shown = parts.filter(([, count]) => count >= FEWEST);
  let rest = parts.reduce((sum, [, count]) => sum + (count < FEWEST ? count : 0), 0);
  while (rest > 0 && rest < FEWEST && shown.length > 0) rest += shown.pop()?.[1] ?? 0;
  if (rest === 0) return shown;
  return [...shown, [shown.length === 0 ? 'All together' : 'All others together', told(rest)]];
}

const between = (from: Date, to: Date | undefined): number | undefined => to && to.getTime() - from.getTime();

/** Of the times that are known the one in the middle. */
function half(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((ms) => ms !== undefined).toSorted((left, right) => left - right);
  return known.length < FEWEST ? undefined : known[Math.floor((known.length - 1) / 2)];
}
