import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { UserId } from '../../../src/kernel/ids.ts';
import { RECIPIENTS } from '../../../src/report/concern.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { keptRoute, readersOf, routeFor } from '../../../src/report/routing/routing.ts';
import { everyHolder, holdsRole, type Role, type School } from '../../../src/school/school.ts';
import { given, membersOf, PRIYA, type World } from '../support.ts';
import { BRONWEN, GRAHAM, IOAN, MAGDALENA, PHILIPPA, SEAMUS, schoolWithJobs, THOMAS, YUSUF } from './called.ts';

let world: World;
beforeAll(async () => {
  world = await given({
    file: (trust) => ({
      ...trust,
      schools: trust.schools.map((school) => (school.id === 'oakfield' ? schoolWithJobs(school) : school)),
    }),
  });
  world.directory.place = membersOf(BRONWEN, THOMAS, MAGDALENA);
});
afterAll(() => world.close());

interface Person {
  readonly id: UserId;
  readonly title: string;
  readonly given: string;
  readonly family: string;
  /** Other forms of the first name, and what they are called by their role or job. */
  readonly forms: readonly string[];
  readonly roles: readonly string[];
}
const person = (id: UserId, title: string, name: string, forms: string, roles: readonly string[]): Person => {
  const [first = '', family = ''] = name.split(' ');
  return { id, title, given: first, family, forms: forms.split(' '), roles };
};
const PEOPLE: readonly Person[] = [
  person(BRONWEN, 'Mrs', 'Bronwen Castell', 'Bron Bronnie Бронвен', [
    'The DSL',
    'The assistant head',
    'AHT',
    'The CP lead',
  ]),
  person(THOMAS, 'Mr', 'Thomas Underwood', 'Tom Tomos Twm Tomek Томас توماس', [
    'The head of year 9',
    'HoY9',
    'The deputy DSL',
  ]),
  person(MAGDALENA, 'Ms', 'Magdalena Wójcik', 'Magda Madzia Μαγδαλένα', ['The SENCo', 'The special needs coordinator']),
  person(GRAHAM, 'Mr', 'Graham Oldfield', 'Graeme Gra', [
    'The head',
    'Y pennaeth',
    'The boss',
    'The person who runs the school',
  ]),
  person(SEAMUS, 'Mr', 'Seamus Kearney', 'James Jim Shay', ['The deputy head', 'Y dirprwy bennaeth']),
  person(PHILIPPA, 'Mrs', 'Philippa Danvers', 'Pippa Pip', ['The chairman', 'The chair of governors', 'Y cadeirydd']),
  person(IOAN, 'Mr', 'Ioan Prosser', 'Ieuan John', ['The clerk to the governors']),
  person(YUSUF, 'Dr', 'Yusuf Rahman', 'Joseph Yousef', ['The data officer', 'The business manager']),
];

/** Ways to write a name so that a reader still sees it. */
const DISGUISES: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => [...name].join('\u200b'),
  (name) => name.replace(/(?<=\p{L})(?=\p{L})/gu, '\u2060'),
  (name) => `\u202e${[...name].reverse().join('')}\u202c`,
  (name) => name.replace(/\p{L}{4,}/gu, (word) => [...word].join('.')),
  (name) => name.replace(/\p{L}{4,}/gu, (word) => [...word].join(' ')),
  (name) => name.replace(/o/g, 'о').replace(/a/g, 'а'),
];
const NAMES: readonly ((one: Person) => string)[] = [
  ({ given: first, family }) => `${first} ${family}`,
  ({ title, family }) => `${title} ${family}`,
  ({ title, family }) => `${title}${family}`,
  ({ title, family }) => `${title} ${family.slice(0, 4)} ${family.slice(4)}`,
  ({ given: first }) => first,
  ({ family }) => family,
];
const naming = (one: Person): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...DISGUISES)).map(([name, disguise]) => disguise(name(one))),
    fc.constantFrom(...one.forms, ...one.roles),
    fc.constantFrom(`${one.title} ${one.family.charAt(0)}`),
  );
const DEEDS = [
  'slapped him',
  'grabbed her by the arm',
  'keeps texting her',
  'pushed a boy over',
  'shouted in her face',
  'kissed her',
];
const AROUND = [
  '',
  'Maisie was quiet. ',
  'I told the office.\n',
  'It was at lunch, I think. ',
  'she cried\n',
  '“Leave me alone.” ',
];
const accusedUpTo = (most: number) =>
  fc
    .uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1, maxLength: most })
    .chain((people) =>
      fc.tuple(
        fc.constant(people.map(({ id }) => id)),
        fc.tuple(
          ...people.map((one) =>
            fc
              .tuple(fc.constantFrom(...AROUND), naming(one), fc.constantFrom(...DEEDS))
              .map(([around, name, deed]) => `${around}${name} ${deed}.`),
          ),
        ),
      ),
    )
    .map(([people, sentences]) => ({ people, text: sentences.join(' ') }));
const accused = accusedUpTo(2);

/** Roles that nobody holds at a school, which has its head, its DSL or its chair at least. */
const VACANT = [
  'senior-manager',
  'governance-officer',
  'dpo',
  'deputy-dsl',
  'chair-of-governors',
  'headteacher',
] as const;
const withVacant = (vacant: readonly Role[]): School => ({
  ...world.school,
  roles: Object.assign({ ...world.school.roles }, ...vacant.map((role) => ({ [role]: [] }))),
});
const KINDS_OF_IT = ['child', 'staff', 'data', 'online-abuse'] as const;

test('whatever a text says of them and however many roles are vacant, whom it accuses is shut out, and another has it', () => {
  fc.assert(
    fc.property(
      accusedUpTo(6),
      fc.subarray([...VACANT]),
      fc.constantFrom(...KINDS_OF_IT),
      ({ people, text }, vacant, kind) => {
        const school = withVacant(vacant);
        const holding = new Set(everyHolder(school).map(({ id }) => id));
        const mentions = mentionsIn({ who: 'Maisie Lee, 7B', seen: text });
        const { steps, excluded, isForNobody } = keptRoute(school, { kind, people: [], mentions }, PRIYA);
        expect(excluded).toEqual(expect.arrayContaining(people.filter((id) => holding.has(id))));
        const readers = readersOf(school, steps[0]);
        expect(readers.every(({ id }) => excluded.includes(id))).toBe(isForNobody);
        // Of those who have it only deputies may be meant, of a child's report, and never the DSL.
        const among = readers.filter(({ id }) => excluded.includes(id));
        const isAside = kind === 'child' && among.every(({ id }) => !holdsRole(school, id, 'dsl'));
        expect(among.length > 0).toBe((isForNobody && readers.length > 0) || (isAside && among.length > 0));
        // It is kept for nobody only where in every role that gets reports someone may be meant, or their head is.
        const free = RECIPIENTS.filter((one) => {
          const all = readersOf(school, one);
          return all.length > 0 && one !== 'senior-manager' && !all.some(({ id }) => excluded.includes(id));
        });
        if (isForNobody) expect(free.filter((one) => one !== steps[0])).toEqual([]);
      },
    ),
    { numRuns: 600, seed: 20_261_126 },
  );
});

const mayOpen = async (id: Parameters<World['find']>[0]): Promise<readonly UserId[]> => {
  const open: UserId[] = [];
  for (const user of new Set(everyHolder(world.school).map((one) => one.id)))
    if ((await world.concerns.record.open(id, world.as(user))).kind === 'open') open.push(user);
  return open;
};

test('the people a text accuses are shut out before anyone has answered, in any form of their names', () => {
  fc.assert(
    fc.property(accused, ({ people, text }) => {
      const mentions = mentionsIn({ who: 'Maisie Lee, 7B', seen: text });
      const { excluded } = routeFor(world.school, { kind: 'child', people: [], mentions }, PRIYA);
      expect(excluded).toEqual(expect.arrayContaining([...people]));
    }),
    { numRuns: 600, seed: 20_261_126 },
  );
});

test('the people a text accuses cannot open the report, in any form of their names; it is saved, and someone else can', async () => {
  await fc.assert(
    fc.asyncProperty(
      accused,
      fc.constantFrom('seen', 'said', 'opinion', 'done', 'an addition'),
      async ({ people, text }, box) => {
        const words = { who: 'Maisie Lee, 7B', seen: 'She was quiet.' };
        const isAdded = box === 'an addition';
        const { id } = await world.report('child', { words: isAdded ? words : { ...words, [box]: text } });
        await world.after(0);
        if (isAdded) await world.concerns.own.add(id, world.as(PRIYA), 'added', { text });
        const { excluded } = await world.find(id);
        expect(excluded).toEqual(expect.arrayContaining([...people]));
        // An addition that is not urgent waits ten minutes for the answer whom it means.
        await world.after(10);
        await world.after(0);
        const open = await mayOpen(id);
        expect(open.filter((user) => people.includes(user))).toEqual([]);
        expect(open).not.toEqual([]);
      },
    ),
    { numRuns: 30, seed: 20_261_126 },
  );
});
