import type { Json } from '../json.ts';
import { addMessage, findMessage, openChat, readersOf } from '../tenant/conversations.ts';
import { install } from '../tenant/installs.ts';
import { type Message, type Person, personOf, type World } from '../tenant/world.ts';
import { activityFrom, type Place } from './activity.ts';
import type { BotDoor, Delivery } from './delivery.ts';
import type { BotEvents } from './events.ts';

/** What every act of a person in Teams is made of. */
export interface Actor {
  world: World;
  url: () => string;
  person(userId: string): Person;
  chatPlace(person: Person): Place;
  /** A message and where it stands. Throws where this person does not see it, unless `forged`. */
  seen(person: Person, messageId: string, forged?: boolean): { message: Message; place: Place };
  /** Shows a message of this person's in the conversation. */
  post(person: Person, place: Place, activity: Json): Message;
  /** A whole activity from this person, not sent yet. */
  make(person: Person, place: Place, own: { type: string } & Json): Json;
  send(person: Person, place: Place, own: { type: string } & Json): Promise<Delivery>;
  deliver(activity: Json): Promise<Delivery>;
  invoke(person: Person, place: Place, name: string, value: Json, replyToId?: string): Promise<Delivery>;
  installApp(person: Person): Promise<Delivery[]>;
}

export function createActor(parts: { world: World; door: BotDoor; events: BotEvents; url: () => string }): Actor {
  const { world, door, events, url } = parts;

  const make: Actor['make'] = (person, place, own) => activityFrom(world, person, place, own, `${url()}/connector/`);
  const send: Actor['send'] = (person, place, own) => door.deliver(make(person, place, own));

  return {
    world,
    url,
    make,
    send,
    deliver: door.deliver,

    person: (userId) => personOf(world, userId),

    chatPlace: (person) => ({ conversation: openChat(world, person.id) }),

    seen(person, messageId, forged = false) {
      const chat = world.chatOf.get(person.id);
      const channels = [...world.channels.keys()].flatMap((id) => world.conversations.get(id) ?? []);
      for (const conversation of [...(chat ? [chat] : []), ...channels]) {
        const message = findMessage(conversation, messageId);
        if (!message) continue;
        if (!forged && !readersOf(world, conversation).includes(person.id)) break;
        return { message, place: { conversation, threadId: message.threadId } };
      }
      throw new Error(`${person.displayName} sees no message ${messageId}.`);
    },

    post(person, place, activity) {
      const id = String(world.nextNumber());
      const threadId = place.conversation.type === 'channel' ? (place.threadId ?? id) : undefined;
      return addMessage(world, place.conversation, { id, from: person.id, activity, threadId });
    },

    invoke: (person, place, name, value, replyToId) =>
      send(person, place, { type: 'invoke', name, value, ...(replyToId === undefined ? {} : { replyToId }) }),

    async installApp(person) {
      const outcome = install(world, person);
      if (outcome === 'already-installed') return [];
      if (outcome !== 'installed') throw new Error(`${person.displayName} cannot get the app: ${outcome}.`);
      return events.appInstalled(person);
    },
  };
}
