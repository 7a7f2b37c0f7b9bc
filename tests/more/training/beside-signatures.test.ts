import { expect, test } from '@jest/globals';
import type { Person } from '../../../src/acknowledge/register/person.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { besideSignatures, trainingAhead } from '../../../src/more/training/beside-signatures.ts';
import { type TrainingStore, traineeNamed } from '../../../src/more/training/training.ts';
import { school as oakfield, userId } from '../../acknowledge/school.ts';

const TODAY = '2026-09-13' as IsoDay;
const PREVENT = { id: 'prevent', name: 'Prevent', everyMonths: 12, soonDays: 30 };
const school = { ...oakfield, acknowledgement: { ...oakfield.acknowledgement, training: [PREVENT] } };
const person = (name: string, state: Person['state'] = 'asked') => ({ name, state, user: undefined }) as Person;
/** When each had it last, by name. */
const stored = (dates: Readonly<Record<string, string>>) =>
  ({
    ofSchool: async () =>
      Object.entries(dates).map(([name, doneOn]) => ({ trainee: traineeNamed(name), kind: 'prevent', doneOn })),
    ofPerson: async () => [],
  }) as unknown as TrainingStore;

const DATES = { Ada: '2025-10-20', Ben: '2025-10-05', Cy: '2026-02-01', Dee: '2025-01-01', Eve: '2025-10-06' };

test('training that is due again is there by the month and by number, for those who are on a list', async () => {
  const people = [...['Ada', 'Ben', 'Cy', 'Dee'].map((name) => person(name)), person('Eve', 'left')];
  const found = await trainingAhead({ trainings: stored(DATES) }, school, people, TODAY);
  expect(found.map(({ day, title }) => `${day} ${title.slice(0, 32)}`)).toEqual([
    '2026-10-05 Prevent: due again for 2 people ',
    '2027-02-01 Prevent: due again for 1 person ',
  ]);
  expect(await trainingAhead({ trainings: stored(DATES) }, oakfield, people, TODAY)).toEqual([]);
});

test('beside a signature stands each training, and who lacks it', async () => {
  const beside = besideSignatures({ trainings: stored(DATES), clock: () => new Date(`${TODAY}T09:00:00Z`) });
  const columns = await beside.columns(school, []);
  expect(columns?.headings).toEqual(['Prevent', 'Prevent: due again']);
  expect(columns?.of(person('Cy'))).toEqual({
    lines: ['Prevent: 1 February 2026, until 1 February 2027'],
    cells: ['2026-02-01', '2027-02-01'],
    isLacking: false,
  });
  expect(columns?.of(person('Flo'))).toEqual({ lines: ['Prevent: no date'], cells: ['no date', ''], isLacking: true });
  const signed = [person('Cy', 'acknowledged'), person('Ben', 'acknowledged'), person('Dee', 'acknowledged')];
  expect(columns?.totals([...signed, person('Flo'), person('Gus', 'paused')])).toEqual([
    {
      name: 'Prevent',
      words: '2 of 4 in date (1 due soon), 1 overdue, 1 without a date.',
      withSignature: '2 signed and in date.',
      isOfSome: false,
    },
  ]);
  expect(await beside.columns(oakfield, [])).toBeUndefined();
  expect(await beside.own(oakfield, userId(1))).toEqual([]);
});
