import { makePupils } from './generated-people.ts';
import { accountOf, MILLBROOK, OAKFIELD } from './sample/accounts.ts';
import { sampleGroups } from './sample/groups.ts';
import { CATALOG_APP_ID, MANIFEST_ID, TENANT_ID } from './sample/ids.ts';
import { STAFF } from './sample/staff.ts';
import { sampleTeams } from './sample/teams.ts';
import type { SandboxSchool, SchoolPerson } from './school.ts';

// Part of the sample school for everyone outside: its configuration and the tests name people by these.
export {
  BOT_ID,
  CATALOG_APP_ID,
  CHANNELS,
  GROUPS,
  MANIFEST_ID,
  PEOPLE,
  pupilId,
  staffId,
  TEAMS,
  TENANT_ID,
} from './sample/ids.ts';

/** A fresh copy of the sample tenant: Oakfield Academy and Millbrook Primary, in one trust. All names are invented. */
export function createSampleSchool(): SandboxSchool {
  const oakfield = makePupils({ count: 150, from: 1, school: 'Oakfield Academy', domain: OAKFIELD, years: [7, 13] });
  const millbrook = makePupils({ count: 50, from: 151, school: 'Millbrook Primary', domain: MILLBROOK, years: [1, 6] });
  return {
    tenantId: TENANT_ID,
    name: 'Oakmill Learning Trust',
    app: { catalogId: CATALOG_APP_ID, externalId: MANIFEST_ID, displayName: 'Lanyard' },
    people: [...STAFF.map(accountOf), ...oakfield, ...millbrook],
    groups: sampleGroups({ oakfield: idsOf(oakfield), millbrook: idsOf(millbrook) }),
    teams: sampleTeams(),
    library: { siteId: 'oakmill.sharepoint.example,policies', driveId: 'b!oakmill-policies', files: [] },
  };
}

const idsOf = (people: readonly SchoolPerson[]) => people.map(({ id }) => id);
