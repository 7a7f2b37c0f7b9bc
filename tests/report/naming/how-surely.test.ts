import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { isAdultHeard } from '../../../src/report/naming/adult.ts';
import { openIn } from '../../../src/report/naming/answer-own.ts';
import { namedInAddition } from '../../../src/report/naming/in-addition.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { isAdultDescribed } from '../../../src/report/naming/reading/roles/described.ts';
import { resolvingNames } from '../../../src/report/naming/resolved-names.ts';
import { keptRoute, routeFor } from '../../../src/report/routing/routing.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import { everyHolder, type School, type Trust } from '../../../src/school/school.ts';
import { given, membersOf, PRIYA, person, type World } from '../support.ts';
import { GRAHAM, MAGDALENA, PHILIPPA, SEAMUS, schoolWithJobs, THOMAS, YUSUF } from './called.ts';
import { sayWhom } from './say-whom.ts';

const LAURA = person('b0000000-0000-4000-8000-000000007199');
/** Its DSL is called as many families at the school are. */
const withLaura = (school: School): School => ({
  ...school,
  roles: {
    ...school.roles,
    dsl: [{ id: LAURA, name: 'Laura Smith', jobs: ['Assistant Headteacher (Teaching and Learning)'] }],
  },
});
const school = withLaura(schoolWithJobs());
const WHO = 'Maisie Lee, 7B';
const subjectOf = (seen: string) => ({ kind: 'child', people: [], mentions: mentionsIn({ who: WHO, seen }) }) as const;
const routed = (seen: string) => routeFor(school, subjectOf(seen), PRIYA);
const added = (text: string) => {
  const report = { kind: 'child', naming: NOTHING_NAMED, excluded: [], reporter: PRIYA } as never;
  return namedInAddition(school, report, { who: WHO, seen: 'She was quiet.' }, { text });
};

/** Names that others may have, and what is made of a name: who they point at does not get it, and is asked about. */
const WEAK = [
  ...['Mrs Smith', 'Smith', 'Mrs L Smith', 'Mrs Smyth', 'Smithy', 'Laura'].map((said) => [said, LAURA] as const),
  ...['Mista Underwud', 'Mr Under', 'Tommy Under', 'Big Tom', 'Syr Thomas'].map((said) => [said, THOMAS] as const),
  ...['Ms Woj-cik', 'Magdda Wojcik', 'Magda'].map((said) => [said, MAGDALENA] as const),
  ...['Mr Oldf', 'Oldfieldy'].map((said) => [said, GRAHAM] as const),
];
const STRONG = [
  ['Laura Smith', LAURA],
  ['Mrs Smith (DSL)', LAURA],
  ['Mr Underwood', THOMAS],
  ['The head of nine', THOMAS],
  ['The head of 9', THOMAS],
  ['The SENCo', MAGDALENA],
  ['The head', GRAHAM],
] as const;

test.each([...WEAK, ...STRONG])(
  '“%s” shuts out whom it points at, in the form, in an addition and by the shared address, and asks',
  (said, id) => {
    const text = `${said} slapped him.`;
    const { excluded, open } = routed(text);
    expect(excluded).toContain(id);
    expect(open.map((one) => one.id)).toContain(id);
    expect(added(text).excluded).toContain(id);
    expect(keptRoute(school, subjectOf(text), PRIYA, true).excluded).toContain(id);
  },
);

test.each([
  ['Maisie told me that Thomas slapped him.', THOMAS],
  ['Mr Underwood in the gym touched her.', THOMAS],
  ['Thomas Underwood at the club slapped him.', THOMAS],
  ['She told her mum Mr Underwood slapped him.', THOMAS],
  ['He is Thomas’s foster boy.', THOMAS],
  ['Mr Underwood’s lad hit him.', THOMAS],
  ['I told Mr Underwood. He has known all along.', THOMAS],
  ['I gave the letter to Mr Underwood. He burnt it.', THOMAS],
  ['I told Mr Underwood and he rolled his eyes.', THOMAS],
  ['The bursar follows the girls home.', YUSUF],
  ['The finance lady follows the girls home.', YUSUF],
  ['The T&L lead slapped him.', LAURA],
  ['The assistant head for learning slapped him.', LAURA],
])('“%s” points at who is meant', (text, id) => {
  expect(routed(text).excluded).toContain(id);
});

test.each([
  'Her Year 9 tutor noticed a bruise.',
  'He is in year 9 and his form teacher saw it.',
  'She made a mug in pottery club.',
  'Dinner was late and he was hungry.',
])('“%s” points at nobody', (text) => {
  const potter: School = { ...school, roles: { ...school.roles, hr: [{ id: SEAMUS, name: 'Dinah Potter' }] } };
  expect(routeFor(potter, subjectOf(text), PRIYA).excluded).toEqual([]);
});

test.each([
  'the lady who writes at the meetings called me vermin',
  'That woman upstairs who runs this place laughed at her.',
  'Sir from year 7 waits for us at the shop',
  'she takes the minutes and she used her cane on us',
  'His nibs locked him in again.',
  'The lady who runs the school laughed at her.',
  'sir from maths waits for us',
  'Miss off year 9 pushed him.',
  'अनिल कपूर ने उसे मारा',
  '李老师打了我',
])('“%s” describes an adult of the school: it is asked, whatever the encoder hears', async (text) => {
  const deaf = { hearsAdult: async () => false, log: { warn() {} } } as unknown as Parameters<typeof isAdultHeard>[0];
  expect(await isAdultHeard(deaf, school, { seen: text })).toBe(true);
});

test.each([
  'The man in the white van by the school gate gave her sweets.',
  'A woman on the bus slapped her.',
  'The boy who sits next to her in reception class bit her.',
  'Her dad is the one who hits her.',
  'I am worried about the girl who was in the office.',
  'The lady who runs the corner shop.',
  'The man who runs the club hit him.',
  'the man who lives upstairs hit him',
  'The one who hits her is in year 9',
  'The person who hit her is from year 10.',
  'He hit him. Him from year 9.',
  'I miss from time to time the beginning of registration.',
  'He said 你好 to her.',
  'The β version of the app, 5 µg, π and Ω.',
])('“%s” describes nobody of the school', (text) => {
  expect(isAdultDescribed(text)).toBe(false);
});

const DEEDS = ['slapped him', 'keeps texting her', 'took pictures of the girls', 'said that she would be sorry'];
const AROUND = ['', 'She was quiet. ', 'It was at lunch, I think. ', 'I told the office.\n', 'she cried\n'];
const naming = fc
  .tuple(fc.constantFrom(...AROUND), fc.constantFrom(...WEAK, ...STRONG), fc.constantFrom(...DEEDS))
  .map(([around, [said, id], deed]) => ({ id, text: `${around}${said} ${deed}.` }));
const namings = fc.array(naming, { minLength: 1, maxLength: 3 });
const joined = (named: readonly { readonly text: string }[]): string => named.map(({ text }) => text).join(' ');

test('whatever is said, whom a name means is shut out before anyone has said otherwise, however weakly it points', () => {
  fc.assert(
    fc.property(namings, (named) => {
      const text = joined(named);
      for (const { id } of named)
        for (const { excluded } of [routed(text), added(text), keptRoute(school, subjectOf(text), PRIYA, true)])
          expect([text, excluded.includes(id)]).toEqual([text, true]);
    }),
    { numRuns: 300, seed: 20_261_127 },
  );
});

const asFile = (trust: Trust, change: (school: School) => School): Trust => ({
  ...trust,
  schools: trust.schools.map((one) => (one.id === 'oakfield' ? change(one) : one)),
});

describe('while nobody has said whom a name means, those it may mean have nothing of the report', () => {
  let world: World;
  let isHeard = false;
  beforeAll(async () => {
    world = await given({
      file: (trust) => asFile(trust, (one) => withLaura(schoolWithJobs(one))),
      hearsAdult: async () => isHeard,
    });
    world.directory.place = membersOf(LAURA, THOMAS, MAGDALENA);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.teams.told.length = 0;
    isHeard = false;
  });
  const told = () => world.teams.told.map(({ to, notice }) => [to, notice.kind]);
  const toldOf = (kind: string) => told().flatMap(([to, of]) => (of === kind ? [to] : []));
  const opens = async (id: ConcernId, user: UserId) =>
    (await world.concerns.record.open(id, world.as(user))).kind === 'open';
  const soon = async (minutes = 0) => {
    await world.after(minutes);
    await world.after(0);
  };
  const raised = async (seen: string, isUrgent = false) => {
    const sent = await world.tryReport('child', { words: { who: WHO, seen }, isUrgent });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await soon();
    return { id: sent.receipt.id, whom: sent.whom };
  };
  const added = async (id: ConcernId, text: string, isUrgent = false) => {
    const found = await world.concerns.own.add(id, world.as(PRIYA), 'added', { text }, isUrgent);
    await soon();
    if (found.kind !== 'added') throw new Error(found.kind);
    return found;
  };
  /** Everything that shows someone a report or that there is one. */
  async function reached(id: ConcernId, user: UserId): Promise<readonly string[]> {
    const { lists } = world.concerns;
    const actor = world.as(user);
    const isIn = (listing: unknown): boolean => JSON.stringify(listing).includes(id);
    const morning = { show: 'all', category: '', year: '' } as const;
    return [
      ...((await opens(id, user)) ? ['opens it'] : []),
      ...(isIn(await lists.list(actor)) ? ['list'] : []),
      ...(isIn(await lists.list(actor, true)) ? ['open list'] : []),
      ...(isIn(await lists.search(actor, 'slapped')) ? ['search'] : []),
      ...(isIn(await lists.morning(actor, morning)) ? ['morning'] : []),
      ...(world.teams.told.some(
        ({ to, notice }) => (to === user || (to === 'place' && user !== GRAHAM)) && isIn(notice),
      )
        ? ['told']
        : []),
    ];
  }

  test('in the ten minutes and after them: neither record, list, search nor morning list; then the headteacher has it', async () => {
    const { id, whom } = await raised('Mrs Smith slapped him.');
    expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Laura Smith']);
    for (const user of [LAURA, THOMAS]) expect(await reached(id, user)).toEqual([]);
    await soon(9);
    expect([await reached(id, LAURA), toldOf('alert')]).toEqual([[], []]);
    await soon(1);
    for (const user of [LAURA, THOMAS]) expect(await reached(id, user)).toEqual([]);
    expect(toldOf('alert')).toEqual([GRAHAM]);
    expect(await opens(id, GRAHAM)).toBe(true);
  });

  test('an urgent one goes at once to the headteacher, and to nobody it may mean, then or later', async () => {
    const { id } = await raised('Mrs Smith slapped him.', true);
    expect(toldOf('alert')).toEqual([GRAHAM]);
    await soon(60);
    expect(await reached(id, LAURA)).toEqual([]);
  });

  test('half an answer opens nothing: the adult question answered, and the name left', async () => {
    isHeard = true;
    const { id, whom } = await raised('Mrs Smith slapped him.');
    expect(whom?.asksAdult).toBe(true);
    expect(await sayWhom(world, id, { adult: 'no' })).toBe('said');
    await soon(11);
    expect(await reached(id, LAURA)).toEqual([]);
    expect(await opens(id, GRAHAM)).toBe(true);
    expect(await sayWhom(world, id, { mentioned: 'none' })).toBe('said');
    expect(await opens(id, LAURA)).toBe(true);
  });

  test('of several, who is not sure of the rest clears none of them', async () => {
    const { id, whom } = await raised('Mrs Smith and Mr Underwood slapped him.');
    expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Laura Smith', 'Thomas Underwood']);
    expect(await sayWhom(world, id, { mentioned: '1,unsure' })).toBe('said');
    expect((await world.find(id)).excluded).toEqual(expect.arrayContaining([LAURA, THOMAS]));
    const other = await raised('Mrs Smith and Mr Underwood slapped him.');
    expect(await sayWhom(world, other.id, { mentioned: 'none,unsure' })).toBe('said');
    for (const user of [LAURA, THOMAS]) expect(await reached(other.id, user)).toEqual([]);
  });

  test('“No, someone else” gives it to the DSL at once; “Yes” to the headteacher', async () => {
    const mother = await raised('Mrs Smith slapped him.');
    expect(await sayWhom(world, mother.id, { mentioned: 'none' })).toBe('said');
    expect(toldOf('alert')).toEqual(['place']);
    expect(await opens(mother.id, LAURA)).toBe(true);
    const dsl = await raised('Mrs Smith slapped him.');
    expect(await sayWhom(world, dsl.id, { mentioned: '0' })).toBe('said');
    expect(await world.find(dsl.id)).toMatchObject({ kind: 'dsl', holder: 'headteacher' });
    expect(await opens(dsl.id, LAURA)).toBe(false);
    expect(await opens(dsl.id, GRAHAM)).toBe(true);
  });

  test('“I’m not sure” waits no longer: the headteacher has it at once, and a later answer still opens it', async () => {
    const { id } = await raised('Mrs Smith slapped him.');
    const own = await world.concerns.own.report(id, world.as(PRIYA));
    const key = own.kind === 'receipt' ? (own.whom?.key ?? '') : '';
    const said = await world.concerns.own.sayWhom(id, world.as(PRIYA), { key, typed: '', mentioned: 'unsure' });
    expect(said).toMatchObject({ kind: 'said', whom: undefined });
    await soon();
    expect(toldOf('alert')).toEqual([GRAHAM]);
    expect(await reached(id, LAURA)).toEqual([]);
    expect(await sayWhom(world, id, { mentioned: 'none' })).toBe('said');
    expect(await opens(id, LAURA)).toBe(true);
  });

  test('who was only told, and of whom the form’s answer is “not sure”, does not get it', async () => {
    const words = { named: '', who: WHO, seen: 'He was slapped. I told Mrs Smith.' };
    const draft = await world.concerns.form.begin(PRIYA, world.school);
    const kept = await world.concerns.form.keep(draft.id, PRIYA, { subject: { kind: 'child', people: [] }, words });
    const question = kept && world.concerns.form.whom(kept);
    expect(question?.mentioned.map(({ name }) => name)).toEqual(['Laura Smith']);
    await world.concerns.form.sayWhom(draft.id, PRIYA, { key: question?.key ?? '', typed: '', mentioned: 'unsure' });
    // Gone back to the page of names, and on from there.
    const names = { people: [], name: '', conduct: '', isHere: false } as const;
    expect(await world.concerns.form.nameSubject(draft.id, PRIYA, names)).toMatchObject({ kind: 'kept' });
    const sent = await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await soon(11);
    expect(await reached(sent.receipt.id, LAURA)).toEqual([]);
    expect(await opens(sent.receipt.id, GRAHAM)).toBe(true);
  });

  /** Sent by the form, once its question has this answer; with what is written after that. */
  const sentWith = async (words: { who: string; named: string; seen: string }, said: object, name = '', more = '') => {
    const { form } = world.concerns;
    const draft = await form.begin(PRIYA, world.school);
    const subject = { kind: 'child', people: [], ...(name !== '' && { name }) } as const;
    const kept = await form.keep(draft.id, PRIYA, { subject, words });
    const key = (kept && form.whom(kept))?.key ?? '';
    await form.sayWhom(draft.id, PRIYA, { key, typed: '', mentioned: '', ...said });
    const sent = await form.send(draft.id, PRIYA, { urgent: 'no', words: { ...words, seen: words.seen + more } });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await soon();
    return sent;
  };
  const SLAPPED = { named: '', who: WHO, seen: 'Mrs Smith slapped him.' };

  test.each([
    ['in the text', SLAPPED, { mentioned: 'unsure' }, ''],
    ['that was typed', { ...SLAPPED, seen: 'He was slapped.' }, { typed: 'unsure' }, 'Mrs Smyth'],
  ])(
    '“I’m not sure” of a name %s, in the form, is asked no second time, and nothing waits for it',
    async (_where, words, said, name) => {
      const { whom, waitsUntil, receipt } = await sentWith(words, said, name);
      expect([whom, waitsUntil]).toEqual([undefined, undefined]);
      expect(toldOf('alert')).toEqual([GRAHAM]);
      expect(await opens(receipt.id, GRAHAM)).toBe(true);
      expect(await reached(receipt.id, LAURA)).toEqual([]);
      const own = await world.concerns.own.report(receipt.id, world.as(PRIYA));
      expect(own.kind === 'receipt' && own.whom).toBeTruthy();
    },
  );

  test('what is named after that answer is asked about, and what was not answered waits as before', async () => {
    const { whom } = await sentWith(SLAPPED, { mentioned: 'unsure' }, '', ' Mr Underwood laughed.');
    expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Laura Smith', 'Thomas Underwood']);
    world.teams.told.length = 0;
    const unanswered = await sentWith(SLAPPED, {});
    expect([unanswered.whom?.mentioned.length, unanswered.waitsUntil === undefined]).toEqual([1, false]);
    expect(toldOf('alert')).toEqual([]);
  });

  test('initials of which the form’s answer is “not sure” keep it from them until another answer', async () => {
    const words = { named: '', who: WHO, seen: 'MW left the laptop open.' };
    const draft = await world.concerns.form.begin(PRIYA, world.school);
    const kept = await world.concerns.form.keep(draft.id, PRIYA, { subject: { kind: 'child', people: [] }, words });
    const question = kept && world.concerns.form.whom(kept);
    expect(question?.mentioned.map(({ name }) => name)).toEqual(['Magdalena Wójcik']);
    await world.concerns.form.sayWhom(draft.id, PRIYA, { key: question?.key ?? '', typed: '', mentioned: 'unsure' });
    const sent = await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await soon(11);
    expect(await reached(sent.receipt.id, MAGDALENA)).toEqual([]);
    expect(await sayWhom(world, sent.receipt.id, { mentioned: 'none' })).toBe('said');
    expect(await opens(sent.receipt.id, MAGDALENA)).toBe(true);
  });

  test('who was told in the report, and is “she” in the addition, is shut out by it, and hears of nothing', async () => {
    const { id } = await raised('He was quiet. I told Mrs Smith.');
    expect(await opens(id, LAURA)).toBe(true);
    world.teams.told.length = 0;
    const { whom } = await added(id, 'She slapped him.');
    expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Laura Smith']);
    expect(await reached(id, LAURA)).toEqual([]);
  });

  test('an addition that points only weakly shuts out before anyone hears of it, and an urgent one goes on at once', async () => {
    const { id } = await raised('He was quiet.');
    expect(await opens(id, LAURA)).toBe(true);
    world.teams.told.length = 0;
    const { whom, waitsUntil } = await added(id, 'Smithy slapped him.');
    expect([whom?.mentioned.map(({ name }) => name), waitsUntil === undefined]).toEqual([['Laura Smith'], false]);
    expect(await reached(id, LAURA)).toEqual([]);
    const urgent = await raised('He was quiet.');
    world.teams.told.length = 0;
    await added(urgent.id, 'Smithy slapped him.', true);
    expect(toldOf('alert')).toEqual([GRAHAM]);
    expect(await reached(urgent.id, LAURA)).toEqual([]);
  });

  test('a headteacher who may be meant is not told that there is an allegation', async () => {
    isHeard = true;
    const { id } = await raised('Mr Oldfeld slapped him.', true);
    await soon(11);
    expect(await reached(id, GRAHAM)).toEqual([]);
    expect(toldOf('there-is-one')).toEqual([PHILIPPA]);
  });

  test('who comes to a role later, and is called what an old report says, opens nothing of it', async () => {
    const zoe = person('b0000000-0000-4000-8000-000000007198');
    const { id } = await raised('Marshy slapped him.');
    expect(await opens(id, LAURA)).toBe(true);
    const trust = asFile(world.trust, (one) => ({
      ...one,
      roles: { ...one.roles, dsl: [{ id: zoe, name: 'Zoe Marsh' }] },
    }));
    const found = await resolvingNames(sqlConcernStore(world.db, world.wrap), trust).find(id);
    expect(found).toMatchObject({ excluded: expect.arrayContaining([zoe]), lateNamed: [zoe] });
  });

  test('of nobody a record by the shared address says that they do not have it who has it', async () => {
    const { id } = await raised('He was quiet.');
    const concern = await world.find(id);
    const said = (seen: string) => {
      const { excluded, naming } = keptRoute(world.school, subjectOf(seen), PRIYA, true);
      const open = openIn(world.school, { ...concern, isByLink: true, excluded, naming }).map((one) => one.id);
      return { open: [...new Set(open)], excluded };
    };
    expect(said('I told Mrs Smith. She came.')).toEqual({ open: [], excluded: [] });
    expect(said('Smithy slapped him.')).toEqual({ open: [LAURA], excluded: [LAURA] });
    fc.assert(
      fc.property(namings, (named) => {
        const { open, excluded } = said(`I told Mrs Smith. ${joined(named)}`);
        for (const one of open) expect(excluded).toContain(one);
      }),
      { numRuns: 100, seed: 20_261_127 },
    );
  });

  test('it is saved whatever it names, someone may open it, and “someone else” opens it to the DSL', async () => {
    await fc.assert(
      fc.asyncProperty(namings, async (named) => {
        const { id } = await raised(joined(named));
        await soon(11);
        const open: UserId[] = [];
        for (const { id: user } of everyHolder(world.school)) if (await opens(id, user)) open.push(user);
        expect(open).not.toEqual([]);
        for (const one of named) expect(open).not.toContain(one.id);
        await sayWhom(world, id, { mentioned: 'none' });
        expect(await opens(id, LAURA)).toBe(true);
      }),
      { numRuns: 8, seed: 20_261_127 },
    );
  });
});
