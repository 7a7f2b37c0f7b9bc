import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { Written } from '../../../src/report/concern.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { given, JOANNA, LEWIS, MIRIAM, membersOf, PRIYA, TOM, type World } from '../support.ts';

const SECRET = 'zq-what-the-child-said';
const why = { reason: 'Because.' };
const RECEIPT: Act = {
  kind: 'transfer',
  to: 'cpoms',
  words: { receiver: 'Oakfield CPOMS', reference: 'CP-4471', receivedOn: '2026-11-23', receivedBy: 'Miriam Hale' },
};

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.directory.place = membersOf(MIRIAM, TOM);
  world.directory.trouble = undefined;
  world.directory.people.clear();
});

const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const done = async (id: ConcernId, ...wanted: Act[]) => {
  for (const one of wanted) expect(await act(id, one)).toMatchObject({ kind: 'done' });
};
const reduce = (reference: string, words: Record<string, string> = why): Act => ({
  kind: 'reduce',
  typed: reference,
  words,
});

/** A report about a child that was read, decided and closed. */
async function closed() {
  const { id, receipt } = await world.report('child', { words: { seen: SECRET, said: SECRET } });
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  await done(
    id,
    { kind: 'take' },
    { kind: 'note', words: { text: SECRET } },
    { kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: SECRET } },
    { kind: 'close', outcome: 'passed-to-other-record', left: 'done', words: { reason: SECRET } },
  );
  return { id, reference: receipt.reference };
}

test('received elsewhere, then reduced by decision: the texts and their key are gone, the trail stands and verifies', async () => {
  const { id, reference } = await closed();
  await done(id, RECEIPT);
  const keyOf = async () =>
    world.db
      .withSchema('concerns_child')
      .selectFrom('concern')
      .select('wrapped_key')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  const before = await keyOf();
  const count = (await world.deps.store.entries(await world.find(id))).length;
  await done(id, reduce(reference.toLowerCase()));

  const stub = await world.find(id);
  expect(stub).toMatchObject({ isStub: true, status: 'closed', excluded: [] });
  const entries = await world.deps.store.entries(stub);
  expect(entries).toHaveLength(count + 1);
  expect(entries.filter(({ words }) => words)).toEqual([
    expect.objectContaining({
      kind: 'reduced',
      actor: MIRIAM,
      facts: { ground: 'handed-over', to: 'cpoms' },
      words: { ...('words' in RECEIPT ? RECEIPT.words : {}), reason: 'Because.' },
    }),
  ]);
  expect(JSON.stringify(entries)).not.toContain(SECRET);
  expect((await keyOf()).wrapped_key.equals(before.wrapped_key)).toBe(false);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('a stub takes notes and links and nothing else; a second reduction takes what was added since', async () => {
  const { id, reference } = await closed();
  await done(id, RECEIPT, reduce(reference));
  for (const wanted of [{ kind: 'reopen', words: why }, reduce(reference)] as const)
    expect(await act(id, wanted)).toEqual({ kind: 'not-now', why: 'stub' });

  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'More.' });
  expect(await act(id, reduce(reference))).toEqual({ kind: 'not-now', why: 'unread' });
  await world.concerns.record.open(id, world.as(MIRIAM));
  expect(await act(id, reduce(reference))).toEqual({ kind: 'not-now', why: 'changed-since' });
  await done(id, RECEIPT, reduce(reference, { reason: 'Second.' }));
  const texts = (await world.deps.store.entries(await world.find(id))).filter(({ words }) => words);
  expect(texts).toHaveLength(1);
  expect(texts[0]?.words).toMatchObject({ reason: 'Second.', earlier: expect.stringContaining('CP-4471') });
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('nothing is reduced that is open, unread, asked about, on hold, changed since, or without its reference', async () => {
  const { id, reference } = await closed();
  const refused = async (why: string, wanted: Act = reduce(reference), user = MIRIAM) =>
    expect(await act(id, wanted, user)).toEqual({ kind: 'not-now', why });
  await refused('not-handed-over');
  await refused('no-receipt', {
    ...RECEIPT,
    words: { reference: '  ', receivedBy: 'Someone', receivedOn: '2026-11-20' },
  } as Act);
  await done(id, RECEIPT);
  await refused('no-reason', reduce(reference, { reason: ' ' }));
  await refused('wrong-reference', reduce('ABC123'));
  await world.concerns.record.open(id, world.as(TOM));
  await refused('not-your-role', reduce(reference), TOM);

  await done(id, { kind: 'hold', words: why });
  await refused('held');
  await done(id, { kind: 'release', words: why });
  await refused('changed-since');
  await done(id, RECEIPT, { kind: 'note', words: { text: 'Later.' } });
  await refused('changed-since');

  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'More.' });
  await refused('unread');
  await world.concerns.record.open(id, world.as(MIRIAM));
  await done(id, { kind: 'reopen', words: why });
  await refused('status');
  await done(
    id,
    { kind: 'ask', words: { text: 'When?' } },
    { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words: why },
    { kind: 'close', outcome: 'resolved', left: 'done', words: why },
    RECEIPT,
  );
  await refused('open-question');
  // Anyone who has left cannot answer any more.
  world.directory.people.set(PRIYA, { isEnabled: false });
  expect((await world.concerns.keeping.reducible(id, world.as(MIRIAM))).kind).toBe('reducible');
  world.directory.people.clear();
  await refused('open-question');
  // What they add says it too, once someone has read it; and nothing waits for ever.
  const asked = world.now();
  world.at('2026-12-22T12:00:00Z');
  expect((await world.concerns.keeping.reducible(id, world.as(MIRIAM))).kind).toBe('reducible');
  // Confirmation is asked for only once its reason is written down.
  const confirmable = (words: Written) => world.concerns.keeping.confirmable(id, world.as(MIRIAM), words);
  expect(await confirmable({ reason: ' ' })).toEqual({ kind: 'incomplete', why: 'no-reason' });
  expect((await confirmable(why)).kind).toBe('reducible');
  world.at(asked.toISOString());
  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'On Sunday.' });
  await world.concerns.record.open(id, world.as(MIRIAM));
  await done(id, RECEIPT, reduce(reference));
});

test('a trail whose texts were taken out after its reduction is still found out', async () => {
  const { id, reference } = await closed();
  await done(id, RECEIPT, reduce(reference), { kind: 'note', words: { text: 'Where it is now.' } });
  const rollback = new Error('rolled back');
  let problems: readonly string[] = [];
  await world.db
    .transaction()
    .execute(async (trx) => {
      await sql`update concerns_child.concern_trail set sealed = null where concern_id = ${id} and kind = 'noted'`.execute(
        trx,
      );
      problems = (await verifyTrails(trx)).flatMap((verdict) => verdict.problems);
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
  expect(problems).toEqual([`Report ${reference} lost a text without a decision.`]);
});

test('only who may open it may write a receipt, hold or reduce it', async () => {
  const { id, reference } = await closed();
  for (const wanted of [
    RECEIPT,
    reduce(reference),
    { kind: 'hold', words: why },
    { kind: 'release', words: why },
  ] as const)
    for (const user of [JOANNA, LEWIS, PRIYA]) expect(await act(id, wanted, user)).toEqual({ kind: 'not-available' });
  expect(await world.concerns.keeping.reducible(id, world.as(LEWIS))).toEqual({ kind: 'not-available' });
});
