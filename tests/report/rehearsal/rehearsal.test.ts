import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { DRILLS, type DrillId } from '../../../src/school/file/drill-names.ts';
import type { Trust } from '../../../src/school/school.ts';
import { ANIL, COLIN, DANIEL, ELEANOR, given, JOANNA, MIRIAM, person, TOM, type World } from '../support.ts';
import { cardsOf, type Doing, failures, loseKey, rehearsed, withSheet } from './rehearsing.ts';

let world: World;
afterEach(() => world.close());

const GARETH = person('b0000000-0000-4000-8000-000000000009');

test('twelve drills reach who must have them, are opened and acknowledged, and all pass', async () => {
  world = await given();
  await withSheet(world);
  const ended = await rehearsed(world, DRILLS, { isWaitedFor: false });
  expect(failures(ended)).toEqual({});
  expect([...ended.keys()].sort()).toEqual([...DRILLS].sort());
  // Nobody whom one is about is told of it, nor their colleagues.
  const toldOf = (drill: DrillId) => ended.get(drill)?.settled?.line.told.map(({ name }) => name);
  expect(toldOf('dsl-named')).toEqual(['Joanna Okafor']);
  expect(toldOf('own-child')).toEqual(['Joanna Okafor']);
  expect(toldOf('head')).toEqual(['Colin Marsh']);
  // Who counts as away is not rung, at this drill alone.
  expect(toldOf('deputy-away')).toEqual(['the DSL’s place', 'Miriam Hale']);
  expect(toldOf('child')?.sort()).toEqual(['Miriam Hale', 'Tom Ashworth', 'the DSL’s place'].sort());
  // Where Graph gives no answer nothing is put into a place of which nobody can say who is in it.
  expect(toldOf('graph-blocked')?.sort()).toEqual(['Miriam Hale', 'Tom Ashworth']);
  expect(ended.get('saturday')?.settled?.line.simulated).toContain('not watched until Monday 08:00');
});

test('everything that anyone sees of them says that it is a drill, and none is in a list, a figure or a search', async () => {
  world = await given();
  await withSheet(world);
  const ended = await rehearsed(world, DRILLS, { leave: ['head', 'child'] });
  const kinds = new Set<string>();
  for (const { kind, summary, text } of cardsOf(world)) {
    kinds.add(kind);
    expect(summary).toMatch(/^DRILL/);
    expect(text).toContain('DRILL: a test, not a real report');
  }
  expect([...kinds].sort()).toEqual(['alert', 'chase', 'late', 'receipt']);
  expect(world.teams.nudged.every(({ reference }) => reference.endsWith('(a drill)'))).toBe(true);
  for (const user of [MIRIAM, TOM, JOANNA, COLIN, ELEANOR, DANIEL, ANIL]) {
    const actor = world.as(user);
    expect((await world.concerns.lists.list(actor)).outlines).toEqual([]);
    expect(await world.concerns.lists.search(actor, 'DRILL')).toMatchObject({ outlines: [] });
    expect((await world.concerns.keeping.due(actor)).records).toEqual([]);
  }
  expect((await world.concerns.figures(world.as(MIRIAM))).children.open).toBe(0);
  expect((await world.concerns.own.all(world.as(GARETH))).receipts).toEqual([]);
  // A report of the same hour is where every report is: what a drill simulates is so for nobody else.
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect((await world.concerns.lists.list(world.as(TOM))).outlines.map((one) => one.id)).toEqual([id]);
  expect(await world.find(id)).toMatchObject({ via: 'place', onDuty: [MIRIAM, TOM], drillOf: undefined });
  expect(ended.get('saturday')?.settled?.hasPassed).toBe(true);
});

const edited =
  (edit: (school: Trust['schools'][number]) => Partial<Trust['schools'][number]>) =>
  (trust: Trust): Trust => ({ ...trust, schools: trust.schools.map((school) => ({ ...school, ...edit(school) })) });

interface Seeded {
  readonly drill: DrillId;
  /** What is not as it should be at this school. */
  readonly fault: string;
  readonly wrong: readonly string[];
  readonly file?: (trust: Trust) => Trust;
  readonly seed?: () => Promise<unknown> | unknown;
  readonly doing?: Doing;
}

/** Off duty by the rota for the rest of the day, or on duty on one evening. */
const inRota = (kind: 'away' | 'on', who: UserId, from: string, until: string) =>
  world.deps.rota.add(
    {
      ...{ kind, person: who, school: world.school.id, id: randomUUID() },
      when: { kind: 'once', from: new Date(from), until: new Date(until) },
    },
    MIRIAM,
    world.now(),
  );

const SEEDED: readonly Seeded[] = [
  {
    drill: 'child',
    fault: 'Lanyard was taken out of the DSL’s channel',
    seed: () => world.teams.cannotReach('place', 'gone'),
    wrong: ['no-card-in-place'],
  },
  { drill: 'adult', fault: 'nobody reacts', doing: { leave: ['adult'] }, wrong: ['not-opened', 'not-acknowledged'] },
  {
    drill: 'head',
    fault: 'the chair has blocked Lanyard',
    seed: () => world.teams.cannotReach(COLIN, 'blocked'),
    wrong: ['not-told'],
  },
  {
    drill: 'chair',
    fault: 'the governance officer has no chat with Lanyard',
    seed: () => world.teams.cannotReach(ELEANOR, 'not-installed'),
    // There is nobody after them.
    wrong: ['not-told', 'not-opened', 'not-acknowledged'],
  },
  {
    drill: 'dsl-named',
    fault: 'lanyard.yml has no name for the DSL that anyone would write',
    file: edited(({ roles }) => ({ roles: { ...roles, dsl: roles.dsl.map((one) => ({ ...one, name: '–' })) } })),
    wrong: ['wrong-route', 'not-told', 'subject-told'],
  },
  {
    drill: 'deputy-away',
    fault: 'the DSL is away as well, and nobody stands in',
    seed: () => inRota('away', MIRIAM, '2026-11-23T10:00:00Z', '2026-11-23T12:00:00Z'),
    wrong: ['nobody-on-duty'],
  },
  {
    drill: 'data',
    fault: 'the data protection officer has no chat with Lanyard',
    seed: () => world.teams.cannotReach(ANIL, 'not-installed'),
    wrong: ['not-told'],
  },
  {
    drill: 'online-abuse',
    fault: 'the senior manager has blocked Lanyard',
    seed: () => world.teams.cannotReach(DANIEL, 'blocked'),
    wrong: ['not-told'],
  },
  {
    drill: 'no-teams',
    fault: 'no sheet is in use',
    file: edited(({ concerns }) => ({ concerns: { ...concerns, sharedAddress: { use: 'none', namesShown: [] } } })),
    wrong: ['no-address'],
  },
  {
    drill: 'saturday',
    fault: 'who is down for Saturday evening cannot be reached',
    seed: async () => {
      await inRota('away', TOM, '2026-11-23T09:00:00Z', '2026-11-23T12:00:00Z');
      await inRota('on', TOM, '2026-11-28T20:00:00Z', '2026-11-28T23:00:00Z');
      world.teams.cannotReach(TOM, 'gone');
    },
    wrong: ['not-told', 'not-opened', 'not-acknowledged'],
  },
  {
    drill: 'graph-blocked',
    fault: 'the chats of the DSL’s team were never opened, and cannot be without Graph',
    seed: () => world.teams.knowOnly(JOANNA),
    wrong: ['not-told'],
  },
  {
    drill: 'own-child',
    fault: 'the key of that record is lost',
    doing: {
      before: async (drill, concern) => {
        if (drill === 'own-child') await loseKey(world, concern);
      },
    },
    wrong: ['key-lost', 'could-not-open', 'not-acknowledged'],
  },
];

test.each(SEEDED)('$drill fails, and no other, where $fault', async ({ drill, file, seed, doing, wrong }) => {
  // Each has a fault of its own.
  expect(SEEDED.map((one) => one.drill)).toEqual(DRILLS);
  world = await given(file ? { file } : {});
  await withSheet(world);
  await seed?.();
  expect(failures(await rehearsed(world, DRILLS, doing))).toEqual({ [drill]: wrong });
});
