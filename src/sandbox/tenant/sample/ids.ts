import { numbered } from '../generated-people.ts';

export const TENANT_ID = 'a0000000-0000-4000-8000-000000000001';
/** The bot's app id, which is also the Entra app that calls Graph (`webApplicationInfo.id`). */
export const BOT_ID = 'f0000000-0000-4000-8000-000000000001';
export const CATALOG_APP_ID = 'f0000000-0000-4000-8000-000000000002';
export const MANIFEST_ID = 'f0000000-0000-4000-8000-000000000003';

export const staffId = (n: number) => numbered('b', n);
export const pupilId = (n: number) => numbered('c', n);
const groupId = (n: number) => numbered('d', n);
const teamId = (n: number) => numbered('e', n);

/** The people the sample configuration and the tests name. */
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
