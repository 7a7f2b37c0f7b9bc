import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { joannaOkafor: HEAD, colinMarsh: CHAIR, miriamHale: DSL, tomAshworth: DEPUTY, lewisGrant: LEWIS } = PEOPLE;

async function rolesOf(user: string): Promise<Dialog> {
  const { sandbox } = world;
  await sandbox.say(user, 'roles');
  return sandbox.openDialog(user, sandbox.messages(user).at(-1)?.id ?? '', 'Open the roles');
}
const told = (user: string, words: string) =>
  world.sandbox.until(() => world.sandbox.messages(user).find((message) => shown(message).includes(words)));

test('a DSL is replaced in Teams: the two say so, the newcomer is told, facts follow and reports are handed on, the one who left finds nothing', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, PEOPLE.priyaNair, { about: 'child', words: { seen: 'A bruise.' } });
  const card = await channelCard(world, reference);

  const list = await rolesOf(HEAD);
  const form = await next(world, HEAD, list, 'Go on', { role: 'dsl' });
  const asked = await next(world, HEAD, form, 'Ask for it', { newcomer: LEWIS, outgoing: DSL, quiet: 'true' });
  expect(shown(asked.card)).toContain('It takes effect once one of the others agrees');
  await told(CHAIR, 'A change of role needs your approval');
  const agreed = await next(world, CHAIR, await rolesOf(CHAIR), 'Agree, and do not tell Miriam Hale');
  expect(shown(agreed.card)).toContain('It takes effect everywhere within a minute');

  await told(LEWIS, 'You have a role in Lanyard now');
  await told(LEWIS, 'Designated safeguarding lead');
  await sandbox.say(PEOPLE.priyaNair, 'who is the DSL?');
  const answer = sandbox.messages(PEOPLE.priyaNair).at(-1);
  expect(shown(answer)).toContain('Lewis Grant');
  expect(shown(answer)).not.toContain('Miriam Hale');

  // She sits in the channel still, and he does not: nothing opens there, and the team has it in their own chats.
  const refused = await sandbox.openDialog(DSL, card.id, 'Open').catch(shown);
  expect(shown(refused)).not.toContain('A bruise.');
  await sandbox.openDialog(DEPUTY, card.id, 'Open').catch(() => undefined);
  // It stayed with the deputy, who was there before; he is told, and hands it on with one press.
  const stayed = await told(DEPUTY, 'A report stayed with you');
  expect(shown(stayed)).toContain(reference);
  expect(shown(stayed)).not.toContain('A bruise.');
  expect(shown((await sandbox.openDialog(DEPUTY, stayed.id, `Open ${reference}`)).card)).toContain('A bruise.');
  expect(sandbox.messages(LEWIS).map(shown).join()).not.toContain(reference);
  expect(shown(await sandbox.click(DEPUTY, stayed.id, 'Hand it on'))).toContain('Handed on: 1 report.');
  const own = await told(LEWIS, reference);
  expect(shown((await sandbox.openDialog(LEWIS, own.id, 'Open')).card)).toContain('A bruise.');
  // The one who left was not told, and has no page and no list.
  await sandbox.say(DSL, 'roles');
  await sandbox.say(DSL, 'reports');
  const hers = sandbox.messages(DSL).map(shown).join();
  expect(hers).not.toContain('You no longer hold a role');
  expect(hers).toContain('This is not available to you');
});
