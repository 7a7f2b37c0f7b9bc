import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { chaseOn } from '../../../src/more/subject-access/chase.ts';
import {
  type AccessRequest,
  dueOf,
  isOver,
  mayExtend,
  partsFor,
  partsOf,
  type RequestEvent,
  workingDaysLeft,
} from '../../../src/more/subject-access/request.ts';
import { JOANNA, MIRIAM, oakfield, TOM } from '../../report/support.ts';

const day = (text: string) => text as IsoDay;
const BY = MIRIAM;
const event = (kind: RequestEvent['kind'], more: Partial<RequestEvent> = {}): RequestEvent => ({
  ...{ at: new Date('2026-12-01T09:00:00Z'), by: BY, kind },
  ...more,
});
const came = (received: string, more: Partial<AccessRequest> = {}) => ({
  received: day(received),
  awaitsProof: false,
  events: [],
  ...more,
});

test.each([
  // The example of the ICO: the day of the same number.
  ['2026-09-03', '2026-10-05'],
  ['2026-11-23', '2026-12-23'],
  // There is no 31 February, and the 28th is a Sunday.
  ['2027-01-31', '2027-03-01'],
  ['2027-12-31', '2028-01-31'],
  // A leap year: the 29th, a Tuesday.
  ['2028-01-30', '2028-02-29'],
  ['2026-10-25', '2026-11-25'],
  // Christmas is a Friday, and Monday the 28th stands in for Boxing Day.
  ['2026-11-25', '2026-12-29'],
  ['2026-11-27', '2026-12-29'],
  // New Year’s Day, and in 2028 the Monday for it.
  ['2026-12-01', '2027-01-04'],
  ['2027-12-01', '2028-01-04'],
  // Good Friday and two Mondays in May.
  ['2027-02-26', '2027-03-29'],
  ['2027-04-03', '2027-05-04'],
  ['2027-04-30', '2027-06-01'],
])('what came on %s is due on %s', (received, due) => {
  expect(dueOf(came(received))).toBe(due);
});

test('the time begins once it is known who asks, and is three months from there where it is extended', () => {
  const waiting = came('2026-11-02', { awaitsProof: true });
  expect(dueOf(waiting)).toBeUndefined();
  expect(mayExtend(waiting, day('2026-11-10'))).toBe(false);
  const known = { ...waiting, events: [event('confirmed', { day: day('2026-11-12') })] };
  expect(dueOf(known)).toBe('2026-12-14');
  // Known before it came: nothing begins before there is a request.
  expect(dueOf({ ...waiting, events: [event('confirmed', { day: day('2026-10-01') })] })).toBe('2026-12-02');
  expect([mayExtend(known, day('2026-12-14')), mayExtend(known, day('2026-12-15'))]).toEqual([true, false]);
  const longer = { ...known, events: [...known.events, event('extended')] };
  expect(dueOf(longer)).toBe('2027-02-12');
  expect(mayExtend(longer, day('2026-12-14'))).toBe(false);
});

test('working days are counted without weekends, and what is said follows them', () => {
  const due = day('2026-12-23');
  expect(workingDaysLeft(day('2026-12-18'), due)).toBe(3);
  expect(workingDaysLeft(due, due)).toBe(0);
  const said = (today: string) => chaseOn(day(today), due);
  expect(
    ['2026-12-08', '2026-12-09', '2026-12-15', '2026-12-16', '2026-12-21', '2026-12-22', '2026-12-23'].map(said),
  ).toEqual(['new', 'ten', 'ten', 'five', 'five', 'one', 'one']);
  // Christmas Day, and the Monday for Boxing Day.
  expect(workingDaysLeft(day('2026-12-24'), day('2026-12-29'))).toBe(1);
  expect([said('2026-12-24'), chaseOn(day('2027-12-24'), undefined)]).toEqual(['late', 'new']);
});

test('every role that takes reports has a part, whatever it holds; the person it is about has none', () => {
  const school = oakfield();
  const about = (...shutOut: UserId[]) => ({
    ...{ name: 'Aisha Begum', alsoCalled: [], pupil: undefined, person: undefined, cleared: [] },
    shutOut,
  });
  const all = partsOf(school, about());
  expect(all).toEqual(expect.arrayContaining(['dsl', 'headteacher', 'chair-of-governors', 'senior-manager', 'dpo']));
  // A head who asks is not their own judge; the chair is asked anyway.
  expect(partsOf(school, about(JOANNA))).not.toContain('headteacher');
  expect(partsOf(school, about(JOANNA))).toContain('chair-of-governors');
  expect(partsFor(school, about(JOANNA), JOANNA)).toEqual([]);
  // A deputy who asks leaves their colleagues.
  expect(partsFor(school, about(TOM), TOM)).toEqual([]);
  expect(partsFor(school, about(TOM), MIRIAM)).toContain('dsl');
  // Someone of that name who holds a role since is shut out as well, unless they were said not to be meant, or it is a child of the roll.
  const called = { ...about(), name: 'Joanna Okafor' };
  expect(partsFor(school, called, JOANNA)).toEqual([]);
  expect(partsFor(school, { ...called, cleared: [JOANNA] }, JOANNA)).toContain('headteacher');
  expect(partsFor(school, { ...called, pupil: 'p1' }, JOANNA)).toContain('headteacher');
});

test('six years after it ended all of it may go, and not before', () => {
  const ended = { events: [event('answered', { day: day('2026-12-01') })] };
  expect(isOver(ended, new Date('2032-12-01T09:00:00Z'))).toBe(false);
  expect(isOver(ended, new Date('2032-12-02T09:00:00Z'))).toBe(true);
  expect(isOver({ events: [event('extended')] }, new Date('2060-01-01T00:00:00Z'))).toBe(false);
});
