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
/** Whether anything of what a person asked is kept, and unreadable. */
async function sealedOf(user: string): Promise<'sealed' | 'nothing' | 'open'> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ sealed: Buffer | null }>(
      'select sealed from policy_place where user_id = $1',
      [user],
    );
    const sealed = rows[0]?.sealed;
    if (!sealed) return 'nothing';
    return sealed.toString('latin1').includes('said') ? 'open' : 'sealed';
  } finally {
    await client.end();
  }
}
const later = (minutes: number) => world.sandbox.clock.pass(minutes * 60_000);
const { priyaNair, frankDoyle, helenWhitcombe, marcusLindley, karenOsgood } = PEOPLE;

test('what is asked after an answer is read with it, on whichever instance; each person has a conversation of their own', async () => {
  await ask(priyaNair, RULE);
  expect(await ask(priyaNair, 'and for ex-pupils?')).toContain(STILL);
  expect(await ask(priyaNair, 'which page')).toContain('Where to find it');
  await world.restart();
  expect(await ask(priyaNair, 'show the whole section')).toMatch(/Open it at this section|Read the section/);
  expect(await ask(priyaNair, 'why?')).toContain('What the policy says it is for');
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

test('what was asked lies sealed beside where its answer stood, goes with it, and none of its words is readable or logged', async () => {
  await ask(frankDoyle, `${RULE} Quaggatoad`);
  expect(await ask(frankDoyle, 'and for quaggatoads?')).toContain('Still about');
  // The card carries it back to its writer, to be sent on; the store and the log have none of it.
  const kept = (await leaksOf(world, 'uaggatoad')).filter((place) => /^(?:the log|\w+\.\w+)$/.test(place));
  expect(kept).toEqual([]);
  expect(await sealedOf(frankDoyle)).toBe('sealed');
  await ask(frankDoyle, 'who is the DSL');
  expect(await sealedOf(frankDoyle)).toBe('nothing');
});

test('what may be a report, a child that may be missing and distress leave nothing that was asked before them, nor a word of their own', async () => {
  const { sunitaRao, joannaOkafor, lewisGrant } = PEOPLE;
  for (const [user, words] of [
    [sunitaRao, DISCLOSURE],
    [joannaOkafor, 'where is she, has anyone seen my year 7, she is gone'],
    [lewisGrant, `I am not coping any more since ${MARK} left`],
  ] as const) {
    await ask(user, RULE);
    expect(await sealedOf(user)).toBe('sealed');
    await ask(user, words);
    expect(await sealedOf(user)).toBe('nothing');
  }
  expect(await leaksOf(world)).toEqual([]);
});

test('a follow-up is heard like any other message: what it tells is offered as a report, whatever was asked before it', async () => {
  const { garethBevan } = PEOPLE;
  await ask(garethBevan, 'can i give a pupil a lift home');
  const told = await ask(garethBevan, 'and she says her dad hits her');
  expect(told).toContain('Report a concern');
  expect(told).not.toContain('Still about');
  expect(await sealedOf(garethBevan)).toBe('nothing');
});

test('nothing bare loses the matter: it is asked back, and a press goes on with it', async () => {
  const { ruthEllery } = PEOPLE;
  await ask(ruthEllery, 'is vaping ok in the car park');
  for (const words of ['huh?', 'thanks', '?', 'which one']) await ask(ruthEllery, words);
  const back = world.sandbox.messages(ruthEllery).at(-1);
  expect(JSON.stringify(back?.cards)).toContain('What would you like to know about this');
  expect((await world.sandbox.click(ruthEllery, back?.id ?? '', 'policy.go-on', { wants: 'again' })).kind).toBe(
    'message',
  );
  const again = world.sandbox.messages(ruthEllery).at(-1);
  expect(JSON.stringify(again?.cards)).toContain('Smoking and vaping are not permitted');
  expect(await ask(ruthEllery, 'so can i or not')).toContain('Smoking and vaping are not permitted');
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

test('what tells of nobody’s matter stays with whose matter the one before it was, where no rule was found for either', async () => {
  expect(await ask(priyaNair, 'how many days of unpaid leave can i have for my sister’s wedding')).toContain(
    'Sunita Rao',
  );
  expect(await ask(priyaNair, 'does it affect my pension')).toContain('Sunita Rao');
  expect(await ask(priyaNair, 'who should i speak to then')).toContain('Go to Sunita Rao');
});

test('where others read along there is no conversation to go on with', async () => {
  const channelId = CHANNELS.staffRoomGeneral;
  const user = PEOPLE.sunitaRao;
  for (const words of [RULE, 'and for ex-pupils?', 'why?']) await world.sandbox.say(user, words, { channelId });
  expect(await ask(user, 'why?')).toContain(NOTHING);
});
