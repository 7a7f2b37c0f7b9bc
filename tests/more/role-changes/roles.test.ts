import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createListener } from '../../../src/hear/listen.ts';
import { tellOfSchool } from '../../../src/hear/talk/school-facts.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import type { RolesChanged, RolesView, WantedRole } from '../../../src/more/role-changes/roles.ts';
import { createLiveTrust } from '../../../src/report/naming/live-trust.ts';
import { holders, holdsRole, type Role, type School, type Trust } from '../../../src/school/school.ts';
import { READ_EVERY_MS } from '../../../src/wiring/live-schools.ts';
import {
  COLIN,
  DANIEL,
  ELEANOR,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  oakfield as oakfieldOf,
  PRIYA,
  sampleTrust,
  TOM,
  type World,
} from '../../report/support.ts';

/** At Oakfield: Miriam is the DSL, Tom a deputy, Joanna the head, Colin the chair, Eleanor the governance officer. */

const OAKFIELD = oakfieldOf().id;

const wanted = (role: Role, more: Partial<WantedRole> = {}): WantedRole => ({
  id: randomUUID(),
  role,
  newcomer: undefined,
  outgoing: [],
  isQuiet: false,
  ...more,
});
const ids = (world: World, role: Role): readonly UserId[] => holders(world.school, role).map(({ id }) => id);

const asks = (world: World, by: UserId, change: WantedRole) => world.more.roles.propose(world.as(by), OAKFIELD, change);
const agrees = (world: World, by: UserId, id: string, isQuiet = false) =>
  world.more.roles.confirm(world.as(by), OAKFIELD, id, isQuiet);
const seen = async (world: World, by: UserId): Promise<RolesView> => {
  const found = await world.more.roles.look(world.as(by));
  if (found.kind !== 'roles') throw new Error('not shown');
  return found;
};
const act = async (world: World, by: UserId, id: ConcernId, wanted: object) =>
  world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted as never);
const why = (changed: RolesChanged) => (changed.kind === 'not-done' ? changed.why : changed.kind);

/** Lewis takes over from Miriam, as Joanna asks and Colin agrees. */
async function newDsl(world: World, options: { readonly isQuiet?: boolean; readonly both?: boolean } = {}) {
  const { isQuiet = false, both = isQuiet } = options;
  const change = wanted('dsl', { newcomer: LEWIS, outgoing: [MIRIAM], isQuiet });
  expect(await asks(world, JOANNA, change)).toMatchObject({ kind: 'done', outcome: 'proposed' });
  expect(await agrees(world, COLIN, change.id, both)).toMatchObject({ kind: 'done', outcome: 'made' });
}
const news = (world: World, person: UserId) =>
  world.teams.to(person).flatMap(({ notice }) => (notice.kind === 'role' ? [notice.news] : []));

describe('a role that takes reports changes on two words', () => {
  test('asked for by one and agreed to by another it counts at once, and everyone concerned is told', async () => {
    const world = await given();
    await newDsl(world);
    expect(ids(world, 'dsl')).toEqual([LEWIS]);
    expect(holders(world.school, 'dsl')[0]?.name).toBe('Person 11');
    // Those who could have agreed were asked; then each hears once what it came to, and the two who said it hear nothing.
    expect(news(world, ELEANOR)).toEqual(['asked', 'changed']);
    expect(news(world, MIRIAM)).toEqual(['asked', 'taken']);
    expect(news(world, COLIN)).toEqual(['asked']);
    expect(news(world, LEWIS)).toEqual(['given']);
    expect(news(world, JOANNA)).toEqual([]);
    expect((await seen(world, COLIN)).trail).toMatchObject([
      { role: 'dsl', newcomer: { id: LEWIS }, first: { by: { id: JOANNA } }, state: { second: { by: { id: COLIN } } } },
    ]);
  });

  test('someone new stands where the one who leaves stood; without anyone who leaves they stand behind', async () => {
    const world = await given();
    const beside = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, beside);
    await agrees(world, MIRIAM, beside.id);
    expect(ids(world, 'dsl')).toEqual([MIRIAM, LEWIS]);
    const instead = wanted('dsl', { newcomer: PRIYA, outgoing: [MIRIAM] });
    await asks(world, JOANNA, instead);
    await agrees(world, LEWIS, instead.id);
    expect(ids(world, 'dsl')).toEqual([PRIYA, LEWIS]);
  });

  test('a deputy who would make himself DSL gets nothing, in any way', async () => {
    const world = await given();
    const change = wanted('dsl', { newcomer: TOM, outgoing: [MIRIAM] });
    expect(await asks(world, TOM, change)).toEqual({ kind: 'not-available' });
    // Asked for by someone else, he cannot agree to it either.
    expect(await asks(world, JOANNA, change)).toMatchObject({ outcome: 'proposed' });
    expect(await agrees(world, TOM, change.id)).toEqual({ kind: 'not-available' });
    expect(await world.more.roles.end(world.as(TOM), OAKFIELD, change.id)).toEqual({ kind: 'not-available' });
    expect(await seen(world, TOM)).toMatchObject({ mayChange: false, open: [], trail: [] });
    expect(ids(world, 'dsl')).toEqual([MIRIAM]);
  });

  test('the person who asked cannot agree, however they are called in, nor can the person who takes it on', async () => {
    const world = await given();
    // Joanna holds two of the four: her word is still one.
    const second = wanted('governance-officer', { newcomer: JOANNA });
    await asks(world, COLIN, second);
    await agrees(world, MIRIAM, second.id);
    const change = wanted('dsl', { newcomer: COLIN, outgoing: [MIRIAM] });
    await asks(world, JOANNA, change);
    expect(why(await agrees(world, JOANNA, change.id))).toBe('own-word');
    expect(why(await agrees(world, COLIN, change.id))).toBe('is-newcomer');
    expect(why(await asks(world, COLIN, wanted('dsl', { newcomer: COLIN })))).toBe('is-newcomer');
    expect(ids(world, 'dsl')).toEqual([MIRIAM]);
    expect(await agrees(world, MIRIAM, change.id)).toMatchObject({ outcome: 'made' });
    expect(ids(world, 'dsl')).toEqual([COLIN]);
  });

  test.each(['deputy-dsl', 'senior-manager', 'governance-officer', 'dpo'] as const)(
    '%s too: anyone who could name one alone would read what they must not, or hold two words',
    async (role) => {
      const world = await given();
      const before = ids(world, role);
      expect(await asks(world, JOANNA, wanted(role, { newcomer: LEWIS }))).toMatchObject({ outcome: 'proposed' });
      expect(ids(world, role)).toEqual(before);
    },
  );

  test('after a week nobody can agree any more; what was ended cannot be agreed to; both can be asked for again', async () => {
    const world = await given();
    const late = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, late);
    world.at(new Date(world.now().getTime() + 7 * DAY_MS).toISOString());
    expect(why(await agrees(world, COLIN, late.id))).toBe('expired');
    expect((await seen(world, COLIN)).open).toEqual([]);
    const again = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, again);
    expect(await world.more.roles.end(world.as(COLIN), OAKFIELD, again.id)).toMatchObject({ outcome: 'ended' });
    expect(why(await agrees(world, ELEANOR, again.id))).toBe('gone');
    expect(ids(world, 'dsl')).toEqual([MIRIAM]);
  });

  test('a word counts only as long as the person who gave it holds the role that gives it, on whichever instance', async () => {
    const world = await given();
    const change = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, change);
    const other = await given({ database: world });
    const head = wanted('headteacher', { newcomer: DANIEL, outgoing: [JOANNA] });
    await asks(other, MIRIAM, head);
    await agrees(other, COLIN, head.id);
    // This instance has not read it yet: the decision is made upon what is written, not on what is remembered.
    expect(ids(world, 'headteacher')).toEqual([JOANNA]);
    expect(why(await agrees(world, ELEANOR, change.id))).toBe('gone');
    expect(why(await asks(world, JOANNA, wanted('dpo', { newcomer: LEWIS })))).toBe('gone');
    await world.readSchools();
    expect(ids(world, 'dsl')).toEqual([MIRIAM]);
    expect(ids(world, 'headteacher')).toEqual([DANIEL]);
  });

  test('nobody is left out: a role keeps someone, a pupil or an account that is off takes none', async () => {
    const world = await given();
    expect(why(await asks(world, JOANNA, wanted('dsl', { outgoing: [MIRIAM] })))).toBe('nobody-left');
    expect(why(await asks(world, JOANNA, wanted('dsl', { newcomer: MIRIAM })))).toBe('holds-it');
    expect(why(await asks(world, JOANNA, wanted('dsl', { newcomer: LEWIS, outgoing: [TOM] })))).toBe('not-a-holder');
    expect(why(await asks(world, JOANNA, wanted('dsl')))).toBe('nothing-chosen');
    world.directory.people.set(LEWIS, { isEnabled: false });
    expect(why(await asks(world, JOANNA, wanted('dsl', { newcomer: LEWIS })))).toBe('no-account');
    world.directory.people.set(LEWIS, { isGuest: true });
    expect(why(await asks(world, JOANNA, wanted('dsl', { newcomer: LEWIS })))).toBe('no-account');
    world.directory.people.delete(LEWIS);
    world.directory.pupils.add(LEWIS);
    expect(why(await asks(world, JOANNA, wanted('dsl', { newcomer: LEWIS })))).toBe('pupil');
  });

  test('the newcomer is looked at again with the second word, and so is the person who gave the first', async () => {
    const world = await given();
    const change = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, change);
    world.directory.people.set(LEWIS, { isEnabled: false });
    expect(why(await agrees(world, COLIN, change.id))).toBe('no-account');
    world.directory.people.delete(LEWIS);
    world.directory.people.set(JOANNA, { isEnabled: false });
    expect(why(await agrees(world, COLIN, change.id))).toBe('gone');
  });

  test('while the directory does not answer nothing changes, no matter who it confirmed an hour ago', async () => {
    const world = await given();
    const change = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, change);
    const leaves = wanted('deputy-dsl', { outgoing: [TOM] });
    await asks(world, JOANNA, leaves);
    world.directory.trouble = new Fault('unavailable', 'down');
    expect(why(await agrees(world, COLIN, change.id))).toBe('cannot-check');
    expect(why(await agrees(world, COLIN, leaves.id))).toBe('cannot-check');
    expect(ids(world, 'deputy-dsl')).toEqual([TOM]);
    world.directory.trouble = undefined;
    expect(await agrees(world, COLIN, leaves.id)).toMatchObject({ outcome: 'made' });
    expect(ids(world, 'deputy-dsl')).toEqual([]);
  });

  test('two who agree at the same moment on two instances change it once', async () => {
    const one = await given();
    const other = await given({ database: one });
    const change = wanted('dsl', { newcomer: LEWIS, outgoing: [MIRIAM] });
    await asks(one, JOANNA, change);
    const both = await Promise.all([agrees(one, COLIN, change.id), agrees(other, ELEANOR, change.id)]);
    expect(both.map(why).sort()).toEqual(['done', 'gone']);
    await one.readSchools();
    await other.readSchools();
    expect([ids(one, 'dsl'), ids(other, 'dsl')]).toEqual([[LEWIS], [LEWIS]]);
    const events = await one.db.selectFrom('concern_role_event').select('id').execute();
    expect(events).toHaveLength(1);
  });

  test('two who ask for different people at the same moment: the first that is agreed to counts, the other fits no longer', async () => {
    const one = await given();
    const other = await given({ database: one });
    const [mine, theirs] = [LEWIS, PRIYA].map((newcomer) => wanted('dsl', { newcomer, outgoing: [MIRIAM] }));
    if (!mine || !theirs) throw new Error('two were wanted');
    const asked = await Promise.all([asks(one, JOANNA, mine), asks(other, COLIN, theirs)]);
    expect(asked.map(why).sort()).toEqual(['done', 'waits-already']);
  });

  test('an id that stands for something already is never written over, at whichever school it stands', async () => {
    const world = await given();
    const change = wanted('dsl', { newcomer: LEWIS });
    await asks(world, JOANNA, change);
    await world.more.roles.end(world.as(JOANNA), OAKFIELD, change.id);
    const millbrook = sampleTrust().schools[1]?.id ?? OAKFIELD;
    // Colin chairs both schools.
    const reused = await world.more.roles.propose(world.as(COLIN), millbrook, { ...change, role: 'dpo' });
    expect(why(reused)).toBe('waits-already');
    expect(why(await agrees(world, ELEANOR, change.id))).toBe('gone');
  });
});

describe('a role without reports', () => {
  test('changes on one word, and who held it is always told', async () => {
    const world = await given();
    const [before] = ids(world, 'hr');
    const change = wanted('hr', { newcomer: LEWIS, outgoing: before ? [before] : [], isQuiet: true });
    expect(await asks(world, COLIN, change)).toMatchObject({ kind: 'done', outcome: 'made' });
    expect(ids(world, 'hr')).toEqual([LEWIS]);
    expect(news(world, before ?? LEWIS)).toEqual(['taken']);
    expect(news(world, JOANNA)).toEqual(['changed']);
  });
});

describe('a concern is why', () => {
  test('the person who leaves hears nothing and sees nothing where both say so', async () => {
    const world = await given();
    const change = wanted('dsl', { newcomer: LEWIS, outgoing: [MIRIAM], isQuiet: true });
    await asks(world, JOANNA, change);
    // Miriam has a word, and must not hear about this one.
    expect((await seen(world, MIRIAM)).open).toEqual([]);
    expect(why(await agrees(world, MIRIAM, change.id))).toBe('gone');
    expect(why(await world.more.roles.end(world.as(MIRIAM), OAKFIELD, change.id))).toBe('gone');
    // Nor does it show in what she may ask for herself.
    expect(await asks(world, MIRIAM, wanted('dsl', { newcomer: PRIYA }))).toMatchObject({ outcome: 'proposed' });
    expect(await agrees(world, COLIN, change.id, true)).toMatchObject({ outcome: 'made' });
    expect(news(world, MIRIAM)).toEqual([]);
    expect(await world.more.roles.look(world.as(MIRIAM))).toEqual({ kind: 'not-available' });
  });

  test('the person who leaves is told where the second does not say so', async () => {
    const world = await given();
    await newDsl(world, { isQuiet: true, both: false });
    expect(news(world, MIRIAM)).toEqual(['taken']);
  });

  test('nothing that is kept says that there is a concern', async () => {
    const world = await given();
    await newDsl(world, { isQuiet: true });
    const rows = [
      ...(await world.db.selectFrom('concern_role_proposal').selectAll().execute()),
      ...(await world.db.selectFrom('concern_role_word').selectAll().execute()),
    ];
    expect(JSON.stringify(rows)).not.toMatch(/"[^"]*concern(?!_)[^"]*":|concern is why/);
    expect(world.logged.join()).not.toContain(MIRIAM);
  });
});

describe('everything that asks who holds a role hears about the newcomer', () => {
  test('routing, names on cards, facts, what is heard in chat, and lists', async () => {
    const world = await given();
    const mrGrant = 'I am worried about Mr Eleven, he was alone with a pupil in the store room and touched her';
    const toldByWords = () => ({ report: 3, danger: -3, route: 'headteacher' }) as const;
    const hear = createListener({ schools: world.trust.schools, toldByWords, log: world.deps.log });
    expect(JSON.stringify(tellOfSchool('holder.dsl', world.school, world.now()))).toContain('Miriam Hale');
    const before = await hear(mrGrant, world.school);
    world.directory.people.set(LEWIS, { name: 'Lewis Eleven' });
    const change = wanted('headteacher', { newcomer: LEWIS, outgoing: [JOANNA] });
    await asks(world, MIRIAM, change);
    await agrees(world, COLIN, change.id);
    expect(JSON.stringify(tellOfSchool('holder.headteacher', world.school, world.now()))).toContain('Lewis Eleven');
    // An allegation by the name of the new head goes past them, from the first message on.
    expect([before.detection, (await hear(mrGrant, world.school)).detection]).toMatchObject([
      { route: 'headteacher' },
      { route: 'chair-of-governors' },
    ]);
    const { id } = await world.report('staff', { about: [LEWIS] });
    expect(await world.find(id)).toMatchObject({ kind: 'headteacher', holder: 'chair-of-governors' });
    const { id: other } = await world.report('staff', { about: [PRIYA], by: TOM });
    await world.after(0);
    expect(world.teams.to(LEWIS).some(({ notice }) => notice.kind === 'alert')).toBe(true);
    expect((await world.concerns.lists.list(world.as(LEWIS), true)).outlines.map((one) => one.id)).toEqual([other]);
    expect((await world.concerns.lists.list(world.as(JOANNA), true)).outlines).toEqual([]);
  });

  test('what is open stays with the person who has it: she opens it, and the newcomer gets its card when she hands it on', async () => {
    const world = await given();
    const { id } = await world.report('staff', { about: [PRIYA], by: TOM });
    await world.after(0);
    await act(world, JOANNA, id, { kind: 'acknowledge' });
    await world.after(0);
    const change = wanted('headteacher', { newcomer: LEWIS, outgoing: [JOANNA] });
    await asks(world, MIRIAM, change);
    await agrees(world, COLIN, change.id);
    await world.after(0);
    await world.after(0);
    const alerts = (to: UserId) => world.teams.to(to).filter(({ notice }) => notice.kind === 'alert');
    expect([alerts(LEWIS).length, alerts(JOANNA).map(({ shown }) => shown.kind)]).toEqual([0, ['alert']]);
    expect(await world.concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'not-available' });
    expect(await world.concerns.record.open(id, world.as(JOANNA))).toMatchObject({ kind: 'open' });
    expect(await act(world, JOANNA, id, { kind: 'let-in' })).toMatchObject({ kind: 'done' });
    await world.after(0);
    expect(alerts(LEWIS)).toHaveLength(1);
    expect(await world.concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'open' });
    expect(await world.concerns.record.open(id, world.as(JOANNA))).toMatchObject({ kind: 'not-available' });
    // Her own card of it is emptied.
    expect(alerts(JOANNA).map(({ shown }) => shown.kind)).toEqual(['moved']);
    // Looked at again, nobody gets a second one.
    await world.after(10);
    expect(alerts(LEWIS)).toHaveLength(1);
  });

  test('a PIN and what it had opened go with the last role that takes reports', async () => {
    const world = await given({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
    const { pins } = world.deps;
    const now = world.now();
    await pins.keepCode({ code: 'BCDFGHJK', person: MIRIAM, by: TOM, until: new Date(now.getTime() + DAY_MS) });
    expect(await pins.setPin({ user: MIRIAM, code: 'BCDFGHJK', pin: '271828', now })).toMatchObject({ kind: 'set' });
    await pins.unlock(MIRIAM, 'search', now);
    await newDsl(world);
    expect(await pins.setWith(MIRIAM)).toBeUndefined();
    expect(await pins.touch(MIRIAM, 'search', now, new Date(0))).toBe(false);
  });

  test('the DSL’s place is looked at by who should be in it now', async () => {
    const world = await given();
    const { id } = await world.report('child');
    await world.after(0);
    await newDsl(world);
    // Miriam is in the channel still, and Lewis is not: nothing opens there, and the team has it one by one.
    expect(await world.concerns.record.open(id, world.as(TOM))).toMatchObject({ kind: 'moved' });
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people' });
    // Tom has had it all along, and hands it on.
    expect(await world.concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'not-available' });
    expect(await act(world, TOM, id, { kind: 'let-in' })).toMatchObject({ kind: 'done' });
    expect(await world.concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'open' });
    expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'not-available' });
  });
});

describe('a newcomer never opens an older report about themselves', () => {
  test('picked by its reporter: it is handed on past them, though their colleagues had it', async () => {
    const world = await given();
    const { id } = await world.report('child', { about: [LEWIS] });
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'dsl' });
    await newDsl(world);
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'headteacher', excluded: [LEWIS] });
    for (const by of [LEWIS, TOM])
      expect(await world.concerns.record.open(id, world.as(by))).toMatchObject({ kind: 'not-available' });
    expect(world.teams.to(LEWIS).some(({ notice }) => notice.kind === 'alert')).toBe(false);
    expect((await world.concerns.lists.list(world.as(LEWIS), true)).outlines).toEqual([]);
  });

  test('known by a typed name alone: they are shut out from the moment they hold the role', async () => {
    const world = await given();
    world.directory.people.set(LEWIS, { name: 'Lewis Grant' });
    const { id } = await world.report('staff', { name: 'Mr Grant', by: TOM });
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'headteacher', excluded: [] });
    const change = wanted('headteacher', { newcomer: LEWIS, outgoing: [JOANNA] });
    await asks(world, MIRIAM, change);
    await agrees(world, COLIN, change.id);
    expect(await world.concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'not-available' });
    await world.after(0);
    // It stays with who had it: the chair, who agreed to the change, is not given it by that.
    expect(await world.find(id)).toMatchObject({ holder: 'headteacher', excluded: [LEWIS], liesWith: [JOANNA] });
    expect(await world.concerns.record.open(id, world.as(JOANNA))).toMatchObject({ kind: 'open' });
    for (const by of [LEWIS, COLIN])
      expect(await world.concerns.record.open(id, world.as(by))).toMatchObject({ kind: 'not-available' });
  });

  test('a closed one, too', async () => {
    const world = await given();
    const { id } = await world.report('staff', { about: [LEWIS], by: TOM });
    await world.after(0);
    await act(world, JOANNA, id, { kind: 'acknowledge' });
    await act(world, JOANNA, id, { kind: 'decide', decision: 'no-further-action', words: { reason: 'So.' } });
    await act(world, JOANNA, id, {
      kind: 'close',
      outcome: 'unfounded',
      left: 'done',
      words: { reason: 'Looked into.' },
    });
    expect(await world.find(id)).toMatchObject({ status: 'closed' });
    const change = wanted('headteacher', { newcomer: LEWIS, outgoing: [JOANNA] });
    await asks(world, MIRIAM, change);
    await agrees(world, COLIN, change.id);
    await world.after(0);
    expect(await world.concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'not-available' });
    expect((await world.concerns.lists.list(world.as(LEWIS))).outlines).toEqual([]);
  });
});

/** The file with others in one role of Oakfield. */
const edited =
  (role: Role, people: readonly { id: UserId; name: string }[]) =>
  (trust: Trust): Trust => ({
    ...trust,
    schools: trust.schools.map(
      (school): School => (school.id === OAKFIELD ? { ...school, roles: { ...school.roles, [role]: people } } : school),
    ),
  });

describe('lanyard.yml beside it', () => {
  test('another instance, and one that starts again with the same file, has what was changed within a minute', async () => {
    expect(READ_EVERY_MS).toBeLessThanOrEqual(60_000);
    const world = await given();
    const running = await given({ database: world });
    await newDsl(world);
    expect(ids(running, 'dsl')).toEqual([MIRIAM]);
    await running.readSchools();
    expect(ids(running, 'dsl')).toEqual([LEWIS]);
    expect(ids(await given({ database: world }), 'dsl')).toEqual([LEWIS]);
  });

  test('edited for that role it decides, on every instance, and everyone whose word counts is told; other roles stay', async () => {
    const world = await given();
    await newDsl(world);
    const deputies = wanted('deputy-dsl', { newcomer: PRIYA });
    await asks(world, JOANNA, deputies);
    await agrees(world, COLIN, deputies.id);
    const file = edited('dsl', [{ id: DANIEL, name: 'Daniel Prior' }]);
    const after = await given({ database: world, file });
    expect([ids(after, 'dsl'), ids(after, 'deputy-dsl')]).toEqual([[DANIEL], [TOM, PRIYA]]);
    await after.deps.tellOfRoles();
    for (const who of [JOANNA, COLIN, ELEANOR, DANIEL]) expect(news(after, who)).toEqual(['changed']);
    await world.readSchools();
    expect(ids(world, 'dsl')).toEqual([DANIEL]);
  });

  test('an old copy that comes back decides as the file: nobody who was taken out of it comes back with it', async () => {
    const world = await given();
    await newDsl(world);
    await given({ database: world, file: edited('dsl', [{ id: DANIEL, name: 'Daniel Prior' }]) });
    // The copy names Miriam, as when Lewis was chosen: it says Miriam, and must not bring Lewis back.
    expect(ids(await given({ database: world }), 'dsl')).toEqual([MIRIAM]);
  });

  test('that catches up with what was changed changes nothing and tells nobody', async () => {
    const world = await given();
    await newDsl(world);
    const after = await given({ database: world, file: edited('dsl', [{ id: LEWIS, name: 'Lewis Grant' }]) });
    await after.deps.tellOfRoles();
    expect(ids(after, 'dsl')).toEqual([LEWIS]);
    expect(after.teams.told).toEqual([]);
  });

  test('a newcomer it does not know gives a number of their own, and one it knows has theirs', async () => {
    const world = await given();
    await newDsl(world);
    await world.concerns.phones.change(world.as(LEWIS), { own: '01632 960 444', school: {} });
    expect(holders(world.school, 'dsl')[0]?.phone).toBe('01632 960 444');
    const head = wanted('dsl', { newcomer: DANIEL });
    await asks(world, JOANNA, head);
    await agrees(world, COLIN, head.id);
    expect(holders(world.school, 'dsl')[1]?.phone).toBe('01632 960 204');
  });

  test('a name that the directory gives is heard beside it', async () => {
    const world = await given();
    const { trust, listening } = createLiveTrust(world.trust);
    await newDsl(world);
    await listening({ person: async (id: UserId) => ({ id, name: 'Lewis Grant-Hay' }) } as never).person(LEWIS);
    const named = trust.schools.find(({ id }) => id === OAKFIELD);
    expect(named && holdsRole(named, LEWIS, 'dsl')).toBe(true);
    expect(named && holders(named, 'dsl')[0]).toMatchObject({ alsoCalled: ['Lewis Grant-Hay'] });
  });
});

test('what was written down of roles cannot be changed or taken out', async () => {
  const world = await given();
  await newDsl(world);
  await expect(world.db.updateTable('concern_role_event').set({ role: 'hr' }).execute()).rejects.toThrow('append-only');
  await expect(world.db.deleteFrom('concern_role_event').execute()).rejects.toThrow('append-only');
});
