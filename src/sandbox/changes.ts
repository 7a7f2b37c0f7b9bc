import { deleteChat } from './conversations.ts';
import type { BotEvents } from './inbound/events.ts';
import { uninstall } from './installs.ts';
import type { MembershipType, SchoolPerson } from './school.ts';
import { findPerson, type Person, type World } from './world.ts';

/** What a school's life does to its tenant while the bot runs. Each tells the page; those that Teams tells, tell the bot. */
export interface TenantChanges {
  addPerson(person: SchoolPerson, groupIds?: string[]): void;
  removePerson(userId: string): void;
  joinGroup(userId: string, groupId: string): void;
  leaveGroup(userId: string, groupId: string): void;
  setEnabled(userId: string, enabled: boolean): void;
  setTeamsLicence(userId: string, hasTeams: boolean): void;
  setManager(userId: string, managerId: string | undefined): void;
  /** The account leaves every staff group and joins a group of pupils. */
  moveToPupils(userId: string, pupilsGroupId: string): void;
  blockBot(userId: string, as?: Person['blocksBot']): void;
  unblockBot(userId: string): void;
  deleteChat(userId: string): void;
  removeApp(userId: string): Promise<void>;
  addToChannel(channelId: string, userId: string): Promise<void>;
  removeFromChannel(channelId: string, userId: string): Promise<void>;
  setMembershipType(channelId: string, type: MembershipType): void;
  setAppInChannel(channelId: string, added: boolean): void;
  setPermission(name: string, granted: boolean): void;
  putFile(file: { id: string; name: string; content: string | Uint8Array; isInfected?: boolean }): void;
  deleteFile(id: string): void;
}

export function createTenantChanges(world: World, events: BotEvents, makeMri: (id: string) => string): TenantChanges {
  const changed = () => world.announce({ kind: 'people' });
  const person = (id: string): Person => {
    const found = findPerson(world, id);
    if (!found) throw new Error(`There is nobody with the id ${id}.`);
    return found;
  };
  const group = (id: string) => {
    const found = world.groups.get(id);
    if (!found) throw new Error(`There is no group ${id}.`);
    return found;
  };
  const channel = (id: string) => {
    const found = world.channels.get(id);
    if (!found) throw new Error(`There is no channel ${id}.`);
    return found;
  };

  const changes: TenantChanges = {
    addPerson(newcomer, groupIds = []) {
      const added: Person = { ...newcomer, mri: makeMri(newcomer.id) };
      world.people.set(added.id, added);
      world.byAddress.set(added.userPrincipalName.toLowerCase(), added);
      world.byMri.set(added.mri, added);
      for (const id of groupIds) group(id).members.add(added.id);
      changed();
    },
    removePerson(userId) {
      const gone = person(userId);
      for (const one of world.groups.values()) one.members.delete(gone.id);
      for (const team of world.teams.values()) team.members = team.members.filter((id) => id !== gone.id);
      world.people.delete(gone.id);
      world.byAddress.delete(gone.userPrincipalName.toLowerCase());
      world.byMri.delete(gone.mri);
      world.installations.delete(gone.id);
      changed();
    },
    joinGroup(userId, groupId) {
      group(groupId).members.add(person(userId).id);
      changed();
    },
    leaveGroup(userId, groupId) {
      group(groupId).members.delete(person(userId).id);
      changed();
    },
    setEnabled(userId, enabled) {
      person(userId).enabled = enabled;
      changed();
    },
    setTeamsLicence(userId, hasTeams) {
      person(userId).hasTeams = hasTeams;
      changed();
    },
    setManager(userId, managerId) {
      const who = person(userId);
      if (managerId === undefined) delete who.managerId;
      else who.managerId = person(managerId).id;
      changed();
    },
    moveToPupils(userId, pupilsGroupId) {
      const who = person(userId);
      for (const one of world.groups.values()) one.members.delete(who.id);
      group(pupilsGroupId).members.add(who.id);
      who.kind = 'pupil';
      changed();
    },
    blockBot(userId, as = 'ConversationBlockedByUser') {
      person(userId).blocksBot = as;
      changed();
    },
    unblockBot(userId) {
      delete person(userId).blocksBot;
      changed();
    },
    deleteChat: (userId) => deleteChat(world, person(userId).id),
    async removeApp(userId) {
      const who = person(userId);
      if (uninstall(world, who.id)) await events.appRemoved(who);
    },
    async addToChannel(channelId, userId) {
      const { team, channel: target } = channel(channelId);
      const who = person(userId);
      if (!team.members.includes(who.id)) team.members.push(who.id);
      if (!target.members.includes(who.id)) target.members.push(who.id);
      changed();
      if (target.appAdded) await events.channelMember('channelMemberAdded', channelId, who);
    },
    async removeFromChannel(channelId, userId) {
      const { channel: target } = channel(channelId);
      const who = person(userId);
      target.members = target.members.filter((id) => id !== who.id);
      changed();
      if (target.appAdded) await events.channelMember('channelMemberRemoved', channelId, who);
    },
    setMembershipType(channelId, type) {
      channel(channelId).channel.membershipType = type;
      changed();
    },
    setAppInChannel(channelId, added) {
      channel(channelId).channel.appAdded = added;
      changed();
    },
    setPermission(name, granted) {
      if (granted) world.permissions.add(name);
      else world.permissions.delete(name);
      world.announce({ kind: 'controls' });
    },
    putFile(file) {
      world.library.revision += 1;
      const modifiedAt = world.clock.now().toISOString();
      world.library.items.set(file.id, { ...file, modifiedAt, revision: world.library.revision });
    },
    deleteFile(id) {
      const item = world.library.items.get(id);
      if (!item) return;
      world.library.revision += 1;
      world.library.items.set(id, { ...item, deleted: true, revision: world.library.revision });
    },
  };
  return changes;
}
