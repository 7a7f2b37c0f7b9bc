import { afterEach, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
afterEach(() => world.close());

const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

/** The dialog that answered a submit. */
async function next(
  user: string,
  dialog: Dialog,
  button: string,
  inputs: Record<string, string> = {},
): Promise<Dialog> {
  const result = await world.sandbox.submitDialog(user, dialog, button, inputs);
  if (result.kind !== 'dialog') throw new Error(`expected a dialog, got ${shown(result)}`);
  return result.dialog;
}

test('a teacher reports, the DSL reads, acknowledges, decides and closes, and the receipt says when it was read', async () => {
  world = await running({ at: new Date('2026-11-23T10:31:00Z') });
  const { sandbox } = world;
  const { priyaNair: teacher, miriamHale: dsl } = PEOPLE;

  await sandbox.say(teacher, 'report a concern');
  const invitation = sandbox.messages(teacher).at(-1);
  const before = await sandbox.openDialog(teacher, invitation?.id ?? '', 'Report a concern');
  expect(shown(before.card)).toContain('In danger now: phone **[999](tel:999)**');
  // Nothing to write in but a name before it is settled who it is about.
  expect(shown(before.card)).not.toContain('isMultiline');

  const account = await next(teacher, before, 'Next', { about: 'child', who: 'Not known' });
  expect(shown(account.card)).toContain('the DSL, Miriam Hale');
  const facts = await next(teacher, account, 'Write more first', { seen: 'MARKED-SEEN' });
  const last = await next(teacher, facts, 'Next', { said: 'MARKED-SAID' });
  const sent = await next(teacher, last, 'Send to the DSL, Miriam Hale', { urgent: 'no', opinion: 'MARKED-OPINION' });
  expect(shown(sent.card)).toContain('Nobody has read this yet');
  const reference = /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';

  const card = await sandbox.until(() => sandbox.channel(CHANNELS.dsl)[0]?.messages[0]);
  expect(shown(card)).toContain(reference);
  expect(shown(card)).not.toContain('MARKED');
  const receipt = await sandbox.until(() =>
    sandbox.messages(teacher).find((message) => shown(message).includes(reference)),
  );
  expect(shown(receipt)).not.toContain('MARKED');

  sandbox.clock.set(new Date('2026-11-23T10:42:00Z'));
  const record = await sandbox.openDialog(dsl, card.id, 'Open');
  for (const word of ['MARKED-SEEN', 'MARKED-SAID', 'MARKED-OPINION']) expect(shown(record.card)).toContain(word);
  await sandbox.until(() => shown(sandbox.messages(teacher)).includes('Read by the DSL at 10:42 today'));

  const acknowledged = await next(dsl, record, 'Acknowledge and take it on');
  const kinds = await next(dsl, acknowledged, 'Record a decision');
  const form = await next(dsl, kinds, 'Early help or Family Help');
  const decided = await next(dsl, form, 'Record a decision', { reason: 'MARKED-REASON' });
  expect(shown(decided.card)).toContain('MARKED-REASON');
  const closing = await next(dsl, decided, 'Close the report');
  const closed = await next(dsl, closing, 'Close the report', {
    outcome: 'support-in-place',
    left: 'done',
    reason: 'Done.',
  });
  expect(shown(closed.card)).toContain('Closed');
  await sandbox.until(() =>
    shown(sandbox.messages(teacher)).includes('Someone has decided what to do. I cannot share details.'),
  );
  await sandbox.until(() => shown(sandbox.channel(CHANNELS.dsl)).includes('Closed'));
  expect(shown(sandbox.channel(CHANNELS.dsl))).not.toContain('MARKED');
  expect(shown(sandbox.messages(teacher))).not.toContain('MARKED');
  expect(world.logged.join()).not.toContain('MARKED');
});
