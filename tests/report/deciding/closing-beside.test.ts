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
  const beside = await world.concerns.record.openBeside(record.concern, world.as(MIRIAM));
  return (['close', 'no-further-action'] as const).map((form) =>
    JSON.stringify(formCard({ ...record, ...beside, form, act: FORMS[form], user: MIRIAM })),
  );
};

test('closing a routine report says that an urgent one about the same child is open, and leads to it', async () => {
  const routine = await reported('Kai Turner 7B', false);
  const urgent = await reported('Kai Turner, 7B', true);
  const other = await reported('Mia Hart 7B', true);
  for (const form of await forms(routine.id)) {
    expect(form).toContain('1 open report that may be about this child: nobody has said yet.');
    expect(form).toContain(`${urgent.reference}: nobody has opened it.`);
    expect(form).not.toContain(other.reference);
  }
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

test('what nobody has opened, or decided, is named one by one, and the one reason answers it', async () => {
  const mine = await reported('Kai Turner 7B', false);
  const [unopened, taken] = [await reported('Kai Turner, 7B', false), await reported('Kai Turner, 7B', false)];
  for (const { reference } of [unopened, taken]) await act(mine.id, { kind: 'join', reference });
  await act(taken.id, { kind: 'take' });
  await act(mine.id, { kind: 'take' });
  for (const form of await forms(mine.id)) {
    expect(form).toContain('2 other open reports about this child.');
    expect(form).toContain(`${unopened.reference}: nobody has opened it.`);
    expect(form).toContain(`${taken.reference}: opened, not decided.`);
    expect(form).toContain('although the above is open');
    expect(form.match(/\(required\)","isMultiline":true/g)).toHaveLength(1);
  }
});

test('a referral that stands is named before it is closed, and nothing closes until it is said what became of it', async () => {
  const { id } = await reported('Kai Turner 7B', true);
  await act(id, { kind: 'take' });
  const words = { reason: 'Referred at once.' };
  await act(id, { kind: 'decide', decision: 'child-protection', reviewOn: undefined, words });
  for (const form of await forms(id)) {
    expect(form).toContain('“Refer: child protection (significant harm)” was decided on 23 November 2026, and stands.');
    expect(form).toContain('Nothing here says what became of it. “No further action” contradicts it');
    expect(form).toContain('although the above is open');
    expect(form.match(/\(required\)","isMultiline":true/g)).toHaveLength(1);
  }
  const nothing = { kind: 'no-further-action', left: 'done', words: { reason: 'Nothing more.' } };
  const close = { kind: 'close', left: 'done', words: { reason: 'Nothing more.' } };
  // Another decision takes nothing back.
  await act(id, { kind: 'decide', decision: 'consultation', reviewOn: undefined, words });
  const why = async (wanted: object) => {
    const found = await world.find(id);
    const outcome = await world.concerns.record.act(id, world.as(MIRIAM), found.version, wanted as never);
    return outcome.kind === 'not-now' ? outcome.why : outcome.kind;
  };
  expect(await why(nothing)).toBe('referral-open');
  for (const outcome of ['no-further-action', 'resolved', 'duplicate'])
    expect(await why({ ...close, outcome })).toBe('referral-open');
  expect(await act(id, { kind: 'confirm', words: { agency: 'MASH, today', ref: '', reason: 'They visit.' } })).toBe(
    'done',
  );
  for (const form of await forms(id)) {
    expect(form).toContain('It was confirmed in writing.');
    expect(form).toContain('"value":"confirmed"');
  }
  expect(await why({ ...nothing, referral: 'declined' })).toBe('done');
  const trail = await world.deps.store.entries(await world.find(id));
  expect(trail.at(-1)).toMatchObject({ kind: 'closed', facts: { outcome: 'no-further-action', referral: 'declined' } });
  // Said once it is said: opened again and closed again it is not asked for.
  expect(await why({ kind: 'reopen', words: { reason: 'More came.' } })).toBe('done');
  for (const form of await forms(id)) expect(form).not.toContain('and stands.');
  expect(await why(nothing)).toBe('done');
});

test('that another agency has taken it on says by itself what became of the referral, and a routine closing asks nothing of it', async () => {
  for (const [decision, outcome] of [
    ['child-in-need', 'passed-to-agency'],
    ['internal-support', 'resolved'],
  ] as const) {
    const { id } = await reported('Kai Turner 7B', false);
    await act(id, { kind: 'take' });
    const words = { reason: 'Seen.' };
    await act(id, { kind: 'decide', decision, reviewOn: '2026-12-07', words });
    expect(await act(id, { kind: 'close', outcome, left: 'done', words })).toBe('done');
  }
});
