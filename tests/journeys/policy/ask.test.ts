import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const lastCard = (userId: string) => JSON.stringify(world.sandbox.messages(userId).at(-1)?.cards ?? []);

test('a teacher asks in her own words and gets the policy’s', async () => {
  const { status } = await world.sandbox.say(PEOPLE.priyaNair, 'can i add a year 11 on insta?');
  expect(status).toBe(200);
  const card = lastCard(PEOPLE.priyaNair);
  expect(card).toContain('Social');
  expect(card).toContain('Read the whole section');
});

test('the whole section opens in a dialog', async () => {
  await world.sandbox.say(PEOPLE.priyaNair, 'can i be friends with parents on facebook');
  const message = world.sandbox.messages(PEOPLE.priyaNair).at(-1);
  const dialog = await world.sandbox.openDialog(PEOPLE.priyaNair, message?.id ?? '', 'Read the whole section');
  expect(JSON.stringify(dialog.card)).toContain('Fingerprint');
});

test('a silent policy says so and names who to ask', async () => {
  await world.sandbox.say(PEOPLE.lewisGrant, 'what is the wifi password for the sports hall');
  const card = lastCard(PEOPLE.lewisGrant);
  expect(card).toContain('Your policies do not say');
  expect(card).toContain('Ruth Ellery');
});

test('a question goes to the policy owner with one tap, and the reply comes back', async () => {
  const { sandbox } = world;
  const asker = PEOPLE.frankDoyle;
  await sandbox.say(asker, 'what time does the canteen open');
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

test('a pupil gets nothing of the school’s', async () => {
  const pupil = 'c0000000-0000-4000-8000-000000000001';
  await world.sandbox.say(pupil, 'what does the policy say about phones');
  expect(world.sandbox.messages(pupil).at(-1)?.text).toContain('Childline');
});
