import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, parseDay } from '../../../src/kernel/time.ts';
import type { Facts } from '../../../src/report/concern.ts';
import { lowLevelCard } from '../../../src/report/deciding/logs.cards.ts';
import { isLowLevel } from '../../../src/report/deciding/low-level.ts';
import { type Keeping, keepingOf } from '../../../src/report/keeping/retention.ts';
import { dueCard, keepingCard } from '../../../src/report/opening/record.cards.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { given, JOANNA, LEWIS, MIRIAM, PRIYA, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given({ withSummaries: true });
});
afterAll(() => world.close());

const why = { reason: 'Because.' };
const day = (text: string): IsoDay => parseDay(text) as IsoDay;
const act = async (id: ConcernId, wanted: Act, user: UserId = JOANNA) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const retain = (id: ConcernId, said: { until?: IsoDay; left?: IsoDay; born?: IsoDay }) =>
  act(id, { kind: 'retain', until: said.until, born: said.born, left: said.left, words: why });
const keeping = async (id: ConcernId): Promise<Keeping> => world.concerns.keeping.of(await world.find(id));
const due = async (user: UserId = JOANNA) =>
  (await world.concerns.keeping.due(world.as(user))).records.map(({ outline }) => outline.reference);
const ground = async (id: ConcernId) => world.concerns.keeping.reducible(id, world.as(JOANNA));

const LOW = { decision: 'low-level', reason: 'So.', context: 'ZQ', taken: 'ZQ', sharedBy: 'ZQ' };
async function closed(sent: Record<string, string>, outcome: 'low-level' | 'unfounded' | 'substantiated') {
  const { id, receipt } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  await world.concerns.record.open(id, world.as(JOANNA));
  const decided = FORMS.decide.read(sent, world.now()) ?? {};
  for (const wanted of [
    { kind: 'take' },
    { kind: 'decide', ...decided },
    { kind: 'close', outcome, left: 'done', words: why },
  ] as Act[])
    expect(await act(id, wanted)).toMatchObject({ kind: 'done' });
  return { id, reference: receipt.reference };
}
const POLICY = { decision: 'other-policy', reason: 'So.', policy: 'Dress' };

test('a low-level concern is proposed by nothing while nobody has written that the person left, whatever day was chosen', async () => {
  const { id, reference } = await closed(LOW, 'low-level');
  expect(await keeping(id)).toMatchObject({ until: undefined, awaitsLeaving: true });
  const concern = await world.find(id);
  const said = JSON.stringify(
    keepingCard({ concern, school: world.school, keeping: await keeping(id), now: world.now() }),
  );
  expect(said).toContain('Not before the person has left');

  expect(await retain(id, { until: day('2026-11-26') })).toMatchObject({ kind: 'done' });
  const at = world.now();
  world.at('2099-01-04T09:00:00Z');
  expect(await due()).not.toContain(reference);
  expect(await ground(id)).toEqual({ kind: 'not-now', why: 'not-left' });
  world.at(at.toISOString());
});

test('once they have left the policy’s own years count from that day; then a person decides, and nothing goes by itself', async () => {
  const { id, reference } = await closed(LOW, 'low-level');
  expect(await retain(id, { left: day('2026-11-24') })).toEqual({ kind: 'not-now', why: 'no-leaving' });
  // A day of one's own keeps it longer than the policy, never shorter.
  expect(await retain(id, { left: day('2026-10-23'), until: day('2026-11-25') })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2027-10-23', rule: 'low-level' });
  expect(await retain(id, { left: day('2026-10-23') })).toMatchObject({
    kind: 'done',
    concern: { keepUntil: '2027-10-23' },
  });
  expect(await keeping(id)).toMatchObject({ until: '2027-10-23', rule: 'low-level', awaitsLeaving: false });
  // The day stands sealed with the words, and no code beside it says whose leaving it was.
  const [said] = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'retention-set');
  expect([said?.facts, said?.words]).toEqual([
    { until: '2027-10-23', by: 'low-level' },
    { ...why, leftOn: '2026-10-23' },
  ]);

  const at = world.now();
  world.at('2027-10-22T09:00:00Z');
  expect(await due()).not.toContain(reference);
  expect(await ground(id)).toEqual({ kind: 'not-now', why: 'not-due' });
  world.at('2027-10-25T09:00:00Z');
  expect(await due()).toContain(reference);
  expect(await due(MIRIAM)).not.toContain(reference);
  expect(JSON.stringify(dueCard(await world.concerns.keeping.due(world.as(JOANNA))))).toContain(
    'Our own policy on low-level',
  );
  expect(await world.find(id)).toMatchObject({ isStub: false });
  const words = { ...why, agreed: 'DPO' };
  expect(await act(id, { kind: 'reduce', typed: reference, words })).toMatchObject({
    kind: 'done',
    concern: { isStub: true },
  });
  world.at(at.toISOString());
});

test('a day that was chosen counts from the leaving on, and opening it again forgets neither', async () => {
  const { id } = await closed(LOW, 'low-level');
  expect(await retain(id, { left: day('2026-10-23'), until: day('2030-01-01') })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2030-01-01' });
  expect(await act(id, { kind: 'reopen', words: why } as Act)).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: undefined });
  for (const wanted of [
    { kind: 'decide', ...(FORMS.decide.read(LOW, world.now()) ?? {}) },
    { kind: 'close', outcome: 'low-level', left: 'done', words: why },
  ] as Act[])
    expect(await act(id, wanted)).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2027-10-23', awaitsLeaving: false });
});

test('an allegation counts ten years from the report, asks for the date of birth before anything goes, and knows no leaving', async () => {
  const { id, reference } = await closed(LOW, 'unfounded');
  expect(await keeping(id)).toMatchObject({ until: '2036-11-23', rule: 'adult', awaitsBirth: true });
  expect(await retain(id, { left: day('2026-10-23') })).toEqual({ kind: 'not-now', why: 'not-low-level' });
  const at = world.now();
  world.at('2036-11-24T09:00:00Z');
  expect(await due()).toContain(reference);
  expect(JSON.stringify(dueCard(await world.concerns.keeping.due(world.as(JOANNA))))).toContain(
    'write the date of birth',
  );
  expect(await ground(id)).toEqual({ kind: 'not-now', why: 'no-birth' });
  // Pension age is later: it is not due any more.
  expect(await act(id, { kind: 'retain', until: undefined, born: day('1990-05-03'), words: why })).toMatchObject({
    kind: 'done',
    concern: { keepUntil: '2058-08-31' },
  });
  expect(await due()).not.toContain(reference);
  world.at('2058-09-01T09:00:00Z');
  expect(await ground(id)).toMatchObject({ kind: 'reducible', ground: { kind: 'retention', rule: 'adult' } });
  world.at(at.toISOString());
});

const RECEIPT = { reference: 'P-1', receivedBy: 'Joanna', receivedOn: '2026-11-23' };

test.each([
  ['low-level', 'not-left', { left: day('2026-10-23') }, '2027-10-25T09:00:00Z'],
  ['substantiated', 'not-due', { born: day('1990-05-03') }, '2058-09-01T09:00:00Z'],
] as const)(
  '%s: wherever else it is, it stays here until its own day, and goes then only as agreed',
  async (outcome, before, said, then) => {
    const { id, reference } = await closed(LOW, outcome);
    expect(await act(id, { kind: 'transfer', to: 'paper', words: RECEIPT })).toMatchObject({ kind: 'done' });
    const reduce = (words: Record<string, string>) => act(id, { kind: 'reduce', typed: reference, words });
    const agreed = { ...why, agreed: 'DPO, 1 December' };
    expect(await ground(id)).toEqual({ kind: 'not-now', why: before });
    expect(await reduce(agreed)).toEqual({ kind: 'not-now', why: before });

    const at = world.now();
    expect(await retain(id, said)).toMatchObject({ kind: 'done' });
    expect(await act(id, { kind: 'transfer', to: 'paper', words: RECEIPT })).toMatchObject({ kind: 'done' });
    expect(await reduce(agreed)).toEqual({ kind: 'not-now', why: 'not-due' });
    world.at(then);
    expect(await ground(id)).toMatchObject({ ground: { kind: 'handed-over', needsAgreement: true } });
    expect(await reduce(why)).toEqual({ kind: 'not-now', why: 'no-agreement' });
    expect(await reduce(agreed)).toMatchObject({ kind: 'done', concern: { isStub: true } });
    const [gone] = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'reduced');
    expect(gone?.words).toEqual({ ...RECEIPT, ...agreed });
    // Words that came since are not kept for ever: that day is past.
    await act(id, { kind: 'note', words: { text: 'Later.' } });
    await act(id, { kind: 'transfer', to: 'paper', words: RECEIPT });
    expect(await reduce(why)).toEqual({ kind: 'not-now', why: 'no-agreement' });
    expect(await reduce(agreed)).toMatchObject({ kind: 'done' });
    world.at(at.toISOString());
  },
);

test('without a rule of the school nothing is proposed of a low-level concern, left or not', async () => {
  const { id } = await closed(LOW, 'low-level');
  await retain(id, { left: day('2026-10-23') });
  const concern = { ...(await world.find(id)), keepUntil: undefined };
  const { retention } = world.school.concerns;
  if (!retention) throw new Error('the sample has no rules');
  const { lowLevel: _, ...others } = retention;
  const school = { ...world.school, concerns: { ...world.school.concerns, retention: others } };
  expect(keepingOf(school, concern, await world.deps.store.entries(concern)).until).toBeUndefined();
});

test.each([
  ['decided so, and open', 'staff', [['decided', { decision: 'low-level' }]], true],
  [
    'decided otherwise since',
    'staff',
    [
      ['decided', { decision: 'low-level' }],
      ['decided', { decision: 'lado' }],
    ],
    false,
  ],
  [
    'asked of the LADO, closed as one',
    'headteacher',
    [
      ['decided', { decision: 'lado' }],
      ['closed', { outcome: 'low-level' }],
    ],
    true,
  ],
  [
    'closed as an allegation',
    'staff',
    [
      ['decided', { decision: 'low-level' }],
      ['closed', { outcome: 'substantiated' }],
    ],
    false,
  ],
  [
    'closed as an allegation, and open again',
    'staff',
    [
      ['decided', { decision: 'low-level' }],
      ['closed', { outcome: 'substantiated' }],
      ['reopened', {}],
    ],
    true,
  ],
  ['nothing decided', 'staff', [], false],
  ['of a child', 'child', [['closed', { outcome: 'low-level' }]], false],
] as const)('%s', (_case, kind, events, is) => {
  const entries = events.map(([of, facts], index) => ({
    ...{ seq: index + 1, at: new Date(0), actor: JOANNA, kind: of },
    facts: facts as Facts,
  }));
  expect(isLowLevel({ kind }, entries)).toBe(is);
});

test('the log says of whom nobody has an account that is switched on, until it is written when they left', async () => {
  const { id } = await closed({ ...POLICY }, 'low-level');
  const log = async () => (await world.concerns.lists.logs(world.as(JOANNA))).lowLevel;
  const all = (await log()).flatMap(({ reports }) => reports.map((one) => one.id));
  expect(all).toContain(id);
  expect((await log()).map(({ mayHaveLeft }) => mayHaveLeft)).toEqual([false]);

  world.directory.people.set(LEWIS, { isEnabled: false });
  expect((await log()).map(({ mayHaveLeft }) => mayHaveLeft)).toEqual([true]);
  expect(JSON.stringify(lowLevelCard(await world.concerns.lists.logs(world.as(JOANNA))))).toContain(
    'If they have left',
  );
  for (const one of all) await retain(one, { left: day('2026-10-23') });
  expect((await log()).map(({ mayHaveLeft }) => mayHaveLeft)).toEqual([false]);
  expect((await world.concerns.lists.logs(world.as(PRIYA))).lowLevel).toEqual([]);
});
