import type { UserId } from '../../core/ids.ts';
import type { Directory } from '../../core/school/people.ts';
import { ROLES, type Role, type RoleHolder, type School, type Trust } from '../../core/school/school.ts';
import { inPlainLetters } from './reading/plain-words.ts';

/** The trust as lanyard.yml has it, with what the directory calls each role-holder. */
export interface LiveTrust {
  /** Its `schools` are others once somebody's name is: whoever keeps something by a school keeps it by this version of it. */
  readonly trust: Trust;
  /** The directory of before, of which every answer about a role-holder is heard. */
  listening(directory: Directory): Directory;
}

/** A marriage, a name that lanyard.yml shortens: what a reporter types may be the name that the directory has. */
export function createLiveTrust(configured: Trust): LiveTrust {
  let schools = configured.schools;
  const trust: Trust = {
    ...configured,
    get schools() {
      return schools;
    },
  };
  const hear = (id: UserId, name: string): void => {
    if (
      schools.some((school) =>
        Object.values(school.roles)
          .flat()
          .some((holder) => isNew(holder, id, name)),
      )
    )
      schools = schools.map((school) => withName(school, id, name));
  };
  return {
    trust,
    listening: (directory) => ({
      ...directory,
      async person(user) {
        const person = await directory.person(user);
        if (person) hear(user, person.name);
        return person;
      },
    }),
  };
}

const isNew = (holder: RoleHolder, id: UserId, name: string): boolean =>
  holder.id === id && ![holder.name, ...(holder.alsoCalled ?? [])].some((known) => isSame(known, name));

const isSame = (left: string, right: string): boolean =>
  inPlainLetters(left).toLowerCase().trim() === inPlainLetters(right).toLowerCase().trim();

/** A name once heard stays: what was typed last year may be the one of then. */
function withName(school: School, id: UserId, name: string): School {
  const roles: Record<Role, readonly RoleHolder[]> = { ...school.roles };
  for (const role of ROLES)
    roles[role] = roles[role].map((holder) =>
      isNew(holder, id, name) ? { ...holder, alsoCalled: [...(holder.alsoCalled ?? []), name] } : holder,
    );
  return { ...school, roles };
}
