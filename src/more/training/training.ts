import type { Person } from '../../acknowledge/register/person.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { type Clock, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { School, TrainingKind } from '../../school/school.ts';
import { type TrainingStanding, trainingStanding } from '../../school/training.ts';

/** Whose training it is: an account, or the name of someone who has none. It has no room for a sentence. */
export type TraineeId = string & { readonly __brand: 'TraineeId' };

/** When someone had one kind of training last. */
export interface TrainingDate {
  readonly trainee: TraineeId;
  /** Of the school's kinds; dates of kinds that lanyard.yml no longer names are kept and not shown. */
  readonly kind: string;
  readonly doneOn: IsoDay;
}

/** Keeps one date for each person and kind: the last one that was given. */
export interface TrainingStore {
  ofSchool(school: SchoolId): Promise<readonly TrainingDate[]>;
  ofPerson(school: SchoolId, trainee: TraineeId): Promise<readonly TrainingDate[]>;
  /** All or none of them, in the place of what was there. */
  save(school: SchoolId, dates: readonly TrainingDate[], by: UserId, at: Date): Promise<void>;
  remove(school: SchoolId, trainee: TraineeId, kind: string): Promise<void>;
}

export const traineeOf = (user: UserId): TraineeId => user as string as TraineeId;

const MOST_LETTERS = 90;
/** Letters alone: a name is the same however it is spaced, small or large, with or without accents. */
export const traineeNamed = (name: string): TraineeId =>
  `name:${name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MOST_LETTERS)}` as TraineeId;

/** Someone without an account is known by their name: their place in a register is new each year. */
export const traineeIn = ({ user, name }: Pick<Person, 'user' | 'name'>): TraineeId =>
  user ? traineeOf(user) : traineeNamed(name);

/** By person and kind. */
export type TrainingBook = ReadonlyMap<TraineeId, ReadonlyMap<string, IsoDay>>;

export const trainingBook = (dates: readonly TrainingDate[]): TrainingBook =>
  new Map(
    [...Map.groupBy(dates, ({ trainee }) => trainee)].map(([trainee, theirs]) => [
      trainee,
      new Map(theirs.map(({ kind, doneOn }) => [kind, doneOn])),
    ]),
  );

/** Where someone stands with each of these kinds. */
export const standingsIn = (
  kinds: readonly TrainingKind[],
  book: TrainingBook,
  trainee: TraineeId,
  today: IsoDay,
): readonly TrainingStanding[] => kinds.map((kind) => trainingStanding(kind, book.get(trainee)?.get(kind.id), today));

export const trainingKinds = ({ acknowledgement }: Pick<School, 'acknowledgement'>): readonly TrainingKind[] =>
  acknowledgement.training ?? [];

/** The kinds that are beside one of these policies. */
export function trainingBeside(
  school: Pick<School, 'acknowledgement'>,
  policies: readonly { readonly title: string }[],
): readonly TrainingKind[] {
  const titles = new Set(policies.map(({ title }) => title.trim().toLowerCase()));
  return trainingKinds(school).filter(({ beside }) =>
    beside === undefined ? true : beside.some((title) => titles.has(title.trim().toLowerCase())),
  );
}

/** Someone's own, with each kind that their school asks for, in the order of lanyard.yml. */
export async function ownStandings(
  { trainings, clock }: { readonly trainings: Pick<TrainingStore, 'ofPerson'>; readonly clock: Clock },
  school: School,
  user: UserId,
): Promise<readonly TrainingStanding[]> {
  const kinds = trainingKinds(school);
  if (kinds.length === 0) return [];
  const trainee = traineeOf(user);
  const book = trainingBook(await trainings.ofPerson(school.id, trainee));
  return standingsIn(kinds, book, trainee, dayOf(clock()));
}
