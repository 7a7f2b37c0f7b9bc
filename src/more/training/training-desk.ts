import { readAudience } from '../../acknowledge/audience/audience.ts';
import type { Problem } from '../../acknowledge/campaign/campaign.ts';
import type { Extension } from '../../acknowledge/host.ts';
import { audienceGroups, type CampaignParts, schoolsRunBy } from '../../acknowledge/planning/plan.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { readingBriefly } from '../../kernel/remember.ts';
import type { LineProblem } from '../../kernel/table/cells.ts';
import { dayOf, type IsoDay, MINUTE_MS } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { TrainingStanding } from '../../school/training.ts';
import { besideSignatures, trainingAhead } from './beside-signatures.ts';
import { dayDone, type ListedTraining, readTraining } from './read-training.ts';
import {
  ownStandings,
  standingsIn,
  type TraineeId,
  type TrainingBook,
  type TrainingDate,
  type TrainingStore,
  traineeNamed,
  traineeOf,
  trainingBook,
  trainingKinds,
} from './training.ts';

/** When staff had the training that rules ask for. */
export const TRAINING = 'training.show';

export interface TrainingDeps extends Omit<CampaignParts, 'policies' | 'ids'> {
  readonly trainings: TrainingStore;
}

/** One of the staff, and where they stand with each kind. */
export interface Trained {
  readonly trainee: TraineeId;
  readonly name: string;
  readonly role: string;
  readonly standings: readonly TrainingStanding[];
}

/** A school's training, for HR. */
export interface TrainingView {
  readonly school: School;
  /** By name. */
  readonly people: readonly Trained[];
}

export type TrainingLook =
  | ({ readonly kind: 'training' } & TrainingView)
  | { readonly kind: 'not-allowed' }
  /** The staff list cannot be read now. */
  | { readonly kind: 'no-list'; readonly problem: Problem };

export type Entered =
  | { readonly kind: 'entered' | 'removed'; readonly name: string }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'wrong'; readonly what: string };

export type Imported =
  /** Not HR, or no list of training: nothing was looked at. */
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'another-list' }
  | { readonly kind: 'no-list'; readonly problem: Problem }
  | { readonly kind: 'not-read'; readonly problems: readonly LineProblem[] }
  | { readonly kind: 'imported'; readonly people: number; readonly dates: number; readonly older: number };

/** Someone on a staff list, as they are looked for. */
interface Colleague {
  readonly trainee: TraineeId;
  readonly name: string;
  readonly role: string;
  readonly address: string | undefined;
}

/** A staff list is read from the directory; a page of it turned soon after is of the same list. */
const LIST_LASTS_MS = 5 * MINUTE_MS;

type StaffList = { readonly staff: readonly Colleague[] } | { readonly problem: Problem };

interface DeskDeps extends TrainingDeps {
  readonly listOf: (school: School) => Promise<StaffList>;
}

export type TrainingDesk = ReturnType<typeof createTrainingDesk>;

/** Dates of training: entered, imported and looked at by HR; each person's own for themselves. Whether someone may is asked each time. */
export function createTrainingDesk(parts: TrainingDeps) {
  const { clock } = parts;
  const lists = readingBriefly(
    LIST_LASTS_MS,
    () => clock().getTime(),
    (school: School) => staffList(parts, school),
  );
  const listOf = async (school: School): Promise<StaffList> => {
    const list = await lists.read(school);
    // What could not be read is tried again by the next who asks.
    if ('problem' in list) lists.forget();
    return list;
  };
  const deps: DeskDeps = { ...parts, listOf };
  const extension: Extension = {
    button: { title: 'Training', verb: TRAINING },
    goesWith: besideSignatures(parts),
    ahead: (school, people, now) => trainingAhead(parts, school, people, dayOf(now)),
  };
  return {
    /** Schools that this person runs and that ask for training; empty for anyone else. */
    trainingSchools: (by: UserId): readonly School[] => schoolsOf(deps, by),
    training: (by: UserId, id: SchoolId): Promise<TrainingLook> => look(deps, by, id),
    enterTraining: (by: UserId, id: SchoolId, said: Said): Promise<Entered> => enter(deps, by, id, said),
    importTraining: (by: UserId, text: string): Promise<Imported> => take(deps, by, text),
    /** Their own, at the school at which they work. */
    ownTraining: (school: School, user: UserId) => ownStandings(parts, school, user),
    extension,
  };
}

const schoolsOf = ({ trust }: DeskDeps, by: UserId): readonly School[] =>
  schoolsRunBy(trust, by).filter((school) => trainingKinds(school).length > 0);

async function look(deps: DeskDeps, by: UserId, id: SchoolId): Promise<TrainingLook> {
  const { trainings, clock, listOf } = deps;
  const school = schoolsOf(deps, by).find((each) => each.id === id);
  if (!school) return { kind: 'not-allowed' };
  const list = await listOf(school);
  if ('problem' in list) return { kind: 'no-list', problem: list.problem };
  const book = trainingBook(await trainings.ofSchool(id));
  const today = dayOf(clock());
  const people = list.staff.map(({ trainee, name, role }) => ({
    trainee,
    name,
    role,
    standings: standingsIn(trainingKinds(school), book, trainee, today),
  }));
  return { kind: 'training', school, people };
}

interface Said {
  readonly trainee: TraineeId;
  readonly kind: string;
  readonly doneOn: IsoDay | undefined;
}

/** A date, or none any more, for one person who is on the staff list. */
async function enter(deps: DeskDeps, by: UserId, id: SchoolId, said: Said): Promise<Entered> {
  const { trainings, clock } = deps;
  const seen = await look(deps, by, id);
  if (seen.kind === 'not-allowed') return seen;
  if (seen.kind === 'no-list') return { kind: 'wrong', what: 'The staff list cannot be read now.' };
  const { trainee, kind, doneOn } = said;
  const person = seen.people.find((one) => one.trainee === trainee);
  if (!person || !trainingKinds(seen.school).some((one) => one.id === kind))
    return { kind: 'wrong', what: 'They are no longer on the staff list.' };
  if (doneOn === undefined) {
    await trainings.remove(id, trainee, kind);
    return { kind: 'removed', name: person.name };
  }
  const day = dayDone(doneOn, dayOf(clock()));
  if (typeof day === 'object') return { kind: 'wrong', what: `Nothing was saved: ${day.wrong}.` };
  await trainings.save(id, [{ trainee, kind, doneOn: day }], by, clock());
  return { kind: 'entered', name: person.name };
}

/** A file of dates: all of it or nothing. A date that is kept and is newer than the file's stays. */
async function take(deps: DeskDeps, by: UserId, text: string): Promise<Imported> {
  const { trainings, clock, listOf } = deps;
  const mine = schoolsOf(deps, by);
  if (mine.length === 0) return { kind: 'not-allowed' };
  const read = readTraining(text, mine.flatMap(trainingKinds), clock());
  if (read.kind !== 'read') return read;
  const staff = new Map<School, readonly Colleague[]>();
  for (const school of mine) {
    const list = await listOf(school);
    if ('problem' in list) return { kind: 'no-list', problem: list.problem };
    staff.set(school, list.staff);
  }
  const found = place(read.listed, staff);
  if (found.problems.length > 0) return { kind: 'not-read', problems: found.problems };
  let older = 0;
  let kept = 0;
  for (const [school, dates] of found.dates) {
    const book = trainingBook(await trainings.ofSchool(school.id));
    const newer = newest(dates).filter(({ trainee, kind, doneOn }) => doneOn >= knownOn(book, trainee, kind));
    older += newest(dates).length - newer.length;
    kept += newer.length;
    await trainings.save(school.id, newer, by, clock());
  }
  const people = new Set([...found.dates.values()].flat().map(({ trainee }) => trainee)).size;
  return { kind: 'imported', people, dates: kept, older };
}

const knownOn = (book: TrainingBook, trainee: TraineeId, kind: string): string => book.get(trainee)?.get(kind) ?? '';

/** Someone who did the same training twice has the later date. */
const newest = (dates: readonly TrainingDate[]): readonly TrainingDate[] => [
  ...new Map(
    dates
      .toSorted((a, b) => (a.doneOn < b.doneOn ? -1 : 1))
      .map((date) => [`${date.trainee} ${date.kind}`, date] as const),
  ).values(),
];

/** Who is meant on each line: by address, or by a name that one person alone has. */
function place(listed: readonly ListedTraining[], staff: ReadonlyMap<School, readonly Colleague[]>) {
  const problems = new Map<number, LineProblem>();
  const dates = new Map<School, TrainingDate[]>();
  for (const { line, email, name, kind, doneOn } of listed) {
    const sought = name === undefined ? undefined : traineeNamed(name);
    let isFound = false;
    for (const [school, people] of staff) {
      const meant = people.filter((person) =>
        email === undefined ? traineeNamed(person.name) === sought : person.address === email,
      );
      if (meant.length > 1)
        problems.set(line, { line, what: 'several people have that name: add their email address' });
      const [one] = meant;
      if (!one) continue;
      isFound = true;
      if (trainingKinds(school).some(({ id }) => id === kind))
        dates.set(school, [...(dates.get(school) ?? []), { trainee: one.trainee, kind, doneOn }]);
    }
    if (!isFound)
      problems.set(line, {
        line,
        what:
          email === undefined
            ? 'nobody with that name is on the staff list'
            : 'nobody on the staff list has that address',
      });
  }
  return { problems: [...problems.values()], dates };
}

/** Everyone in the staff groups, and those without an account who a campaign of this year asks on paper. */
async function staffList({ trust, directory, campaigns }: TrainingDeps, school: School): Promise<StaffList> {
  const decided = await campaigns.accountDecisions(school.id);
  const read = await readAudience(directory, { ...audienceGroups(trust, school), decided });
  if (read.kind === 'refused') return { problem: read.problem };
  const withAccount = [...read.audience.ask, ...read.audience.paper].map(
    ({ id, name, jobTitle, userPrincipalName }): Colleague => ({
      trainee: traineeOf(id),
      name,
      role: jobTitle ?? '',
      address: userPrincipalName.toLowerCase(),
    }),
  );
  const open = (await campaigns.list([school.id])).filter(({ status }) => status === 'running' || status === 'paused');
  const onPaper = (await Promise.all(open.map(({ id }) => campaigns.people(id)))).flat();
  const without = onPaper.flatMap(({ user, name, jobTitle, state }): [TraineeId, Colleague][] => {
    const trainee = traineeNamed(name);
    return user || state === 'left' ? [] : [[trainee, { trainee, name, role: jobTitle ?? '', address: undefined }]];
  });
  const staff = [...withAccount, ...new Map(without).values()];
  return { staff: staff.toSorted((a, b) => a.name.localeCompare(b.name)) };
}
