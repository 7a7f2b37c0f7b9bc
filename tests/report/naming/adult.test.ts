import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { AnswerSent } from '../../../src/report/naming/question.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';
import { sayWhom } from './say-whom.ts';

/** Stands for the encoder: what tells of a grown-up without a name is heard as about an adult of the school. */
const hearsAdult = async (text: string): Promise<boolean> => /grown-up/.test(text);

let world: World;
beforeAll(async () => {
  world = await given({ hearsAdult });
});
afterAll(() => world.close());
beforeEach(() => {
  world.teams.told.length = 0;
});

const told = (kind: string) => world.teams.told.flatMap(({ to, notice }) => (notice.kind === kind ? [to] : []));
const opens = async (id: ConcernId, user: typeof TOM) =>
  (await world.concerns.record.open(id, world.as(user))).kind === 'open';

/** Where the form stands once what was seen is written. */
async function written(seen: string, more: { name?: string; about?: (typeof TOM)[] } = {}) {
  const { id } = await world.concerns.form.begin(PRIYA, world.school);
  const { name, about = [] } = more;
  await world.concerns.form.keep(id, PRIYA, {
    subject: { kind: 'child', people: about, ...(name !== undefined && { name }) },
    words: { named: '', who: 'Zofia Baran, 4B' },
  });
  const account = await world.concerns.form.writeAccount(id, PRIYA, { seen });
  if (account.kind !== 'kept') throw new Error(account.kind);
  return { id, draft: account.draft, question: world.concerns.form.whom(account.draft) };
}
const NOBODY_SAID = { typed: '', mentioned: '' };
async function answered(said: Partial<AnswerSent>, seen = 'A grown-up at school pulled her along by her hood.') {
  const { id, question } = await written(seen);
  const kept = await world.concerns.form.sayWhom(id, PRIYA, { key: question?.key ?? '', ...NOBODY_SAID, ...said });
  if (kept.kind === 'no-draft') throw new Error(kept.kind);
  return { id, draft: kept.draft, left: world.concerns.form.whom(kept.draft) };
}
async function sent(draft: string, urgent: 'yes' | 'no' = 'no') {
  const raised = await world.concerns.form.send(draft, PRIYA, { urgent, words: {} });
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  await world.after(0);
  await world.after(0);
  return raised;
}

describe('the question before a report is sent', () => {
  test('it comes where an adult of the school is heard, and nowhere else', async () => {
    expect((await written('A grown-up at school pulled her along by her hood.')).question?.asksAdult).toBe(true);
    expect((await written('Her brother pulled her along by her hood.')).question).toBeUndefined();
  });

  test('who was only told, or is only in another box than what happened, is not heard', async () => {
    const { question } = await written('I told the grown-up Mr Ashworth. Her brother pulled her hood.');
    expect(question?.asksAdult).toBe(false);
  });

  test('a name or a pick settles it', async () => {
    expect((await written('A grown-up pulled her hood.', { name: 'Lewis Grant' })).question).toBeUndefined();
    expect((await written('A grown-up pulled her hood.', { about: [LEWIS] })).question).toBeUndefined();
  });

  test('“No” is kept, and nobody is told anything of it', async () => {
    const { id, left } = await answered({ adult: 'no' });
    expect(left).toBeUndefined();
    const { receipt } = await sent(id);
    expect(told('there-is-one')).toEqual([]);
    expect((await world.find(receipt.id)).naming.adult).toBeUndefined();
    expect(await opens(receipt.id, MIRIAM)).toBe(true);
  });

  test('“not sure” shuts out nobody: the DSL is to ring first, and the headteacher hears that there is one', async () => {
    const { id } = await answered({ adult: 'unsure' });
    const { receipt, whom } = await sent(id);
    expect(whom).toBeUndefined();
    const { holder, excluded } = await world.find(receipt.id);
    expect({ holder, excluded }).toEqual({ holder: 'dsl', excluded: [] });
    const alert = world.teams.told.find(({ notice }) => notice.kind === 'alert')?.notice;
    expect(alert).toMatchObject({ outline: { mayInvolveAdult: true } });
    expect(told('there-is-one')).toEqual([JOANNA]);
    const one = world.teams.told.find(({ notice }) => notice.kind === 'there-is-one')?.notice;
    expect(one).toEqual({ kind: 'there-is-one', reference: receipt.reference, with: 'dsl', isRepeat: false });
    expect(await opens(receipt.id, MIRIAM)).toBe(true);
    expect(await opens(receipt.id, JOANNA)).toBe(false);
  });

  test('no answer counts as “not sure”, and is asked for again once it is saved', async () => {
    const { id } = await written('A grown-up at school pulled her along by her hood.');
    const { receipt, whom } = await sent(id);
    expect(whom?.asksAdult).toBe(true);
    expect(receipt.asksAdult).toBe(true);
    expect((await world.find(receipt.id)).holder).toBe('dsl');
    expect(told('there-is-one')).toEqual([JOANNA]);
    expect(await sayWhom(world, receipt.id, { adult: 'no' })).toBe('said');
    const own = await world.concerns.own.report(receipt.id, world.as(PRIYA));
    expect(own).toMatchObject({ kind: 'receipt', whom: undefined, receipt: { asksAdult: false } });
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('“yes” without a name is an allegation for the headteacher, and nobody of the DSL’s team has it', async () => {
    const { id, draft, left } = await answered({ adult: 'yes' });
    expect(draft.subject).toMatchObject({ kind: 'staff', people: [] });
    expect(left).toBeUndefined();
    const { receipt } = await sent(id);
    expect(await world.find(receipt.id)).toMatchObject({ kind: 'staff', holder: 'headteacher', excluded: [] });
    expect(await opens(receipt.id, JOANNA)).toBe(true);
    expect(await opens(receipt.id, MIRIAM)).toBe(false);
  });

  test('“yes”, the headteacher: it goes to the chair', async () => {
    const { id } = await answered({ adult: 'yes', adultPeople: [JOANNA] });
    const { receipt } = await sent(id);
    expect(await world.find(receipt.id)).toMatchObject({ kind: 'headteacher', holder: 'chair-of-governors' });
    expect(told('alert')).toEqual([COLIN]);
  });

  test('who is named there is asked about like any name', async () => {
    const { left } = await answered({ adult: 'yes', adultName: 'Jo from upstairs' });
    expect(left?.typed.map(({ name }) => name)).toEqual(['Joanna Okafor']);
  });

  test('what is typed beside the button is heard as well', async () => {
    const { id } = await written('She was quiet.');
    const words = { opinion: 'I think that a grown-up here frightens her.' };
    const raised = await world.concerns.form.send(id, PRIYA, { urgent: 'no', words });
    expect(raised).toMatchObject({ kind: 'raised', whom: { asksAdult: true } });
  });

  test('an ear that fails or hangs keeps no report from going on', async () => {
    const deaf = await given({
      database: world,
      hearsAdult: async () => {
        throw new Error('deaf');
      },
    });
    expect(await deaf.tryReport('child')).toMatchObject({ kind: 'raised', whom: undefined });
  });
});

describe('the question before an addition is heard of', () => {
  async function added(text: string, isUrgent = false) {
    const { id } = await world.report('child', { words: { who: 'Zofia Baran, 4B', seen: 'She was quiet.' } });
    await world.after(0);
    await opens(id, MIRIAM);
    world.teams.told.length = 0;
    const outcome = await world.concerns.own.add(id, world.as(PRIYA), 'added', { text }, isUrgent);
    await world.after(0);
    return { id, outcome };
  }

  test('nobody hears of it for ten minutes; unanswered, the DSL does then, and the headteacher that there is one', async () => {
    const { id, outcome } = await added('It was a grown-up, she says.');
    expect(outcome).toMatchObject({ whom: { asksAdult: true }, waitsUntil: expect.any(Date) });
    expect(world.teams.told).toEqual([]);
    await world.after(10);
    await world.after(0);
    expect(told('news').sort()).toEqual([MIRIAM, TOM]);
    expect(told('there-is-one')).toEqual([JOANNA]);
    expect((await world.find(id)).holder).toBe('dsl');
  });

  test('what cannot wait does not', async () => {
    await added('It was a grown-up, and she is still with them.', true);
    expect(told('news').length).toBeGreaterThan(0);
  });

  test('“yes” takes it to the headteacher before anyone else has heard of it', async () => {
    const { id } = await added('It was a grown-up, she says.');
    expect(await sayWhom(world, id, { adult: 'yes' })).toBe('said');
    await world.after(10);
    await world.after(0);
    expect(told('news')).toEqual([]);
    expect(told('there-is-one')).toEqual([]);
    expect(await world.find(id)).toMatchObject({ kind: 'staff', holder: 'headteacher' });
    expect(await opens(id, MIRIAM)).toBe(false);
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });
});
