import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running, WITHOUT } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running({ replace: { understanding: WITHOUT } });
  await world.sandbox.say(PEOPLE.priyaNair, 'help');
  world.sandbox.faults.add({ match: { surface: 'graph' }, fault: { status: 503 } });
  // Who has ever been known is known longer than for the ten minutes of one look.
  world.sandbox.clock.pass(30 * 60_000);
});
afterAll(() => world.close());

async function answersTo(user: string, words: string) {
  const before = world.sandbox.messages(user).length;
  await world.sandbox.say(user, words);
  return world.sandbox
    .messages(user)
    .slice(before)
    .filter(({ from }) => from.kind === 'bot');
}

test.each(['my stepdad hits me', 'I don’t want to be here any more', 'can I add a year 9 on insta', 'help', 'hello'])(
  'who may be a pupil, while nobody can say, gets numbers to phone and nothing made for staff',
  async (words) => {
    const [only, ...more] = await answersTo(PEOPLE.pupilInStaffGroup, words);
    expect(more).toEqual([]);
    expect(only?.cards).toEqual([]);
    for (const number of ['999', '0808 800 5000', '0800 1111', '116 123']) expect(only?.text).toContain(number);
  },
);

test('a colleague who was never known can still report, by the word', async () => {
  const [told] = await answersTo(PEOPLE.lewisGrant, 'a boy in 8B says his uncle hits him');
  expect(told?.text).toContain('type: report');
  const [invitation] = await answersTo(PEOPLE.lewisGrant, 'report');
  expect(JSON.stringify(invitation?.cards)).toContain('concern.report');
});

test('who was known to be staff before is answered as ever', async () => {
  const [answer] = await answersTo(PEOPLE.priyaNair, 'may I be friends with a year 11 on instagram?');
  expect(JSON.stringify(answer?.cards)).toContain('policy.section');
});
