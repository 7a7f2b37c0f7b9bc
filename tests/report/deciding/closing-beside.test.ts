import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { given, LEWIS, MIRIAM, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const reported = async (who: string, isUrgent: boolean, more: object = {}) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: 'Seen.' }, by: LEWIS, isUrgent, ...more });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const act = async (id: ConcernId, wanted: object) =>
  (await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted as never)).kind;
const forms = async (id: ConcernId) => {
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  const openBeside = await world.concerns.record.openBeside(record.concern, world.as(MIRIAM));
  return (['close', 'no-further-action'] as const).map((form) =>
    JSON.stringify(formCard({ ...record, openBeside, form, act: FORMS[form], user: MIRIAM })),
  );
};

test('closing a routine report says that an urgent one about the same child is open, and leads to it', async () => {
  const routine = await reported('Kai Turner 7B', false);
  const urgent = await reported('Kai Turner, 7B', true);
  const other = await reported('Mia Hart 7B', true);
  for (const form of await forms(routine.id)) expect(form).not.toContain('about this child.');
  expect(await act(routine.id, { kind: 'join', reference: urgent.reference })).toBe('done');
  for (const form of await forms(routine.id)) {
    expect(form).toContain('1 open, urgent report about this child.');
    expect(form).toContain(`"Open ${urgent.reference}"`);
    expect(form).not.toContain(other.reference);
  }
  for (const form of await forms(urgent.id)) expect(form).toContain('1 other open report about this child.');
  await act(urgent.id, { kind: 'take' });
  expect(await act(urgent.id, { kind: 'no-further-action', words: { reason: 'Seen.', parents: 'Told.' } })).toBe(
    'done',
  );
  for (const form of await forms(routine.id)) expect(form).not.toContain('about this child.');
});

test('where others cannot be compared the form says so', async () => {
  const { id } = await reported('Kai Turner 7B', false);
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  const form = formCard({ ...record, openBeside: 'unknown', form: 'close', act: FORMS.close, user: MIRIAM });
  expect(JSON.stringify(form)).toContain('I can’t check just now whether another report about this child is open.');
});

test('a report that is hidden from who closes is not told of by the form', async () => {
  await world.more.rolls.give(world.as(MIRIAM), 'Name,Class\nKai Turner,7B\n');
  const mine = await reported('Kai Turner 7B', false);
  await reported('Kai Turner 7B', true, { about: [TOM] });
  for (const form of await forms(mine.id)) expect(form).not.toContain('about this child.');
});
