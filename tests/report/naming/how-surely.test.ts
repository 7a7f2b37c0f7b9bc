import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { isAdultHeard } from '../../../src/report/naming/adult.ts';
import { namedInAddition } from '../../../src/report/naming/in-addition.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { isAdultDescribed } from '../../../src/report/naming/reading/roles/described.ts';
import { keptRoute, routeFor } from '../../../src/report/routing/routing.ts';
import { everyHolder, type School } from '../../../src/school/school.ts';
import { given, membersOf, PRIYA, person, type World } from '../support.ts';
import { GRAHAM, MAGDALENA, PHILIPPA, SEAMUS, schoolWithJobs, THOMAS } from './called.ts';
import { sayWhom } from './say-whom.ts';

const LAURA = person('b0000000-0000-4000-8000-000000007199');
/** Its DSL is called as many families at the school are. */
const withLaura = (school: School): School => ({
  ...school,
  roles: { ...school.roles, dsl: [{ id: LAURA, name: 'Laura Smith', jobs: ['Assistant Headteacher (Inclusion)'] }] },
});
const school = withLaura(schoolWithJobs());
const WHO = 'Maisie Lee, 7B';
const subjectOf = (seen: string) => ({ kind: 'child', people: [], mentions: mentionsIn({ who: WHO, seen }) }) as const;
const routed = (seen: string) => routeFor(school, subjectOf(seen), PRIYA);
const asked = (seen: string): readonly UserId[] => routed(seen).open.map(({ id }) => id);

test.each([
  ['Laura Smith slapped him.', LAURA],
  ['Mrs Laura Smith slapped him.', LAURA],
  ['Laura slapped him.', LAURA],
  ['Mrs Smith (DSL) slapped him.', LAURA],
  ['The assistant head Mrs Smith slapped him.', LAURA],
  ['Ms Wojcik slapped him.', MAGDALENA],
  ['Big Tom slapped him.', THOMAS],
  ['Mista Underwud slapped him.', THOMAS],
  ['“Syr Thomas wedi rhoi ei law arna i.”', THOMAS],
  ['Ms Woj-cik slapped him.', MAGDALENA],
  ['Maisie told me that Thomas slapped him.', THOMAS],
  ['Thomas Underwood at the club slapped him.', THOMAS],
  ['She told her mum Mr Underwood slapped him.', THOMAS],
  ['The boy Mr Underwood slapped was crying.', THOMAS],
  ['Mr Underwood slapped a child at the gate.', THOMAS],
  ['He is Thomas’s foster boy.', THOMAS],
  ['I told Mr Underwood. He has known all along.', THOMAS],
  ['I gave the letter to Mr Underwood. He burnt it.', THOMAS],
])('“%s” points at who is meant, and shuts them out', (text, id) => {
  expect(routed(text).excluded).toContain(id);
});

test.each([
  ['Mrs Smith slapped him.', LAURA],
  ['Smith slapped him.', LAURA],
  ['Mrs L Smith slapped him.', LAURA],
  ['Mrs Smyth slapped him.', LAURA],
  ['Nana Smith slapped him.', LAURA],
  ['Laura Smith (she’s my nan) slapped him.', LAURA],
  ['Laura Smith out of 8B slapped him.', LAURA],
  ['mrs smith down our street slapped him', LAURA],
  ['T.U. slapped him.', THOMAS],
  ['Smithy slapped him.', LAURA],
  ['Thomas in the year above slapped him.', THOMAS],
  ['Tom next door slapped him.', THOMAS],
  ['Tom (7B) was there. Tom slapped him.', THOMAS],
  ['Graham from the takeaway slapped him.', GRAHAM],
  ['Mr Underwood, dad, slapped him.', THOMAS],
  ['Mr Underwood the window cleaner slapped him.', THOMAS],
  ['Magdda slapped him.', MAGDALENA],
  ['P.D. slapped him.', PHILIPPA],
])(
  '“%s” is a name that others have: it asks, shuts nobody out meanwhile, and by the shared address shuts out',
  (text, id) => {
    expect([text, routed(text).excluded]).toEqual([text, []]);
    expect(asked(text)).toContain(id);
    expect(keptRoute(school, subjectOf(text), PRIYA, true).excluded).toContain(id);
  },
);

test('of who would not get the report nobody is asked: a weak reading shuts them out', () => {
  const { excluded, open, steps } = routed('SK slapped him.');
  expect({ excluded, open, to: steps[0] }).toEqual({ excluded: [SEAMUS], open: [], to: 'dsl' });
  expect(routed('I told Mr Kearney. He said that he would ring her mum.').excluded).toEqual([]);
});

test.each([
  'the lady who writes at the meetings called me vermin',
  'That woman upstairs who runs this place laughed at her.',
  'Sir from year 7 waits for us at the shop',
  'The person whose name is on every poster in this building slapped him.',
  'she takes the minutes and she used her cane on us',
  'His nibs locked him in again.',
  'अनिल कपूर ने उसे मारा',
  'He wrote 校长打了我 on his hand.',
])('“%s” describes an adult of the school: it is asked, whatever the encoder hears', async (text) => {
  const deaf = { hearsAdult: async () => false, log: { warn() {} } } as unknown as Parameters<typeof isAdultHeard>[0];
  expect(await isAdultHeard(deaf, school, { seen: text })).toBe(true);
});

test.each([
  'The man in the white van by the school gate gave her sweets.',
  'A woman on the bus slapped her.',
  'The lady from the shop shouted at him.',
  'The boy who sits next to her in reception class bit her.',
  'Her dad is the one who hits her.',
  'I am worried about the girl who was in the office.',
])('“%s” describes nobody of the school', (text) => {
  expect(isAdultDescribed(text)).toBe(false);
});

/** What an addition to a report about a child comes to, which names nobody. */
const added = (text: string) => {
  const report = { kind: 'child', naming: NOTHING_NAMED, excluded: [], reporter: PRIYA } as never;
  return namedInAddition(school, report, { who: WHO, seen: 'She was quiet.' }, { text });
};

test('an addition that says more of who was told is asked about, and one that says no more is not', () => {
  expect(added('I told Mrs Smith. It has come out that she sees him every week.').isWhomAsked).toBe(true);
  expect(added('I told Mr Underwood. It has come out that he sees her every week.').isWhomAsked).toBe(true);
  expect(added('I told Mr Underwood.').isWhomAsked).toBe(false);
  expect(added('I told Mr Underwood. She came in crying.').isWhomAsked).toBe(false);
});

const WEAK = [
  ...['Mrs Smith', 'Miss smith', 'Smith', 'Nan Smith', 'Smithy', 'Laura Smith, mum,'].map(
    (said) => [said, LAURA] as const,
  ),
  ...['Tom next door', 'TU', 'Thomas in my class', 'Mr Underwood the cook', 'Tommas'].map(
    (said) => [said, THOMAS] as const,
  ),
  ...['GO', 'Graham from the pub'].map((said) => [said, GRAHAM] as const),
];
const STRONG = [
  ['Laura Smith', LAURA],
  ['Mr Underwood', THOMAS],
  ['The SENCo', MAGDALENA],
  ['Magda', MAGDALENA],
  ['The head', GRAHAM],
] as const;
const DEEDS = ['slapped him', 'keeps texting her', 'took pictures of the girls', 'said that she would be sorry'];
const AROUND = ['', 'She was quiet. ', 'It was at lunch, I think. ', 'I told the office.\n', 'she cried\n'];
const naming = fc
  .tuple(fc.constantFrom(...AROUND), fc.constantFrom(...WEAK, ...STRONG), fc.constantFrom(...DEEDS))
  .map(([around, [said, id], deed]) => ({ id, text: `${around}${said} ${deed}.` }));

test('whatever is said, nobody whom a name may mean is neither shut out nor asked about, in the form and in an addition', () => {
  fc.assert(
    fc.property(fc.array(naming, { minLength: 1, maxLength: 3 }), (named) => {
      const text = named.map((one) => one.text).join(' ');
      const { excluded, open } = routed(text);
      const later = added(text);
      for (const { id } of named) {
        expect([text, excluded.includes(id) || open.some((one) => one.id === id)]).toEqual([text, true]);
        expect([text, later.excluded.includes(id) || later.isWhomAsked]).toEqual([text, true]);
        expect([text, keptRoute(school, subjectOf(text), PRIYA, true).excluded.includes(id)]).toEqual([text, true]);
      }
    }),
    { numRuns: 400, seed: 20_261_126 },
  );
});

describe('in the product', () => {
  let world: World;
  beforeAll(async () => {
    world = await given({
      file: (trust) => ({
        ...trust,
        schools: trust.schools.map((one) => (one.id === 'oakfield' ? withLaura(schoolWithJobs(one)) : one)),
      }),
    });
    world.directory.place = membersOf(LAURA, THOMAS, MAGDALENA);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.teams.told.length = 0;
  });
  const told = (kind: string) => world.teams.told.filter(({ notice }) => notice.kind === kind).length;
  const opens = async (id: ConcernId, user: UserId) =>
    (await world.concerns.record.open(id, world.as(user))).kind === 'open';
  const raised = async (seen: string, isUrgent = false) => {
    const sent = await world.tryReport('child', { words: { who: WHO, seen }, isUrgent });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await world.after(0);
    await world.after(0);
    return { id: sent.receipt.id, whom: sent.whom };
  };

  test('“Mrs Smith slapped him” waits ten minutes for the answer, and then the DSL has it', async () => {
    const { id, whom } = await raised('Mrs Smith slapped him.');
    expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Laura Smith']);
    expect(told('alert')).toBe(0);
    await world.after(10);
    await world.after(0);
    expect(told('alert')).toBe(1);
    expect((await world.find(id)).holder).toBe('dsl');
  });

  test('an urgent one waits for no answer', async () => {
    await raised('Mrs Smith slapped him.', true);
    expect(told('alert')).toBeGreaterThan(0);
  });

  test('“None of these” gives it to the DSL at once, and “Laura Smith” to the headteacher', async () => {
    const mother = await raised('Mrs Smith slapped him.');
    expect(await sayWhom(world, mother.id, { mentioned: 'none' })).toBe('said');
    expect(told('alert')).toBe(1);
    const dsl = await raised('Mrs Smith slapped him.');
    expect(await sayWhom(world, dsl.id, { mentioned: '0' })).toBe('said');
    expect(await world.find(dsl.id)).toMatchObject({ kind: 'dsl', holder: 'headteacher' });
    expect(await opens(dsl.id, LAURA)).toBe(false);
    expect(await opens(dsl.id, GRAHAM)).toBe(true);
  });

  test('nobody hears of an addition that only asks before its writer was asked, unless it is urgent', async () => {
    const { id } = await raised('She was quiet.');
    expect(await opens(id, LAURA)).toBe(true);
    world.teams.told.length = 0;
    const added = await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'Mrs Smith slapped him.' });
    await world.after(0);
    expect(added).toMatchObject({ whom: { mentioned: [{ id: LAURA }] }, waitsUntil: expect.any(Date) });
    expect(told('news')).toBe(0);
    expect(await sayWhom(world, id, { mentioned: '0' })).toBe('said');
    expect(await opens(id, LAURA)).toBe(false);
    const urgent = await raised('She was quiet.');
    expect(await opens(urgent.id, LAURA)).toBe(true);
    world.teams.told.length = 0;
    await world.concerns.own.add(urgent.id, world.as(PRIYA), 'added', { text: 'Mrs Smith slapped him.' }, true);
    await world.after(0);
    expect(told('news')).toBeGreaterThan(0);
  });

  test('it is saved whatever it names, and someone may open it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(naming, { minLength: 1, maxLength: 4 }), async (named) => {
        const { id } = await raised(named.map(({ text }) => text).join(' '));
        const open: UserId[] = [];
        for (const { id: user } of everyHolder(world.school)) if (await opens(id, user)) open.push(user);
        expect(open).not.toEqual([]);
      }),
      { numRuns: 12, seed: 20_261_126 },
    );
  });
});
