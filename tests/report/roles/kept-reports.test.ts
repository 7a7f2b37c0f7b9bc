import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { trustAct } from '../../../src/more/trust-lead/trust-plan.ts';
import { newKey } from '../../../src/platform/postgres/seal.ts';
import type { Kind, Recipient } from '../../../src/report/concern.ts';
import { watchLeft } from '../../../src/report/roles/left-watch.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import type { Role, School, Trust } from '../../../src/school/school.ts';
import { givenLead, ROSA } from '../../more/trust-lead/support-trust.ts';
import {
  COLIN,
  DANIEL,
  ELEANOR,
  given as givenWorld,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  oakfield as oakfieldOf,
  PRIYA,
  person,
  TOM,
  type World,
} from '../support.ts';

/**
 * With whom an open report is once its role changes hands. At Oakfield: Miriam is the DSL, Tom a deputy, Joanna the head, Colin the
 * chair, Eleanor the governance officer. What each may: docs/access.md.
 */

const OAKFIELD = oakfieldOf().id;
/** Of the staff, without a role. */
const HELEN = person('b0000000-0000-4000-8000-000000000049');

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) {
    const verdicts = await verifyTrails(world.db);
    expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
    await world.close();
  }
});
/** Of every instance here, so that another one opens what one has sealed. */
const keys: [string] = [newKey().toString('base64')];
async function given(options: Parameters<typeof givenWorld>[0] = {}, make = givenWorld): Promise<World> {
  const world = await make({ keys, ...options });
  if (!options.database) open.push(world);
  return world;
}

interface Swap {
  readonly role: Role;
  readonly newcomer?: UserId;
  readonly outgoing?: readonly UserId[];
  readonly by: readonly [UserId, UserId];
  readonly isQuiet?: boolean;
}

/** A role changes hands on the word of two, and everyone is told. */
async function changes(world: World, { role, newcomer, outgoing = [], by: [first, second], isQuiet = false }: Swap) {
  const wanted = { id: randomUUID(), role, newcomer, outgoing, isQuiet };
  expect(await world.more.roles.propose(world.as(first), OAKFIELD, wanted)).toMatchObject({ outcome: 'proposed' });
  expect(await world.more.roles.confirm(world.as(second), OAKFIELD, wanted.id, isQuiet)).toMatchObject({
    outcome: 'made',
  });
}
/** The same, and what follows from it. */
async function hasChanged(world: World, swap: Swap) {
  await changes(world, swap);
  await world.after(0);
  await world.after(0);
}

const reports = async (world: World, kind: Kind, more: Parameters<World['report']>[1] = {}) => {
  const { id } = await world.report(kind, { by: PRIYA, ...more });
  await world.after(0);
  return id;
};
const reads = async (world: World, id: ConcernId, by: UserId) =>
  (await world.concerns.record.open(id, world.as(by))).kind;
const who = async (world: World, id: ConcernId, ...people: readonly UserId[]) => {
  const found: UserId[] = [];
  for (const one of people) if ((await reads(world, id, one)) === 'open') found.push(one);
  return found;
};
const listed = async (world: World, by: UserId, isOpen?: boolean) =>
  (await world.concerns.lists.list(world.as(by), isOpen)).outlines.map(({ id }) => id);
const does = async (world: World, by: UserId, id: ConcernId, wanted: Act) => {
  const outcome = await world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted);
  return outcome.kind === 'not-now' ? outcome.why : outcome.kind;
};
const reason = { reason: 'So.' };
const closes = async (world: World, by: UserId, id: ConcernId) => {
  for (const wanted of [
    { kind: 'acknowledge' },
    { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words: reason },
    { kind: 'close', outcome: 'no-further-action', left: 'done', words: reason },
  ] as const)
    await does(world, by, id, wanted);
  expect((await world.find(id)).status).toBe('closed');
};
const handsAllOn = (world: World, by: UserId, recipient: Recipient) =>
  world.concerns.record.letInAll(world.as(by), OAKFIELD, recipient);
const kinds = (world: World, to: UserId) => world.teams.to(to).map(({ notice }) => notice.kind);
const stayed = (world: World, to: UserId) =>
  world.teams.to(to).flatMap(({ notice }) => (notice.kind === 'stayed' ? [notice] : []));
const trailOf = async (world: World, id: ConcernId) =>
  (await world.deps.store.entries(await world.find(id))).map(({ kind }) => kind);

/** Joanna has her friend Helen made chair in Colin's place, and neither she nor Eleanor wants him told. */
const friendAsChair: Swap = {
  role: 'chair-of-governors',
  newcomer: HELEN,
  outgoing: [COLIN],
  by: [JOANNA, ELEANOR],
  isQuiet: true,
};

describe('a report about someone who changes the role that has it', () => {
  test('stays with who had it: the newcomer, who asked and who agreed read nothing, find nothing and get no card', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher');
    await does(world, COLIN, id, { kind: 'acknowledge' });
    // From the second at which it counts, and not only once it was looked through.
    await changes(world, friendAsChair);
    expect(await who(world, id, HELEN, JOANNA, ELEANOR, MIRIAM, COLIN)).toEqual([COLIN]);
    await world.after(0);
    await world.after(60);
    expect(await who(world, id, HELEN, JOANNA, ELEANOR, MIRIAM, COLIN)).toEqual([COLIN]);
    expect([await listed(world, HELEN), await listed(world, JOANNA), await listed(world, COLIN, true)]).toEqual([
      [],
      [],
      [id],
    ]);
    expect((await world.concerns.figures(world.as(HELEN))).adults.open).toBe(0);
    for (const wanted of [{ kind: 'note', words: { text: 'So.' } }, { kind: 'let-in' }, { kind: 'take' }] as const)
      expect(await does(world, HELEN, id, wanted)).toBe('not-available');
    expect(await handsAllOn(world, HELEN, 'chair-of-governors')).toMatchObject({ kind: 'done', handedOn: 0 });
    expect(kinds(world, HELEN).filter((kind) => kind !== 'role')).toEqual([]);
    expect(await does(world, COLIN, id, { kind: 'note', words: { text: 'Spoke to the LADO.' } })).toBe('done');
    expect(await trailOf(world, id)).toContain('kept');
  });

  test('its holder is told, though both who changed it wanted that nobody tells him, and not a word of it', async () => {
    const world = await given();
    const { id } = await world.report('headteacher', { words: { seen: 'zq-words' } });
    await world.after(0);
    await hasChanged(world, friendAsChair);
    expect(stayed(world, COLIN)).toMatchObject([
      {
        recipient: 'chair-of-governors',
        newcomers: ['Person 49'],
        reports: [{ id, reference: (await world.find(id)).reference }],
        more: 0,
      },
    ]);
    expect(JSON.stringify(stayed(world, COLIN))).not.toMatch(/zq-|Joanna|Eleanor|concern is/);
    // Of the change itself he hears nothing, as they said.
    expect(kinds(world, COLIN)).not.toContain('role');
    for (const other of [JOANNA, ELEANOR, HELEN, MIRIAM]) expect(stayed(world, other)).toEqual([]);
    await world.after(10);
    expect(stayed(world, COLIN)).toHaveLength(1);
    // His card of it is still his.
    const card = world.teams.to(COLIN).find(({ notice }) => notice.kind === 'alert');
    expect(card?.shown.kind).toBe('alert');
  });

  test('its holder is told a minute later where Teams does not take it at first, and once', async () => {
    const world = await given();
    await reports(world, 'headteacher');
    await changes(world, friendAsChair);
    world.teams.fail(new Fault('unavailable', 'down'));
    await world.after(0);
    world.teams.fail(undefined);
    await world.after(0);
    expect(stayed(world, COLIN)).toEqual([]);
    await world.after(1);
    await world.after(1);
    expect(stayed(world, COLIN)).toHaveLength(1);
    // One that starts then says it no second time.
    const again = await given({ database: world });
    await again.after(0);
    expect(stayed(again, COLIN)).toEqual([]);
  });

  test('its reporter is told to phone the person who has it, and never the newcomer', async () => {
    const world = await given();
    const { id } = await world.report('headteacher');
    await world.after(0);
    await hasChanged(world, friendAsChair);
    const own = await world.concerns.own.report(id, world.as(PRIYA));
    expect(own).toMatchObject({ kind: 'receipt', receipt: { to: { name: 'Colin Marsh' } } });
    expect(JSON.stringify(own.kind === 'receipt' && own.receipt)).not.toContain('Person 49');
  });

  test('he hands it on, and from then on the newcomer has it and he has not', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher');
    await hasChanged(world, friendAsChair);
    expect(await handsAllOn(world, COLIN, 'chair-of-governors')).toEqual({
      kind: 'done',
      handedOn: 1,
      locked: 0,
      left: 0,
    });
    await world.after(0);
    expect(await who(world, id, HELEN, COLIN, JOANNA, ELEANOR)).toEqual([HELEN]);
    expect(kinds(world, HELEN)).toContain('alert');
    expect(world.teams.to(COLIN).find(({ notice }) => notice.kind === 'alert')?.shown.kind).toBe('moved');
    expect(await listed(world, COLIN)).toEqual([]);
    expect(await does(world, HELEN, id, { kind: 'let-in' })).toBe('nobody-new');
  });

  test('or passes it to another role, as always', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher');
    await hasChanged(world, friendAsChair);
    const pass: Act = { kind: 'reroute', to: 'governance-officer', about: 'same', words: reason };
    expect(await does(world, COLIN, id, pass)).toBe('done');
    expect(await who(world, id, ELEANOR, COLIN, HELEN)).toEqual([ELEANOR]);
  });

  test('closed by who had it, it stays closed to the newcomer, however soon after they came; opened again, too', async () => {
    const world = await given();
    const [slow, quick] = [await reports(world, 'headteacher'), await reports(world, 'headteacher')];
    await changes(world, friendAsChair);
    await closes(world, COLIN, quick);
    await world.after(0);
    await closes(world, COLIN, slow);
    for (const id of [slow, quick]) {
      expect(await who(world, id, HELEN, JOANNA, COLIN)).toEqual([COLIN]);
      expect(await does(world, HELEN, id, { kind: 'reopen', words: reason })).toBe('not-available');
      expect(await does(world, COLIN, id, { kind: 'reopen', words: reason })).toBe('done');
      expect(await who(world, id, HELEN, COLIN)).toEqual([COLIN]);
    }
  });

  test('an old one that was closed before is not read by a newcomer whom the person it is about brought in', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher');
    await closes(world, COLIN, id);
    await hasChanged(world, friendAsChair);
    expect(await who(world, id, HELEN, JOANNA)).toEqual([]);
    expect(await listed(world, HELEN)).toEqual([]);
  });

  test('the clocks call in nobody whom the person it is about brought into the next role, nor whom that one brought', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher', { isUrgent: true });
    await hasChanged(world, {
      role: 'governance-officer',
      newcomer: HELEN,
      outgoing: [ELEANOR],
      by: [JOANNA, MIRIAM],
    });
    await hasChanged(world, { role: 'governance-officer', newcomer: DANIEL, outgoing: [HELEN], by: [HELEN, MIRIAM] });
    for (let round = 0; round < 8; round += 1) await world.after(60);
    expect(await who(world, id, HELEN, DANIEL, JOANNA, COLIN)).toEqual([COLIN]);
    expect(await world.find(id)).toMatchObject({ holder: 'chair-of-governors', alsoOpenTo: [] });
    expect(kinds(world, PRIYA)).toContain('late');
  });

  test('on another instance that has not read the change yet nothing opens to the newcomer either', async () => {
    const world = await given();
    const other = await given({ database: world });
    const id = await reports(world, 'headteacher');
    await changes(world, friendAsChair);
    expect([await reads(other, id, HELEN), await reads(other, id, COLIN)]).toEqual(['not-available', 'open']);
    await other.readSchools();
    expect([await reads(other, id, HELEN), await reads(other, id, COLIN)]).toEqual(['not-available', 'open']);
  });
});

describe('what comes after a change goes to who holds the role then', () => {
  test('a new chair has the new reports, and those of before that were closed without them', async () => {
    const world = await given();
    const old = await reports(world, 'headteacher');
    await closes(world, COLIN, old);
    await hasChanged(world, {
      role: 'chair-of-governors',
      newcomer: HELEN,
      outgoing: [COLIN],
      by: [ELEANOR, MIRIAM],
    });
    const id = await reports(world, 'headteacher');
    expect(await who(world, id, HELEN, COLIN)).toEqual([HELEN]);
    expect(await who(world, old, HELEN, COLIN)).toEqual([HELEN]);
    expect(await does(world, HELEN, old, { kind: 'reopen', words: reason })).toBe('done');
    expect(await who(world, old, HELEN)).toEqual([HELEN]);
  });

  test('lanyard.yml that is edited is a change like any other, also the first', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher');
    const file = (trust: Trust): Trust => ({
      ...trust,
      schools: trust.schools.map(
        (school): School =>
          school.id === OAKFIELD
            ? { ...school, roles: { ...school.roles, 'chair-of-governors': [{ id: HELEN, name: 'Helen New' }] } }
            : school,
      ),
    });
    const edited = await given({ database: world, file });
    await edited.after(0);
    expect(await who(edited, id, HELEN, COLIN)).toEqual([COLIN]);
    expect(stayed(edited, COLIN)).toMatchObject([{ newcomers: ['Helen New'] }]);
    const after = await reports(edited, 'headteacher');
    expect(await who(edited, after, HELEN, COLIN)).toEqual([HELEN]);
  });

  test('a report from before that was kept lies with those who hold its role when it is first looked through', async () => {
    const world = await given();
    const id = await reports(world, 'headteacher');
    // As a row stands in which the version before wrote.
    await world.db
      .withSchema('concerns_adult')
      .updateTable('concern')
      .set({ lies_with: null })
      .where('id', '=', id)
      .execute();
    const { engine } = await given({ database: world });
    await engine.runOnce();
    expect((await world.find(id)).liesWith).toEqual([COLIN]);
  });
});

/** Everyone who has, or is to have, a child's report in the team. */
const TEAM = [MIRIAM, TOM, LEWIS] as const;
const newDeputy: Swap = { role: 'deputy-dsl', newcomer: LEWIS, by: [JOANNA, MIRIAM] };
const newDsl: Swap = { role: 'dsl', newcomer: LEWIS, outgoing: [MIRIAM], by: [JOANNA, COLIN] };

describe('a child’s report is the team’s together', () => {
  test('a new deputy works in the channel with what comes from then on', async () => {
    const world = await given();
    await hasChanged(world, newDeputy);
    world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
    const id = await reports(world, 'child');
    expect(await world.find(id)).toMatchObject({ via: 'place', status: 'delivered' });
    expect(await who(world, id, ...TEAM)).toEqual(TEAM);
    expect(await does(world, LEWIS, id, { kind: 'take' })).toBe('done');
    expect(await listed(world, LEWIS)).toEqual([id]);
  });

  test('and has what was open before once one of those of before hands all of it on in one press; nothing begins again', async () => {
    const world = await given();
    const before = [await reports(world, 'child'), await reports(world, 'child', { isUrgent: true })];
    const [first] = before as [ConcernId, ConcernId];
    await does(world, TOM, first, { kind: 'take' });
    await hasChanged(world, newDeputy);
    world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
    for (const id of before) expect(await who(world, id, ...TEAM)).toEqual([MIRIAM, TOM]);
    for (const one of [MIRIAM, TOM]) expect(stayed(world, one)).toMatchObject([{ recipient: 'dsl', more: 0 }]);
    expect(stayed(world, TOM)[0]?.reports).toHaveLength(2);
    expect(await handsAllOn(world, LEWIS, 'dsl')).toMatchObject({ handedOn: 0 });
    expect(await handsAllOn(world, TOM, 'dsl')).toMatchObject({ handedOn: 2, left: 0 });
    for (const id of before) expect(await who(world, id, ...TEAM)).toEqual(TEAM);
    expect(await world.find(first)).toMatchObject({ status: 'working', owner: TOM, via: 'place', keptFrom: [] });
  });

  test('who leaves the team has none of it, the others keep it, and a new DSL has it once one of them hands it on', async () => {
    const world = await given();
    const id = await reports(world, 'child');
    await hasChanged(world, { ...newDsl, isQuiet: true });
    expect(await who(world, id, ...TEAM)).not.toContain(LEWIS);
    await world.after(0);
    // Miriam sits in the channel still: it came to each of them in their own chat.
    expect(await who(world, id, ...TEAM)).toEqual([TOM]);
    expect([await listed(world, MIRIAM), stayed(world, MIRIAM)]).toEqual([[], []]);
    expect(stayed(world, TOM)).toHaveLength(1);
    expect(await does(world, TOM, id, { kind: 'let-in' })).toBe('done');
    await world.after(0);
    expect(await who(world, id, ...TEAM)).toEqual([TOM, LEWIS]);
  });

  test('the head who changed it is not let in because the channel has someone of before in it', async () => {
    const world = await given();
    const id = await reports(world, 'child');
    await hasChanged(world, { ...newDsl, by: [JOANNA, ELEANOR] });
    await reads(world, id, TOM);
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ via: 'people', alsoOpenTo: ['chair-of-governors'] });
    expect(await who(world, id, JOANNA, ELEANOR, COLIN, TOM)).toEqual([COLIN, TOM]);
  });

  /** A school whose DSL is alone. */
  const alone = async (options: Parameters<typeof givenWorld>[0] = {}) => {
    const world = await given(options);
    await hasChanged(world, { role: 'deputy-dsl', outgoing: [TOM], by: [JOANNA, COLIN] });
    world.directory.place = membersOf(MIRIAM);
    await world.after(1);
    return world;
  };

  test('a DSL who was alone keeps it, in the channel no more, until she hands it on', async () => {
    const world = await alone();
    const id = await reports(world, 'child');
    await changes(world, newDsl);
    world.directory.place = membersOf(LEWIS);
    await world.after(0);
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people' });
    expect(await who(world, id, ...TEAM)).toEqual([MIRIAM]);
    expect(await listed(world, MIRIAM, true)).toEqual([id]);
    expect(await handsAllOn(world, MIRIAM, 'dsl')).toMatchObject({ handedOn: 1 });
    expect(await who(world, id, ...TEAM)).toEqual([LEWIS]);
  });

  test.each([
    ['the head decides', [COLIN, ELEANOR], 'headteacher', JOANNA],
    ['not the head who changed it, where someone above did not', [JOANNA, ELEANOR], 'chair-of-governors', COLIN],
    ['but the head before nobody', [JOANNA, COLIN], 'headteacher', JOANNA],
  ] as const)('where nobody of before is left at the school, %s', async (_name, by, holder, decides) => {
    const world = await alone();
    const id = await reports(world, 'child');
    await hasChanged(world, { ...newDsl, by });
    await watchLeft(world.deps);
    expect((await world.find(id)).holder).toBe('dsl');
    world.directory.people.set(MIRIAM, { isEnabled: false });
    await watchLeft(world.deps);
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder, whyElsewhere: 'all-left' });
    expect(await who(world, id, JOANNA, COLIN, ELEANOR, LEWIS, MIRIAM)).toEqual([decides]);
    const pass: Act = { kind: 'reroute', to: 'dsl', about: 'same', words: reason };
    world.directory.place = membersOf(LEWIS);
    expect(await does(world, decides, id, pass)).toBe('done');
    await world.after(0);
    expect(await who(world, id, LEWIS, decides)).toEqual([LEWIS]);
  });

  test('while the directory cannot say whether they have left, it stays', async () => {
    const world = await alone();
    const id = await reports(world, 'child');
    await hasChanged(world, newDsl);
    world.directory.people.set(MIRIAM, { isEnabled: false });
    world.directory.trouble = new Fault('unavailable', 'down');
    await watchLeft(world.deps);
    world.directory.trouble = undefined;
    expect((await world.find(id)).holder).toBe('dsl');
  });

  test('who covers for the DSL for a time opens what the team can, and hands nothing on', async () => {
    const world = await given({}, givenLead);
    const id = await reports(world, 'child');
    await hasChanged(world, newDeputy);
    const cover = {
      id: randomUUID(),
      person: ROSA,
      from: world.now(),
      until: new Date(world.now().getTime() + DAY_MS),
    };
    expect((await world.more.trustLeads.give(world.as(MIRIAM), OAKFIELD, cover)).kind).toBe('trust');
    world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
    expect(await who(world, id, ROSA, LEWIS)).toEqual([ROSA]);
    expect(await does(world, ROSA, id, { kind: 'let-in' })).toBe('nobody-new');
    expect(await handsAllOn(world, ROSA, 'dsl')).toMatchObject({ handedOn: 0 });
  });

  test('what was opened to the trust’s lead was opened to a person, and not to who is it next', async () => {
    const world = await given({}, givenLead);
    const id = await reports(world, 'child');
    const opens = trustAct({ kind: 'trust-open', isAll: false, words: reason });
    expect(await does(world, MIRIAM, id, opens)).toBe('done');
    await hasChanged(world, { role: 'trust-lead', newcomer: HELEN, outgoing: [ROSA], by: [JOANNA, COLIN] });
    expect(await who(world, id, HELEN, ROSA)).toEqual([]);
    const page = await world.more.trustLeads.look(world.as(HELEN));
    expect(page).toMatchObject({ asLead: { opened: [], history: [] } });
    expect(await does(world, MIRIAM, id, trustAct({ kind: 'trust-shut', isAll: false, words: {} }))).toBe('done');
    expect(await does(world, MIRIAM, id, opens)).toBe('done');
    expect(await who(world, id, HELEN, ROSA)).toEqual([HELEN]);
  });
});

describe('a matter about an adult whose holder has left the role and the school', () => {
  const newHead: Swap = { role: 'headteacher', newcomer: DANIEL, outgoing: [JOANNA], by: [MIRIAM, ELEANOR] };

  test('goes to the next who had no part in the change', async () => {
    const world = await given();
    const id = await reports(world, 'staff', { about: [LEWIS] });
    await hasChanged(world, newHead);
    expect(await who(world, id, JOANNA, DANIEL, COLIN)).toEqual([JOANNA]);
    world.directory.people.set(JOANNA, { isEnabled: false });
    await watchLeft(world.deps);
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'chair-of-governors', liesWith: [COLIN] });
    expect(await who(world, id, JOANNA, DANIEL, COLIN)).toEqual([COLIN]);
  });

  test('goes to nobody where all of them had, and its reporter is told to phone, once', async () => {
    const world = await given();
    const id = await reports(world, 'staff', { about: [LEWIS] });
    await does(world, JOANNA, id, { kind: 'acknowledge' });
    await hasChanged(world, { ...newHead, by: [MIRIAM, COLIN] });
    world.directory.people.set(JOANNA, { isEnabled: false });
    await watchLeft(world.deps);
    await world.after(0);
    await watchLeft(world.deps);
    await world.after(0);
    expect(await who(world, id, JOANNA, DANIEL, COLIN, MIRIAM)).toEqual([]);
    expect(kinds(world, PRIYA).filter((kind) => kind === 'late')).toHaveLength(1);
    // Switched on again for as long as it takes, she hands it on.
    world.directory.people.delete(JOANNA);
    expect(await handsAllOn(world, JOANNA, 'headteacher')).toMatchObject({ handedOn: 1 });
    expect(await who(world, id, DANIEL)).toEqual([DANIEL]);
  });

  test('where the newcomer is who it is about they never get it, and it stays with who had it', async () => {
    const world = await given();
    const id = await reports(world, 'staff', { about: [DANIEL] });
    await hasChanged(world, newHead);
    expect(await who(world, id, DANIEL, JOANNA, COLIN)).toEqual([JOANNA]);
    expect(await does(world, JOANNA, id, { kind: 'let-in' })).toBe('nobody-new');
    expect(await handsAllOn(world, JOANNA, 'headteacher')).toMatchObject({ handedOn: 0 });
    expect(stayed(world, JOANNA)).toHaveLength(1);
  });

  test('a PIN stays with who has a report still, and goes with the last of them', async () => {
    const world = await given({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
    const { pins } = world.deps;
    const now = world.now();
    await pins.keepCode({ code: 'BCDFGHJK', person: DANIEL, by: COLIN, until: new Date(now.getTime() + DAY_MS) });
    await pins.setPin({ user: DANIEL, code: 'BCDFGHJK', pin: '271828', now });
    const id = await reports(world, 'online-abuse');
    await hasChanged(world, {
      role: 'senior-manager',
      newcomer: HELEN,
      outgoing: [DANIEL],
      by: [JOANNA, COLIN],
    });
    expect(await pins.setWith(DANIEL)).toBe(COLIN);
    // Handing it on shows it to someone: that needs the step, as reading it does.
    expect(await handsAllOn(world, DANIEL, 'senior-manager')).toMatchObject({ handedOn: 0, locked: 1 });
    await pins.unlock(DANIEL, id, now);
    expect(await handsAllOn(world, DANIEL, 'senior-manager')).toMatchObject({ handedOn: 1, locked: 0 });
    expect(await pins.setWith(DANIEL)).toBeUndefined();
  });
});

describe('a report by the shared address that is about all of its chain', () => {
  const aboutAll = async (world: World) => {
    const { reportByLink } = await import('../../../src/more/shared-address/by-link.ts');
    const sent = { about: 'chair', seen: 'It was Eleanor Frith as well.', urgent: 'no' };
    const file = await reportByLink(world.deps, world.school, 'BCDFGHJKMNPQRSTVWXZ23456789B', sent, 0);
    expect(file.kind).toBe('received');
    await world.after(0);
    const { concerns } = await world.deps.store.list({});
    return concerns[0]?.id as ConcernId;
  };

  test('is with the headteacher, of whom nobody speaks, and stays there when others come to its last role', async () => {
    const world = await given();
    const id = await aboutAll(world);
    expect(await who(world, id, ELEANOR, COLIN, JOANNA)).toEqual([JOANNA]);
    await hasChanged(world, {
      role: 'governance-officer',
      newcomer: HELEN,
      outgoing: [ELEANOR],
      by: [COLIN, MIRIAM],
    });
    // Brought there by someone it is about.
    expect(await who(world, id, HELEN, JOANNA)).toEqual([JOANNA]);
    await hasChanged(world, {
      role: 'governance-officer',
      newcomer: DANIEL,
      outgoing: [HELEN],
      by: [JOANNA, MIRIAM],
    });
    expect(await who(world, id, DANIEL, HELEN, JOANNA)).toEqual([JOANNA]);
  });
});
