import { Fault } from '../../src/kernel/calls/fault.ts';
import type { GroupId, UserId } from '../../src/kernel/ids.ts';
import type { Directory, DirectoryPerson } from '../../src/school/people.ts';
import { directoryPerson, PUPILS, STAFF } from './school.ts';

/** A directory in memory; `fails` makes reading a group throw. */
export function fakeDirectory() {
  const groups = new Map<GroupId, DirectoryPerson[]>([
    [STAFF, []],
    [PUPILS, [directoryPerson(900, { jobTitle: 'Year 7' })]],
  ]);
  const fails = new Map<GroupId, Fault>();
  const managers = new Map<UserId, UserId>();
  const directory: Directory = {
    async *groupMembers(group) {
      const fault = fails.get(group);
      if (fault) throw fault;
      const members = groups.get(group);
      if (!members) throw new Fault('not-found', 'no such group');
      yield* members;
    },
    memberOf: async (user, wanted) => wanted.filter((group) => groups.get(group)?.some(({ id }) => id === user)),
    destinationMembers: async () => ({ openness: 'private', members: [] }),
    person: async (user) => [...groups.values()].flat().find(({ id }) => id === user),
    managerOf: async (user) => managers.get(user),
    managedBy: async (user) => new Set([...managers].flatMap(([id, manager]) => (manager === user ? [id] : []))),
  };
  return { directory, groups, fails, managers };
}
