import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sqlPolicyNames } from '../../../src/ask/named/names.store.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { NamedByPolicy, PolicyMatter } from '../../../src/school/policy-names.ts';
import { DANIEL, given, JOANNA, LEWIS, MIRIAM, PRIYA, person, type World } from '../support.ts';

const HELEN = person('b0000000-0000-4000-8000-000000000077');
const CONTACT = { contact: 'yes', who: 'A child, 7B', where: 'AN APP', replied: 'no', seen: 'WHAT WAS WRITTEN' };

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const confirm = (matter: PolicyMatter, who: NamedByPolicy | 'nobody') =>
  sqlPolicyNames(world.db).confirm(world.school.id, [{ matter, who }], MIRIAM, world.now());
const named = async (id: Parameters<World['find']>[0], by: UserId = PRIYA) => {
  const found = await world.concerns.alsoTell.named(id, world.as(by));
  return found.kind === 'named' ? found.named.map(({ who, name, isTold }) => [who, name, isTold]) : found.kind;
};
const talked = () => world.teams.told.filter(({ notice }) => notice.kind === 'talk');

describe('a pupil has contacted someone, and the policy names the headteacher (north-star’s rule)', () => {
  test('after the report, with one press: they hear from whom, and nothing of the report', async () => {
    await confirm('pupil-contact', 'headteacher');
    const { id, receipt } = await world.report('child', { words: CONTACT });
    await world.after(0);
    expect(receipt.to.recipient).toBe('dsl');
    expect(talked()).toEqual([]);
    expect(await named(id)).toEqual([['headteacher', 'Joanna Okafor', false]]);

    const told = await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-contact');
    expect(told).toMatchObject({ kind: 'told', name: 'Joanna Okafor' });
    await world.after(0);
    expect(talked().map(({ to, notice }) => [to, notice])).toEqual([
      [JOANNA, { kind: 'talk', from: expect.any(String), isRepeat: false }],
    ]);
    for (const secret of [id, receipt.reference, 'WHAT WAS WRITTEN', 'AN APP', '7B'])
      expect(JSON.stringify(talked())).not.toContain(secret);
    // Who was told can still not open it, and is not told twice.
    expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
    expect(await named(id)).toEqual([['headteacher', 'Joanna Okafor', true]]);
    await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-contact');
    await world.after(0);
    expect(talked()).toHaveLength(1);
    const kinds = (await world.deps.store.entries(await world.find(id))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'told-also')).toHaveLength(1);
  });

  test('never the person who must not see it, nor a colleague of the same role', async () => {
    await confirm('pupil-contact', 'headteacher');
    const { id } = await world.report('child', { words: CONTACT, about: [JOANNA] });
    expect(await named(id)).toEqual([]);
    expect((await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-contact')).kind).toBe('nobody');
    await world.after(0);
    expect(talked()).toEqual([]);
  });

  test('nor anyone a name in the report may mean', async () => {
    await confirm('pupil-contact', 'headteacher');
    const words = { ...CONTACT, seen: 'He wrote that Mrs Okafor meets him at night.' };
    const { id } = await world.report('child', { words });
    expect(await named(id)).toEqual([]);
  });

  test('someone who is shut out between the press and the message is not told', async () => {
    await confirm('pupil-contact', 'headteacher');
    const { id } = await world.report('child', { words: CONTACT });
    await world.after(0);
    world.teams.fail(new Fault('unavailable', 'down', { mayBeDone: false }));
    await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-contact');
    await world.after(0);
    await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'Mrs Okafor did this to him.' });
    world.teams.fail(undefined);
    await world.after(5);
    expect(talked()).toEqual([]);
  });

  test('nobody for another report about a child, for a drill, or for what is said about an adult', async () => {
    await confirm('pupil-contact', 'headteacher');
    await confirm('about-staff', 'headteacher');
    expect(await named((await world.report('child')).id)).toEqual([]);
    expect(await named((await world.report('staff', { about: [LEWIS], words: CONTACT })).id)).toEqual([]);
    const { id } = await world.report('headteacher', { words: CONTACT });
    expect(await named(id)).toEqual([]);
  });

  test('someone else’s report looks like none, and the try is noted', async () => {
    await confirm('pupil-contact', 'headteacher');
    const { id } = await world.report('child', { words: CONTACT });
    for (const other of [MIRIAM, JOANNA, LEWIS]) {
      expect(await named(id, other)).toBe('not-available');
      expect((await world.concerns.alsoTell.tell(id, world.as(other), 'pupil-contact')).kind).toBe('not-available');
    }
    await world.after(0);
    expect(talked()).toEqual([]);
  });

  test('what nobody confirmed does not count, and neither does what was taken back', async () => {
    const { id } = await world.report('child', { words: CONTACT });
    expect(await named(id)).toEqual([]);
    await confirm('pupil-contact', 'headteacher');
    await confirm('pupil-contact', 'nobody');
    expect(await named(id)).toEqual([]);
  });
});

describe('the policy names the reporter’s own manager (lancashire-model’s rule)', () => {
  beforeEach(async () => {
    await confirm('pupil-contact', 'manager');
    world.directory.managers.set(PRIYA, HELEN);
    world.directory.people.set(HELEN, { name: 'Helen Whitcombe' });
  });

  test('the manager comes from the directory', async () => {
    const { id } = await world.report('child', { words: CONTACT });
    expect(await named(id)).toEqual([['manager', 'Helen Whitcombe', false]]);
    await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-contact');
    await world.after(0);
    expect(talked().map(({ to }) => to)).toEqual([HELEN]);
  });

  test.each([
    ['whom the report is about', { about: [HELEN], words: CONTACT }],
    ['whom a name in it may mean', { words: { ...CONTACT, seen: 'It was Miss Whitcombe who gave him my number.' } }],
  ])('never a manager %s', async (_what, report) => {
    const { id } = await world.report('child', report);
    expect(await named(id)).toEqual([]);
  });

  test('nobody without a manager, with one who has left, or while the directory is down', async () => {
    const { id } = await world.report('child', { words: CONTACT });
    world.directory.people.set(HELEN, { name: 'Helen Whitcombe', isEnabled: false });
    expect(await named(id)).toEqual([]);
    world.directory.people.set(HELEN, { name: 'Helen Whitcombe' });
    world.directory.trouble = new Fault('unavailable', 'down', { mayBeDone: false });
    expect(await named(id)).toEqual([]);
    world.directory.trouble = undefined;
    world.directory.managers.clear();
    expect(await named(id)).toEqual([]);
  });

  test('while the directory cannot say who asks, the message waits, and goes then', async () => {
    const { id } = await world.report('child', { words: CONTACT });
    await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-contact');
    world.directory.trouble = new Fault('unavailable', 'down', { mayBeDone: false });
    await world.after(0);
    expect(talked()).toEqual([]);
    world.directory.trouble = undefined;
    await world.after(5);
    expect(talked().map(({ to }) => to)).toEqual([HELEN]);
  });
});

test('abuse online: who the policy names beside the senior manager, and nobody who has it anyway', async () => {
  await confirm('about-staff', 'senior-manager');
  await confirm('pupil-on-staff', 'dsl');
  const { id, receipt } = await world.report('online-abuse');
  expect(receipt.to).toMatchObject({ recipient: 'senior-manager' });
  expect(await named(id)).toEqual([['dsl', 'Miriam Hale', false]]);
  await world.concerns.alsoTell.tell(id, world.as(PRIYA), 'pupil-on-staff');
  await world.after(0);
  expect(talked().map(({ to }) => to)).toEqual([MIRIAM]);
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('not-available');
  expect((await world.concerns.record.open(id, world.as(DANIEL))).kind).toBe('open');
});
