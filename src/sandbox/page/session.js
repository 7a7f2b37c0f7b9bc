import { get } from './api.js';
import { createUnread } from './chat/unread.js';

/** What one person has in their Teams, and where in it they are. */
export async function openSession(me, { section, selected }) {
  const session = {
    me,
    chats: await get(`/people/${me.id}/chats`),
    feed: await get(`/people/${me.id}/feed`),
    section: section ?? 'chat',
    /** The channel that is open. */
    selected: selected ?? undefined,
    unread: createUnread(me.id),
    unreadFeed: 0,
    channels: () => session.chats.filter((one) => one.type === 'channel'),
    chatOf: (conversationId) => session.chats.find((one) => one.conversationId === conversationId),
    currentChat() {
      if (session.section === 'teams') return session.chatOf(session.selected);
      return session.section === 'chat' ? session.chats.find((one) => one.type === 'personal') : undefined;
    },
    async readFeed() {
      session.feed = await get(`/people/${me.id}/feed`);
    },
    async readAll() {
      session.chats = await get(`/people/${me.id}/chats`);
      await session.readFeed();
      Object.assign(me, await get(`/people/${me.id}`));
    },
  };
  session.unread.start(session.chats);
  return session;
}
