import { afterEach, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { expectAllRight, FAULTS, register, requests, settled, startCampaign, withdrawAll } from './support-campaign.ts';

let world: Running;
afterEach(() => world.close());

test('each fault by itself: everyone ends in the right state with one card', async () => {
  world = await running({ limits: true });
  const { sandbox } = world;
  for (const [name, faults] of Object.entries(FAULTS)) {
    const struck = () => sandbox.faults.list().reduce((sum, { struck: times }) => sum + times, 0);
    await startCampaign(world, () => {
      for (const fault of faults) sandbox.faults.add(fault);
    });
    const rows = await settled(world);
    // A fault that never struck would prove nothing.
    expect([name, struck() > 0]).toEqual([name, true]);
    expectAllRight(world, rows);
    sandbox.faults.clear();
    await withdrawAll(world);
  }

  // What people do themselves, by their own choice: delete the chat, block the app, leave.
  sandbox.tenant.deleteChat(PEOPLE.helenWhitcombe);
  sandbox.tenant.blockBot(PEOPLE.frankDoyle, 'MessageWritesBlocked');
  sandbox.tenant.blockBot(PEOPLE.lewisGrant, 'ConversationBlockedByUser');
  await startCampaign(world);
  const blocked = ['unreachable', 'blocked-the-app'] as const;
  expectAllRight(world, await settled(world), { [PEOPLE.frankDoyle]: blocked, [PEOPLE.lewisGrant]: blocked });
  // Unblocked, they get theirs by the button; nobody else hears anything.
  sandbox.tenant.unblockBot(PEOPLE.frankDoyle);
  sandbox.tenant.unblockBot(PEOPLE.lewisGrant);
  const before = sandbox.messages(PEOPLE.priyaNair).length;
  const hr = PEOPLE.sunitaRao;
  const card = sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes('Resend to the missing'));
  const dialog = await sandbox.openDialog(hr, card?.id ?? '', 'Resend to the missing');
  await sandbox.submitDialog(hr, dialog, 'Send to 5 people');
  await sandbox.submitDialog(hr, dialog, 'Send to 5 people');
  // Of this campaign: a card of an earlier one may still be drawn again.
  const [{ campaign_id: campaign } = { campaign_id: '' }] = await register(world);
  await sandbox.until(() =>
    [PEOPLE.frankDoyle, PEOPLE.lewisGrant].every((user) => requests(world, user, campaign) > 0),
  );
  expectAllRight(world, await settled(world));
  expect(sandbox.messages(PEOPLE.priyaNair)).toHaveLength(before);
});
