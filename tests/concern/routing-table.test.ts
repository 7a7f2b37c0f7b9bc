import { expect, test } from '@jest/globals';
import { KINDS, type Kind } from '../../src/concern/concern.ts';
import { nextAfter, routeFor } from '../../src/concern/routing.ts';
import { Fault } from '../../src/core/fault.ts';
import type { UserId } from '../../src/core/ids.ts';
import type { DestinationMembers } from '../../src/core/people.ts';
import {
  ANIL,
  COLIN,
  DANIEL,
  ELEANOR,
  GUEST,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  oakfield,
  PRIYA,
  TOM,
} from './support.ts';

/**
 * The routing table as a person would write it down and sign it: for each kind, whoever it is about, who is told when the
 * DSL's channel is as it should be. `place` is the DSL's channel; an empty list means that the reporter is given outside
 * numbers before a word is typed.
 */
const SUBJECTS = {
  nobody: [],
  teacher: [LEWIS],
  dsl: [MIRIAM],
  deputy: [TOM],
  head: [JOANNA],
  manager: [DANIEL],
  chair: [COLIN],
  dpo: [ANIL],
  headAndChair: [JOANNA, COLIN],
} as const;
type Subject = keyof typeof SUBJECTS;
type Told = readonly ('place' | UserId)[];

const TABLE: Readonly<Record<Kind, Readonly<Record<Subject, Told>>>> = {
  child: {
    nobody: ['place'],
    teacher: ['place'],
    dsl: [JOANNA],
    deputy: [JOANNA],
    head: ['place'],
    manager: ['place'],
    chair: ['place'],
    dpo: ['place'],
    headAndChair: ['place'],
  },
  staff: {
    nobody: [JOANNA],
    teacher: [JOANNA],
    dsl: [JOANNA],
    deputy: [JOANNA],
    head: [COLIN],
    manager: [JOANNA],
    chair: [ELEANOR],
    dpo: [JOANNA],
    headAndChair: [ELEANOR],
  },
  headteacher: {
    nobody: [COLIN],
    teacher: [COLIN],
    dsl: [COLIN],
    deputy: [COLIN],
    head: [COLIN],
    manager: [COLIN],
    chair: [ELEANOR],
    dpo: [COLIN],
    headAndChair: [ELEANOR],
  },
  dsl: {
    nobody: [JOANNA],
    teacher: [JOANNA],
    dsl: [JOANNA],
    deputy: [JOANNA],
    head: [COLIN],
    manager: [JOANNA],
    chair: [JOANNA],
    dpo: [JOANNA],
    headAndChair: [ELEANOR],
  },
  chair: {
    nobody: [ELEANOR],
    teacher: [ELEANOR],
    dsl: [ELEANOR],
    deputy: [ELEANOR],
    head: [ELEANOR],
    manager: [ELEANOR],
    chair: [ELEANOR],
    dpo: [ELEANOR],
    headAndChair: [ELEANOR],
  },
  'online-abuse': {
    nobody: [DANIEL],
    teacher: [DANIEL],
    dsl: [DANIEL],
    deputy: [DANIEL],
    head: [COLIN],
    manager: [JOANNA],
    chair: [DANIEL],
    dpo: [DANIEL],
    headAndChair: [ELEANOR],
  },
  data: {
    nobody: [ANIL],
    teacher: [ANIL],
    dsl: [ANIL],
    deputy: [ANIL],
    head: [ANIL],
    manager: [ANIL],
    chair: [ANIL],
    dpo: [JOANNA],
    headAndChair: [ANIL],
  },
};

/** What the DSL's channel is like, and whether a concern for it still goes there. */
type State = 'safe' | 'subject-inside' | 'guest' | 'stranger' | 'public' | 'nobody' | 'directory-down' | 'bot-removed';
const STATES: readonly State[] = [
  'safe',
  'subject-inside',
  'guest',
  'stranger',
  'public',
  'nobody',
  'directory-down',
  'bot-removed',
];

const membersIn = (state: State, about: readonly UserId[]): DestinationMembers => {
  switch (state) {
    case 'subject-inside':
      return membersOf(MIRIAM, TOM, ...about);
    case 'guest':
      return membersOf(MIRIAM, TOM, GUEST);
    case 'stranger':
      return membersOf(MIRIAM, TOM, PRIYA);
    case 'public':
      return { ...membersOf(MIRIAM, TOM), openness: 'public' };
    case 'nobody':
      return membersOf();
    case 'safe':
    case 'directory-down':
    case 'bot-removed':
      return membersOf(MIRIAM, TOM);
    default:
      return state satisfies never;
  }
};

/** Only a concern that would stand in the channel is touched by what the channel is like. */
function expected(kind: Kind, subject: Subject, state: State): Told {
  const usual = TABLE[kind][subject];
  if (usual[0] !== 'place' || state === 'safe') return usual;
  const about: readonly UserId[] = SUBJECTS[subject];
  // Next in the chain, past whoever it is about: headteacher, then chair.
  const next = [JOANNA, COLIN].filter((one) => !about.includes(one)).slice(0, 1);
  switch (state) {
    case 'subject-inside':
      return about.length === 0 ? usual : next;
    case 'guest':
    case 'stranger':
    case 'public':
      return [MIRIAM, TOM, ...next];
    default:
      return [MIRIAM, TOM];
  }
}

const HOURS = {
  'Monday morning': { at: '2026-11-23T10:31:00Z', due: '2026-11-23T11:31:00.000Z' },
  'Saturday night': { at: '2026-11-21T21:40:00Z', due: '2026-11-23T09:00:00.000Z' },
  'half-term': { at: '2026-10-27T12:00:00Z', due: '2026-11-02T09:00:00.000Z' },
} as const;

test.each(Object.entries(HOURS))(
  '%s: every kind, subject and state of the channel tells exactly whom the table says',
  async (_name, hour) => {
    const world = await given({ at: hour.at });
    const wrong: string[] = [];
    let combinations = 0;
    try {
      for (const kind of Object.keys(TABLE) as Kind[]) {
        for (const subject of Object.keys(SUBJECTS) as Subject[]) {
          for (const state of STATES) {
            const about = [...SUBJECTS[subject]];
            world.directory.place = membersIn(state, about);
            world.directory.trouble = state === 'directory-down' ? new Fault('unavailable', 'down') : undefined;
            if (state === 'bot-removed') world.teams.cannotReach('place', 'gone');
            else world.teams.canReach('place');
            world.teams.told.length = 0;

            const wanted = expected(kind, subject, state);
            combinations += 1;
            const raised = await world.tryReport(kind, { about });
            if (TABLE[kind][subject].length === 0) {
              if (raised.kind !== 'nobody-may-have-it') wrong.push(`${kind}, ${subject}, ${state}: taken in`);
              continue;
            }
            if (raised.kind !== 'raised') throw new Error(raised.kind);
            // A move makes new rows, which the same sweep or the next carries out.
            await world.after(0);
            await world.after(0);
            const told = world.teams.told.filter(({ notice }) => notice.kind === 'alert').map(({ to }) => to);
            if ([...told].sort().join() !== [...wanted].sort().join())
              wrong.push(`${kind}, ${subject}, ${state}: told ${told.join(' ')} instead of ${wanted.join(' ')}`);
            const leaked = world.teams.told.filter(({ to }) => to !== 'place' && about.includes(to));
            if (leaked.length > 0) wrong.push(`${kind}, ${subject}, ${state}: reached its subject`);
            if (raised.receipt.expectBy !== hour.due) wrong.push(`${kind}, ${subject}: due ${raised.receipt.expectBy}`);
          }
        }
      }
    } finally {
      await world.close();
    }
    expect(wrong).toEqual([]);
    expect(combinations).toBe(KINDS.length * Object.keys(SUBJECTS).length * STATES.length);
  },
  240_000,
);

/** A reporter who holds the role themselves: matters between adults need somebody else, children and data do not. */
const REPORTED_BY: readonly (readonly [Kind, UserId, readonly ('place' | UserId)[]])[] = [
  ['child', MIRIAM, ['place']],
  ['child', TOM, ['place']],
  ['child', JOANNA, ['place']],
  ['child', COLIN, ['place']],
  ['staff', JOANNA, [COLIN]],
  ['staff', COLIN, [JOANNA]],
  ['staff', MIRIAM, [JOANNA]],
  ['headteacher', COLIN, [ELEANOR]],
  ['headteacher', MIRIAM, [COLIN]],
  ['headteacher', JOANNA, [COLIN]],
  ['dsl', JOANNA, [COLIN]],
  ['dsl', TOM, [JOANNA]],
  ['dsl', MIRIAM, [JOANNA]],
  ['chair', ELEANOR, []],
  ['chair', COLIN, [ELEANOR]],
  ['online-abuse', DANIEL, [JOANNA]],
  ['online-abuse', JOANNA, [DANIEL]],
  ['data', ANIL, [ANIL]],
  ['data', JOANNA, [ANIL]],
];

test('whoever it is about by its kind is shut out, deputies with their DSL, beside whoever is picked', async () => {
  const world = await given();
  const shutOut = async (kind: Kind, about: UserId[] = []) =>
    (await world.find((await world.report(kind, { about })).id)).excluded;
  expect(await shutOut('dsl')).toEqual([MIRIAM, TOM]);
  expect(await shutOut('headteacher')).toEqual([JOANNA]);
  expect(await shutOut('chair')).toEqual([COLIN]);
  expect(await shutOut('staff', [LEWIS])).toEqual([LEWIS]);
  expect(await shutOut('dsl', [LEWIS])).toEqual([LEWIS, MIRIAM, TOM]);
  for (const kind of ['child', 'online-abuse', 'data'] as const) expect(await shutOut(kind)).toEqual([]);
  await world.close();
});

test('whoever reports: the table says who else must take it', async () => {
  const world = await given();
  const wrong: string[] = [];
  for (const [kind, by, wanted] of REPORTED_BY) {
    world.teams.told.length = 0;
    const raised = await world.tryReport(kind, { by });
    await world.after(0);
    await world.after(0);
    const told = world.teams.told.filter(({ notice }) => notice.kind === 'alert').map(({ to }) => to);
    if (raised.kind !== (wanted.length === 0 ? 'nobody-may-have-it' : 'raised') || told.join() !== wanted.join())
      wrong.push(`${kind} by ${by}: ${raised.kind}, told ${told.join(' ')}`);
  }
  await world.close();
  expect(wrong).toEqual([]);
});

test('each card that is not where it usually goes says why, and what stands in the channel never does', async () => {
  const world = await given();
  for (const [state, because] of [
    ['subject-inside', 'subject-present'],
    ['guest', 'guest'],
    ['stranger', 'unexpected-member'],
    ['public', 'public'],
    ['nobody', 'nobody-there'],
  ] as const) {
    world.directory.place = membersIn(state, [LEWIS]);
    world.teams.told.length = 0;
    await world.report('child', { about: [LEWIS] });
    await world.after(0);
    await world.after(0);
    const alerts = world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'alert' ? [{ to, notice }] : []));
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.map(({ notice }) => notice.because)).toEqual(alerts.map(() => because));
    // The headteacher holds it herself when the subject was inside; otherwise she is told beside the DSL's team.
    const toHead = alerts.find(({ to }) => to === JOANNA)?.notice.isAlsoTold;
    expect(toHead).toBe(['guest', 'stranger', 'public'].includes(state) ? true : undefined);
  }
  world.directory.place = membersOf(MIRIAM, TOM);
  world.teams.told.length = 0;
  await world.report('child');
  await world.after(0);
  expect(world.teams.to('place').map(({ notice }) => notice)).toEqual([
    expect.not.objectContaining({ because: expect.anything() }),
  ]);
  await world.close();
});

test('an urgent report is due within minutes at any hour', async () => {
  const world = await given({ at: HOURS['Saturday night'].at });
  const { receipt } = await world.report('child', { isUrgent: true });
  expect(receipt.expectBy).toBe('2026-11-21T21:50:00.000Z');
  await world.close();
});

test.each(['Miriam Hale', 'ms hale', 'HALE', 'Mrs. Hale (DSL)'])(
  'a name typed as “%s” keeps it from the DSL',
  async (name) => {
    const world = await given();
    const { receipt } = await world.report('child', { name });
    expect(receipt.to.recipient).toBe('headteacher');
    await world.close();
  },
);

test('of two who share a headship one reports a colleague: the other takes it', () => {
  const [joanna] = oakfield().roles.headteacher;
  if (!joanna) throw new Error('the sample school has no headteacher');
  const roles = { ...oakfield().roles, headteacher: [joanna, { id: LEWIS, name: 'Lewis Grant' }] };
  expect(routeFor({ ...oakfield(), roles }, { kind: 'staff', people: [PRIYA] }, JOANNA).steps[0]).toBe('headteacher');
});

test('a role that nobody holds is nobody to go to, or on to', () => {
  const roles = { ...oakfield().roles, headteacher: [] };
  const school = { ...oakfield(), roles };
  expect(routeFor(school, { kind: 'staff', people: [LEWIS] }, PRIYA).steps).toEqual(['chair-of-governors']);
  expect(nextAfter(school, 'child', 'dsl', [])).toEqual(['chair-of-governors']);
});

test('whoever is named as the one it is about makes it their own kind, and shuts out who belongs to both', () => {
  const route = (kind: Kind, people: UserId[], name?: string) =>
    routeFor(oakfield(), { kind, people, ...(name !== undefined && { name }) }, PRIYA);
  expect(route('staff', [COLIN])).toMatchObject({ kind: 'chair', steps: ['governance-officer'] });
  expect(route('staff', [], 'the head').kind).toBe('headteacher');
  expect(route('staff', [TOM])).toMatchObject({ kind: 'dsl', excluded: expect.arrayContaining([MIRIAM, TOM]) });
  expect(route('dsl', [JOANNA])).toMatchObject({
    kind: 'headteacher',
    excluded: expect.arrayContaining([MIRIAM, TOM]),
  });
  // Somebody too close to a child's matter, or named beside a lost file, is not who it is about.
  for (const kind of ['child', 'data'] as const) expect(route(kind, [JOANNA]).kind).toBe(kind);
});

test('the headteacher’s own report about a colleague goes to somebody else than herself', async () => {
  const world = await given();
  expect((await world.report('staff', { by: JOANNA, about: [LEWIS] })).receipt.to.recipient).toBe('chair-of-governors');
  // A DSL records concerns about children every day; they stay with the DSL’s team.
  expect((await world.report('child', { by: MIRIAM })).receipt.to.recipient).toBe('dsl');
  await world.close();
});
