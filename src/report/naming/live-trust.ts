import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Directory } from '../../school/people.ts';
import { ROLES, type Role, type RoleHolder, type School, type Trust } from '../../school/school.ts';
import { inPlainLetters } from './reading/plain-words.ts';

/** The trust as lanyard.yml has it, with what the directory calls each role-holder. */
export interface LiveTrust {
  /** Its `schools` are new objects once someone's name changes: anything cached by school is cached by this version of it. */
  readonly trust: Trust;
  /** The directory of before, of which every answer about a role-holder is heard. */
  listening(directory: Directory): Directory;
}

/** A marriage, a name that lanyard.yml shortens: what a reporter types may be the name that the directory has. */
export function createLiveTrust(configured: Trust): LiveTrust {
  const heard: { readonly id: UserId; readonly name: string }[] = [];
  /** Of a school whose numbers were corrected the roles are others, and so is what is made of it. */
  const made = new Map<
    SchoolId,
    { readonly roles: School['roles']; readonly heard: number; readonly school: School }
  >();
  const current = (school: School): School => {
    const before = made.get(school.id);
    if (before?.roles === school.roles && before.heard === heard.length) return before.school;
    const named = heard.reduce((one, { id, name }) => withName(one, id, name), school);
    made.set(school.id, { roles: school.roles, heard: heard.length, school: named });
    return named;
  };
  const trust: Trust = {
    ...configured,
    get schools() {
      return configured.schools.map(current);
    },
  };
  const hear = (id: UserId, name: string): void => {
    const isNewAnywhere = trust.schools.some((school) =>
      Object.values(school.roles)
        .flat()
        .some((holder) => isNew(holder, id, name)),
    );
    if (isNewAnywhere) heard.push({ id, name });
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

/** A name once known is kept: what was typed last year may be the name of that time. */
function withName(school: School, id: UserId, name: string): School {
  if (
    !Object.values(school.roles)
      .flat()
      .some((holder) => isNew(holder, id, name))
  )
    return school;
  const roles: Record<Role, readonly RoleHolder[]> = { ...school.roles };
  for (const role of ROLES)
    roles[role] = roles[role].map((holder) =>
      isNew(holder, id, name) ? { ...holder, alsoCalled: [...(holder.alsoCalled ?? []), name] } : holder,
    );
  return {
    ...school,
    roles,
    // Corrected in Teams without a change of roles.
    get contacts() {
      return school.contacts;
    },
  };
}
