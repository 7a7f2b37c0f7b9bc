import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { Kind } from '../../../src/report/concern.ts';
import type { AnswerSent } from '../../../src/report/naming/question.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { ANIL, COLIN, ELEANOR, given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';
import { sayWhom } from './say-whom.ts';

describe('who a report means is asked once it is saved, and nobody who could be meant has it meanwhile', () => {
  let world: World;
  beforeAll(async () => {
    world = await given();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.teams.told.length = 0;
  });

  async function sent(kind: Kind, more: { name?: string; seen?: string; isUrgent?: boolean }) {
    const { name, isUrgent = false, seen = 'What was seen.' } = more;
    const raised = await world.tryReport(kind, {
      ...(name !== undefined && { name }),
      isUrgent,
      words: { who: 'Maisie Turner, 5B', seen },
    });
    if (raised.kind !== 'raised') throw new Error(`the report was not taken in: ${raised.kind}`);
    await world.after(0);
    await world.after(0);
    return { id: raised.receipt.id, whom: raised.whom };
  }
  const alerted = (of?: ConcernId) =>
    world.teams.told.flatMap(({ to, notice }) =>
      notice.kind === 'alert' && (of === undefined || notice.outline.id === of) ? [to] : [],
    );
  const answer = (id: ConcernId, said: Partial<AnswerSent>) => sayWhom(world, id, said);

  test('“Jo”, unanswered: after ten minutes it goes to the chair, whom no reading means', async () => {
    const { id, whom } = await sent('staff', { name: 'Jo' });
    expect(whom?.typed.map(({ name }) => name)).toEqual(['Joanna Okafor']);
    expect(alerted()).toEqual([]);
    await world.after(9);
    expect(alerted()).toEqual([]);
    await world.after(1);
    await world.after(0);
    expect(alerted()).toEqual([COLIN]);
    expect(await world.concerns.record.open(id, world.as(JOANNA))).toMatchObject({ kind: 'not-available' });
  });

  test('an urgent one waits for no answer', async () => {
    await sent('staff', { name: 'Jo', isUrgent: true });
    expect(alerted()).toEqual([COLIN]);
  });

  test('“None of these” sends it at once to whom it would have gone, and to nobody a second time', async () => {
    const { id } = await sent('staff', { name: 'Jo' });
    expect(await answer(id, { typed: 'none' })).toBe('said');
    expect(alerted()).toEqual([JOANNA]);
    await world.after(15);
    expect(alerted()).toEqual([JOANNA]);
    expect(await world.concerns.record.open(id, world.as(JOANNA))).toMatchObject({ kind: 'open' });
  });

  test('anyone who is chosen is shut out, and it is about them', async () => {
    const { id } = await sent('staff', { name: 'Jo' });
    expect(await answer(id, { typed: '0' })).toBe('said');
    expect(alerted()).toEqual([COLIN]);
    expect(await world.find(id)).toMatchObject({ kind: 'headteacher', excluded: expect.arrayContaining([JOANNA]) });
  });

  test('an answer to another question, or to none, changes nothing', async () => {
    const { id } = await sent('staff', { name: 'Jo' });
    expect(await answer(id, { key: 'another', typed: 'none' })).toBe('not-said');
    expect(await answer(id, { typed: '7' })).toBe('not-said');
    expect((await world.find(id)).excluded).toContain(JOANNA);
    expect(
      await world.concerns.own.sayWhom(id, world.as(JOANNA), { key: '', typed: 'none', mentioned: '' }),
    ).toMatchObject({ kind: 'not-available' });
  });

  test('several in one name are each shut out', async () => {
    await sent('child', { name: 'Miriam and Joanna', isUrgent: true });
    expect(alerted()).toEqual([COLIN]);
  });

  test('a name of nobody, and a pupil called like the deputy, pass without a question and at once', async () => {
    const nobody = await sent('child', { name: 'Lewis Grant' });
    expect(nobody.whom).toBeUndefined();
    const pupil = await sent('child', { seen: 'Maisie Turner hit a pupil called Tom.' });
    expect(pupil.whom).toBeUndefined();
    expect(alerted()).toEqual(['place', 'place']);
  });

  test('“Mr Ashworth touches me” waits for the answer; about him, it is a matter about an adult, and the trail holds', async () => {
    const { id, whom } = await sent('child', { seen: 'She said: Mr Ashworth touches me.' });
    expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Tom Ashworth']);
    expect(alerted()).toEqual([]);
    expect(await world.concerns.record.open(id, world.as(TOM))).toMatchObject({ kind: 'not-available' });
    expect(await answer(id, { mentioned: '0' })).toBe('said');
    expect(alerted()).toEqual([JOANNA]);
    expect(await world.find(id)).toMatchObject({ kind: 'dsl', holder: 'headteacher' });
    expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'not-available' });
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('only mentioned, it goes to the DSL at once', async () => {
    const { id } = await sent('child', { seen: 'It was after Mr Ashworth shouted at the others.' });
    expect(await answer(id, { mentioned: 'none' })).toBe('said');
    expect(alerted()).toEqual(['place']);
  });

  test('“I told Mrs Hale” keeps nothing from the DSL', async () => {
    const { whom } = await sent('child', { seen: 'Maisie cried. I told Mrs Hale at break.' });
    expect(whom).toBeUndefined();
    expect(alerted()).toEqual(['place']);
  });

  test('where everyone in its chain could be meant, it goes beyond it, and an answer brings it back', async () => {
    const { id, whom } = await sent('child', { name: 'Miri, Jo and Col', isUrgent: true });
    expect(whom?.typed).toHaveLength(3);
    expect(alerted()).toEqual([ELEANOR]);
    expect(await world.concerns.record.open(id, world.as(ELEANOR))).toMatchObject({ kind: 'open' });
    const own = await world.concerns.own.report(id, world.as(PRIYA));
    const numbers = own.kind === 'receipt' ? own.receipt.phones.map(({ name }) => name) : [];
    expect(numbers).toEqual(expect.arrayContaining(['Children’s social care', 'The LADO (allegations about adults)']));
    expect(await answer(id, { typed: 'none' })).toBe('said');
    expect((await world.find(id)).alsoOpenTo).toContain('dsl');
  });

  test('where everyone who gets reports could be meant, it is saved, closed to each, and an answer opens it', async () => {
    const name = 'Miri, Jo, Col, Eleanor Frith, Daniel Prior and Anil Kapoor';
    const raised = await world.tryReport('child', { name, isUrgent: true });
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    const { receipt, isForNobody, whom } = raised;
    expect(isForNobody).toBe(true);
    expect(receipt.phones.length).toBeGreaterThan(0);
    await world.after(0);
    expect(alerted()).toEqual([]);
    for (const user of [MIRIAM, TOM, JOANNA, COLIN, ELEANOR, ANIL])
      expect(await world.concerns.record.open(receipt.id, world.as(user))).toMatchObject({ kind: 'not-available' });
    const asked = whom?.typed.map(({ name: one }) => one) ?? [];
    expect(asked).toContain('Miriam Hale');
    expect(await answer(receipt.id, { typed: 'none' })).toBe('said');
    expect(alerted()).toContain('place');
  });

  test('after ten minutes an answer gives it to the DSL beside the person who has it by then', async () => {
    const { id } = await sent('child', { name: 'Tommy' });
    await world.after(10);
    await world.after(0);
    expect(alerted(id)).toEqual([JOANNA]);
    expect(await answer(id, { typed: 'none' })).toBe('said');
    expect(alerted(id).toSorted()).toEqual([MIRIAM, TOM, JOANNA].toSorted());
  });
});
