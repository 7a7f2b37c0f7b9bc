import { isCounted, type Person } from '../../acknowledge/register/person.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import { type Clock, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { School, TrainingKind } from '../../school/school.ts';
import { hasTraining, type TrainingStanding } from '../../school/training.ts';
import {
  standingsIn,
  type TrainingBook,
  type TrainingStore,
  traineeIn,
  trainingBeside,
  trainingBook,
} from './training.ts';

/** A register with the training that the school's rules ask for beside it. */
export interface TrainedRegister {
  readonly kinds: readonly TrainingKind[];
  of(person: Pick<Person, 'user' | 'name'>): readonly TrainingStanding[];
}

/** Pure. Without a kind where the policies ask for none. */
function trainedRegister(
  school: Pick<School, 'acknowledgement'>,
  policies: readonly { readonly title: string }[],
  book: TrainingBook,
  today: IsoDay,
): TrainedRegister {
  const kinds = trainingBeside(school, policies);
  return { kinds, of: (person) => standingsIn(kinds, book, traineeIn(person), today) };
}

/** The same, as it is kept now. Asks the store only where there is something to ask for. */
export async function readTrained(
  { trainings, clock }: { readonly trainings: Pick<TrainingStore, 'ofSchool'>; readonly clock: Clock },
  school: Pick<School, 'id' | 'acknowledgement'>,
  policies: readonly { readonly title: string }[],
): Promise<TrainedRegister> {
  const isAsked = trainingBeside(school, policies).length > 0;
  const book = trainingBook(isAsked ? await trainings.ofSchool(school.id) : []);
  return trainedRegister(school, policies, book, dayOf(clock()));
}

/** Whether someone lacks training that counts today. */
export const lacksTraining = (standings: readonly TrainingStanding[]): boolean =>
  standings.some((standing) => !hasTraining(standing));

/** Numbers of one kind of training among those who are counted. */
export interface TrainingTally {
  readonly name: string;
  readonly expected: number;
  readonly inDate: number;
  readonly dueSoon: number;
  readonly overdue: number;
  readonly none: number;
  /** Have signed, and the training counts today. */
  readonly both: number;
}

/** Who is away or has left is in none of the numbers, as in those of signatures. */
function trainingTallies(register: TrainedRegister, people: readonly Person[]): readonly TrainingTally[] {
  const counted = people.filter(({ state }) => isCounted(state) && state !== 'paused');
  const standings = counted.map((person) => ({ person, theirs: register.of(person) }));
  return register.kinds.map(({ name }, at) => {
    const count = (is: (standing: TrainingStanding, person: Person) => boolean): number =>
      standings.filter(({ person, theirs }) => theirs[at] && is(theirs[at], person)).length;
    return {
      name,
      expected: counted.length,
      inDate: count(({ state }) => state === 'in-date'),
      dueSoon: count(({ state }) => state === 'due-soon'),
      overdue: count(({ state }) => state === 'overdue'),
      none: count(({ state }) => state === 'none'),
      both: count((standing, { state }) => state === 'acknowledged' && hasTraining(standing)),
    };
  });
}

/** The same of one campaign, as it stands now. */
export async function campaignTraining(
  deps: Parameters<typeof readTrained>[0] & {
    readonly campaigns: { people(id: CampaignId): Promise<readonly Person[]> };
  },
  { id, policies }: { readonly id: CampaignId; readonly policies: readonly { readonly title: string }[] },
  school: Pick<School, 'id' | 'acknowledgement'>,
): Promise<readonly TrainingTally[]> {
  const register = await readTrained(deps, school, policies);
  return register.kinds.length === 0 ? [] : trainingTallies(register, await deps.campaigns.people(id));
}
