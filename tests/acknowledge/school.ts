import type { PolicyText } from '../../src/acknowledge/text/policy-text.ts';
import type { GroupId, PolicyId, PolicyVersionId, SchoolId, TenantId, UserId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import { FEATURE_NAMES } from '../../src/school/features.ts';
import type { DirectoryPerson } from '../../src/school/people.ts';
import { ROLES, type Role, type RoleHolder, type School, type Trust } from '../../src/school/school.ts';

export const TENANT = 'a0000000-0000-4000-8000-000000000001' as TenantId;
export const STAFF = 'd0000000-0000-4000-8000-000000000001' as GroupId;
export const PUPILS = 'd0000000-0000-4000-8000-000000000007' as GroupId;
export const TEAMS_PLAN = '57ff2da0-773e-42df-b2af-ffb7a2317929';
export const OAKFIELD = 'oakfield' as SchoolId;
export const HR = userId(1);
export const MONDAY = new Date('2026-09-07T09:00:00Z');

/** A Graph-like id that reads as a number. */
export function userId(n: number): UserId {
  return `b0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as UserId;
}

export function directoryPerson(n: number, over: Partial<DirectoryPerson> = {}): DirectoryPerson {
  return {
    id: userId(n),
    name: `Person ${String(n).padStart(3, '0')}`,
    userPrincipalName: `p${n}@oakfield.example`,
    isEnabled: true,
    isGuest: false,
    plans: [TEAMS_PLAN],
    jobTitle: 'Teacher',
    department: n % 3 === 0 ? 'Site and office' : 'Teaching',
    site: 'Oakfield',
    ...over,
  };
}

const holder = (n: number, name: string): RoleHolder => ({ id: userId(n), name });

export const school: School = {
  id: OAKFIELD,
  name: 'Oakfield Academy',
  nation: 'england',
  features: FEATURE_NAMES,
  staffGroups: [STAFF],
  pupilGroups: [PUPILS],
  roles: {
    ...(Object.fromEntries(ROLES.map((role) => [role, []])) as unknown as Record<Role, RoleHolder[]>),
    hr: [holder(1, 'Sunita Rao')],
    dsl: [holder(2, 'Miriam Hale')],
    'policy-owner': [holder(3, 'Ruth Ellery')],
  },
  dslDestination: { kind: 'people' },
  hours: {
    opens: '08:00',
    closes: '17:00',
    weekdays: [1, 2, 3, 4, 5],
    terms: [
      { name: 'Autumn', from: '2026-09-01' as IsoDay, to: '2026-12-18' as IsoDay },
      { name: 'Spring', from: '2027-01-04' as IsoDay, to: '2027-03-25' as IsoDay },
      { name: 'Summer', from: '2027-04-12' as IsoDay, to: '2027-07-21' as IsoDay },
      { name: 'Autumn', from: '2027-09-01' as IsoDay, to: '2027-12-17' as IsoDay },
    ],
    closures: [{ name: 'Half-term', from: '2026-10-26' as IsoDay, to: '2026-10-30' as IsoDay }],
    inset: [],
  },
  contacts: {
    checkedOn: '2026-09-01' as IsoDay,
    checkedBy: 'Miriam Hale',
    office: '1',
    childrensSocialCare: '2',
    outOfHours: '3',
    lado: '4',
    police: '101',
    whistleblowing: '5',
    others: [],
  },
  policies: { files: [] },
  concerns: {
    acknowledgeWithinMinutes: { urgent: 10, routine: 60 },
    decideWithinHours: { urgent: 4, routine: 24 },
    allowScreenshots: false,
    firstWordsInList: false,
    records: { secondStep: 'none', closesAfterMinutes: 5 },
    duties: [],
    categories: [],
  },
  accounts: { approvedBy: ['headteacher'], checkEveryDays: 14, holidays: 'next-school-day' },
  acknowledgement: {
    remindDaysBefore: [14, 7, 3, 1, 0],
    remindEveryDaysAfter: 7,
    joinerDays: 10,
    proposeOn: '09-01',
    guidance: { name: 'Keeping children safe in education', expectedFrom: '07-01', inForceOn: '09-01' },
    teamsPlans: [TEAMS_PLAN],
  },
};

export const trust: Trust = { name: 'Oakmill', tenantId: TENANT, cautions: [], saysFeatures: true, schools: [school] };

export const socialMedia = (version: string, extra = ''): PolicyText => ({
  policyId: 'social-media' as PolicyId,
  versionId: `version-${version}` as PolicyVersionId,
  title: 'Social Media Policy',
  version,
  date: '2026-09-01',
  contentHash: `hash of ${version}`,
  parts: [
    { id: 's1', number: '1', heading: 'Purpose', depth: 0, paragraphs: ['Think before you post.'] },
    { id: 's2', number: '2', heading: 'Friends', depth: 0, paragraphs: [`Do not befriend pupils.${extra}`] },
  ],
});
