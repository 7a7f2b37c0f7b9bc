const keyOf = (userId) => `sandbox-seen-${userId}`;

/** How many messages of each conversation this person has had on the screen, in this browser. */
const seenBy = (userId) => JSON.parse(localStorage.getItem(keyOf(userId)) ?? '{}');

/** What a person has not looked at yet, also from the time when their window was closed. */
export function createUnread(userId) {
  const counts = new Map();
  return {
    of: (chat) => counts.get(chat?.conversationId) ?? 0,
    /** Counts the bot's messages that came after the last look; a sandbox that began again has fewer than were seen. */
    start(chats) {
      const seen = seenBy(userId);
      for (const { conversationId, messages } of chats) {
        const before = seen[conversationId] ?? 0;
        const fresh = messages.slice(before > messages.length ? 0 : before);
        counts.set(conversationId, fresh.filter(({ from }) => from.id !== userId).length);
      }
    },
    add: ({ conversationId }) => counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1),
    look({ conversationId, messages }) {
      counts.delete(conversationId);
      localStorage.setItem(keyOf(userId), JSON.stringify({ ...seenBy(userId), [conversationId]: messages.length }));
    },
  };
}
