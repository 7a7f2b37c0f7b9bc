import type { SchoolGroup } from '../school.ts';
import { GROUPS, PEOPLE, staffId } from './ids.ts';
import { type Group, STAFF } from './staff.ts';

/** The groups of both schools, with these ids of pupils. */
export function sampleGroups(pupils: { oakfield: string[]; millbrook: string[] }): SchoolGroup[] {
  return [
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
    group('pupilsOakfield', 'pupils-oakfield', 'Pupils of Oakfield Academy', pupils.oakfield),
    group('pupilsMillbrook', 'pupils-millbrook', 'Pupils of Millbrook Primary', pupils.millbrook),
    group('dslTeamMillbrook', 'dsl-team-millbrook', 'DSL and deputy, Millbrook', inGroup('dslTeamMillbrook')),
  ];
}

const group = (key: Group, displayName: string, description: string, members: string[]): SchoolGroup => ({
  id: GROUPS[key],
  displayName,
  description,
  members,
});

const inGroup = (key: Group) => STAFF.filter(({ groups }) => groups.includes(key)).map(({ n }) => staffId(n));
