import { schoolsRunBy } from '../../acknowledge/planning/plan.ts';
import type { Person } from '../../acknowledge/register/person.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { ScenarioStore } from '../scenarios/scenario.ts';
import { standingsIn, traineeIn, trainingBook, trainingKinds } from '../training/training.ts';
import type { TrainingDeps } from '../training/training-desk.ts';
import { calendarFile } from './calendar-file.ts';
import { type TrainingDue, type YearEntry, yearOf } from './year.ts';

/** A school's coming twelve months. */
export interface Year {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly entries: readonly YearEntry[];
}

interface YearDeps extends TrainingDeps {
  readonly scenarios: Pick<ScenarioStore, 'isOff' | 'list'>;
}

/** The coming year, for those who run campaigns. Whether someone may is asked each time. */
export function createYear({ trust, campaigns, policies, quizzes, trainings, scenarios, clock }: YearDeps) {
  const ofSchool = async (school: School): Promise<Year> => {
    const open = (await campaigns.list([school.id])).filter(({ status }) =>
      ['planned', 'running', 'paused'].includes(status),
    );
    const withPeople = await Promise.all(
      open.map(async (campaign) => ({ campaign, people: await campaigns.people(campaign.id) })),
    );
    const training = await trainingDue(
      school,
      withPeople.flatMap(({ people }) => people),
    );
    const areMore = (await quizzes.ofSchool(school.id)).some(({ questions }) => questions.length > 0);
    const questions = { decided: await scenarios.list(school.id), areMore };
    const extras = { training, ...(!(await scenarios.isOff(school.id)) && { scenarios: questions }) };
    return { school, entries: yearOf(school, withPeople, await policies.inForce(school.id), clock(), extras) };
  };

  /** Of those who are on a list now: dates of someone who left are kept and due for nobody. */
  async function trainingDue(school: School, people: readonly Person[]): Promise<readonly TrainingDue[]> {
    const kinds = trainingKinds(school);
    if (kinds.length === 0) return [];
    const book = trainingBook(await trainings.ofSchool(school.id));
    const here = new Set(people.filter(({ state }) => state !== 'left').map(traineeIn));
    return [...here].flatMap((trainee) =>
      standingsIn(kinds, book, trainee, dayOf(clock())).flatMap(({ kind: { name }, dueOn }) =>
        dueOn ? [{ name, dueOn }] : [],
      ),
    );
  }
  return {
    /** Of every school for which this person runs campaigns; empty for anyone else. */
    years: (by: UserId): Promise<readonly Year[]> => Promise.all(schoolsRunBy(trust, by).map(ofSchool)),

    /** One school's year as a calendar file; `undefined` for anyone who does not run its campaigns. */
    async calendar(by: UserId, id: SchoolId): Promise<string | undefined> {
      const school = schoolsRunBy(trust, by).find((each) => each.id === id);
      if (!school) return undefined;
      const { entries } = await ofSchool(school);
      return calendarFile(`Policies at ${school.name}`, `${school.id}.lanyard`, entries, clock());
    },
  };
}
