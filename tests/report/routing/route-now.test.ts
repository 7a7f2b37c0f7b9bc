import { expect, test } from '@jest/globals';
import { pointsTo, routeNow } from '../../../src/report/routing/route-now.ts';
import { JOANNA, LEWIS, oakfield, PRIYA } from '../support.ts';

test('what was typed points to the first person of a role, an emergency to the DSL, and without a school to the role alone', () => {
  expect(pointsTo(oakfield(), 'headteacher')).toMatchObject({ recipient: 'headteacher', person: { id: JOANNA } });
  expect(pointsTo(oakfield(), 'emergency')).toEqual(pointsTo(oakfield(), 'dsl'));
  expect(pointsTo(undefined, 'emergency')).toEqual({ recipient: 'dsl', person: undefined });
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
  const people = roles.flatMap((role) => pointsTo(oakfield(), role).person?.id ?? []);
  const route = routeNow(oakfield(), { kind: 'staff', people }, PRIYA);
  expect(route).toMatchObject({ isForNobody: true, next: undefined });
  expect(route.phones.map(({ name }) => name)).toContain('The LADO (allegations about adults)');
});
