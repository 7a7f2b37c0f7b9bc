import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, parseDay } from '../../../src/kernel/time.ts';
import type { Facts } from '../../../src/report/concern.ts';
import { OUTCOME_WORDING } from '../../../src/report/deciding/decision.ts';
import { lowLevelCard } from '../../../src/report/deciding/logs.cards.ts';
import { isLowLevel } from '../../../src/report/deciding/low-level.ts';
import { KEEPING_ACTS } from '../../../src/report/keeping/keeping-acts.ts';
import { type Keeping, keepingOf } from '../../../src/report/keeping/retention.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { dueCard, keepingCard } from '../../../src/report/opening/record.cards.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
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
type Said = Partial<Pick<Extract<Act, { kind: 'retain' }>, 'until' | 'left' | 'born' | 'leaving'>>;
const retain = (id: ConcernId, said: Said) =>
  act(id, { kind: 'retain', until: undefined, born: undefined, ...said, words: why });
/** A month before they were reported here. */
const LEFT: Said = { left: day('2026-10-23'), leaving: 'before' };
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
  for (const until of [undefined, day('2050-01-01')])
    expect(await retain(id, { until, leaving: 'before' })).toEqual({ kind: 'not-now', why: 'no-leaving' });
  // A slip of the year would have it destroyed at once: a day before the report is asked about.
  expect(await retain(id, { left: day('2016-10-23') })).toEqual({ kind: 'not-now', why: 'left-before' });
  expect(await retain(id, LEFT)).toMatchObject({ kind: 'done', concern: { keepUntil: undefined } });
  expect(await keeping(id)).toMatchObject({ until: '2027-10-23', rule: 'low-level', awaitsLeaving: false });
  // The day stands sealed with the words, and no code beside it says whose leaving it was.
  const [said] = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'retention-set');
  expect([said?.facts, said?.words]).toEqual([{ by: 'low-level' }, { ...why, leftOn: '2026-10-23' }]);

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
  // What is written on the stub later knows of no leaving any more, and is not kept for ever.
  await act(id, { kind: 'note', words: { text: 'Later.' } });
  expect(await act(id, { kind: 'reduce', typed: reference, words })).toMatchObject({ kind: 'done' });
  world.at(at.toISOString());
});

test('a day that was chosen counts from the leaving on; a later leaving, and opening it again, forget neither', async () => {
  const { id } = await closed(LOW, 'low-level');
  expect(await retain(id, { until: day('2030-01-01') })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: undefined });
  expect(await retain(id, LEFT)).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2030-01-01', byRule: '2027-10-23' });
  expect(await act(id, { kind: 'reopen', words: why } as Act)).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: undefined });
  for (const wanted of [
    { kind: 'decide', ...(FORMS.decide.read(LOW, world.now()) ?? {}) },
    { kind: 'close', outcome: 'low-level', left: 'done', words: why },
  ] as Act[])
    expect(await act(id, wanted)).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2030-01-01', awaitsLeaving: false });
  // A slip is put right by choosing again: earlier than before, though not before the policy's day.
  expect(await retain(id, { until: day('2027-10-22') })).toEqual({ kind: 'not-now', why: 'shorter' });
  expect(await retain(id, { until: day('2027-10-23') })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2027-10-23' });
});

test('a leaving day is taken back: it is proposed by nothing again, and the day before it does not count', async () => {
  const { id, reference } = await closed(LOW, 'low-level');
  expect(await retain(id, { leaving: 'not-left' })).toEqual({ kind: 'not-now', why: 'same' });
  await retain(id, { left: day('2016-10-23'), leaving: 'before' });
  expect(await due()).toContain(reference);
  expect(await retain(id, { leaving: 'not-left' })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: undefined, awaitsLeaving: true });
  expect(await ground(id)).toEqual({ kind: 'not-now', why: 'not-left' });
  expect(await due()).not.toContain(reference);
  await retain(id, { left: day('2026-11-23') });
  expect(await keeping(id)).toMatchObject({ until: '2027-11-23' });
});

test('what an older version wrote down with a leaving day is no shorter than the policy', async () => {
  const { id } = await closed(LOW, 'low-level');
  await retain(id, LEFT);
  const entries = await world.deps.store.entries(await world.find(id));
  const until = async (facts: Facts) =>
    keepingOf(
      world.school,
      await world.find(id),
      entries.map((one) => (one.kind === 'retention-set' ? { ...one, facts } : one)),
    ).until;
  expect(await until({ until: '2026-11-25', by: 'decision' })).toBe('2027-10-23');
  expect(await until({ until: '2031-11-25', by: 'decision' })).toBe('2031-11-25');
  expect(await until({ until: '2026-11-25', by: 'low-level' })).toBe('2027-10-23');
});

test('one answer at a time, and the one that is for this record', async () => {
  const low = (await closed(LOW, 'low-level')).id;
  const other = (await closed(LOW, 'unfounded')).id;
  const born = day('1990-05-03');
  for (const two of [
    { ...LEFT, until: day('2050-01-01') },
    { ...LEFT, born },
    { born, until: day('2050-01-01') },
    { left: day('2026-11-23'), leaving: 'not-left' },
  ] as const)
    for (const id of [low, other]) expect(await retain(id, two)).toEqual({ kind: 'not-now', why: 'one-answer' });
  expect(await retain(low, { born })).toEqual({ kind: 'not-now', why: 'no-birth-needed' });
  expect(await retain(other, LEFT)).toEqual({ kind: 'not-now', why: 'not-low-level' });

  const boxes = async (id: ConcernId) => {
    const concern = await world.find(id);
    const on = { concern, school: world.school, user: JOANNA, keeping: await keeping(id) };
    return JSON.stringify(formCard({ form: 'retain', act: KEEPING_ACTS.retain, ...on }));
  };
  expect(await boxes(low)).toContain('the person left');
  expect(await boxes(low)).not.toMatch(/date of birth|They have not left/);
  expect(await boxes(other)).toContain('date of birth');
  expect(await boxes(other)).not.toContain('left');
  await retain(low, LEFT);
  expect(await boxes(low)).toContain('They have not left');
});

test('an allegation counts ten years from the report, asks for the date of birth before anything goes, and knows no leaving', async () => {
  const { id, reference } = await closed(LOW, 'unfounded');
  expect(await keeping(id)).toMatchObject({ until: '2036-11-23', rule: 'adult', awaitsBirth: true });
  expect(await retain(id, LEFT)).toEqual({ kind: 'not-now', why: 'not-low-level' });
  // Nor is a day chosen before the rule's own, with which none would ask for the birth.
  expect(await retain(id, { until: day('2026-11-24') })).toEqual({ kind: 'not-now', why: 'shorter' });
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
  ['low-level', 'not-left', LEFT, '2027-10-25T09:00:00Z'],
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

test('an allegation: a longer day is forgotten neither by a birth nor by opening it again, nor is the birth', async () => {
  const { id } = await closed(LOW, 'unfounded');
  expect(await retain(id, { until: day('2100-01-01') })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2100-01-01', awaitsBirth: false });
  expect(await retain(id, { born: day('1960-05-03') })).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2100-01-01', byRule: '2036-11-23' });
  expect(await retain(id, { until: day('2050-01-01') })).toMatchObject({ kind: 'done' });
  for (const wanted of [
    { kind: 'reopen', words: why },
    { kind: 'decide', ...(FORMS.decide.read(LOW, world.now()) ?? {}) },
    { kind: 'close', outcome: 'unfounded', left: 'done', words: why },
  ] as Act[])
    expect(await act(id, wanted)).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ until: '2050-01-01', awaitsBirth: false });

  // A day from an older version that is shorter than the rule does not stand for the birth.
  const concern = await world.find(id);
  const entries = (await world.deps.store.entries(concern)).map((one) =>
    one.kind === 'retention-set' && !one.words?.born ? { ...one, facts: { until: '2027-01-01', by: 'decision' } } : one,
  );
  expect(keepingOf(world.school, concern, entries)).toMatchObject({ until: '2036-11-23', awaitsBirth: false });
  const unborn = entries.filter(({ words }) => !words?.born);
  expect(keepingOf(world.school, concern, unborn)).toMatchObject({ until: '2036-11-23', awaitsBirth: true });
});

test('the policy of today counts: other years move the day, and without a rule nothing is proposed or asked', async () => {
  const { id } = await closed(LOW, 'low-level');
  await retain(id, { until: day('2027-12-01') });
  await retain(id, LEFT);
  const { retention } = world.school.concerns;
  if (!retention) throw new Error('the sample has no rules');
  const { lowLevel: _, ...others } = retention;
  const under = async (rules: typeof retention) => {
    const concern = await world.find(id);
    const school = { ...world.school, concerns: { ...world.school.concerns, retention: rules } };
    return keepingOf(school, concern, await world.deps.store.entries(concern));
  };
  expect(await under({ ...others, lowLevel: { yearsAfterLeaving: 6, source: 's' } })).toMatchObject({
    until: '2032-10-23',
  });
  expect(await under(others)).toMatchObject({ until: undefined, rule: undefined, awaitsLeaving: false });

  const mutable = retention as { lowLevel?: typeof retention.lowLevel };
  const before = mutable.lowLevel;
  mutable.lowLevel = undefined;
  expect(await retain(id, LEFT)).toEqual({ kind: 'not-now', why: 'no-rule-for-leaving' });
  // No day can come for it, so it says that the rule is missing.
  expect(await ground(id)).toEqual({ kind: 'not-now', why: 'no-rule-for-leaving' });
  mutable.lowLevel = before;
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
  [
    'met the threshold by the LADO’s advice, whatever was decided since',
    'staff',
    [
      ['decided', { decision: 'lado', threshold: 'met' }],
      ['decided', { decision: 'low-level' }],
      ['closed', { outcome: 'low-level' }],
    ],
    false,
  ],
  [
    'met the threshold, until the LADO said otherwise',
    'staff',
    [
      ['decided', { decision: 'lado', threshold: 'met' }],
      ['decided', { decision: 'lado', threshold: 'not-met' }],
      ['closed', { outcome: 'low-level' }],
    ],
    true,
  ],
  [
    'met the threshold, and the LADO is asked again',
    'staff',
    [
      ['decided', { decision: 'lado', threshold: 'met' }],
      ['decided', { decision: 'lado', threshold: 'awaited' }],
      ['closed', { outcome: 'low-level' }],
    ],
    false,
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

/** What its forms for the end offer. */
async function ends(id: ConcernId) {
  const record = await world.concerns.record.open(id, world.as(JOANNA));
  if (record.kind !== 'open') throw new Error(record.kind);
  const form = JSON.stringify(formCard({ ...record, form: 'close', act: FORMS.close, user: JOANNA }));
  return {
    offered: Object.keys(OUTCOME_WORDING).filter((outcome) => form.includes(`"value":"${outcome}"`)),
    isNothingMore: JSON.stringify(recordCard(record, world.now())).includes('"No further action and close"'),
  };
}

test('what meets the harm threshold by the LADO’s advice is called a low-level concern only once they say otherwise', async () => {
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  await world.concerns.record.open(id, world.as(JOANNA));
  const decide = (sent: Record<string, string>) =>
    act(id, { kind: 'decide', ...(FORMS.decide.read(sent, world.now()) ?? {}) } as Act);
  const lado = (threshold: string) =>
    decide({ decision: 'lado', reason: 'So.', who: 'ZQ', askedOn: '2026-11-23', threshold, advice: 'ZQ' });
  const close = () => act(id, { kind: 'close', outcome: 'low-level', left: 'done', words: why });
  expect(await act(id, { kind: 'take' })).toMatchObject({ kind: 'done' });
  expect(await lado('met')).toMatchObject({ kind: 'done' });
  const refused = { kind: 'not-now', why: 'meets-threshold' };
  expect(await decide(LOW)).toEqual(refused);
  expect(await close()).toEqual(refused);
  // Nor does it end as anything else that is no outcome of an allegation, by either form; only they are offered.
  for (const outcome of ['other-policy', 'no-further-action', 'duplicate'])
    expect([outcome, await act(id, { kind: 'close', outcome, left: 'done', words: why } as Act)]).toEqual([
      outcome,
      refused,
    ]);
  expect(await act(id, { kind: 'no-further-action', left: 'done', referral: 'declined', words: why } as Act)).toEqual(
    refused,
  );
  expect(await ends(id)).toEqual({
    offered: ['substantiated', 'malicious', 'false', 'unsubstantiated', 'unfounded'],
    isNothingMore: false,
  });
  // Where it is recorded is said by a link.
  const same = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  expect(await act(id, { kind: 'link', reference: same.receipt.reference, words: why } as Act)).toMatchObject({
    kind: 'done',
  });
  expect((await ends(id)).offered.at(-1)).toBe('duplicate');
  expect(await lado('not-met')).toMatchObject({ kind: 'done' });
  expect((await ends(id)).offered).toContain('low-level');
  expect(await decide(LOW)).toMatchObject({ kind: 'done' });
  expect(await close()).toMatchObject({ kind: 'done' });
  expect(await keeping(id)).toMatchObject({ isLowLevel: true });
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
  for (const one of all) await retain(one, LEFT);
  expect((await log()).map(({ mayHaveLeft }) => mayHaveLeft)).toEqual([false]);
  expect((await world.concerns.lists.logs(world.as(PRIYA))).lowLevel).toEqual([]);
});
