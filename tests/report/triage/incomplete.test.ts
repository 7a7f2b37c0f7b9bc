import type { IsoDay } from '../../../src/kernel/time.ts';
import { type Act, incomplete } from '../../../src/report/triage/acts.ts';

const NOW = new Date('2026-11-23T10:31:00Z');
const words = { reason: 'Why.' };
const decide: Act = { kind: 'decide', decision: 'internal-support', reviewOn: undefined, words };
const on = (day: string): Act => ({ kind: 'review', reviewOn: day as IsoDay, words });

test.each<[string, Act, ReturnType<typeof incomplete>]>([
  ['nothing is written to take it on', { kind: 'take' }, undefined],
  ['a note is what it says', { kind: 'note', words: { text: ' ' } }, 'no-reason'],
  ['a note in which nothing can be seen', { kind: 'note', words: { text: '\u200b\u3164' } }, 'no-reason'],
  ['whom else was told is no reason', { ...decide, words: { reason: '', agency: 'Social care' } } as Act, 'no-reason'],
  ['whether a decision needs a date is for the decision', decide, undefined],
  ['a review is on a day', { kind: 'review', reviewOn: undefined, words }, 'no-day'],
  ['today is too late for a review', on('2026-11-23'), 'past-review-date'],
  ['tomorrow is not', on('2026-11-24'), undefined],
  ['passed on without a word of whom it is about', { kind: 'reroute', to: 'dsl', about: undefined, words }, 'no-about'],
  ['passed on as it is', { kind: 'reroute', to: 'dsl', about: 'same', words }, undefined],
])('%s', (_name, wanted, missing) => {
  expect(incomplete(wanted, NOW)).toBe(missing);
});
