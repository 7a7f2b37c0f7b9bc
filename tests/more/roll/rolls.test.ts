import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { registerRolls } from '../../../src/more/roll/roll.handlers.ts';
import { rewrapKeys } from '../../../src/platform/postgres/rewrap.ts';
import { createRoutes } from '../../../src/platform/teams/routes.ts';
import type { Standing } from '../../../src/school/people.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TENANT, TOM, type World } from '../../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const FILE = 'Name,Class,Date of birth,UPN\nKai Turner,7B,2015-03-05,A123456789012\nKai Turner,9A,,\nMia Hart,7B,,\n';
const give = (text = FILE, user: UserId = MIRIAM) => world.more.rolls.give(world.as(user), text);
const ids = async (typed: string) => (await world.more.rolls.find(world.school, typed)).map(({ id }) => id);
const typedAs = async (who: string, more: Parameters<World['report']>[1] = {}) => {
  const { id } = await world.report('child', { words: { who, seen: 'Seen.' }, ...more });
  await world.after(0);
  return id;
};
const pupilOf = async (id: ConcernId) => (await world.deps.store.entries(await world.find(id)))[0]?.words?.pupil;

test('the DSL’s team and the head give a roll and take it away; nobody else, and that they tried is written down', async () => {
  expect(await give()).toMatchObject({ kind: 'loaded', count: 3, came: 3, left: 0 });
  for (const user of [LEWIS, PRIYA]) {
    expect(await give(FILE, user)).toEqual({ kind: 'not-available' });
    expect(await world.more.rolls.look(world.as(user))).toEqual({ kind: 'not-available' });
    expect(await world.more.rolls.remove(world.as(user))).toEqual({ kind: 'not-available' });
  }
  // The chair takes reports: sees that there is one, and changes nothing.
  expect(await give(FILE, COLIN)).toEqual({ kind: 'not-available' });
  expect(await world.more.rolls.remove(world.as(COLIN))).toMatchObject({ mayGive: false, outline: { count: 3 } });
  const seen = await world.more.rolls.look(world.as(TOM));
  expect(seen).toMatchObject({ kind: 'roll', mayGive: true, outline: { count: 3, by: MIRIAM, from: 'file' } });
  expect(JSON.stringify(seen)).not.toMatch(/Turner|Hart/);
  expect(await world.more.rolls.remove(world.as(JOANNA))).toMatchObject({ outline: undefined });
  expect(await ids('kai')).toEqual([]);
  const refused = await world.db.selectFrom('concern_refusal').select('actor').where('action', '=', 'roll').execute();
  expect(refused.length).toBeGreaterThanOrEqual(3);
  const events = await world.db.selectFrom('concern_roll_event').select(['actor', 'kind', 'count']).execute();
  expect(events).toEqual([
    { actor: MIRIAM, kind: 'given', count: 3 },
    { actor: JOANNA, kind: 'removed', count: 3 },
  ]);
});

test('a child keeps their id in the next roll; a wrong file and one of a single class change nothing', async () => {
  await give();
  const [first, second] = await ids('kai');
  expect(await give(`${FILE}Sam,,,\n`)).toMatchObject({ kind: 'not-read' });
  expect(await give('Name,Class\nMia Hart,7B\n')).toEqual({ kind: 'too-few', before: 3, now: 1 });
  expect(await ids('kai')).toEqual([first, second]);
  // A year on: in the next class, by the number; the other by name and class is someone new.
  const next = 'Name,Class,Date of birth,UPN\nKai Turner,8B,2015-03-05,A123456789012\nKai Turner,10A,,\n';
  expect(await give(next)).toMatchObject({ kind: 'loaded', count: 2, came: 1, left: 2 });
  expect(await ids('kai turner 8b')).toEqual([first]);
  expect(await ids('kai turner 10a')).not.toContain(second);
});

test('nobody’s name lies open in the database or the log, and a changed record key still opens it', async () => {
  await give();
  await typedAs('Kai Turner 7B');
  const { rows } = await import('kysely').then(({ sql }) =>
    sql`select r::text as row from concern_roll r`.execute(world.db),
  );
  expect(JSON.stringify(rows)).not.toMatch(/Turner|Hart|A1234/);
  expect(Buffer.from(JSON.stringify(rows)).toString('latin1')).not.toContain(Buffer.from('Turner').toString('hex'));
  expect(world.logged.join()).not.toMatch(/Turner|Hart|A1234/);
  expect((await rewrapKeys(world.db, world.wrap)).left).toBe(0);
  expect(await ids('mia')).toHaveLength(1);
});

test('a roll that nobody gave again for thirteen months is used no longer, and removed', async () => {
  await give();
  await world.after((401 * DAY_MS) / 60_000);
  expect(await ids('kai')).toEqual([]);
  await world.more.rolls.keepUp();
  expect(await world.db.selectFrom('concern_roll').select('id').execute()).toEqual([]);
});

test('a report carries who on the roll it is about, sealed; two of one name are two children, and one under two names is one', async () => {
  await give();
  const [seventh] = await ids('kai turner 7b');
  const one = await typedAs('Kai Turner 7B');
  const other = await typedAs('Kai Turner, 9A', { by: LEWIS });
  expect(await pupilOf(one)).toBe(seventh);
  expect(await pupilOf(other)).not.toBe(seventh);
  const page = async (id: ConcernId) => {
    const person = await world.more.stories.person(id, world.as(MIRIAM));
    if (person.kind !== 'person') throw new Error(person.kind);
    return person;
  };
  expect((await page(one)).suggested).toEqual([]);
  expect((await page(one)).onRoll).toBe('Kai Turner, 7B');
  // Picked, though typed otherwise: the same child.
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  const words = await world.concerns.form.whichChild(draft, { who: 'the boy by the gate', pupil: seventh ?? '' });
  expect(words).toEqual({ who: 'Kai Turner, 7B; the boy by the gate', pupil: seventh });
  const third = await typedAs('x', {});
  const picked = await world.report('child', { words: { ...words, seen: 'Seen.' } });
  await world.after(0);
  expect((await page(picked.id)).joined.map(({ concern }) => concern.id)).toEqual([one]);
  expect((await page(picked.id)).suggested).toEqual([]);
  expect((await page(third)).onRoll).toBeUndefined();
  // What is no id of this roll is no child, and another name typed later is not the one who was picked.
  expect(await world.concerns.form.whichChild(draft, { who: 'Mo', pupil: 'zq' })).toEqual({ who: 'Mo', pupil: '' });
  await world.concerns.form.keep(draft.id, PRIYA, { words });
  const kept = await world.concerns.form.keep(draft.id, PRIYA, { words: { who: 'Mo' } });
  expect(kept?.words).toMatchObject({ who: 'Mo', pupil: '' });
});

test('the box answers the school’s own staff and nobody else, and alike whether or not anything was reported', async () => {
  await give();
  const standings = new Map<UserId, Standing>([
    [PRIYA, { kind: 'staff', school: world.school.id }],
    [LEWIS, { kind: 'pupil' }],
    [COLIN, { kind: 'outsider' }],
    [TOM, { kind: 'unknown' }],
    [JOANNA, { kind: 'staff', school: world.deps.trust.schools[1]?.id ?? world.school.id }],
  ]);
  const routes = createRoutes();
  registerRolls(routes.report, {
    rolls: world.more.rolls,
    trust: world.deps.trust,
    standingOf: async (user) => standings.get(user) ?? { kind: 'outsider' },
    log: world.deps.log,
  });
  const look = async (user: UserId, typed: string, tenantId = TENANT) =>
    routes.findTypeahead('concern.pupils')?.({
      sender: { userId: user, tenantId, name: '', mri: '' },
      now: world.now(),
      typed,
    });
  const before = await look(PRIYA, 'turner');
  expect(before?.map(({ title }) => title)).toEqual(['Kai Turner, 7B', 'Kai Turner, 9A']);
  await typedAs('Kai Turner 7B');
  expect(await look(PRIYA, 'turner')).toEqual(before);
  for (const user of [LEWIS, COLIN, TOM, JOANNA]) expect(await look(user, 'turner')).toEqual([]);
  expect(await look(PRIYA, 'turner', world.deps.ids.uuid() as typeof TENANT)).toEqual([]);
  // A roll whose key is lost stops no report.
  await world.db.updateTable('concern_roll').set({ key_id: 'gone', version: 'other' }).execute();
  expect(await look(PRIYA, 'turner')).toEqual([]);
  expect(await pupilOf(await typedAs('Mia Hart 7B'))).toBeUndefined();
});
