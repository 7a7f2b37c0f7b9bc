import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE, TENANT_ID } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../../support/running.ts';

/** HR and the policy owner, still named in lanyard.yml, with a Teams that has not yet heard that their accounts are off. */
const gone = { hr: PEOPLE.sunitaRao, owner: PEOPLE.ruthEllery };
let world: Running;
beforeAll(async () => {
  world = await running();
  const { sandbox } = world;
  for (const person of Object.values(gone)) {
    await sandbox.say(person, 'help');
    sandbox.tenant.setEnabled(person, false);
  }
  // As long as who someone is may be remembered.
  sandbox.clock.advance(11 * 60_000);
});
afterAll(() => world.close());

const send = (user: string, own: { readonly type: string; readonly [field: string]: unknown }) =>
  world.sandbox.sendActivity(world.sandbox.activity(user, own));
const last = (user: string): string => JSON.stringify(world.sandbox.messages(user).at(-1) ?? '');

test.each([
  [gone.hr, 'campaigns'],
  [gone.owner, 'policies'],
  [gone.owner, 'questions'],
])('someone whose account is switched off gets nothing by typing', async (user, words) => {
  await send(user, { type: 'message', text: words });
  expect(last(user)).toContain('I only work for staff');
});

test.each([
  [gone.hr, 'task/fetch', { data: { dialog: 'campaign.new' } }],
  [gone.hr, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'campaign.list', data: {} } }],
  [gone.owner, 'task/fetch', { data: { dialog: 'policy.read', policy: 'social-media' } }],
  [
    gone.owner,
    'composeExtension/query',
    { commandId: 'policy.find', parameters: [{ name: 'words', value: 'parents' }] },
  ],
])('nor by pressing what is still on the screen', async (user, name, value) => {
  const { status, body } = await send(user, { type: 'invoke', name, value });
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain('I only work for staff');
});

test('anyone who is not of the school and writes of a child in danger is told who to phone', async () => {
  await send(gone.hr, {
    type: 'message',
    text: 'A girl told me that her dad hits her',
    channelData: { tenant: { id: TENANT_ID } },
  });
  expect(last(gone.hr)).toContain('999');
  expect(last(gone.hr)).toContain('in person');
});
