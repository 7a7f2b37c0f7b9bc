import type { BotEvents } from '../inbound/events.ts';
import { deleteChat } from './conversations.ts';
import { uninstall } from './installs.ts';
import type { MembershipType, SchoolChannel, SchoolPerson, SchoolTeam } from './school.ts';
import { type Group, type Person, personOf, type World } from './world.ts';

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
  const tenant = openTenant(world);
  return {
    ...changesOfAccounts(tenant, makeMri),
    ...changesOfGroups(tenant),
    ...changesOfTheApp(tenant, events),
    ...changesOfChannels(tenant, events),
    ...changesOfLibrary(world),
  };
}

/** What every change needs: what it names, and the page told. */
interface Tenant {
  readonly world: World;
  changed(): void;
  person(id: string): Person;
  group(id: string): Group;
  channel(id: string): { team: SchoolTeam; channel: SchoolChannel };
}

const openTenant = (world: World): Tenant => ({
  world,
  changed: () => world.announce({ kind: 'people' }),
  person: (id) => personOf(world, id),
  group: (id) => world.groups.get(id) ?? missing(`There is no group ${id}.`),
  channel: (id) => world.channels.get(id) ?? missing(`There is no channel ${id}.`),
});

function missing(message: string): never {
  throw new Error(message);
}

type Changes<Name extends keyof TenantChanges> = Pick<TenantChanges, Name>;

const changesOfAccounts = (
  { world, changed, person, group }: Tenant,
  makeMri: (id: string) => string,
): Changes<'addPerson' | 'removePerson' | 'setEnabled' | 'setTeamsLicence' | 'setManager'> => ({
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
});

const changesOfGroups = ({
  world,
  changed,
  person,
  group,
}: Tenant): Changes<'joinGroup' | 'leaveGroup' | 'moveToPupils'> => ({
  joinGroup(userId, groupId) {
    group(groupId).members.add(person(userId).id);
    changed();
  },
  leaveGroup(userId, groupId) {
    group(groupId).members.delete(person(userId).id);
    changed();
  },
  moveToPupils(userId, pupilsGroupId) {
    const who = person(userId);
    for (const one of world.groups.values()) one.members.delete(who.id);
    group(pupilsGroupId).members.add(who.id);
    who.kind = 'pupil';
    changed();
  },
});

/** What people do to the bot, and what an administrator grants it. */
const changesOfTheApp = (
  { world, changed, person }: Tenant,
  events: BotEvents,
): Changes<'blockBot' | 'unblockBot' | 'deleteChat' | 'removeApp' | 'setPermission'> => ({
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
  setPermission(name, granted) {
    if (granted) world.permissions.add(name);
    else world.permissions.delete(name);
    world.announce({ kind: 'controls' });
  },
});

const changesOfChannels = (
  { changed, person, channel }: Tenant,
  events: BotEvents,
): Changes<'addToChannel' | 'removeFromChannel' | 'setMembershipType' | 'setAppInChannel'> => ({
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
});

const changesOfLibrary = ({ library, clock }: World): Changes<'putFile' | 'deleteFile'> => ({
  putFile(file) {
    library.revision += 1;
    const modifiedAt = clock.now().toISOString();
    library.items.set(file.id, { ...file, modifiedAt, revision: library.revision });
  },
  deleteFile(id) {
    const item = library.items.get(id);
    if (!item) return;
    library.revision += 1;
    library.items.set(id, { ...item, deleted: true, revision: library.revision });
  },
});
