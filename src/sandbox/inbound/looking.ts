import { at, isObject, listAt } from '../json.ts';
import { readersOf } from '../tenant/conversations.ts';
import type { Conversation, Message, Person, World } from '../tenant/world.ts';
import { cardFor } from './cards.ts';

const PAUSE_MS = 60_000;
const MOST_MEMBERS = 60;
/** Teams asks only for what is on the screen. */
const ON_SCREEN = 12;

/**
 * The messages whose card asks for a fresh one as this person looks at a conversation: the person is
 * in `refresh.userIds`, or there is no list and at most 60 people are here; and their last answer is over a minute old.
 */
export function dueForRefresh(world: World, conversation: Conversation, person: Person): Message[] {
  const members = readersOf(world, conversation);
  if (!members.includes(person.id)) return [];
  const now = world.clock.now().getTime();
  return conversation.messages
    .filter((message) => !message.deleted)
    .slice(-ON_SCREEN)
    .filter((message) => {
      const refresh = at(cardFor(message, person.id), 'refresh');
      if (!isObject(refresh) || !isObject(refresh.action)) return false;
      const isListed =
        refresh.userIds === undefined
          ? members.length <= MOST_MEMBERS
          : listAt(refresh, 'userIds').includes(person.mri);
      const last = message.views.get(person.id)?.at;
      return isListed && (last === undefined || now - last > PAUSE_MS);
    });
}
