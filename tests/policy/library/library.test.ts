import type { PolicyId, SchoolId, UserId } from '../../../src/core/ids.ts';
import { createLibrary } from '../../../src/policy/library/library.ts';
import { readText } from '../../../src/policy/reading/read-text.ts';
import { sqlPolicyStore } from '../../../src/store/policy/store.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { cautions, quotesOf, vocabulary } from '../given.ts';

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

test('questions about some policies alone share one index of them, until what is in force changes', async () => {
  const clock = () => new Date('2026-11-23T09:00:00Z');
  const library = createLibrary({ store: sqlPolicyStore(database.db), clock, vocabulary, cautions });
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
  expect(await some(GIFTS, PHONES)).toBe(two);
  expect(await some(PHONES)).not.toBe(two);
  expect(await some(TRIPS, GIFTS, PHONES)).toBe(await library.answerer(SCHOOL));
  expect(await library.answererOf(SCHOOL, ['lost' as PolicyId])).toBeUndefined();
  const quotes = quotesOf(two.askLocally('Can I use my personal phone in lessons?'));
  expect(quotes).toEqual([expect.stringContaining('switched off')]);
  expect(quotesOf(two.askLocally('Do I need a risk assessment for a residential trip?'))).toEqual([]);

  const changed = await submit(PHONES, 'Staff may use their personal mobile phones in lessons on Fridays.');
  if (changed.kind !== 'proposed') throw new Error(changed.kind);
  expect(await some(PHONES, GIFTS)).toBe(two);
  await library.putInForce(SCHOOL, changed.version, OWNER);
  const after = await some(PHONES, GIFTS);
  expect(after).not.toBe(two);
  expect(quotesOf(after.askLocally('Can I use my personal phone in lessons?'))).toEqual([
    expect.stringContaining('on Fridays'),
  ]);
});
