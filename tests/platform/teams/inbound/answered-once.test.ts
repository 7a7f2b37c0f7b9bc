import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running, WITHOUT } from '../../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running({ replace: { understanding: WITHOUT } });
});
afterAll(() => world.close());
beforeEach(() => world.sandbox.faults.clear());

const TOLD = 'Ivy in 3C says that her stepdad locks her in the cellar';
const answersTo = async (words: string) => {
  const user = PEOPLE.priyaNair;
  const before = world.sandbox.messages(user).length;
  await world.sandbox.say(user, words);
  return world.sandbox
    .messages(user)
    .slice(before)
    .filter(({ from }) => from.kind === 'bot')
    .map((message) => JSON.stringify(message));
};

test.each([
  ['answered with 502', { status: 502 }],
  ['cut off', { drop: true }],
])('an answer that was taken and then %s is there once, whatever was typed', async (_what, fault) => {
  const usual = await answersTo(TOLD);
  // A card takes along what was typed, for its buttons.
  expect(usual[0]).toContain('cellar');
  world.sandbox.faults.add({
    match: { surface: 'connector', operation: 'sendActivity' },
    fault: { ...fault, afterAcceptance: true },
  });
  const answers = await answersTo(TOLD);
  expect(answers.filter((answer) => answer.includes('cellar'))).toHaveLength(1);
  // The other says that Teams did not say.
  expect(answers).toHaveLength(usual.length + 1);
  expect(answers[1]).toContain('whether my answer arrived');
});
