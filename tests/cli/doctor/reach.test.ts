import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { checkReach } from '../../../src/cli/doctor/people.ts';
import { connect } from '../../../src/platform/postgres/database.ts';
import { sqlConversationStore } from '../../../src/platform/postgres/people/conversations.store.ts';
import { sqlReachStore } from '../../../src/report/reach/reach.store.ts';
import { namedAt, type Trouble } from '../../../src/report/reach/reach.ts';
import type { School } from '../../../src/school/school.ts';
import { MIRIAM, oakfield, person, TENANT, TOM } from '../../report/support.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('reach').execute();
  await database.db.deleteFrom('conversation').execute();
});

const NINE = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number): Date => new Date(NINE.getTime() + minutes * 60_000);
const school: School = oakfield();
const HR = person(school.roles.hr[0]?.id ?? '');

/** Everyone's chat is there, but for these. */
async function found(troubles: ReadonlyMap<string, Trouble | undefined> = new Map(), left: readonly string[] = []) {
  for (const { holder } of namedAt(school)) {
    if (left.includes(holder.id)) continue;
    const trouble = troubles.get(holder.id);
    await sqlReachStore(database.db).note(holder.id, { at: NINE, trouble });
    if (trouble !== undefined) continue;
    const chat = { id: `a:${holder.id}`, serviceUrl: 'https://smba.trafficmanager.net/uk', tenantId: TENANT };
    await sqlConversationStore(database.db).remember(holder.id, chat, NINE);
  }
}
const said = async (minutes = 10): Promise<readonly string[]> =>
  (await checkReach([school], database.db, later(minutes))).map(({ level, what }) => `${level}: ${what}`);

test('where everyone can be reached that is all there is to say', async () => {
  await found();
  expect(await said()).toEqual(['fine: oakfield: everyone who holds a role can be reached in Teams']);
});

test('who cannot be reached is named with the role, and what to do; other roles than those that take reports are to be looked at', async () => {
  await found(
    new Map<string, Trouble>([
      [MIRIAM, 'unavailable'],
      [TOM, 'app-not-allowed'],
      [HR, 'no-teams'],
    ]),
  );
  expect(await said()).toEqual([
    'wrong: The DSL Miriam Hale cannot be reached: no chat yet (oakfield)',
    'wrong: The deputy DSL Tom Ashworth cannot be reached: a policy of yours keeps Lanyard from them (oakfield)',
    'look: HR Sunita Rao cannot be reached: they have never opened Teams, or have no licence for it (oakfield)',
  ]);
  for (const { todo } of await checkReach([school], database.db, later(10))) expect(todo?.length).toBeGreaterThan(20);
});

test('trouble of a minute is to be looked at, and none at all where the chat is known', async () => {
  await found(new Map<string, Trouble>([[MIRIAM, 'not-yet']]));
  expect(await said(1)).toEqual(['look: The DSL Miriam Hale cannot be reached: no chat yet (oakfield)']);
  const chat = { id: 'a:m', serviceUrl: 'https://smba.trafficmanager.net/uk', tenantId: TENANT };
  await sqlConversationStore(database.db).remember(MIRIAM, chat, NINE);
  expect(await said(60)).toEqual(['fine: oakfield: everyone who holds a role can be reached in Teams']);
});

test('someone whose chat Lanyard has not looked at yet is named; before it first runs nobody is', async () => {
  expect(await said()).toEqual(['fine: Lanyard opens the chats of those who hold a role when it first runs']);
  await found(new Map(), [TOM]);
  expect(await said()).toEqual(['look: The deputy DSL Tom Ashworth cannot be reached: no chat yet (oakfield)']);
});

test('a database that is not up to date, or does not answer, is said elsewhere', async () => {
  const empty = await emptyDatabase();
  expect(await checkReach([school], empty.db, NINE)).toEqual([]);
  await empty.close();
  const nowhere = connect('postgres://nobody@127.0.0.1:1/none', 1);
  expect(await checkReach([school], nowhere, NINE)).toEqual([]);
  await nowhere.destroy();
});
