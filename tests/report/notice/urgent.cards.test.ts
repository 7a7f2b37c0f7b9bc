import { expect, test } from '@jest/globals';
import type { Concern } from '../../../src/report/concern.ts';
import { beforeCard } from '../../../src/report/form/before.cards.ts';
import { toOutgoing } from '../../../src/report/notice/notice.cards.ts';
import { addCard } from '../../../src/report/own-report/own-report.cards.ts';
import { receiptOf } from '../../../src/report/own-report/receipt.ts';
import { alertOf } from '../../../src/report/record/outline.ts';
import { concern, school } from '../sample-concern-cards.ts';

const SATURDAY = new Date('2026-11-28T21:40:00Z');
const AT_TEN = new Date('2026-11-23T10:05:00Z');
const words = (card: object): string => JSON.stringify(card);
const receiptWords = (of: Partial<Concern>, now: Date): string => {
  const receipt = receiptOf(school, { ...concern, raisedAt: now, ...of });
  return words(toOutgoing({ kind: 'receipt', receipt, isRepeat: false }, now).card);
};
const due = new Date('2026-11-28T21:50:00Z');

test('out of hours a receipt names no time by which it is read, urgent or not', () => {
  const urgent = receiptWords({ onDuty: [], acknowledgeDueAt: due, excluded: [] }, SATURDAY);
  expect(urgent).toContain('I cannot promise that anyone will read this before Monday 08:00');
  expect(urgent).not.toContain('If it is not read by');
  // What is sure to happen is said as such.
  expect(urgent).toContain(
    'Unless someone acknowledges it by 21:50 today, the headteacher, Joanna Okafor, gets it too',
  );
  const routine = receiptWords({ onDuty: [], isUrgent: false, urgency: 'no', acknowledgeDueAt: due }, SATURDAY);
  expect(routine).toContain('I cannot promise that anyone will read this before Monday 08:00');
  expect(routine).not.toMatch(/If it is not read by|a message in Teams/);
});

test('with someone on duty out of hours, and once the school is open again, a time is named', () => {
  expect(receiptWords({ onDuty: concern.onDuty, acknowledgeDueAt: due }, SATURDAY)).toContain(
    'If it is not read by 21:50 today',
  );
  const receipt = receiptOf(school, { ...concern, raisedAt: SATURDAY, onDuty: [] });
  const monday = new Date('2026-11-30T08:00:00Z');
  const { card } = toOutgoing({ kind: 'receipt', receipt, isRepeat: false }, monday);
  expect(words(card)).not.toContain('I cannot promise');
});

test.each([
  ['yes', 'the reporter says that someone needs to act today'],
  ['unsure', 'the reporter is not sure whether anyone needs to act today'],
  [undefined, 'someone may need to act today'],
] as const)('a card of what is urgent because the reporter said %s says so', (urgency, said) => {
  const { card } = toOutgoing({ ...alertOf(school, { ...concern, urgency }, 'dsl'), isRepeat: false }, SATURDAY);
  expect(words(card)).toContain(said);
});

test('who adds to a report is told about watching what the first page says: by the rota where there is one', () => {
  const receipt = receiptOf(school, concern);
  const rota = words(addCard({ receipt, school, now: SATURDAY, onDuty: school.roles.dsl }));
  expect(rota).toContain('Still on duty: Miriam Hale');
  expect(rota).not.toContain('not watched');
  expect(words(addCard({ receipt, school, now: SATURDAY, onDuty: [] }))).toContain('not watched until Monday 08:00');
  const atTen = words(addCard({ receipt, school, now: AT_TEN, onDuty: [] }));
  expect(atTen).toContain('Nobody from the DSL’s team is on duty just now');
  expect(atTen).not.toContain('This is watched until');
});

test('without a name: who takes a call is named with a number, whether or not the school lists it', () => {
  const first = (others: typeof school.contacts.others) =>
    words(beforeCard({ school: { ...school, contacts: { ...school.contacts, others } }, draft: 'd', now: AT_TEN }));
  for (const others of [[], school.contacts.others]) expect(first(others).split('tel:08088005000').length).toBe(2);
  expect(first([])).toContain('A report here in Teams carries your name');
});
