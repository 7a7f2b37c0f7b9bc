import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { sqlLooks } from '../../../src/more/overview/looks.store.ts';
import type { SchoolOverview } from '../../../src/more/overview/school-overview.ts';
import { changesSince, seenOf } from '../../../src/more/overview/since.ts';
import { OAKFIELD, school, userId } from '../../acknowledge/school.ts';
import { testDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const campaign = (id: string, acknowledged: number | undefined, expected = 40) => ({
  ...{ id: id as CampaignId, title: `Campaign ${id}`, dueDay: '2026-12-04' as IsoDay },
  figures: {
    ...{ expected, groups: [], sites: [] },
    total: acknowledged === undefined ? undefined : { name: 'Everyone', expected, acknowledged },
    few: acknowledged === undefined ? ('answered' as const) : undefined,
  },
});
const policy = (id: string, versionId = 'v1') => ({ id, title: `Policy ${id}`, versionId });
const overview = (over: Partial<SchoolOverview> = {}): SchoolOverview => ({
  ...{ school, madeAt: new Date('2026-11-24T10:00:00Z'), term: 'Autumn', since: '2026-08-16' as IsoDay, asked: 40 },
  ...{ acknowledgements: [campaign('a', 12)], policies: [policy('x')], pastReview: [], notCovered: [] },
  ...{ concerns: { open: 2, overAFortnight: 0, overdue: 0 }, aboutAdults: undefined, isPartial: false },
  ...over,
});
const since = (then: Partial<SchoolOverview>, now: Partial<SchoolOverview>) =>
  changesSince(JSON.parse(JSON.stringify(seenOf(overview(then)))), overview(now));

test('what is as it was is not named', () => {
  expect(since({}, {})).toEqual([]);
});

test.each([
  [
    'more have acknowledged',
    {},
    { acknowledgements: [campaign('a', 17)] },
    ['Campaign a: 17 of 40 have acknowledged; it was 12 of 40.'],
  ],
  [
    'a joiner',
    {},
    { acknowledgements: [campaign('a', 12, 41)] },
    ['Campaign a: 12 of 41 have acknowledged; it was 12 of 40.'],
  ],
  [
    'a campaign that went out',
    {},
    { acknowledgements: [campaign('b', undefined), campaign('a', 12)] },
    ['Campaign b has gone out. Answers are due by 4 December 2026.'],
  ],
  [
    'reports',
    {},
    { concerns: { open: 3, overAFortnight: 1, overdue: 1 } },
    ['Reports that you may open: 3 open and 1 overdue; it was 2 and 0.'],
  ],
  ['another version', {}, { policies: [policy('x', 'v2')] }, ['Policy x: another version is in force.']],
  ['a policy more', {}, { policies: [policy('x'), policy('y')] }, ['Policy y is in force.']],
  ['a policy less', {}, { policies: [] }, ['Policy x is no longer in force.']],
  [
    'a review that is late',
    {},
    { pastReview: [{ title: 'Policy x', reviewOn: '2026-11-20' as IsoDay }] },
    ['Policy x is past its review.'],
  ],
  ['what nobody found', {}, { notCovered: [['Trips', 9] as const] }, ['No policy answered questions about: Trips']],
] as const)('what has changed is said with both numbers: %s', (_what, then, now, lines) => {
  expect(since(then, now)).toEqual(lines);
});

test('a total that is not told is compared with nothing', () => {
  const hidden = { acknowledgements: [campaign('a', undefined)] };
  expect(since(hidden, {})).toEqual([]);
  expect(since({}, hidden)).toEqual([]);
});

test('a look is compared with that of an earlier day, each person’s with their own, and two of them are kept', async () => {
  const looks = sqlLooks(database.db);
  const [head, chair] = [userId(5), userId(6)];
  const days = ['2026-11-20', '2026-11-23', '2026-11-24'] as IsoDay[];
  for (const [at, day] of days.entries()) {
    await looks.keep(head, OAKFIELD, day, seenOf(overview({ acknowledgements: [campaign('a', at + 5)] })));
    await looks.keep(head, OAKFIELD, day, seenOf(overview({ acknowledgements: [campaign('a', at + 9)] })));
  }
  expect(await looks.before(head, OAKFIELD, '2026-11-24' as IsoDay)).toMatchObject({
    day: '2026-11-23',
    seen: { campaigns: { a: [10, 40] } },
  });
  expect(await looks.before(head, OAKFIELD, '2026-11-25' as IsoDay)).toMatchObject({ day: '2026-11-24' });
  expect(await looks.before(chair, OAKFIELD, '2026-11-25' as IsoDay)).toBeUndefined();
  expect(await database.db.selectFrom('overview_look').select('day').orderBy('day').execute()).toEqual([
    { day: '2026-11-23' },
    { day: '2026-11-24' },
  ]);
});
