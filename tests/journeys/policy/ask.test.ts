import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

const RULE = 'May staff accept friend requests from parents?';
const CERTAIN = 'Did this help?';
const SILENT = 'Your policies don’t seem to say';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const lastCard = (userId: string) => JSON.stringify(world.sandbox.messages(userId).at(-1)?.cards ?? []);
async function ask(userId: string, question: string): Promise<string> {
  expect((await world.sandbox.say(userId, question)).status).toBe(200);
  return lastCard(userId);
}

test('a rule that is plainly asked for comes first, in the policy’s own words', async () => {
  const card = await ask(PEOPLE.priyaNair, RULE);
  expect(card).toContain('Social Media Policy');
  expect(card).toContain(CERTAIN);
  expect(card).not.toMatch(/certain|don’t seem/);
  expect(card).toMatch(/Your policy says|This looks like the rule/);
  expect(card.indexOf('friend request')).toBeLessThan(card.indexOf('Read the section'));
});

test('the whole section opens in a dialog', async () => {
  await ask(PEOPLE.priyaNair, RULE);
  const message = world.sandbox.messages(PEOPLE.priyaNair).at(-1);
  const dialog = await world.sandbox.openDialog(PEOPLE.priyaNair, message?.id ?? '', 'Read the section');
  expect(JSON.stringify(dialog.card)).toContain('Fingerprint');
});

test('what is not certain says so first, with version and date, and who to ask', async () => {
  const card = await ask(PEOPLE.lewisGrant, 'may I keep a bottle of wine');
  const said = 'Perhaps one of these';
  expect(card).not.toContain(SILENT);
  expect(card.indexOf(said)).toBeGreaterThan(-1);
  expect(card.indexOf(said)).toBeLessThan(card.indexOf('Version'));
  expect(card).toMatch(/Version [\d.]+ · adopted \d+ \w+ \d{4}/);
  expect(card).toMatch(/[Aa]sk Ruth Ellery/);
  expect(card).toMatch(/Did (?:this|one of these) help\?/);
});

test('a silent policy says so and names who to ask', async () => {
  const card = await ask(PEOPLE.lewisGrant, 'who feeds the school hamster');
  expect(card).toContain(SILENT);
  expect(card).toContain('Ask Ruth Ellery');
  expect(card).not.toContain('Did this help?');
});

test('a question goes to the policy owner with one tap, and the reply comes back', async () => {
  const { sandbox } = world;
  const asker = PEOPLE.frankDoyle;
  expect(await ask(asker, 'who feeds the school hamster')).toContain(SILENT);
  const message = sandbox.messages(asker).at(-1);
  const form = await sandbox.openDialog(asker, message?.id ?? '', 'Send my question to Ruth Ellery');
  const sent = await sandbox.submitDialog(asker, form, 'Send to Ruth Ellery', { question: 'How many days?' });
  expect(sent.kind).toBe('message');

  const owner = PEOPLE.ruthEllery;
  const question = sandbox.messages(owner).at(-1);
  const reply = await sandbox.openDialog(owner, question?.id ?? '', 'Reply');
  await sandbox.submitDialog(owner, reply, 'Send reply', { answer: 'Ask HR.', source: 'Contract, 2026' });
  expect(lastCard(asker)).toContain('Ask HR.');
});

test('the owner sees where staff ask, where nothing was certain and how much is not covered', async () => {
  const view = await ask(PEOPLE.ruthEllery, 'questions');
  expect(view).toContain('Chart.HorizontalBar');
  expect(view).toContain('Not certain: asked');
  expect(view).not.toMatch(/hamster|wine/);
});

test('a pupil gets nothing of the school’s', async () => {
  const pupil = 'c0000000-0000-4000-8000-000000000001';
  await world.sandbox.say(pupil, 'what does the policy say about phones');
  expect(world.sandbox.messages(pupil).at(-1)?.text).toContain('Childline');
});
