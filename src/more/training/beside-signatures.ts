import type { Total } from '../../acknowledge/campaign/campaign-view.ts';
import type { Ahead, Columns, GoesWith, OwnRow } from '../../acknowledge/host.ts';
import { isExpected, type Person } from '../../acknowledge/register/person.ts';
import { policiesOf } from '../../acknowledge/text/as-asked.ts';
import { type Clock, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { School, TrainingKind } from '../../school/school.ts';
import { hasTraining, type TrainingStanding } from '../../school/training.ts';
import {
  ownStandings,
  standingsIn,
  type TrainingStore,
  traineeIn,
  trainingBeside,
  trainingBook,
  trainingKinds,
} from './training.ts';
import { standingWords, type TrainingTally, trainingWords } from './training-words.ts';

interface Deps {
  readonly trainings: TrainingStore;
  readonly clock: Clock;
}

/** The training that the school's rules ask for, beside signatures. Asks the store only where there is something to ask for. */
export const besideSignatures = (deps: Deps): GoesWith => ({
  title: 'Training that goes with it',
  async columns(school, policies) {
    const kinds = trainingBeside(school, policies);
    if (kinds.length === 0) return undefined;
    const book = trainingBook(await deps.trainings.ofSchool(school.id));
    const today = dayOf(deps.clock());
    return columnsOf(kinds, (person) => {
      const theirs = trainingBeside(school, policiesOf(policies, person));
      const standings = standingsIn(theirs, book, traineeIn(person), today);
      return kinds.map((kind) => standings[theirs.indexOf(kind)]);
    });
  },
  own: async (school, user) => (await ownStandings(deps, school, user)).map(ownRow),
});

/** One for each kind; none for a kind that goes with a policy which is not for them. */
type StandingsOf = (person: Pick<Person, 'user' | 'name' | 'askedFor'>) => readonly (TrainingStanding | undefined)[];

const isThere = (standing: TrainingStanding | undefined): standing is TrainingStanding => standing !== undefined;

const columnsOf = (kinds: readonly TrainingKind[], standingsOf: StandingsOf): Columns => ({
  title: 'Training dates',
  headings: kinds.flatMap(({ name }) => [name, `${name}: due again`]),
  of(person) {
    const standings = standingsOf(person);
    return {
      lines: standings.filter(isThere).map(standingWords),
      cells: standings.flatMap((standing) =>
        standing ? [standing.doneOn ?? 'no date', standing.dueOn ?? ''] : ['', ''],
      ),
      isLacking: lacksTraining(standings.filter(isThere)),
    };
  },
  totals: (people) =>
    tallies(kinds, people, standingsOf).map(({ both, isOfSome, ...tally }) => ({
      name: tally.name,
      words: trainingWords(tally),
      withSignature: `${both} signed and in date.`,
      isOfSome,
    })),
});

/** Whether someone lacks training that counts today. */
export const lacksTraining = (standings: readonly TrainingStanding[]): boolean =>
  standings.some((standing) => !hasTraining(standing));

/** Who is away or has left is in none of the numbers, as in those of signatures. */
function tallies(kinds: readonly TrainingKind[], people: readonly Person[], standingsOf: StandingsOf) {
  const counted = people.filter(({ state }) => isExpected(state));
  const standings = counted.map((person) => ({ person, theirs: standingsOf(person) }));
  return kinds.map(({ name }, at): TrainingTally & Pick<Total, 'name' | 'isOfSome'> & { readonly both: number } => {
    const count = (is: (standing: TrainingStanding, person: Person) => boolean): number =>
      standings.filter(({ person, theirs }) => theirs[at] && is(theirs[at], person)).length;
    const expected = count(() => true);
    return {
      ...{ name, expected, isOfSome: expected < counted.length },
      inDate: count(({ state }) => state === 'in-date'),
      dueSoon: count(({ state }) => state === 'due-soon'),
      overdue: count(({ state }) => state === 'overdue'),
      none: count(({ state }) => state === 'none'),
      both: count((standing, { state }) => state === 'acknowledged' && hasTraining(standing)),
    };
  });
}

const OWN_WORDS: Readonly<Record<Exclude<TrainingStanding['state'], 'in-date'>, string>> = {
  'due-soon': 'Due again soon.',
  overdue: 'Overdue: please ask HR for the next date.',
  none: 'HR has no date for you.',
};

/** Someone's own training, to themselves. */
export function ownRow(standing: TrainingStanding): OwnRow {
  const { kind, state } = standing;
  const words = state === 'none' ? kind.name : standingWords(standing);
  if (state === 'in-date') return { words };
  return { words, note: { words: OWN_WORDS[state], tone: state === 'due-soon' ? 'default' : 'warning' } };
}

/**
 * When training is due again, month by month and by number: names are HR's, one press away. Of those who are on a list now: dates of
 * someone who left are kept and due for nobody.
 */
export async function trainingAhead(
  { trainings }: Pick<Deps, 'trainings'>,
  school: School,
  people: readonly Person[],
  today: IsoDay,
): Promise<readonly Ahead[]> {
  const kinds = trainingKinds(school);
  if (kinds.length === 0) return [];
  const book = trainingBook(await trainings.ofSchool(school.id));
  const here = new Set(people.filter(({ state }) => state !== 'left').map(traineeIn));
  const ahead = [...here]
    .flatMap((trainee) => standingsIn(kinds, book, trainee, today))
    .flatMap(({ kind: { name }, dueOn }) => (dueOn && dueOn >= today ? [{ name, dueOn }] : []))
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  return [...Map.groupBy(ahead, ({ name, dueOn }) => `${name} ${dueOn.slice(0, 7)}`)].flatMap(([key, due]): Ahead[] => {
    const [first] = due;
    if (!first) return [];
    const title = `${first.name}: due again for ${due.length === 1 ? '1 person' : `${due.length} people`} this month, starting on this day.`;
    return [{ id: `training-${school.id}-${key.replaceAll(/\W+/g, '-')}`, kind: 'to-do', day: first.dueOn, title }];
  });
}
