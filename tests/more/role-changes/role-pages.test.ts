import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { registerRoles } from '../../../src/more/role-changes/roles.handlers.ts';
import { createRoutes } from '../../../src/platform/teams/routes.ts';
import { holders } from '../../../src/school/school.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TENANT, TOM } from '../../report/support.ts';

/** The pages as Teams sends them, with whatever anyone puts into the data of a button. */
async function pages() {
  const world = await given();
  const routes = createRoutes();
  registerRoles(routes.report, { roles: world.more.roles, concerns: world.concerns, ids: world.deps.ids });
  const send = async (by: UserId, verb: string, data: object): Promise<string> => {
    const route = routes.findSubmit(verb);
    if (route?.kind !== 'report') throw new Error(`no way in: ${verb}`);
    const sender = { userId: by, tenantId: TENANT };
    return JSON.stringify(await route.handle({ data, sender, now: world.now() } as never));
  };
  const press = async (by: UserId, data: object): Promise<string> => {
    const route = routes.findAction('concern.let-in');
    if (route?.kind !== 'report') throw new Error('no way in');
    const sender = { userId: by, tenantId: TENANT };
    return JSON.stringify(await route.handle({ data, sender, now: world.now() } as never));
  };
  const dsl = () => holders(world.school, 'dsl').map(({ id }) => id);
  return { ...world, send, press, dsl };
}

const OAKFIELD = { school: 'oakfield' };
const MARK = 'A boy told me something at home ZQMARK';

test('from the list of roles to the second word, by the buttons that the pages themselves have', async () => {
  const { send, dsl } = await pages();
  const list = await send(JOANNA, 'concern.roles', {});
  expect(list).toContain('"verb":"concern.role-change"');
  const form = await send(JOANNA, 'concern.role-change', { ...OAKFIELD, role: 'dsl' });
  const id = /"id":"([0-9a-f-]{36})","verb":"concern.role-propose"/.exec(form)?.[1];
  const asked = { ...OAKFIELD, role: 'dsl', id, newcomer: LEWIS, outgoing: MIRIAM, quiet: 'true' };
  expect(await send(JOANNA, 'concern.role-propose', asked)).toContain('It takes effect once one of the others agrees');
  // The same page sent again asks for nothing more.
  expect(await send(JOANNA, 'concern.role-propose', asked)).toContain('already waiting for a second approval');
  const waiting = await send(COLIN, 'concern.roles', {});
  expect(waiting).toContain('Agree, and do not tell Miriam Hale');
  expect(await send(MIRIAM, 'concern.roles', {})).not.toContain('Waiting for a second approval');
  const second = { ...OAKFIELD, proposal: id, quiet: 'false' };
  expect(await send(JOANNA, 'concern.role-second', second)).toContain('You gave the first approval');
  expect(await send(COLIN, 'concern.role-second', second)).toContain('It takes effect everywhere within a minute');
  expect(dsl()).toEqual([LEWIS]);
  expect(await send(MIRIAM, 'concern.roles', {})).toContain('not available');
});

test('who may not is refused whatever they send, and that they asked is written down', async () => {
  const { send, dsl, db } = await pages();
  const id = randomUUID();
  const asked = { ...OAKFIELD, role: 'dsl', id, newcomer: TOM, outgoing: MIRIAM };
  for (const [verb, data] of [
    ['concern.role-propose', asked],
    ['concern.role-second', { ...OAKFIELD, proposal: id, quiet: 'true' }],
    ['concern.role-end', { ...OAKFIELD, proposal: id }],
  ] as const) {
    expect(await send(TOM, verb, data)).toContain('not available');
    // Identity comes from the activity: what the data say about it is nothing.
    expect(await send(TOM, verb, { ...data, by: JOANNA, sender: JOANNA, user: JOANNA })).toContain('not available');
    expect(await send(JOANNA, verb, { ...data, school: 'millbrook' })).not.toContain('Changed. It takes effect');
  }
  expect(dsl()).toEqual([MIRIAM]);
  const refused = await db.selectFrom('concern_refusal').select(['actor', 'action']).execute();
  expect(refused).toContainEqual({ actor: TOM, action: 'roles' });
});

test('one press on the message hands on what stayed; anyone else who presses it by hand is refused, or has nothing', async () => {
  const { more, as, report, after, find, press } = await pages();
  const { id } = await report('child');
  await after(0);
  const wanted = { id: randomUUID(), role: 'deputy-dsl', newcomer: LEWIS, outgoing: [], isQuiet: false } as const;
  await more.roles.propose(as(JOANNA), 'oakfield' as never, wanted);
  await more.roles.confirm(as(MIRIAM), 'oakfield' as never, wanted.id, false);
  await after(0);
  const data = { ...OAKFIELD, recipient: 'dsl' };
  expect(await press(PRIYA, data)).toContain('not available');
  for (const by of [LEWIS, COLIN]) expect(await press(by, data)).toContain('Nothing waits to be handed on by you');
  for (const wrong of [{}, { ...data, recipient: MARK }, { ...data, school: MARK.repeat(9) }])
    expect(await press(TOM, wrong)).toContain('not available');
  expect(await press(TOM, { ...data, school: 'millbrook' })).toContain('Nothing waits');
  expect((await find(id)).liesWith).toEqual([MIRIAM, TOM]);
  expect(await press(TOM, data)).toContain('Handed on: 1 report.');
  expect((await find(id)).liesWith).toEqual([MIRIAM, TOM, LEWIS]);
  expect(await press(MIRIAM, data)).toContain('Nothing waits');
});

test('a sentence in any field goes nowhere and changes nothing', async () => {
  const { send, dsl, logged, db } = await pages();
  const fields = ['school', 'role', 'id', 'newcomer', 'outgoing', 'quiet', 'proposal', 'other'];
  const good = { ...OAKFIELD, role: 'dsl', id: randomUUID(), newcomer: LEWIS, outgoing: MIRIAM, quiet: 'false' };
  for (const verb of ['concern.roles', 'concern.role-change', 'concern.role-second', 'concern.role-end'])
    for (const field of fields)
      expect(await send(JOANNA, verb, { ...good, proposal: good.id, [field]: MARK })).not.toContain('ZQMARK');
  for (const field of ['school', 'role', 'id', 'newcomer', 'outgoing', 'quiet'])
    expect(await send(JOANNA, 'concern.role-propose', { ...good, id: randomUUID(), [field]: MARK })).not.toContain(
      'ZQMARK',
    );
  expect(dsl()).toEqual([MIRIAM]);
  const kept = [
    await db.selectFrom('concern_role_proposal').selectAll().execute(),
    await db.selectFrom('concern_role_word').selectAll().execute(),
    await db.selectFrom('concern_refusal').selectAll().execute(),
    logged,
  ];
  expect(JSON.stringify(kept)).not.toContain('ZQMARK');
});
