import { openChat } from '../tenant/conversations.ts';
import type { Person, World } from '../tenant/world.ts';
import { activityFrom, botAccount, eventId, personAccount } from './activity.ts';
import type { BotDoor, Delivery } from './delivery.ts';

/** What Teams tells a bot about installs and members. */
export interface BotEvents {
  appInstalled(person: Person): Promise<Delivery[]>;
  appRemoved(person: Person): Promise<Delivery[]>;
  channelMember(
    change: 'channelMemberAdded' | 'channelMemberRemoved',
    channelId: string,
    person: Person,
  ): Promise<Delivery[]>;
  appAddedToTeam(teamId: string, by: Person): Promise<Delivery[]>;
}

export function createBotEvents(world: World, door: BotDoor, serviceUrl: () => string): BotEvents {
  const inChat = (person: Person, own: { type: string } & Record<string, unknown>) =>
    door.deliver(activityFrom(world, person, { conversation: openChat(world, person.id) }, own, serviceUrl()));

  const inChannel = (person: Person, channelId: string, own: { type: string } & Record<string, unknown>) => {
    const conversation = world.conversations.get(channelId);
    if (!conversation) throw new Error(`no channel ${channelId}`);
    return door.deliver(activityFrom(world, person, { conversation }, own, serviceUrl()));
  };

  return {
    async appInstalled(person) {
      const update = { type: 'installationUpdate', action: 'add', id: eventId() };
      const channelData = { settings: { selectedChannel: { id: openChat(world, person.id).id } } };
      const members = { type: 'conversationUpdate', id: eventId(), membersAdded: [botAccount(world)] };
      return [await inChat(person, members), await inChat(person, { ...update, channelData })];
    },
    async appRemoved(person) {
      return [await inChat(person, { type: 'installationUpdate', action: 'remove', id: eventId() })];
    },
    async channelMember(change, channelId, person) {
      const members = [personAccount(person)];
      const list = change === 'channelMemberAdded' ? { membersAdded: members } : { membersRemoved: members };
      const own = { type: 'conversationUpdate', id: eventId(), ...list, channelData: { eventType: change } };
      return [await inChannel(person, channelId, own)];
    },
    async appAddedToTeam(teamId, by) {
      const team = world.teams.get(teamId);
      if (!team) throw new Error(`no team ${teamId}`);
      const members = { type: 'conversationUpdate', id: eventId(), membersAdded: [botAccount(world)] };
      const update = { type: 'installationUpdate', action: 'add', id: eventId() };
      return [
        await inChannel(by, team.internalId, { ...members, channelData: { eventType: 'teamMemberAdded' } }),
        await inChannel(by, team.internalId, update),
      ];
    },
  };
}
