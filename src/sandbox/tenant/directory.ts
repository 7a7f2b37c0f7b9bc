import type { SchoolChannel, SchoolTeam } from './school.ts';
import type { Person, World } from './world.ts';

/** Everyone in a group, through nested groups, each once, in a steady order. */
export function transitiveMembers(world: World, groupId: string): Person[] {
  const seen = new Set<string>();
  const found: Person[] = [];
  const walk = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const person = world.people.get(id);
    if (person) found.push(person);
    else for (const member of world.groups.get(id)?.members ?? []) walk(member);
  };
  walk(groupId);
  return found;
}

/** The groups nested in a group at any depth, without itself. */
export function nestedGroups(world: World, groupId: string): string[] {
  const found = new Set<string>([groupId]);
  // There are few groups and many members, so each group is asked for the other groups.
  for (const id of found) {
    const members = world.groups.get(id)?.members;
    for (const other of world.groups.keys()) if (members?.has(other)) found.add(other);
  }
  found.delete(groupId);
  return [...found];
}

export function isMember(world: World, groupId: string, userId: string): boolean {
  if (world.groups.get(groupId)?.members.has(userId)) return true;
  return nestedGroups(world, groupId).some((id) => world.groups.get(id)?.members.has(userId));
}

/** Entra ids of a channel's members: its own for a private or shared one, the team's for a standard one. */
export function channelMembers(team: SchoolTeam, channel: SchoolChannel): string[] {
  return channel.membershipType === 'standard' ? team.members : channel.members;
}

/** The channels that a person sees in Teams. */
export function channelsOf(world: World, userId: string): { team: SchoolTeam; channel: SchoolChannel }[] {
  return [...world.channels.values()].filter(({ team, channel }) => channelMembers(team, channel).includes(userId));
}

/** People who match what someone typed, by name or address; role-holders first. */
export function searchPeople(world: World, typed: string, most: number): Person[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Person[] = [];
  for (const person of world.people.values()) {
    const text =
      `${person.displayName} ${person.userPrincipalName} ${person.jobTitle} ${person.role ?? ''}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    found.push(person);
    if (found.length === most) break;
  }
  return found;
}
