import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, parseDay } from '../../../src/kernel/time.ts';
import { KINDS } from '../../../src/report/concern.ts';
import { isDue, keepingOf, keptByRule, ruleFor } from '../../../src/report/keeping/retention.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import type { RetentionRule, School } from '../../../src/school/school.ts';
import { given, JOANNA, LEWIS, MIRIAM, oakfield, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given({ withSummaries: true });
});
afterEach(() => world.close());

const why = { reason: 'Because.' };
const day = (text: string): IsoDay => parseDay(text) as IsoDay;
const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);

async function closed(kind: 'child' | 'staff' = 'child', by: UserId = MIRIAM) {
  const { id, receipt } = await world.report(kind, { about: kind === 'staff' ? [LEWIS] : [] });
  await world.after(0);
  await world.concerns.record.open(id, world.as(by));
  for (const wanted of [
    { kind: 'take' },
    { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words: why },
    { kind: 'close', outcome: kind === 'staff' ? 'low-level' : 'no-further-action', left: 'done', words: why },
  ] as const)
    expect(await act(id, wanted, by)).toMatchObject({ kind: 'done' });
  return { id, reference: receipt.reference };
}

test('every kind of report can have a rule, and the sample school has one for each', () => {
  expect(KINDS.filter((kind) => ruleFor(oakfield().concerns.retention, kind) === undefined)).toEqual([]);
});

test('a school without rules is proposed nothing, ever', async () => {
  const { id } = await closed();
  const concern = await world.find(id);
  const { retention: _, ...without } = world.school.concerns;
  const school: School = { ...world.school, concerns: without };
  expect(isDue(keepingOf(school, concern, []), new Date('2199-01-01'))).toBe(false);
  expect(isDue(keepingOf(world.school, concern, []), new Date('2051-11-22T12:00:00Z'))).toBe(false);
  expect(isDue(keepingOf(world.school, concern, []), new Date('2051-11-23T12:00:00Z'))).toBe(true);
});

const rule = (decides: RetentionRule['decides'], untilAge: number, yearsAfterClosing: number): RetentionRule => ({
  id: 'one',
  matters: ['child'],
  untilAge,
  yearsAfterClosing,
  decides,
  source: 'a schedule',
});

test.each([
  ['birthday', 25, 25, '2010-05-03', '2026-11-23', '2035-08-31'],
  ['birthday', 25, 25, '2010-09-01', '2026-11-23', '2036-08-31'],
  ['birthday', 25, 25, '2012-02-29', '2026-11-23', '2037-08-31'],
  ['longer', 68, 10, '1990-05-03', '2026-11-23', '2058-08-31'],
  ['longer', 68, 10, '1955-05-03', '2026-11-23', '2036-11-23'],
] as const)(
  '%s decides, age %i, %i years: born %s, closed %s: kept until %s',
  (decides, age, years, born, end, until) => {
    expect(keptByRule(rule(decides, age, years), day(end), day(born))).toBe(until);
  },
);

test('a date of birth is written down sealed; the day beside the record tells a school year and no birthday', async () => {
  const { id } = await closed();
  expect(await act(id, { kind: 'retain', until: undefined, born: day('2012-04-17'), words: why })).toMatchObject({
    kind: 'done',
    concern: { keepUntil: '2037-08-31' },
  });
  const { rows } = await world.db
    .withSchema('concerns_child')
    .selectFrom('concern_trail')
    .selectAll()
    .where('concern_id', '=', id)
    .execute()
    .then((found) => ({ rows: JSON.stringify(found.map(({ facts }) => facts)) }));
  expect(rows).not.toContain('04-17');
  const [entry] = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'retention-set');
  expect(entry?.words).toMatchObject({ born: '2012-04-17' });
});

test('when its time has come: listed for those who may open it, in the summary as a number, and nothing goes by itself', async () => {
  const { id, reference } = await closed();
  // Who is 25 in the school year that ends then.
  await act(id, { kind: 'retain', until: undefined, born: day('2002-01-10'), words: why });
  const staff = await closed('staff', JOANNA);
  const leaving = { left: day('2026-08-31'), leaving: 'before' } as const;
  await act(staff.id, { kind: 'retain', until: undefined, born: undefined, ...leaving, words: why }, JOANNA);
  const listed = async (user: UserId) =>
    (await world.concerns.keeping.due(world.as(user))).records.map(({ outline }) => outline.reference);
  expect(await listed(MIRIAM)).toEqual([]);

  world.at('2027-09-01T07:01:00Z');
  for (let round = 0; round < 3; round += 1) await world.after(1);
  expect(await listed(MIRIAM)).toEqual([reference]);
  expect(await listed(TOM)).toEqual([reference]);
  expect(await listed(JOANNA)).toEqual([staff.reference]);
  expect(await listed(LEWIS)).toEqual([]);
  expect(world.teams.to(MIRIAM).at(-1)?.notice).toMatchObject({ kind: 'summary', open: 0, due: 1 });
  expect(await world.find(id)).toMatchObject({ isStub: false });

  // Kept on, with a reason and a new day: it leaves the list.
  expect(await act(id, { kind: 'retain', until: day('2027-09-01'), born: undefined, words: why })).toEqual({
    kind: 'not-now',
    why: 'no-date',
  });
  expect(await act(id, { kind: 'retain', until: day('2028-11-23'), born: undefined, words: why })).toMatchObject({
    kind: 'done',
  });
  expect(await listed(MIRIAM)).toEqual([]);
});

test('keep it longer never shortens, nor does opening it again forget what was chosen', async () => {
  const { id, reference } = await closed();
  const until = async () => (await world.concerns.keeping.of(await world.find(id))).until;
  const keep = (to: string) => act(id, { kind: 'retain', until: day(to), born: undefined, words: why });
  expect(await keep('2026-11-24')).toEqual({ kind: 'not-now', why: 'shorter' });
  expect(await keep('2060-01-01')).toMatchObject({ kind: 'done' });
  await act(id, { kind: 'retain', until: undefined, born: day('2012-04-17'), words: why });
  expect(await until()).toBe('2060-01-01');
  await act(id, { kind: 'reopen', words: why } as Act);
  expect(await until()).toBeUndefined();
  await act(id, { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words: why });
  await act(id, { kind: 'close', outcome: 'no-further-action', left: 'done', words: why });
  expect(await until()).toBe('2060-01-01');
  const due = async () =>
    (await world.concerns.keeping.due(world.as(MIRIAM))).records.map(({ outline }) => outline.reference);
  world.at('2059-12-31T09:00:00Z');
  expect(await due()).toEqual([]);
  world.at('2060-01-01T09:00:00Z');
  expect(await due()).toEqual([reference]);
});

test('a date of birth is reckoned by the policy of today, stays through a reopening, and is asked about where it is a slip', async () => {
  const { id, reference } = await closed();
  const retain = (said: { until?: IsoDay; born?: IsoDay }) =>
    act(id, { kind: 'retain', until: said.until, born: said.born, words: why });
  const { retention } = world.school.concerns;
  if (!retention) throw new Error('the sample has no rules');
  const under = async (rules: readonly RetentionRule[]) => {
    const school = { ...world.school, concerns: { ...world.school.concerns, retention: { ...retention, rules } } };
    const concern = await world.find(id);
    return keepingOf(school, concern, await world.deps.store.entries(concern));
  };
  const refused = { kind: 'not-now', why: 'no-birth-day' };
  expect(await retain({ born: day('2026-11-24') })).toEqual(refused);
  // Of someone who was 25 before it was reported nothing would be kept at all.
  expect(await retain({ born: day('1992-04-17') })).toEqual(refused);
  expect(await retain({ born: day('2012-04-17') })).toMatchObject({
    kind: 'done',
    concern: { keepUntil: '2037-08-31' },
  });
  for (const wanted of [
    { kind: 'reopen', words: why },
    { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words: why },
    { kind: 'close', outcome: 'no-further-action', left: 'done', words: why },
  ] as const)
    expect(await act(id, wanted)).toMatchObject({ kind: 'done' });
  expect((await under(retention.rules)).until).toBe('2037-08-31');
  expect((await under(retention.rules.map((one) => ({ ...one, untilAge: 31 })))).until).toBe('2043-08-31');

  // Without a rule a day that was chosen before it was opened again is proposed too.
  expect((await under([])).until).toBeUndefined();
  expect(await retain({ until: day('2052-01-01') })).toMatchObject({ kind: 'done' });
  await act(id, { kind: 'reopen', words: why });
  await act(id, { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words: why });
  await act(id, { kind: 'close', outcome: 'no-further-action', left: 'done', words: why });
  const mutable = retention as { rules: readonly RetentionRule[] };
  const before = mutable.rules;
  mutable.rules = [];
  world.at('2052-01-01T09:00:00Z');
  const due = await world.concerns.keeping.due(world.as(MIRIAM));
  mutable.rules = before;
  expect(due.records.map(({ outline }) => outline.reference)).toEqual([reference]);
});

test('reduced because its time is over: only with whom it is agreed, and not while anything holds it', async () => {
  const { id, reference } = await closed();
  const reduce = (words: Record<string, string>): Act => ({ kind: 'reduce', typed: reference, words });
  world.at('2051-12-01T09:00:00Z');
  expect(await world.concerns.keeping.confirmable(id, world.as(MIRIAM), why)).toEqual({
    kind: 'incomplete',
    why: 'no-agreement',
  });
  expect(await act(id, reduce(why))).toEqual({ kind: 'not-now', why: 'no-agreement' });

  await act(id, { kind: 'hold', words: why });
  expect(await act(id, reduce({ ...why, agreed: 'DPO' }))).toEqual({ kind: 'not-now', why: 'held' });
  expect((await world.concerns.keeping.due(world.as(MIRIAM))).records.at(-1)?.holds).toHaveLength(1);
  await act(id, { kind: 'release', words: why });

  const { retention } = world.school.concerns;
  if (!retention) throw new Error('the sample has no rules');
  const order = { name: 'Inquiry', matters: ['child'], from: day('2026-01-01'), source: 'a letter' };
  (retention.holds as unknown[]).push(order);
  expect(await act(id, reduce({ ...why, agreed: 'DPO' }))).toEqual({ kind: 'not-now', why: 'held' });
  (retention.holds as unknown[]).pop();

  expect(await act(id, reduce({ ...why, agreed: 'DPO, 1 December' }))).toMatchObject({ kind: 'done' });
  const texts = (await world.deps.store.entries(await world.find(id))).filter(({ words }) => words);
  expect(texts.map(({ kind, facts, words }) => [kind, facts, words])).toEqual([
    ['reduced', { ground: 'retention', rule: 'child' }, { reason: 'Because.', agreed: 'DPO, 1 December' }],
  ]);
  expect((await world.concerns.keeping.due(world.as(MIRIAM))).records).toEqual([]);

  // What is written on the stub later need not have gone anywhere before it is removed too.
  await act(id, { kind: 'note', words: { text: 'Later.' } });
  expect(await act(id, reduce(why))).toEqual({ kind: 'not-now', why: 'no-agreement' });
  expect(await act(id, reduce({ ...why, agreed: 'DPO, 2 December' }))).toMatchObject({ kind: 'done' });
});

test('a rule that names an unknown kind, or a kind twice, stops the start and says where', () => {
  const yml = (rules: string) => `trust: { name: T, tenantId: a0000000-0000-4000-8000-000000000001 }
schools:
  - concerns: { retention: { checkedOn: 2026-09-01, checkedBy: A, rules: ${rules} } }
`;
  const problemsOf = (rules: string): string => {
    const problems: { place: string; message: string }[] = [];
    readSchoolFile(yml(rules), 'lanyard.yml', problems);
    return problems.map(({ place, message }) => `${place} ${message}`).join('\n');
  };
  expect(problemsOf('[{ id: a, matters: [chidl], yearsAfterClosing: 1, source: s }]')).toContain('write one of child');
  expect(
    problemsOf(
      '[{ id: a, matters: [child], yearsAfterClosing: 1, source: s }, { id: b, matters: [child], yearsAfterClosing: 2, source: s }]',
    ),
  ).toContain('"child" is in two rules');
});
