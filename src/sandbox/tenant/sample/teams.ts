import type { SchoolChannel, SchoolTeam } from '../school.ts';
import { CHANNELS, PEOPLE, staffId, TEAMS } from './ids.ts';
import { STAFF } from './staff.ts';

/** The teams with their channels: a safeguarding team for each school, and a staff room without the app. */
export const sampleTeams = (): SchoolTeam[] => [
  {
    id: TEAMS.safeguarding,
    internalId: CHANNELS.safeguardingGeneral,
    displayName: 'Oakfield Safeguarding',
    // The headteacher is in the team but not in the private channel: team membership proves nothing.
    members: [PEOPLE.miriamHale, PEOPLE.tomAshworth, PEOPLE.joannaOkafor],
    owners: [PEOPLE.miriamHale],
    appInstalled: true,
    channels: [general(CHANNELS.safeguardingGeneral, true), dsl(CHANNELS.dsl, [PEOPLE.miriamHale, PEOPLE.tomAshworth])],
  },
  {
    id: TEAMS.staffRoom,
    internalId: CHANNELS.staffRoomGeneral,
    displayName: 'Oakfield Staff Room',
    members: STAFF.filter((r) => r.n <= 48 && !r.groups.includes('staffMillbrook') && r.n !== 6).map((r) =>
      staffId(r.n),
    ),
    owners: [PEOPLE.joannaOkafor],
    appInstalled: false,
    channels: [general(CHANNELS.staffRoomGeneral, false)],
  },
  {
    id: TEAMS.safeguardingMillbrook,
    internalId: CHANNELS.millbrookGeneral,
    displayName: 'Millbrook Safeguarding',
    members: [PEOPLE.bethanLloyd, PEOPLE.yusufDemir, PEOPLE.eleanorFrith],
    owners: [PEOPLE.bethanLloyd],
    appInstalled: true,
    channels: [
      general(CHANNELS.millbrookGeneral, true),
      dsl(CHANNELS.dslMillbrook, [PEOPLE.bethanLloyd, PEOPLE.yusufDemir]),
    ],
  },
];

const general = (id: string, appAdded: boolean): SchoolChannel => ({
  id,
  displayName: 'General',
  membershipType: 'standard',
  members: [],
  appAdded,
});

const dsl = (id: string, members: string[]): SchoolChannel => ({
  id,
  displayName: 'DSL',
  membershipType: 'private',
  members,
  appAdded: true,
});
