import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Directory, DirectoryPerson } from '../../school/people.ts';
import { everyHolder, ROLES, type Role, type RoleHolder, type School, type Trust } from '../../school/school.ts';
import { namesInAddresses } from './addresses.ts';
import { inPlainLetters } from './reading/plain-words.ts';

/** The trust as lanyard.yml has it, with what the directory calls each role-holder. */
export interface LiveTrust {
  /** Its `schools` are new objects once someone's name changes: anything cached by school is cached by this version of it. */
  readonly trust: Trust;
  /** The directory of before, of which every answer about a role-holder is heard. */
  listening(directory: Directory): Directory;
}

/** What the directory knows someone as. */
interface Heard {
  readonly id: UserId;
  readonly names: readonly string[];
  readonly jobs: readonly string[];
}

/** A marriage, a name that lanyard.yml shortens, a job: what a reporter types may be what the directory has. */
export function createLiveTrust(configured: Trust): LiveTrust {
  const heard: Heard[] = [];
  /** Of a school whose numbers were corrected the roles are others, and so is what is made of it. */
  const made = new Map<
    SchoolId,
    { readonly roles: School['roles']; readonly heard: number; readonly school: School }
  >();
  const current = (school: School): School => {
    const before = made.get(school.id);
    if (before?.roles === school.roles && before.heard === heard.length) return before.school;
    const named = heard.reduce(withHeard, school);
    made.set(school.id, { roles: school.roles, heard: heard.length, school: named });
    return named;
  };
  const trust: Trust = {
    ...configured,
    get schools() {
      return configured.schools.map(current);
    },
  };
  const hear = (person: DirectoryPerson): void => {
    const holder = trust.schools.flatMap(everyHolder).find(({ id }) => id === person.id);
    if (!holder) return;
    const found = heardOf(person, holder);
    if (trust.schools.some((school) => everyHolder(school).some((one) => isNew(one, found)))) heard.push(found);
  };
  return {
    trust,
    listening: (directory) => ({
      ...directory,
      async person(user) {
        const person = await directory.person(user);
        if (person) hear(person);
        return person;
      },
    }),
  };
}

function heardOf({ id, name, ownName, addresses = [], jobTitle }: DirectoryPerson, holder: RoleHolder): Heard {
  const names = [name, ...(ownName === undefined ? [] : [ownName])];
  const before = namesInAddresses(addresses, [holder.name, ...names]);
  return { id, names: [...names, ...before], jobs: jobTitle === undefined ? [] : [jobTitle] };
}

const namesOf = ({ name, alsoCalled = [] }: RoleHolder): readonly string[] => [name, ...alsoCalled];
const missing = (words: readonly string[], known: readonly string[]): readonly string[] =>
  words.filter((word, at) => [...known, ...words.slice(0, at)].every((one) => plain(one) !== plain(word)));
const plain = (text: string): string => inPlainLetters(text).toLowerCase().trim();

const isNew = (holder: RoleHolder, { id, names, jobs }: Heard): boolean =>
  holder.id === id && missing(names, namesOf(holder)).length + missing(jobs, holder.jobs ?? []).length > 0;

/** A name once known is kept: what was typed last year may be the name of that time. So is a job. */
function withHeard(school: School, heard: Heard): School {
  if (!everyHolder(school).some((holder) => isNew(holder, heard))) return school;
  const withIt = (holder: RoleHolder): RoleHolder => {
    const { alsoCalled = [], jobs = [] } = holder;
    return {
      ...holder,
      alsoCalled: [...alsoCalled, ...missing(heard.names, namesOf(holder))],
      jobs: [...jobs, ...missing(heard.jobs, jobs)],
    };
  };
  const roles: Record<Role, readonly RoleHolder[]> = { ...school.roles };
  for (const role of ROLES) roles[role] = roles[role].map((holder) => (isNew(holder, heard) ? withIt(holder) : holder));
  return {
    ...school,
    roles,
    // Corrected in Teams without a change of roles.
    get contacts() {
      return school.contacts;
    },
  };
}
