import type { Answerer } from '../../../src/ask/answer/answer.ts';
import { createLibrary } from '../../../src/ask/library/library.ts';
import { sqlPolicyStore } from '../../../src/ask/library/policies.store.ts';
import { sqlVectorStore } from '../../../src/ask/library/vectors.store.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import type { PolicyId, SchoolId, UserId } from '../../../src/kernel/ids.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { wordUnderstanding } from '../../support/word-encoder.ts';
import { cautions, quotesOf } from '../given.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const SCHOOL = 'oakfield' as SchoolId;
const OWNER = 'b0000000-0000-4000-8000-000000000004' as UserId;
const PHONES = 'phones' as PolicyId;
const GIFTS = 'gifts' as PolicyId;
const TRIPS = 'trips' as PolicyId;

test('questions about some policies alone are answered from them, and from what is put in force at once', async () => {
  const clock = () => new Date('2026-11-23T09:00:00Z');
  const library = createLibrary({
    store: sqlPolicyStore(database.db),
    vectors: sqlVectorStore(database.db),
    clock,
    cautions,
    understanding: wordUnderstanding,
  });
  const submit = (id: PolicyId, text: string) =>
    library.submit(SCHOOL, { id, fallbackTitle: id }, readText(`# Rules on ${id}\n\n${text}`));
  const some = async (...ids: PolicyId[]) => {
    const answerer = await library.answererOf(SCHOOL, ids);
    if (!answerer) throw new Error('none of them is in force');
    return answerer;
  };
  await submit(PHONES, 'Staff must keep their personal mobile phones switched off in lessons.');
  await submit(GIFTS, 'Staff must declare every gift from parents to the headteacher.');
  await submit(TRIPS, 'Every residential trip needs a risk assessment six weeks before.');

  const two = await some(PHONES, GIFTS);
  expect(await some(TRIPS, GIFTS, PHONES)).toBe(await library.answerer(SCHOOL));
  expect(await library.answererOf(SCHOOL, ['lost' as PolicyId])).toBeUndefined();
  const PHONE = 'personal mobile phones in lessons';
  const TRIP = 'risk assessment for a residential trip';
  const first = async (answerer: Answerer, question: string) => quotesOf(await answerer.askLocally(question))[0];
  expect(await first(two, PHONE)).toContain('switched off');
  expect((await first(two, TRIP)) ?? '').not.toContain('residential');
  expect(await first(await library.answerer(SCHOOL), TRIP)).toContain('residential');

  const changed = await submit(PHONES, 'Staff may use their personal mobile phones in lessons on Fridays.');
  if (changed.kind !== 'proposed') throw new Error(changed.kind);
  expect(await first(await some(PHONES, GIFTS), PHONE)).toContain('switched off');
  await library.putInForce(SCHOOL, changed.version, OWNER);
  expect(await first(await some(PHONES, GIFTS), PHONE)).toContain('on Fridays');
});
