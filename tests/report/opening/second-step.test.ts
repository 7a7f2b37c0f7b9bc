/** What keeps a report from someone goes on keeping it from them where the feature that would let them in is not there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConcerns } from '../../../src/report/concerns.ts';
import { notShown } from '../../../src/report/handlers/closed.handlers.ts';
import { change } from '../../../src/report/record/change.ts';
import type { Trust } from '../../../src/school/school.ts';
import { given, LEWIS, MIRIAM, membersOf, TOM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
});
afterAll(() => world.close());

test('a school that asks for a second step has nothing open without what knows the step, not even for who took it before', async () => {
  const { id } = await world.report('child', { words: { seen: 'ZQMARK seen' } });
  await world.after(0);
  const as = world.as(MIRIAM);
  const made = await world.more.secondStep.makeCode(world.as(TOM), MIRIAM, '');
  if (made.kind !== 'code') throw new Error(`no code: ${made.kind}`);
  const pin = '271828';
  await world.more.secondStep.set(id, as, { code: made.code, pin, again: pin });
  expect((await world.concerns.record.open(id, as)).kind).toBe('open');

  const { record, keeping, lists } = createConcerns({ ...world.deps, readGuard: () => undefined }, world.more.rolls);
  const words = { text: 'ZQMARK note', reason: 'ZQMARK reason' };
  const opened = await record.open(id, as);
  const answers: readonly object[] = [
    opened,
    await record.look(id, as),
    await keeping.exportRecord(id, as, 'json'),
    await keeping.reducible(id, as),
    await record.act(id, as, 100, { kind: 'note', words }),
    await record.act(id, as, 100, { kind: 'close', outcome: 'resolved', left: 'done', words }),
    await lists.searchDoor(as),
    await lists.search(as, 'ZQMARK'),
  ];
  expect(answers).toEqual(answers.map(() => expect.objectContaining({ kind: 'locked' })));
  expect(JSON.stringify(answers)).not.toContain('ZQMARK');
  expect((await record.act(id, as, undefined, { kind: 'acknowledge' })).kind).toBe('done');

  // It is said, with whom to phone meanwhile; there is no page that could lead on.
  if (opened.kind === 'open') throw new Error('it opened');
  const answer = notShown({ hosted: () => ({}) }, { data: {}, now: world.now() }, 'concern.open', opened);
  expect(answer).toEqual({ kind: 'message', text: expect.stringMatching(/stays closed.*Until then phone: .+\d{5}/) });
});

test('what was locked to two people stays theirs, with what is said to be about the same child, where nobody can lock any more', async () => {
  const withLewis = (trust: Trust): Trust => ({
    ...trust,
    schools: trust.schools.map((school) => {
      const deputies = [...school.roles['deputy-dsl'], { id: LEWIS, name: 'Lewis Grant' }];
      return { ...school, roles: { ...school.roles, 'deputy-dsl': deputies } };
    }),
  });
  const open = await given({ file: withLewis });
  open.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  try {
    const [first, second] = [await open.report('child'), await open.report('child')];
    await open.after(0);
    const doing = (id: typeof first.id, wanted: Parameters<typeof open.concerns.record.act>[3]) =>
      open.concerns.record.act(id, open.as(MIRIAM), undefined, wanted);
    for (const { id } of [first, second]) await doing(id, { kind: 'acknowledge' });
    await change(open.deps.store, first.id, ({ raisedAt }) => ({
      entries: [{ at: raisedAt, actor: MIRIAM, kind: 'locked', facts: { to: `${MIRIAM} ${LEWIS}` } }],
    }));
    const kinds = async (id: typeof first.id) => [
      (await open.concerns.record.open(id, open.as(MIRIAM))).kind,
      (await open.concerns.record.open(id, open.as(TOM))).kind,
    ];
    expect([await kinds(first.id), await kinds(second.id)]).toEqual([
      ['open', 'not-available'],
      ['open', 'open'],
    ]);
    expect((await doing(second.id, { kind: 'join', reference: first.receipt.reference })).kind).toBe('done');
    expect((await open.find(second.id)).lockedTo).toEqual([MIRIAM, LEWIS]);
    expect(await kinds(second.id)).toEqual(['open', 'not-available']);
    expect((await open.concerns.lists.list(open.as(TOM))).outlines).toEqual([]);
  } finally {
    await open.close();
  }
});
