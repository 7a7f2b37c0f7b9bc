import pg from 'pg';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { DISCLOSURE, leaksOf } from '../../entrances/entrance-world.ts';
import { type Running, running } from '../../support/running.ts';

/** A school day in November: two half-terms and an INSET day lie ahead. */
const NOVEMBER = new Date('2026-11-24T09:30:00Z');

let world: Running;
beforeAll(async () => {
  world = await running({ at: NOVEMBER });
});
afterAll(() => world.close());

async function ask(userId: string, words: string, channelId?: string): Promise<string> {
  expect((await world.sandbox.say(userId, words, channelId ? { channelId } : undefined)).status).toBe(200);
  const last = world.sandbox.messages(userId).at(-1);
  return JSON.stringify([last?.text, last?.cards]);
}
const later = (minutes: number) => world.sandbox.clock.pass(minutes * 60_000);

async function remembered(): Promise<string> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    return JSON.stringify((await client.query('select * from policy_place')).rows);
  } finally {
    await client.end();
  }
}
const { priyaNair, frankDoyle, helenWhitcombe, marcusLindley, karenOsgood, lewisGrant } = PEOPLE;

test('what is said of the signing goes on with no date, whatever day it names', async () => {
  expect(await ask(lewisGrant, 'when do we break up')).toContain('18 December 2026');
  expect(await ask(lewisGrant, 'cant be bothered signing this today')).toContain(
    'About the policies that you are asked to sign',
  );
});

test('what is asked after a fact is read with it, on whichever instance', async () => {
  expect(await ask(priyaNair, 'who is the dsl')).toContain('Miriam Hale');
  expect(await ask(priyaNair, 'and if shes off?')).toMatch(/Deputy DSL.*Tom Ashworth/);
  expect(await ask(priyaNair, 'got a phone for him?')).toMatch(/How to reach them.*Tom Ashworth.*01632 960 202/);
  await world.restart();
  expect(await ask(priyaNair, 'and hr?')).toContain('Sunita Rao');
  expect(await ask(priyaNair, 'what is her number')).toMatch(/I do not know a number.*01632 960 200/);
  expect(await ask(frankDoyle, 'got a phone for him?')).not.toContain('How to reach them');
});

test('dates go on: the one after, INSET days, another day', async () => {
  expect(await ask(karenOsgood, 'when’s half term')).toContain('Spring half-term 2027');
  expect(await ask(karenOsgood, 'and the one after?')).toMatch(
    /The half-term after that.*Summer half-term 2027.*Back on/,
  );
  expect(await ask(karenOsgood, 'and inset days?')).toContain('INSET days left');
  expect(await ask(karenOsgood, 'and is the 4th of may off')).toContain('Tuesday 4 May 2027: a school day');
  expect(await ask(karenOsgood, 'what about the first monday in may')).toContain('Early May bank holiday');
});

test('a question of its own after a fact is for the policies, and the rule before the fact is not taken for what was told', async () => {
  await ask(lewisGrant, 'May staff accept friend requests from parents?');
  await ask(lewisGrant, 'who is the dsl');
  expect(await ask(lewisGrant, 'which page is that')).toContain('not from a policy');
  expect(await ask(lewisGrant, 'and for ex-pupils?')).not.toContain('Still about');
});

test('after half an hour, after what may be a report and where others read along no fact is remembered', async () => {
  await ask(helenWhitcombe, 'who is the dsl');
  later(31);
  expect(await ask(helenWhitcombe, 'and if shes off?')).not.toContain('Tom Ashworth');
  await ask(marcusLindley, 'who is the dsl');
  expect(await ask(marcusLindley, DISCLOSURE)).toContain('Report a concern');
  expect(await ask(marcusLindley, 'got a phone for him?')).not.toContain('How to reach them');
  await ask(marcusLindley, 'who is the dsl', CHANNELS.staffRoomGeneral);
  expect(await ask(marcusLindley, 'got a phone for him?')).not.toContain('How to reach them');
  expect(await leaksOf(world)).toEqual([]);
});

test('no word that was said is in the store or the log', async () => {
  await ask(frankDoyle, 'when is half term quaggatoads');
  await ask(frankDoyle, 'are we off on friday quaggatoad');
  await ask(frankDoyle, 'and monday, quaggatoad?');
  expect(await remembered()).toContain('2026-11-30');
  expect(await remembered()).not.toMatch(/quagga|half term|friday/i);
  const kept = (await leaksOf(world, 'uaggatoad')).filter((place) => /^(?:the log|\w+\.\w+)$/.test(place));
  expect(kept).toEqual([]);
});
