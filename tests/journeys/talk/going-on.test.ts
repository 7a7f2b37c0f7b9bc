import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

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
const { priyaNair, frankDoyle, helenWhitcombe, marcusLindley, karenOsgood, lewisGrant } = PEOPLE;

test('what would wait till morning is answered from what to do with a worry, and not as if it were the signing', async () => {
  await ask(priyaNair, 'should i ring the mum of a pupil who told me something');
  const told = await ask(priyaNair, 'can i not just put it on lanyard n leave it til morning');
  expect(told).toContain('It does not replace');
  expect(told).not.toContain('About the policies that you are asked to sign');
});

test('after a consent that was withdrawn the data protection officer is named', async () => {
  await ask(frankDoyle, 'can i put a picture of my class on the school insta');
  const told = await ask(frankDoyle, 'mums changed her mind n its already up. who do i tell');
  expect(told).toContain('Data Protection Officer: Anil Kapoor');
  expect(told).not.toMatch(/Your policy says|This looks like the rule/);
});

test('who is asked is named by the row of the sum that was asked', async () => {
  const first = await ask(helenWhitcombe, 'a mum has brought me a hamper, must be 50 quid. can i keep it');
  expect(first.indexOf('One gift worth between £25 and £75')).toBeLessThan(first.indexOf('Cash or vouchers'));
  expect(await ask(helenWhitcombe, 'who do i ask')).toMatch(/The rule names.*?Headteacher: Joanna Okafor/);
});

test('what is told after an answer is no chat', async () => {
  await ask(marcusLindley, 'can i accept a friend request from a lad who left in july');
  expect(await ask(marcusLindley, 'hes starting in the kitchen here after xmas tho')).toContain('Still about');
});

test('where nothing tells whom a question means, nothing is surely the rule for it', async () => {
  const told = await ask(karenOsgood, 'can i have a quiet word w him first');
  expect(told).toContain('Perhaps one of these');
  expect(told).not.toMatch(/Your policy says|This looks like the rule/);
});

test('another person than before is answered and not asked back', async () => {
  await ask(lewisGrant, 'can i add a year 11 on insta?');
  const parents = await ask(lewisGrant, 'and parents?');
  expect(parents).toMatch(/Perhaps one of these.*friend requests from parents/);
  expect(parents).not.toContain('What would you like to know about this');
});
