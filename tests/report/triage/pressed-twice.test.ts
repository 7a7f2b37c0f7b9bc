import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { given, MIRIAM, TOM, type World } from '../support.ts';

/** A button is pressed twice, on one instance or on two, or once more because its answer never came. */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const reason = 'We agreed it on the phone.';
const ACTS: readonly (readonly [string, Act])[] = [
  ['noted', { kind: 'note', words: { text: reason } }],
  [
    'decided',
    { kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason, agency: '', parents: '' } },
  ],
  ['action-set', { kind: 'action', to: TOM, due: '2026-11-30' as IsoDay, words: { text: reason } }],
  ['asked', { kind: 'ask', words: { text: reason } }],
  ['handed-over', { kind: 'hand-over', to: TOM, words: { reason } }],
];

test.each(ACTS)('%s twice from one page is written once, and both times called done', async (kind, wanted) => {
  const { id } = await world.report('child');
  await world.after(0);
  const { record } = world.concerns;
  const miriam = world.as(MIRIAM);
  await record.act(id, miriam, undefined, { kind: 'take' });
  const { version } = await world.find(id);
  const both = await Promise.all([1, 2].map(() => record.act(id, miriam, version, wanted)));
  both.push(await record.act(id, miriam, version, wanted));
  expect(both.map((outcome) => outcome.kind)).toEqual(['done', 'done', 'done']);
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.filter((entry) => entry.kind === kind)).toHaveLength(1);
});

test('the same words from a page that was shown since are a new note', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const { record } = world.concerns;
  const miriam = world.as(MIRIAM);
  await record.act(id, miriam, undefined, { kind: 'take' });
  for (let at = 0; at < 2; at += 1) {
    const { version } = await world.find(id);
    expect((await record.act(id, miriam, version, { kind: 'note', words: { text: 'No answer.' } })).kind).toBe('done');
  }
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.filter(({ kind }) => kind === 'noted')).toHaveLength(2);
});
