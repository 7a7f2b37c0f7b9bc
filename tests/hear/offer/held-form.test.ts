import { expect, test } from '@jest/globals';
import type { Caught } from '../../../src/hear/gate.ts';
import { heldForm } from '../../../src/hear/offer/held-form.handlers.ts';
import { type AskedFor, Typed } from '../../../src/kernel/typed.ts';
import type { DialogTurn } from '../../../src/platform/teams/turn.ts';
import { oakfield, PRIYA } from '../../report/support.ts';

const turn = { sender: { userId: PRIYA }, now: new Date('2026-11-24T10:00:00Z') } as DialogTurn;
const breach: Caught = { kind: 'unclear', route: 'dpo', likelier: 'question', reasons: ['encoder'] };

const drawn = (detection: Caught, asked: AskedFor, isToldReal = false): string =>
  JSON.stringify(
    heldForm({
      ...{ turn, detection, isToldReal, school: oakfield(), verb: 'accounts.send-application', data: {} },
      boxes: [{ name: 'aim', label: 'What is it for?', text: new Typed('Squads and scores, with names', asked) }],
    }),
  );
const sendFirst = (card: string) => card.indexOf('"title":"Send it"') < card.indexOf('with these words');

test('of a plan that only reads like a breach of data it is asked first, in words that fit a plan; reporting stands below', () => {
  const card = drawn(breach, 'situation');
  expect(card).toContain('I have not sent it yet');
  expect(card).toContain('No. It is a plan, a reason or an example, and nothing has gone wrong');
  expect(card).toContain('with these words');
  expect(sendFirst(card)).toBe(true);
});

test.each([
  ['what is rather a report', { ...breach, likelier: 'report' }],
  ['what may tell of its writer’s own distress', { ...breach, ownDistress: 'strain' }],
] as const)('the way to report stands first for %s, in a plan too', (_what, detection) => {
  const card = drawn(detection as Caught, 'situation');
  expect(card).toContain('No. It is a plan');
  expect(sendFirst(card)).toBe(false);
});

test('what was not asked for as a plan is asked about as before, and what has happened is not sent at all', () => {
  expect(drawn(breach, 'words')).toContain('it is about the rules');
  expect(sendFirst(drawn(breach, 'words'))).toBe(false);
  const real = drawn(breach, 'situation', true);
  expect(real).toContain('I have not sent this');
  expect(real).not.toContain('No. It is a plan');
});
