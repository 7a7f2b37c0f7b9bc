import { sqlQuestionStore } from '../../../src/ask/referral/questions.store.ts';
import type { SchoolId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { harmless } from '../../support/harmless.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const SCHOOL = 'oakfield' as SchoolId;
const OWNER = 'b0000000-0000-4000-8000-000000000004' as UserId;
const DAY = '2026-11-23' as IsoDay;

test('every question of a busy moment is counted', async () => {
  const store = sqlQuestionStore(database.db);
  const ids = Array.from({ length: 40 }, () => randomIds.uuid());
  await Promise.all(ids.map((id) => store.note({ id, school: SCHOOL, askedOn: DAY, kind: 'not-covered' })));
  expect(await store.tally(SCHOOL, DAY)).toMatchObject([{ kind: 'not-covered', asked: 40 }]);
});

test('a reply that its owner keeps and takes back is shown and gone at once where that was done', async () => {
  const store = sqlQuestionStore(database.db);
  const id = randomIds.uuid();
  const at = new Date('2026-11-23T09:00:00Z');
  await store.refer({ id, school: SCHOOL, askerId: OWNER, askerName: 'A', question: harmless('May we?'), askedAt: at });
  expect(await store.curated(SCHOOL)).toEqual([]);
  await store.answerOnce(id, { text: harmless('Yes.'), source: harmless('Handbook'), by: 'B', at, isCurated: true });
  expect(await store.curated(SCHOOL)).toMatchObject([{ id, answer: { text: 'Yes.' } }]);
  await store.editCurated(
    id,
    { text: harmless('No.'), source: harmless('Handbook'), by: 'B', at, isCurated: true },
    harmless('May we?'),
  );
  expect(await store.curated(SCHOOL)).toMatchObject([{ id, answer: { text: 'No.' } }]);
  await store.withdrawCurated(id);
  expect(await store.curated(SCHOOL)).toEqual([]);
});

test("another school's question cannot be judged", async () => {
  const store = sqlQuestionStore(database.db);
  const id = randomIds.uuid();
  const school = 'elmbrook' as SchoolId;
  await store.note({ id, school, askedOn: DAY, kind: 'not-covered' });
  await store.judge(SCHOOL, id, false);
  expect(await store.tally(school, DAY)).toMatchObject([{ asked: 1, wrong: 0 }]);
  await store.judge(school, id, false);
  expect(await store.tally(school, DAY)).toMatchObject([{ asked: 1, wrong: 1 }]);
});

test('what one person sent to the owners since a time is counted, and nobody else’s', async () => {
  const store = sqlQuestionStore(database.db);
  const asker = randomIds.uuid() as UserId;
  const send = (askerId: UserId, askedAt: string) =>
    store.refer({
      id: randomIds.uuid(),
      school: SCHOOL,
      askerId,
      askerName: 'A',
      question: harmless('May we?'),
      askedAt: new Date(askedAt),
    });
  await send(asker, '2026-11-22T09:00:00Z');
  await send(asker, '2026-11-23T09:00:00Z');
  await send(asker, '2026-11-23T10:00:00Z');
  await send(OWNER, '2026-11-23T10:00:00Z');
  expect(await store.referredBy(asker, new Date('2026-11-22T12:00:00Z'))).toBe(2);
});
