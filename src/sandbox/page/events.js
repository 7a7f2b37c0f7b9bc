import { look } from './chat/conversation.js';

/** What to do about each event of this person's stream. */
export function createEvents({ frame, session, screen }) {
  const deps = { session, screen };
  return async (event) => {
    switch (event.kind) {
      case 'clock':
        frame.setClock(event);
        return;
      case 'typing':
        if (session.currentChat()?.conversationId === event.conversationId) screen.typing();
        return;
      case 'hello':
      case 'chat':
      case 'people':
        await reload(deps);
        break;
      case 'feed':
        await session.readFeed();
        session.unreadFeed += 1;
        if (session.section === 'activity') screen.show();
        screen.drawLists();
        break;
      default:
        if (event.message) await onMessage(deps, event.kind, event.message);
    }
    frame.drawer.refresh();
  };
}

async function reload({ session, screen }) {
  await session.readAll();
  const { section, selected } = session;
  const chat = session.currentChat();
  if (section === 'activity' || (section === 'teams' && selected && !chat)) screen.show();
  else screen.update(chat);
  screen.drawLists();
}

async function onMessage({ session, screen }, kind, message) {
  const { me, unread } = session;
  if (!session.chatOf(message.conversationId)) await reload({ session, screen });
  const chat = session.chatOf(message.conversationId);
  if (!chat) return;
  keep(chat, kind, message);

  const isCurrent = session.currentChat() === chat;
  const isOwn = message.from.kind === 'person' && message.from.id === me.id;
  if (isCurrent) {
    screen.update(chat);
    unread.look(chat);
  } else if (kind === 'message' && !isOwn) unread.add(chat);
  screen.drawLists();
  // A message that was sent to or changed for everyone asks for this person's own view of its card.
  if (isCurrent && !isOwn && !message.isOwnView) look(me.id, chat.conversationId);
}

function keep(chat, kind, message) {
  const index = chat.messages.findIndex((one) => one.id === message.id);
  if (kind === 'message-deleted') chat.messages = chat.messages.filter((one) => one.id !== message.id);
  else if (index >= 0) chat.messages[index] = message;
  else chat.messages.push(message);
}
