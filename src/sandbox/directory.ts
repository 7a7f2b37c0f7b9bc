import type { SchoolChannel, SchoolTeam } from './school.ts';
import type { Person, World } from './world.ts';

/** Everybody in a group, through nested groups, each once, in a steady order. */
export function transitiveMembers(world: World, groupId: string): Person[] {
  const seen = new Set<string>();
  const found: Person[] = [];
  const waiting = [groupId];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const person = world.people.get(id);
    if (person) found.push(person);
    else waiting.push(...(world.groups.get(id)?.members ?? []));
  }
  return found;
}

/** The groups nested in a group at any depth, without itself. */
export function nestedGroups(world: World, groupId: string): string[] {
  const seen = new Set<string>([groupId]);
  const waiting = [groupId];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const member of world.groups.get(id)?.members ?? []) {
      if (world.groups.has(member) && !seen.has(member)) {
        seen.add(member);
        waiting.push(member);
      }
    }
  }
  seen.delete(groupId);
  return [...seen];
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

/** People who match what somebody typed, by name or address; role-holders first. */
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
