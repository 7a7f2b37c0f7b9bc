import { makePupils, makeStaff } from './generated-people.ts';
import { createSampleSchool, GROUPS } from './sample-school.ts';
import type { SandboxSchool } from './school.ts';

/** The sample school with so many staff more in staff-oakfield's groups, and pupils with them, for load benches. */
export function generateSchool(of: { staff: number; pupils?: number }): SandboxSchool {
  const school = createSampleSchool();
  const place = { school: 'Oakfield Academy', domain: 'oakfieldacademy.example' };
  const staff = makeStaff({ ...place, count: of.staff, from: 1001 });
  const pupils = makePupils({ ...place, count: of.pupils ?? of.staff * 3, from: 1001, years: [7, 13] });
  school.people = [...school.people, ...staff, ...pupils];
  // One group after another, as if each were a faculty: most rosters in a trust are nested.
  const staffGroups = [GROUPS.teachers, GROUPS.teachingAssistants, GROUPS.siteAndOffice];
  const groupOf = new Map(school.groups.map((group) => [group.id, group]));
  staff.forEach((person, index) => {
    groupOf.get(staffGroups[index % staffGroups.length] ?? GROUPS.teachers)?.members.push(person.id);
  });
  for (const pupil of pupils) groupOf.get(GROUPS.pupilsOakfield)?.members.push(pupil.id);
  return school;
}
