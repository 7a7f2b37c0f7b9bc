import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { Kind, Written } from '../../../src/report/concern.ts';
import { subjectOf } from '../../../src/report/draft/draft.ts';
import { keptRoute, nextAfter, routeFor } from '../../../src/report/routing/routing.ts';
import {
  ANIL,
  COLIN,
  DANIEL,
  ELEANOR,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  oakfield,
  PRIYA,
  TOM,
} from '../support.ts';
import { HOURS, membersIn } from './routing-cases.ts';

/** A reporter who holds the role themselves: matters between adults need someone else, children and data do not. */
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
  // Beyond its chain: who would take it is its reporter.
  ['chair', ELEANOR, [JOANNA]],
  ['chair', COLIN, [ELEANOR]],
  ['online-abuse', DANIEL, [JOANNA]],
  ['online-abuse', JOANNA, [DANIEL]],
  ['data', ANIL, [ANIL]],
  ['data', JOANNA, [ANIL]],
];

test('the person it is about by its kind is shut out, deputies with their DSL, beside anyone who is picked', async () => {
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

test('no matter who reports: the table says who else must take it', async () => {
  const world = await given();
  const wrong: string[] = [];
  for (const [kind, by, wanted] of REPORTED_BY) {
    world.teams.told.length = 0;
    const raised = await world.tryReport(kind, { by });
    await world.after(0);
    await world.after(0);
    const told = world.teams.told.filter(({ notice }) => notice.kind === 'alert').map(({ to }) => to);
    if (raised.kind !== 'raised' || told.join() !== wanted.join())
      wrong.push(`${kind} by ${by}: ${raised.kind}, told ${told.join(' ')}`);
  }
  await world.close();
  expect(wrong).toEqual([]);
});

test('each card that is not where it usually goes says why, and what is in the channel never does', async () => {
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

test('beyond its chain a report goes to the highest of whom nobody is meant', () => {
  const after = (name: string, kind: Kind = 'headteacher') =>
    routeFor(oakfield(), { kind, people: [], name }, PRIYA).steps[0];
  expect(after('Eleanor Frith and Colin Marsh')).toBe('dsl');
  expect(after('Miriam Hale, Joanna Okafor and Colin Marsh', 'child')).toBe('governance-officer');
  expect(after('Eleanor Frith', 'chair')).toBe('headteacher');
});

test('there is always someone to keep it for, and never anyone who may be meant', () => {
  const name = 'Eleanor Frith, Colin Marsh, Miriam Hale, Daniel Prior and Anil Kapoor';
  const subject = { kind: 'headteacher', people: [], name } as const;
  expect(routeFor(oakfield(), subject, PRIYA).steps).toEqual([]);
  const route = keptRoute(oakfield(), subject, PRIYA, true);
  expect(route).toMatchObject({ steps: ['governance-officer'], isForNobody: true });
  const officers = oakfield().roles['governance-officer'].map(({ id }) => id);
  expect(route.excluded).toEqual(expect.arrayContaining([JOANNA, COLIN, ...officers]));
  // By the shared address nobody is asked; who reports in Teams may still answer that none of them is meant.
  expect(route.naming.settled).toEqual(expect.arrayContaining(officers));
  expect(keptRoute(oakfield(), subject, PRIYA).naming.settled).toEqual([JOANNA]);
  // Who shares the last role with someone who may be meant is too close to it.
  const second = { id: LEWIS, name: 'Lewis Grant' };
  const roles = { ...oakfield().roles, 'governance-officer': [...oakfield().roles['governance-officer'], second] };
  const shared = keptRoute({ ...oakfield(), roles }, subject, PRIYA, true);
  expect(shared.excluded).toContain(LEWIS);
});

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

test('anyone who is named as the one it is about makes it their own kind, and shuts out who belongs to both', () => {
  const route = (kind: Kind, people: UserId[], name?: string) =>
    routeFor(oakfield(), { kind, people, ...(name !== undefined && { name }) }, PRIYA);
  expect(route('staff', [COLIN])).toMatchObject({ kind: 'chair', steps: ['governance-officer'] });
  expect(route('staff', [], 'the head').kind).toBe('headteacher');
  expect(route('staff', [TOM])).toMatchObject({ kind: 'dsl', excluded: expect.arrayContaining([MIRIAM, TOM]) });
  expect(route('dsl', [JOANNA])).toMatchObject({
    kind: 'headteacher',
    excluded: expect.arrayContaining([MIRIAM, TOM]),
  });
  // Someone too close to a child's matter, or named beside a lost file, is not who it is about.
  for (const kind of ['child', 'data'] as const) expect(route(kind, [JOANNA]).kind).toBe(kind);
});

test('the headteacher’s own report about a colleague goes to someone else than herself', async () => {
  const world = await given();
  expect((await world.report('staff', { by: JOANNA, about: [LEWIS] })).receipt.to.recipient).toBe('chair-of-governors');
  // A DSL records concerns about children every day; they stay with the DSL’s team.
  expect((await world.report('child', { by: MIRIAM })).receipt.to.recipient).toBe('dsl');
  await world.close();
});

test('a name that may mean someone whose role gets no report shuts them out, is not asked about and lengthens no chain', () => {
  const school = oakfield();
  const [it] = school.roles['it-lead'];
  const named = (kind: Kind, name: string) => routeFor(school, { kind, people: [], name }, PRIYA);
  const open = ({ open }: ReturnType<typeof named>) => open.map(({ id }) => id);
  for (const kind of ['child', 'staff'] as const) {
    const route = named(kind, 'Gareth');
    // They hold a role with keys to much: should they be given a report's role, they stay out of this one.
    expect([kind, route.excluded, open(route)]).toEqual([kind, [it?.id], []]);
    expect(route.steps).toEqual(named(kind, 'Nobody Known').steps);
  }
  // The headteacher gets reports: asked about, and the one behind the chain stands ready.
  expect(open(named('staff', 'Joanna'))).toEqual([JOANNA]);
  expect(named('staff', 'Joanna').steps).toContain('governance-officer');
});

test('having been told keeps a report from nobody; anyone whom what follows may mean is passed over, and asked about', () => {
  const routed = (words: Written) => routeFor(oakfield(), subjectOf({ kind: 'child', people: [] }, words), PRIYA);
  const who = 'Maisie Turner, 5B';
  const told = routed({ who, seen: 'Maisie says that her dad hits her. I told Mrs Hale. She rang her mum.' });
  expect([told.steps[0], told.excluded]).toEqual(['dsl', []]);
  const meant = routed({ who, seen: 'I told Mrs Hale.', opinion: 'She is the one who hurts her.' });
  expect([meant.steps[0], meant.excluded, meant.open.filter(({ isTold }) => !isTold).map(({ id }) => id)]).toEqual([
    'headteacher',
    [MIRIAM],
    [MIRIAM],
  ]);
  expect(routed({ who: 'Daisy Hale (Mrs Hale’s daughter)', seen: 'A bruise.' }).steps[0]).toBe('headteacher');
});
