import { expect, test } from '@jest/globals';
import { type Attempt, settle } from '../../../src/acknowledge/delivery/attempt.ts';
import { type Person, personIdOf } from '../../../src/acknowledge/register/person.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { MONDAY, userId } from '../school.ts';

const busy: Attempt = { kind: 'fault', fault: new Fault('throttled', '429') };
const refused: Attempt = { kind: 'fault', fault: new Fault('rejected', '400') };
const fresh = {
  campaign: 'c' as CampaignId,
  id: personIdOf(userId(1)),
  user: userId(1),
  state: 'waiting',
  reason: undefined,
  dueDay: '2026-09-28' as IsoDay,
  step: 'send',
  attempts: 0,
} as Person;

/** One call after the other, each with the answer given. */
function after(attempts: readonly Attempt[]): Person {
  let person = fresh;
  for (const attempt of attempts) {
    const { state, reason, step, attempts: count } = settle(person, attempt, MONDAY, 0.5);
    person = { ...person, state, reason, step, attempts: count };
  }
  return person;
}
const times = (count: number, attempt: Attempt): Attempt[] => Array.from({ length: count }, () => attempt);

test('a busy service never makes anyone unreachable, however long it lasts', () => {
  expect(after(times(500, busy))).toMatchObject({ state: 'waiting', reason: 'service-busy' });
});

test('a refusal five times in a row names the person', () => {
  expect(after(times(4, refused)).state).toBe('waiting');
  expect(after(times(5, refused))).toMatchObject({ state: 'unreachable', reason: 'keeps-failing' });
});

test('one refusal after a storm is one refusal', () => {
  expect(after([...times(30, busy), refused]).state).toBe('waiting');
  expect(after([...times(30, busy), ...times(4, refused)]).state).toBe('waiting');
  expect(after([...times(30, busy), ...times(5, refused)]).state).toBe('unreachable');
});
