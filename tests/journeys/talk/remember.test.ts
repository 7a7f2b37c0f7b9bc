import pg from 'pg';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { DISCLOSURE, leaksOf, MARK } from '../../entrances/entrance-world.ts';
import { type Running, running } from '../../support/running.ts';

const RULE = 'May staff follow or befriend a pupil through a personal account?';
const NOTHING = 'I don’t know what that is about';
const STILL = 'Still about: Social Media Policy';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

async function ask(userId: string, words: string): Promise<string> {
  expect((await world.sandbox.say(userId, words)).status).toBe(200);
  const last = world.sandbox.messages(userId).at(-1);
  return JSON.stringify([last?.text, last?.cards]);
}
/** The rows of a table; with a person, theirs. */
async function rowsOf(
  table: 'question_outcome' | 'policy_place' | 'referral',
  user?: string,
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    return rows.map(({ row }) => row).filter((row) => user === undefined || row.includes(user));
  } finally {
    await client.end();
  }
}
const later = (minutes: number) =>
  world.sandbox.clock.set(new Date(world.sandbox.clock.now().getTime() + minutes * 60_000));
const { priyaNair, frankDoyle, helenWhitcombe, marcusLindley, karenOsgood } = PEOPLE;

test('what is asked after an answer is read with it, on whichever instance; each person has a conversation of their own', async () => {
  await ask(priyaNair, RULE);
  expect(await ask(priyaNair, 'and for ex-pupils?')).toContain(STILL);
  expect(await ask(priyaNair, 'which page')).toContain('Where to find it');
  await world.restart();
  expect(await ask(priyaNair, 'show the whole section')).toMatch(/Open it at this section|Read the section/);
  expect(await ask(priyaNair, 'why?')).toContain('Ruth Ellery');
  expect(await ask(priyaNair, 'the one before')).toContain('The previous answer');
  expect(await ask(frankDoyle, 'why?')).toContain(NOTHING);
});

test('after half an hour nothing is remembered', async () => {
  await ask(helenWhitcombe, RULE);
  later(29);
  expect(await ask(helenWhitcombe, 'which section is that in?')).toContain('Where to find it');
  later(31);
  expect(await ask(helenWhitcombe, 'which section is that in?')).toContain(NOTHING);
  expect(await ask(helenWhitcombe, 'and for ex-pupils?')).not.toContain('Still about');
});

test('after what may be a report nothing is remembered, and no word of it is anywhere', async () => {
  await ask(marcusLindley, RULE);
  expect(await ask(marcusLindley, DISCLOSURE)).toContain('Report a concern');
  expect(await ask(marcusLindley, 'why?')).toContain(NOTHING);
  expect(await ask(marcusLindley, 'and for ex-pupils?')).not.toContain('Still about');
  expect(await leaksOf(world)).toEqual([]);
});

test('of a question only where its answer stood is remembered: none of its words is stored or logged', async () => {
  await ask(frankDoyle, `${RULE} Quaggatoad`);
  expect(await ask(frankDoyle, 'and for quaggatoads?')).toContain('Still about');
  // The card carries it back to its writer, to be sent on; the store and the log have none of it.
  const kept = (await leaksOf(world, 'uaggatoad')).filter((place) => /^(?:the log|\w+\.\w+)$/.test(place));
  expect(kept).toEqual([]);
});

test('an offer that was declined stays away when the chat is opened again, and the press leaves no trace', async () => {
  const told = `someone has made a fake account of me called ${MARK}`;
  expect(await ask(karenOsgood, told)).toContain('No, it is a general question');
  const message = world.sandbox.messages(karenOsgood).at(-1);
  const before = world.logged.length;
  expect((await world.sandbox.click(karenOsgood, message?.id ?? '', 'policy.general')).kind).toBe('card');
  // What every client is shown from now on, the message itself.
  const after = world.sandbox.messages(karenOsgood).find(({ id }) => id === message?.id);
  expect(JSON.stringify(after?.cards)).toMatch(/Treated as a general question.*Social Media Policy/);
  expect(JSON.stringify(after?.cards)).not.toMatch(/concern\.report|Has this happened/);
  expect(world.logged.slice(before).filter((line) => /general|policy\./.test(line))).toEqual([]);
  expect(await leaksOf(world)).toEqual([]);
  // The next message is heard like any other.
  expect(await ask(karenOsgood, told)).toContain('No, it is a general question');
});

test('of what may be a report, of its decline and of own distress no count and no place is kept, and the owner’s figures stay as they were', async () => {
  const { ruthEllery, garethBevan } = PEOPLE;
  await ask(garethBevan, RULE);
  const owner = await ask(ruthEllery, 'questions');
  const before = await rowsOf('question_outcome');
  const told = [
    `someone has made a fake account of me called ${MARK}`,
    DISCLOSURE,
    `I am not coping any more since ${MARK} left, who do I tell?`,
  ];
  for (const words of told) {
    await ask(garethBevan, words);
    const message = world.sandbox.messages(garethBevan).at(-1);
    if (JSON.stringify(message?.cards).includes('policy.general'))
      await world.sandbox.click(garethBevan, message?.id ?? '', 'policy.general');
    expect(await rowsOf('policy_place', garethBevan)).toEqual([]);
  }
  expect(await rowsOf('question_outcome')).toEqual(before);
  expect(await rowsOf('referral')).toEqual([]);
  expect(await ask(ruthEllery, 'questions')).toEqual(owner);
  expect(await leaksOf(world)).toEqual([]);
});

test('who to go to with it follows what was asked before: a pupil’s matter goes to the DSL, and after a report everyone is named', async () => {
  await ask(priyaNair, RULE);
  const told = await ask(priyaNair, 'who do i go to with it');
  expect(told).toContain('Go to Miriam Hale');
  expect(told).not.toContain('Gareth Bevan');
  expect(await rowsOf('policy_place', priyaNair)).toEqual([expect.stringContaining('dsl')]);
  expect(await ask(priyaNair, DISCLOSURE)).toContain('Report a concern');
  expect(await ask(priyaNair, 'who do i go to with it')).toMatch(/depends on what it is about.*Miriam Hale/);
  expect(await ask(priyaNair, 'who do I ask about IT')).toContain('Gareth Bevan');
});

test('where others read along there is no conversation to go on with', async () => {
  const channelId = CHANNELS.staffRoomGeneral;
  const user = PEOPLE.sunitaRao;
  for (const words of [RULE, 'and for ex-pupils?', 'why?']) await world.sandbox.say(user, words, { channelId });
  expect(await ask(user, 'why?')).toContain(NOTHING);
});
