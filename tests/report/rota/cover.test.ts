import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WantedEntry } from '../../../src/report/rota/rota.ts';
import { gapsBetween, onDutyAt, type RotaEntry } from '../../../src/report/rota/rota.ts';
import { DANIEL, given, JOANNA, MIRIAM, oakfield, PRIYA, TOM, type World } from '../support.ts';

const school = oakfield();
const at = (text: string) => new Date(text);
const once = (from: string, until: string) => ({ kind: 'once', from: at(from), until: at(until) }) as const;
const entry = (wanted: WantedEntry, id = '1'): RotaEntry => ({ ...wanted, id, school: school.id });
const names = (entries: readonly RotaEntry[], when: string) => onDutyAt(school, entries, at(when)).map(({ id }) => id);

describe('who is on duty', () => {
  const MONDAY = '2026-11-23T10:00:00Z';
  const SATURDAY = '2026-11-28T10:00:00Z';
  const away = entry({ kind: 'away', person: MIRIAM, when: once('2026-11-23T09:00Z', '2026-11-23T12:00Z') });
  const mondays = entry({
    kind: 'away',
    person: TOM,
    when: { kind: 'weekly', weekday: 1, from: '08:00', until: '11:00' },
  });
  const club = entry({ kind: 'on', person: TOM, when: once('2026-11-28T09:00Z', '2026-11-28T12:00Z') });

  test.each([
    ['in school hours all who are not away', [], MONDAY, [MIRIAM, TOM]],
    ['not who is away', [away], MONDAY, [TOM]],
    ['who is back', [away], '2026-11-23T12:00:00Z', [MIRIAM, TOM]],
    ['not who is never there on that morning', [mondays], MONDAY, [MIRIAM]],
    ['who comes at eleven', [mondays], '2026-11-23T11:00:00Z', [MIRIAM, TOM]],
    ['the same on another day', [mondays], '2026-11-24T10:00:00Z', [MIRIAM, TOM]],
    ['nobody outside school hours', [], SATURDAY, []],
    ['who has put themselves down for the holiday club', [club], SATURDAY, [TOM]],
  ])('%s', (_what, entries, when, expected) => {
    expect(names(entries, when)).toEqual(expected);
  });

  test('hours that someone is needed for and nobody is there for are named whole, and no others', () => {
    const both = [
      away,
      entry({ kind: 'away', person: TOM, when: once('2026-11-23T11:00Z', '2026-11-24T00:00Z') }, '2'),
    ];
    const trip = entry({ kind: 'needed', occasion: 'trip', when: once('2026-11-28T08:00Z', '2026-11-28T12:00Z') }, '3');
    const gaps = gapsBetween(school, [...both, trip, club], at('2026-11-23T00:00Z'), at('2026-11-30T00:00Z'));
    expect(gaps).toEqual([
      { from: at('2026-11-23T11:00Z'), until: at('2026-11-23T12:00Z') },
      { from: at('2026-11-28T08:00Z'), until: at('2026-11-28T09:00Z') },
    ]);
  });
});

describe('the rota', () => {
  let world: World;
  beforeAll(async () => {
    world = await given();
  });
  afterAll(() => world.close());
  const away: WantedEntry = { kind: 'away', person: MIRIAM, when: once('2026-11-24T00:00Z', '2026-11-25T00:00Z') };
  const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;

  test('is kept by the team, read by who takes reports, and is not there for anyone else', async () => {
    const { cover } = world.concerns;
    expect(await cover.enter(world.as(MIRIAM), id(1), away)).toMatchObject({ kind: 'rota', entries: [away] });
    // Sent twice, entered once.
    expect(await cover.enter(world.as(MIRIAM), id(1), away)).toMatchObject({ entries: [{ id: id(1) }] });
    for (const reader of [JOANNA, DANIEL]) {
      expect(await cover.enter(world.as(reader), id(2), away)).toMatchObject({ mayChange: false, entries: [away] });
      expect(await cover.takeOut(world.as(reader), id(1))).toMatchObject({ entries: [away] });
    }
    expect(await cover.look(world.as(PRIYA))).toEqual({ kind: 'not-available' });
    expect(await cover.look({ ...world.as(MIRIAM), tenant: PRIYA as never })).toEqual({ kind: 'not-available' });
    expect(await cover.takeOut(world.as(TOM), id(1))).toMatchObject({ entries: [] });
  });

  test.each([
    ['over', { ...away, when: once('2026-11-01T00:00Z', '2026-11-02T00:00Z') }],
    ['backwards', { ...away, when: once('2026-11-25T00:00Z', '2026-11-24T00:00Z') }],
    ['too-far', { ...away, when: once('2026-11-25T00:00Z', '2029-11-24T00:00Z') }],
    ['not-of-the-team', { ...away, person: PRIYA }],
  ] as const)('takes nothing that is %s', async (why, wanted) => {
    expect(await world.concerns.cover.enter(world.as(TOM), id(3), wanted)).toMatchObject({ kind: 'not-entered', why });
  });

  test('an hour without anyone is named to the team and the headteacher, a day before and once', async () => {
    const told = () => world.teams.told.filter(({ notice }) => notice.kind === 'uncovered').map(({ to }) => to);
    for (const [at, who] of [MIRIAM, TOM].entries())
      await world.concerns.cover.enter(world.as(TOM), id(4 + at), {
        kind: 'away',
        person: who,
        when: once('2026-11-25T10:00Z', '2026-11-25T11:00Z'),
      });
    await world.after(0);
    expect(told()).toEqual([]);
    await world.after(24 * 60);
    expect(told().sort()).toEqual([JOANNA, MIRIAM, TOM].sort());
    await world.after(60);
    await world.after(22 * 60);
    expect(told()).toHaveLength(3);
  });

  test('counts on the first page are of what the person may open', async () => {
    const none = { open: 0, overAFortnight: 0, overdue: 0, unread: 0 };
    world.at('2026-11-26T10:00:00Z');
    await world.report('child');
    await world.report('staff', { about: [DANIEL] });
    await world.after(0);
    expect(await world.concerns.figures(world.as(MIRIAM))).toMatchObject({
      children: { open: 1, overdue: 0 },
      adults: none,
    });
    expect(await world.concerns.figures(world.as(JOANNA))).toMatchObject({ children: none, adults: { open: 1 } });
    expect(await world.concerns.figures(world.as(PRIYA))).toMatchObject({ children: none, adults: none });
    // One about the team went past it: its list and its figures are the head's.
    await world.report('child', { about: [MIRIAM, TOM] });
    await world.after(0);
    const listed = await world.concerns.lists.list(world.as(JOANNA), true);
    const figures = await world.concerns.figures(world.as(JOANNA), { isToActOn: false });
    expect([listed.outlines.length, figures.children.open + figures.adults.open]).toEqual([2, 2]);
    world.at('2026-11-27T10:00:00Z');
    expect(await world.concerns.figures(world.as(TOM))).toMatchObject({ children: { open: 1, overdue: 1 } });
  });
});
