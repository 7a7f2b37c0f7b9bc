import { expect, test } from '@jest/globals';
import type { Kind } from '../../../src/report/concern.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { pointsTo, routeNow } from '../../../src/report/routing/route-now.ts';
import { readersOf } from '../../../src/report/routing/routing.ts';
import { COLIN, ELEANOR, JOANNA, LEWIS, MIRIAM, oakfield, PRIYA } from '../support.ts';

const unasked = (words: string, isAdultHeard = false, writer = PRIYA) => ({
  mentions: mentionsIn({ seen: words }),
  writer,
  isAdultHeard,
});

test('what was typed points to whom the report would go, and to nobody where its words may mean them', () => {
  const to = (kind: Kind, words: string, isAdultHeard = false) =>
    pointsTo(oakfield(), kind, unasked(words, isAdultHeard))?.person?.id;
  expect(to('child', 'He had a cut above his eye.')).toBe(MIRIAM);
  expect(to('staff', 'The coach had a girl on his lap.')).toBe(JOANNA);
  expect(to('staff', 'Mrs Hale smelled of wine in assembly.')).toBe(JOANNA);
  expect(to('child', 'Mrs Hale smelled of wine in assembly.')).toBeUndefined();
  expect(to('child', 'The head had him by the collar.')).toBeUndefined();
  expect(to('headteacher', 'The head had him by the collar.')).toBe(COLIN);
  expect(to('child', 'I told Mrs Hale that he had a cut.')).toBeUndefined();
  expect(to('child', 'I told the chair of governors that he had a cut.')).toBe(MIRIAM);
});

test('an adult who was heard is asked about where the report is about a child, as in the form', () => {
  expect(pointsTo(oakfield(), 'child', unasked('Someone had her by the hair.', true))).toBeUndefined();
  expect(pointsTo(oakfield(), 'staff', unasked('Someone had her by the hair.', true))?.person?.id).toBe(JOANNA);
});

test('who writes of the one above them is not sent to themselves', () => {
  expect(pointsTo(oakfield(), 'headteacher', unasked('She shouts at them.', false, COLIN))?.person?.id).toBe(ELEANOR);
});

test('the form says who gets a report, who is next and how many may not see it, by what it turned out to be about', () => {
  expect(routeNow(oakfield(), { kind: 'staff', people: [LEWIS] }, PRIYA)).toMatchObject({
    kind: 'staff',
    to: { recipient: 'headteacher' },
    next: { recipient: 'chair-of-governors' },
    shutOut: 1,
  });
  expect(routeNow(oakfield(), { kind: 'staff', people: [JOANNA] }, PRIYA)).toMatchObject({
    kind: 'headteacher',
    to: { recipient: 'chair-of-governors' },
  });
});

test('where nobody at the school may open it, there are still numbers to phone', () => {
  const roles = ['headteacher', 'chair-of-governors', 'governance-officer', 'dsl', 'dpo'] as const;
  const people = roles.flatMap((role) => readersOf(oakfield(), role)[0]?.id ?? []);
  const route = routeNow(oakfield(), { kind: 'staff', people }, PRIYA);
  expect(route).toMatchObject({ isForNobody: true, next: undefined });
  expect(route.phones.map(({ name }) => name)).toContain('The LADO (allegations about adults)');
});
