import type { Sandbox } from './running-sandbox.ts';
import { channelThreads, chatsOf, feedOf, viewOfConversation } from './tenant/views.ts';
import { personOf, type World } from './tenant/world.ts';

/** What can be seen in the tenant from outside, and waited for. */
export function viewsOf(
  world: World,
): Pick<Sandbox, 'chatsOf' | 'messages' | 'channel' | 'feed' | 'received' | 'installed' | 'until'> {
  const idOf = (userId: string) => personOf(world, userId).id;
  return {
    chatsOf: (userId) => chatsOf(world, idOf(userId)),
    messages: (userId) => {
      const chat = world.chatOf.get(idOf(userId));
      return chat ? viewOfConversation(world, chat, idOf(userId)).messages : [];
    },
    channel: (channelId, asUser) => channelThreads(world, channelId, asUser),
    feed: (userId) => feedOf(world, idOf(userId)),
    received: () => world.received,
    installed: (userId) => world.installations.has(idOf(userId)),
    until: (ready, timeoutMs = 60_000) => untilChanged(world, ready, timeoutMs),
  };
}

function untilChanged<T>(world: World, ready: () => T | undefined | false, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = ready();
      // A promise is always something: it would count as an answer before it is one.
      if (found instanceof Promise) throw new TypeError('until looks at once, and takes no promise');
      if (found === undefined || found === false) return;
      stop();
      clearTimeout(timer);
      resolve(found);
    };
    const stop = world.onChange(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Nothing came within ${timeoutMs} ms.`));
    }, timeoutMs);
    look();
  });
}
