import { afterEach, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { heldBack, notTheirs, typedInVain } from './pressing.ts';

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

test('a deputy who must not see it is named: it goes past the whole team, and neither of them finds a trace of it', async () => {
  world = await running();
  const { sandbox } = world;
  const { priyaNair: teacher, miriamHale: dsl, tomAshworth: deputy, joannaOkafor: head, anilKapoor: dpo } = PEOPLE;
  await sandbox.say(teacher, 'report a concern');
  const first = await sandbox.openDialog(teacher, sandbox.messages(teacher).at(-1)?.id ?? '', 'Report a concern');
  const named = { about: 'child', who: 'Hana Wrexley 4A', people: deputy };
  const asked = await next(teacher, first, 'Next', named);
  // What it is about decides where it goes, so that is asked and not inferred.
  expect(shown(asked)).toContain('"id":"conduct"');
  const account = await next(teacher, asked, 'Next', { conduct: 'no' });
  expect(shown(account)).toContain('the headteacher');
  const words = { seen: 'She hides when his name is said.', urgent: 'no' };
  const sent = await next(teacher, account, 'Send to the headteacher, Joanna Okafor', words);
  const reference = /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';
  const card = await sandbox.until(() => sandbox.messages(head).find((one) => shown(one).includes(reference)));
  const record = await sandbox.openDialog(head, card.id, 'Open');
  expect(shown(record)).toContain('She hides when his name is said.');
  const taken = await next(head, record, 'Acknowledge and take it on');

  const others = { 'the deputy': deputy, 'the DSL': dsl, 'the DPO': dpo, 'the reporter': teacher };
  for (const button of [
    'Chronology',
    'Add a note',
    'Record a decision',
    'Export and keeping',
    'Reports about this person',
  ])
    await notTheirs(world, others, taken, button);
  for (const typed of ['reports', 'search reports for Wrexley', 'patterns', 'report to governors'])
    await typedInVain(world, { 'the deputy': deputy, 'the DSL': dsl }, typed, [reference, 'Hana']);
  expect(shown(sandbox.channel(CHANNELS.dsl))).not.toContain(reference);
  await heldBack(world, 'Wrexley', 'hides when');
});

test('everyone who could get it is named: form and receipt say that nobody can open it and whom to phone, and none of them sees it', async () => {
  world = await running();
  const { sandbox } = world;
  const { priyaNair: teacher, miriamHale: dsl, tomAshworth: deputy, joannaOkafor: head } = PEOPLE;
  const { colinMarsh: chair, eleanorFrith: officer, danielPrior: manager, anilKapoor: dpo } = PEOPLE;
  const all = {
    ...{ 'the DSL': dsl, 'the deputy': deputy, 'the headteacher': head, 'the chair': chair },
    ...{ 'the governance officer': officer, 'the senior manager': manager, 'the DPO': dpo },
  };
  await sandbox.say(teacher, 'report a concern');
  const first = await sandbox.openDialog(teacher, sandbox.messages(teacher).at(-1)?.id ?? '', 'Report a concern');
  const people = Object.values(all).join(',');
  const asked = await next(teacher, first, 'Next', { about: 'child', who: 'Hana Wrexley 4A', people });
  const account = await next(teacher, asked, 'Next', { conduct: 'no' });
  // Nobody is promised on the same page to get it.
  expect(shown(account)).not.toMatch(/This goes to|Send to/);
  const sent = await next(teacher, account, 'Send', { seen: 'They all knew of it.', urgent: 'yes' });
  const reference = /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';
  for (const dialog of [account, sent])
    for (const words of ['nobody at the school can open it', 'phone 999', 'Children’s social care'])
      expect([words, shown(dialog).includes(words)]).toEqual([words, true]);
  for (const typed of ['reports', 'search reports for Wrexley'])
    await typedInVain(world, all, typed, [reference, 'Hana']);
  expect(shown(sandbox.channel(CHANNELS.dsl))).not.toContain(reference);
  await heldBack(world, 'Wrexley', 'all knew of it');
});
