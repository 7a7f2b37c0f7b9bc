import { post } from './api.js';
import { channelView, chatView, look } from './chat/conversation.js';
import { feedView, nothingView } from './chat/feed.js';
import { h } from './dom.js';
import { drawChatList, drawRail, drawTeamList } from './lists.js';

const NARROW = 720;

/** What is on the screen inside the frame: the view of where this person is, and the lists that lead elsewhere. */
export function createScreen({ app, frame, session, state, typed }) {
  const { me, unread } = session;
  let view;
  const context = {
    me,
    state,
    oldClient: localStorage.getItem('sandbox-old-client') === 'yes',
    /** What a link to here has typed already. */
    typed,
    openChat() {
      session.section = 'chat';
      show();
    },
    backToList: () => app.classList.add('at-list'),
    async send(text, { uploads = [], where } = {}) {
      try {
        await post(`/people/${me.id}/say`, { text, uploads, ...(where ? { where } : {}) });
      } catch (error) {
        view.tell(error.message);
      }
    },
  };

  const drawLists = () => drawAround({ frame, session, state, show });

  function show() {
    goToPlace(app, session);
    const chat = session.currentChat();
    view = viewOf(context, session, chat);
    frame.setMain(view.element);
    if (chat) unread.look(chat);
    if (session.section === 'activity') session.unreadFeed = 0;
    view.update(chat);
    view.toEnd();
    // A link that typed something says: press Enter.
    if (context.typed) view.element.querySelector('textarea')?.focus();
    context.typed = '';
    drawLists();
    if (chat) look(me.id, chat.conversationId);
  }

  return { show, drawLists, update: (chat) => view.update(chat), typing: () => view.typing() };
}

/** In a wide window a team's list never stands beside nothing. The address leads back to here. */
function goToPlace(app, session) {
  const { me, section, unread } = session;
  if (section === 'teams' && innerWidth > NARROW) {
    const channels = session.channels();
    session.selected ??= (channels.find(unread.of) ?? channels[0])?.conversationId;
  }
  const { selected } = session;
  app.classList.toggle('at-list', section === 'teams' && !selected);
  const query = new URLSearchParams({ as: me.id, at: section, ...(selected ? { channel: selected } : {}) });
  history.replaceState(null, '', `/?${query}`);
}

function viewOf(context, { section, feed }, chat) {
  if (section === 'activity') return feedView(context, feed);
  if (section === 'chat') return chatView(context);
  return chat ? channelView(context, chat) : nothingView();
}

function drawAround({ frame: { rail, list }, session, state, show }) {
  const { section, selected, chats, feed, unread, unreadFeed } = session;
  const go = (next) => {
    session.section = next;
    session.selected = undefined;
    show();
  };
  const open = (conversationId) => {
    session.selected = conversationId;
    show();
  };
  drawRail(rail, { current: section, chats, unread, unreadFeed, go });
  if (section === 'teams') drawTeamList(list, { channels: session.channels(), selected, unread, open });
  else if (section === 'chat') drawChatList(list, { state, chat: session.currentChat(), unread, open: show });
  else list.replaceChildren(h('h2', {}, 'Activity'), h('p', { class: 'empty' }, `${feed.length} notifications`));
}
