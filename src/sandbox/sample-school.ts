import { makePupils } from './generated-people.ts';
import type { InstallBehaviour, PersonKind, SandboxSchool, SchoolPerson } from './school.ts';

export const TENANT_ID = 'a0000000-0000-4000-8000-000000000001';
/** The bot's app id, which is also the Entra app that calls Graph (`webApplicationInfo.id`). */
export const BOT_ID = 'f0000000-0000-4000-8000-000000000001';
export const CATALOG_APP_ID = 'f0000000-0000-4000-8000-000000000002';
export const MANIFEST_ID = 'f0000000-0000-4000-8000-000000000003';

export const staffId = (n: number) => `b0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const pupilId = (n: number) => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const groupId = (n: number) => `d0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const teamId = (n: number) => `e0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The people whom the sample configuration and the tests name. */
export const PEOPLE = {
  miriamHale: staffId(1),
  tomAshworth: staffId(2),
  joannaOkafor: staffId(3),
  danielPrior: staffId(4),
  sunitaRao: staffId(5),
  colinMarsh: staffId(6),
  ruthEllery: staffId(7),
  anilKapoor: staffId(8),
  garethBevan: staffId(9),
  priyaNair: staffId(10),
  lewisGrant: staffId(11),
  frankDoyle: staffId(12),
  helenWhitcombe: staffId(13),
  marcusLindley: staffId(14),
  karenOsgood: staffId(15),
  eleanorFrith: staffId(16),
  bethanLloyd: staffId(17),
  yusufDemir: staffId(18),
  guestTeacher: staffId(61),
  disabledTeacher: staffId(62),
  receptionMailbox: staffId(63),
  meetingRoom: staffId(64),
  unlicensedSupervisor: staffId(65),
  neverActivatedTeacher: staffId(66),
  neverActivatedAssistant: staffId(67),
  blockedByPolicyTeacher: staffId(68),
  pupilInStaffGroup: pupilId(1),
} as const;

export const GROUPS = {
  staffOakfield: groupId(1),
  teachers: groupId(2),
  teachingAssistants: groupId(3),
  siteAndOffice: groupId(4),
  leadership: groupId(5),
  staffMillbrook: groupId(6),
  pupilsAll: groupId(7),
  governors: groupId(8),
  dslTeam: groupId(9),
  pupilsOakfield: groupId(10),
  pupilsMillbrook: groupId(11),
  dslTeamMillbrook: groupId(12),
} as const;

export const TEAMS = {
  safeguarding: teamId(1),
  staffRoom: teamId(2),
  safeguardingMillbrook: teamId(3),
} as const;

export const CHANNELS = {
  safeguardingGeneral: '19:safeguarding-oakfield@thread.tacv2',
  dsl: '19:dsl-oakfield@thread.tacv2',
  staffRoomGeneral: '19:staffroom-oakfield@thread.tacv2',
  millbrookGeneral: '19:safeguarding-millbrook@thread.tacv2',
  dslMillbrook: '19:dsl-millbrook@thread.tacv2',
} as const;

const OAKFIELD = 'oakfieldacademy.example';
const MILLBROOK = 'millbrookprimary.example';

type Group = keyof typeof GROUPS;

interface Row {
  n: number;
  name: string;
  job: string;
  groups: Group[];
  manager?: number;
  role?: string;
}

const row = (n: number, name: string, job: string, groups: Group[], manager?: number, role?: string): Row => ({
  n,
  name,
  job,
  groups,
  ...(manager === undefined ? {} : { manager }),
  ...(role === undefined ? {} : { role }),
});

/** Role-holders first, in the order in which the page offers them. */
const ROLE_HOLDERS: Row[] = [
  row(1, 'Miriam Hale', 'Assistant Headteacher, Safeguarding', ['leadership', 'dslTeam'], 3, 'DSL'),
  row(2, 'Tom Ashworth', 'Head of Year 9', ['teachers', 'dslTeam'], 1, 'Deputy DSL'),
  row(3, 'Joanna Okafor', 'Headteacher', ['leadership'], 6, 'Headteacher'),
  row(4, 'Daniel Prior', 'Deputy Headteacher', ['leadership'], 3, 'Senior manager'),
  row(5, 'Sunita Rao', 'HR Manager', ['siteAndOffice'], 3, 'HR'),
  row(6, 'Colin Marsh', 'Chair of Governors', ['governors'], undefined, 'Chair of governors'),
  row(7, 'Ruth Ellery', 'Assistant Headteacher, Policy', ['leadership'], 3, 'Policy owner'),
  row(8, 'Anil Kapoor', 'Data Protection Officer', ['siteAndOffice'], 3, 'Data protection officer'),
  row(9, 'Gareth Bevan', 'IT Lead', ['siteAndOffice'], 15, 'IT lead'),
  row(10, 'Priya Nair', 'Teacher of Science', ['teachers'], 13, 'Teacher'),
  row(11, 'Lewis Grant', 'Teaching Assistant', ['teachingAssistants'], 14, 'Teaching assistant'),
  row(12, 'Frank Doyle', 'Site Supervisor', ['siteAndOffice'], 15, 'Site staff'),
  row(13, 'Helen Whitcombe', 'Head of Science', ['teachers'], 4, 'Line manager'),
  row(14, 'Marcus Lindley', 'SENCO', ['teachers'], 4, 'Line manager'),
  row(15, 'Karen Osgood', 'School Business Manager', ['siteAndOffice'], 3, 'Line manager'),
  row(16, 'Eleanor Frith', 'Headteacher', ['staffMillbrook'], 6, 'Headteacher, Millbrook'),
  row(17, 'Bethan Lloyd', 'Assistant Headteacher', ['staffMillbrook', 'dslTeamMillbrook'], 16, 'DSL, Millbrook'),
  row(18, 'Yusuf Demir', 'Year 5 Teacher', ['staffMillbrook', 'dslTeamMillbrook'], 17, 'Deputy DSL, Millbrook'),
];

const OAKFIELD_STAFF: Row[] = [
  row(19, 'Alison Pemberton', 'Head of English', ['teachers'], 4),
  row(20, 'Kwame Boateng', 'Teacher of English', ['teachers'], 19),
  row(21, "Siobhan O'Connell", 'Teacher of English', ['teachers'], 19),
  row(22, 'Zara Hussain', 'Head of Mathematics', ['teachers'], 4),
  row(23, 'Peter Lund', 'Teacher of Mathematics', ['teachers'], 22),
  row(24, 'Chloe Atherton', 'Teacher of Mathematics', ['teachers'], 22),
  row(25, 'Rhys Morgan-Evans', 'Teacher of Mathematics', ['teachers'], 22),
  row(26, 'Fatima Begum', 'Teacher of Science', ['teachers'], 13),
  row(27, 'Edward Stanhope', 'Teacher of Science', ['teachers'], 13),
  row(28, 'Wei Lin Chang', 'Teacher of Science', ['teachers'], 13),
  row(29, 'Catriona Muir', 'Head of Humanities', ['teachers'], 4),
  row(30, 'Oluwaseun Adebayo', 'Teacher of History', ['teachers'], 29),
  row(31, 'Beth Harcastle', 'Teacher of Geography', ['teachers'], 29),
  row(32, 'Jacek Nowicki', 'Teacher of Modern Languages', ['teachers'], 29),
  row(33, 'Sarah Hughes', 'Teacher of Art', ['teachers'], 29),
  row(34, 'Darren Fox', 'Head of Physical Education', ['teachers'], 4),
  row(35, 'Amara Nwosu', 'Teacher of Physical Education', ['teachers'], 34),
  row(36, 'Philippa Dunmore', 'Teacher of Music', ['teachers'], 29),
  row(37, 'Hassan Mirza', 'Teacher of Computing', ['teachers'], 22),
  row(38, 'Moira Kinnaird', 'Teaching Assistant', ['teachingAssistants'], 14),
  row(39, 'Josh Tilbury', 'Teaching Assistant', ['teachingAssistants'], 14),
  row(40, 'Anjali Deshmukh', 'Learning Support Assistant', ['teachingAssistants'], 14),
  row(41, 'Claire Rowbotham', 'Cover Supervisor', ['teachingAssistants'], 14),
  row(42, 'Dawn Eccles', 'Receptionist', ['siteAndOffice'], 15),
  row(43, 'Imran Sadiq', 'Examinations Officer', ['siteAndOffice'], 15),
  row(44, 'Valerie Stott', 'Attendance Officer', ['siteAndOffice'], 15),
  row(45, 'Keith Blundell', 'Caretaker', ['siteAndOffice'], 12),
  row(46, 'Agnieszka Wrona', 'Catering Manager', ['siteAndOffice'], 15),
  row(47, 'Stephen Quayle', 'Science Technician', ['siteAndOffice'], 13),
  row(48, 'Nicola Farnworth', 'Assistant Headteacher, Teaching', ['leadership', 'teachers'], 3),
];

const MILLBROOK_STAFF: Row[] = [
  row(49, 'Gwen Hartshorn', 'Reception Teacher', ['staffMillbrook'], 16),
  row(50, 'Sarah Hughes', 'Year 1 Teacher', ['staffMillbrook'], 16),
  row(51, 'Dominic Achebe', 'Year 2 Teacher', ['staffMillbrook'], 16),
  row(52, 'Laura Pickavance', 'Year 3 Teacher', ['staffMillbrook'], 16),
  row(53, 'Parveen Akhtar', 'Year 4 Teacher', ['staffMillbrook'], 16),
  row(54, 'Callum Reid', 'Year 6 Teacher', ['staffMillbrook'], 17),
  row(55, 'Jean Oldroyd', 'Teaching Assistant', ['staffMillbrook'], 17),
  row(56, 'Tanya Petrova', 'Teaching Assistant', ['staffMillbrook'], 17),
  row(57, 'Malcolm Greer', 'Caretaker', ['staffMillbrook'], 16),
  row(58, 'Susan Ibbotson', 'School Secretary', ['staffMillbrook'], 16),
];

const GOVERNORS: Row[] = [
  row(59, 'Harriet Lyle', 'Governor, Safeguarding', ['governors'], 6),
  row(60, 'Winston Campbell', 'Governor', ['governors'], 6),
];

/** Accounts that go wrong in a real tenant, each in its own way. */
const ODD_ACCOUNTS: Row[] = [
  row(61, 'Natalie Brandt', 'Supply Teacher (agency)', ['teachers'], 4),
  row(62, 'Robert Sykes', 'Teacher of Drama (left)', ['teachers'], 19),
  row(63, 'Oakfield Reception', 'Shared mailbox', ['siteAndOffice']),
  row(64, 'Conference Room', 'Room', ['siteAndOffice']),
  row(65, 'Doreen Tapley', 'Midday Supervisor', ['siteAndOffice'], 15),
  row(66, 'Owen Pritchard', 'Teacher of Geography', ['teachers'], 29),
  row(67, 'Grace Adeyemi', 'Teaching Assistant', ['teachingAssistants'], 14),
  row(68, 'Ian Cotterill', 'Teacher of Technology', ['teachers'], 34),
];

const ALL_ROWS = [...ROLE_HOLDERS, ...OAKFIELD_STAFF, ...MILLBROOK_STAFF, ...GOVERNORS, ...ODD_ACCOUNTS];

const INSTALL: Record<number, InstallBehaviour> = {
  66: 'never-activated',
  67: 'never-activated',
  68: 'blocked-by-policy',
};
const WITHOUT_TEAMS = [63, 64, 65];

function kindOf(entry: Row): PersonKind {
  if (entry.n === 61) return 'guest';
  if (entry.n === 63 || entry.n === 64) return 'resource';
  return entry.groups.includes('governors') ? 'governor' : 'staff';
}

function addressOf(entry: Row): string {
  const domain = entry.groups.includes('staffMillbrook') ? MILLBROOK : OAKFIELD;
  const [given = '', ...rest] = entry.name.toLowerCase().replaceAll("'", '').split(' ');
  if (entry.n === 61) return `natalie.brandt_supplydesk.example#EXT#@${OAKFIELD}`;
  if (kindOf(entry) === 'resource') return `${[given, ...rest].join('.')}@${domain}`;
  return `${given.charAt(0)}.${rest.join('')}@${domain}`;
}

/** What Entra calls a department: the staff group, as schools fill it in. */
function departmentOf({ job, groups }: Row): string {
  if (groups.includes('governors')) return 'Governance';
  if (/cater|kitchen|midday/i.test(job)) return 'Catering';
  if (/caretaker|site supervisor/i.test(job)) return 'Site';
  if (/assistant headteacher|headteacher/i.test(job)) return 'Leadership';
  if (/teaching assistant|learning support|cover|technician/i.test(job)) return 'Support';
  return /teacher|head of|senco/i.test(job) ? 'Teaching' : 'Office';
}

/** Where somebody's desk is. Oakfield has a sixth form across the road. */
const SIXTH_FORM = [13, 19, 22, 26, 29, 30, 37, 43, 45];
const siteOf = ({ n, groups }: Row): string =>
  groups.includes('staffMillbrook')
    ? 'Millbrook Primary'
    : SIXTH_FORM.includes(n)
      ? 'Sixth form centre'
      : 'Oakfield main site';

function personFrom(entry: Row): SchoolPerson {
  const [givenName = '', ...rest] = entry.name.split(' ');
  return {
    id: staffId(entry.n),
    displayName: entry.name,
    givenName,
    surname: rest.join(' '),
    userPrincipalName: addressOf(entry),
    jobTitle: entry.job,
    department: departmentOf(entry),
    site: siteOf(entry),
    kind: kindOf(entry),
    ...(entry.role === undefined ? {} : { role: entry.role }),
    enabled: entry.n !== 62,
    userType: entry.n === 61 ? 'Guest' : 'Member',
    hasTeams: !WITHOUT_TEAMS.includes(entry.n),
    ...(entry.manager === undefined ? {} : { managerId: staffId(entry.manager) }),
    install: INSTALL[entry.n] ?? 'ok',
  };
}

const inGroup = (group: Group) => ALL_ROWS.filter((entry) => entry.groups.includes(group)).map((r) => staffId(r.n));

/** A fresh copy of the sample tenant: Oakfield Academy and Millbrook Primary, in one trust. All names are invented. */
export function createSampleSchool(): SandboxSchool {
  const oakfieldPupils = makePupils({
    count: 150,
    from: 1,
    school: 'Oakfield Academy',
    domain: OAKFIELD,
    years: [7, 13],
  });
  const millbrookPupils = makePupils({
    count: 50,
    from: 151,
    school: 'Millbrook Primary',
    domain: MILLBROOK,
    years: [1, 6],
  });
  const group = (key: Group, displayName: string, description: string, members: string[]) => ({
    id: GROUPS[key],
    displayName,
    description,
    members,
  });

  return {
    tenantId: TENANT_ID,
    name: 'Oakmill Learning Trust',
    app: { catalogId: CATALOG_APP_ID, externalId: MANIFEST_ID, displayName: 'Lanyard' },
    people: [...ALL_ROWS.map(personFrom), ...oakfieldPupils, ...millbrookPupils],
    groups: [
      group('staffOakfield', 'staff-oakfield', 'All staff of Oakfield Academy', [
        GROUPS.teachers,
        GROUPS.teachingAssistants,
        GROUPS.siteAndOffice,
        GROUPS.leadership,
      ]),
      group('teachers', 'teachers', 'Teachers, Oakfield', inGroup('teachers')),
      group('teachingAssistants', 'teaching-assistants', 'Teaching assistants and cover staff, Oakfield', [
        ...inGroup('teachingAssistants'),
        PEOPLE.pupilInStaffGroup,
      ]),
      group('siteAndOffice', 'site-and-office', 'Site, catering and office staff, Oakfield', inGroup('siteAndOffice')),
      group('leadership', 'leadership', 'Senior leadership, Oakfield', inGroup('leadership')),
      group('staffMillbrook', 'staff-millbrook', 'All staff of Millbrook Primary', inGroup('staffMillbrook')),
      group('pupilsAll', 'pupils-all', 'Every pupil of the trust', [GROUPS.pupilsOakfield, GROUPS.pupilsMillbrook]),
      group('governors', 'governors', 'Governors of the trust', inGroup('governors')),
      group('dslTeam', 'dsl-team', 'Designated safeguarding lead and deputies, Oakfield', inGroup('dslTeam')),
      group(
        'pupilsOakfield',
        'pupils-oakfield',
        'Pupils of Oakfield Academy',
        oakfieldPupils.map((p) => p.id),
      ),
      group(
        'pupilsMillbrook',
        'pupils-millbrook',
        'Pupils of Millbrook Primary',
        millbrookPupils.map((p) => p.id),
      ),
      group('dslTeamMillbrook', 'dsl-team-millbrook', 'DSL and deputy, Millbrook', inGroup('dslTeamMillbrook')),
    ],
    teams: [
      {
        id: TEAMS.safeguarding,
        internalId: CHANNELS.safeguardingGeneral,
        displayName: 'Oakfield Safeguarding',
        // The headteacher is in the team but not in the private channel: team membership proves nothing.
        members: [PEOPLE.miriamHale, PEOPLE.tomAshworth, PEOPLE.joannaOkafor],
        owners: [PEOPLE.miriamHale],
        appInstalled: true,
        channels: [
          {
            id: CHANNELS.safeguardingGeneral,
            displayName: 'General',
            membershipType: 'standard',
            members: [],
            appAdded: true,
          },
          {
            id: CHANNELS.dsl,
            displayName: 'DSL',
            membershipType: 'private',
            members: [PEOPLE.miriamHale, PEOPLE.tomAshworth],
            appAdded: true,
          },
        ],
      },
      {
        id: TEAMS.staffRoom,
        internalId: CHANNELS.staffRoomGeneral,
        displayName: 'Oakfield Staff Room',
        members: ALL_ROWS.filter((r) => r.n <= 48 && !r.groups.includes('staffMillbrook') && r.n !== 6).map((r) =>
          staffId(r.n),
        ),
        owners: [PEOPLE.joannaOkafor],
        appInstalled: false,
        channels: [
          {
            id: CHANNELS.staffRoomGeneral,
            displayName: 'General',
            membershipType: 'standard',
            members: [],
            appAdded: false,
          },
        ],
      },
      {
        id: TEAMS.safeguardingMillbrook,
        internalId: CHANNELS.millbrookGeneral,
        displayName: 'Millbrook Safeguarding',
        members: [PEOPLE.bethanLloyd, PEOPLE.yusufDemir, PEOPLE.eleanorFrith],
        owners: [PEOPLE.bethanLloyd],
        appInstalled: true,
        channels: [
          {
            id: CHANNELS.millbrookGeneral,
            displayName: 'General',
            membershipType: 'standard',
            members: [],
            appAdded: true,
          },
          {
            id: CHANNELS.dslMillbrook,
            displayName: 'DSL',
            membershipType: 'private',
            members: [PEOPLE.bethanLloyd, PEOPLE.yusufDemir],
            appAdded: true,
          },
        ],
      },
    ],
    library: { siteId: 'oakmill.sharepoint.example,policies', driveId: 'b!oakmill-policies', files: [] },
  };
}
