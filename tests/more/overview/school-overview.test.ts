import { readFileSync } from 'node:fs';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { forGovernors, type OverviewParts, overviewOf } from '../../../src/more/overview/school-overview.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import type { Role, School } from '../../../src/school/school.ts';

const OAKFIELD = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0] as School;
const idOf = (role: Role): UserId => {
  const [holder] = OAKFIELD.roles[role];
  if (!holder) throw new Error(`nobody is ${role}`);
  return holder.id;
};
const NOW = new Date('2026-11-24T10:00:00Z');
const THREE = { open: 3, overAFortnight: 2, overdue: 1 };
const FIVE = { open: 5, overAFortnight: 4, overdue: 3 };

const parts = (some: Partial<OverviewParts> = {}): OverviewParts => ({
  acknowledgements: async () => [],
  policies: async () => [],
  asked: async () => [],
  reports: async () => ({ adults: THREE, children: FIVE, isPartial: false }),
  ...some,
});

test('what was asked is counted over some hundred days, and what no policy covers by its nearest', async () => {
  let from: IsoDay | undefined;
  const { since, asked, notCovered } = await overviewOf(OAKFIELD, NOW, {
    ...parts(),
    policies: async () => [{ id: 'conduct', title: 'Code of Conduct', versionId: 'v1', reviewOn: undefined }],
    asked: async (day) => {
      from = day;
      return [
        { policyId: 'conduct', kind: 'not-covered', asked: 12 },
        { policyId: undefined, kind: 'not-covered', asked: 9 },
        { policyId: 'conduct', kind: 'answered', asked: 30 },
      ];
    },
  });
  expect([from, since]).toEqual(['2026-08-16', '2026-08-16']);
  expect(asked).toBe(51);
  expect(notCovered).toEqual([
    ['Code of Conduct', 12],
    ['No policy is near', 9],
  ]);
});

test('a policy is past its review from the day after the last one on which it was in time', async () => {
  const days = ['2026-11-23', '2026-11-24', undefined] as (IsoDay | undefined)[];
  const { pastReview } = await overviewOf(
    OAKFIELD,
    NOW,
    parts({
      policies: async () =>
        days.map((reviewOn, at) => ({ id: `${at}`, title: `Policy ${at}`, versionId: 'v1', reviewOn })),
    }),
  );
  expect(pastReview).toEqual([{ title: 'Policy 0', reviewOn: '2026-11-23' }]);
});

test('every report that someone may open is counted, whatever it is about', async () => {
  expect((await overviewOf(OAKFIELD, NOW, parts())).concerns).toEqual({ open: 8, overAFortnight: 6, overdue: 4 });
});

test('the page for governors has reports for the head alone, and none where the head takes those about children', async () => {
  const page = async (role: Role, school = OAKFIELD) => {
    const by = idOf(role);
    return forGovernors(await overviewOf(school, NOW, parts()), school, by).aboutAdults;
  };
  expect(await page('headteacher')).toEqual(THREE);
  expect(await page('chair-of-governors')).toBeUndefined();
  const both = { ...OAKFIELD, roles: { ...OAKFIELD.roles, 'deputy-dsl': OAKFIELD.roles.headteacher } };
  expect(await page('headteacher', both)).toBeUndefined();
});
