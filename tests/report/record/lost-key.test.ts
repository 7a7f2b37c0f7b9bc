import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { channelCard, reportByClicking, shown } from '../support-sandbox.ts';

let world: Running;
let database: pg.Client;
beforeAll(async () => {
  world = await running();
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const reporter = PEOPLE.priyaNair;
const dsl = PEOPLE.miriamHale;
const PLAIN =
  /is there and is not lost.*key that opens it is missing.*Tell the IT lead today.*phone: .*Children’s social care, [0-9 ]+/;

test('a record whose key is lost says so to those who hold it and to its reporter, with numbers, and opens once the key is back', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, reporter, { about: 'child' });
  const card = await channelCard(world, reference);
  const receipt = await sandbox.until(() =>
    sandbox.messages(reporter).find((message) => shown(message).includes('What is happening with it?')),
  );
  const { rows } = await database.query('select key_id from concerns_child.concern where reference = $1', [reference]);
  const keyIs = (key: unknown) =>
    database.query('update concerns_child.concern set key_id = $1 where reference = $2', [key, reference]);
  await keyIs('feedfacefeedface');

  for (const button of ['Open', 'Acknowledge']) expect(shown(await sandbox.click(dsl, card.id, button))).toMatch(PLAIN);
  const standing = shown(await sandbox.click(reporter, receipt.id, 'What is happening with it?'));
  expect(standing).toMatch(PLAIN);
  expect(standing).toContain(reference);
  const dialog = shown(await sandbox.click(reporter, receipt.id, 'Add something'));
  expect(dialog).toMatch(PLAIN);
  // Nobody by name: who it is about is sealed as well.
  expect(standing).not.toMatch(/Miriam|Tom Ashworth/);
  expect(world.logged.filter((line) => line.includes('turn.failed'))).toEqual([]);
  expect(world.logged.filter((line) => line.includes('concern.key-lost')).length).toBeGreaterThan(0);

  await keyIs(rows[0]?.key_id);
  expect(shown(await sandbox.openDialog(dsl, card.id, 'Open'))).toContain('Something.');
});
