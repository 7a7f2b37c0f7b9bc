import { follow, get, post } from './api.js';
import { channelView, chatView, look } from './conversation.js';
import { h } from './dom.js';
import { createDrawer } from './drawer.js';
import { feedView, nothingView } from './feed.js';
import { drawChatList, drawRail, drawTeamList } from './lists.js';
import { createTitlebar } from './titlebar.js';
import { createUnread } from './unread.js';
import { BANNER, drawChooser } from './who.js';

const NARROW = 720;
const app = document.getElementById('app');
const place = new URLSearchParams(location.search);
const state = await get('/state');
const asked = place.get('as');
const me = asked ? await get(`/people/${encodeURIComponent(asked)}`).catch(() => undefined) : undefined;

if (me) await openTeams();
else await drawChooser(app, state);

/** One person's Teams: what they see, kept up to date by the stream of events. */
async function openTeams() {
  document.title = `${me.name} – Sandbox`;
  let chats = await get(`/people/${me.id}/chats`);
  let feed = await get(`/people/${me.id}/feed`);
  let section = place.get('at') ?? 'chat';
  let selected = place.get('channel') ?? undefined;
  let view;
  let unreadFeed = 0;
  const unread = createUnread(me.id);
  unread.start(chats);

  const context = {
    me,
    state,
    oldClient: localStorage.getItem('sandbox-old-client') === 'yes',
    /** What a link to here has typed already. */
    typed: place.get('say') ?? '',
    openChat() {
      section = 'chat';
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

  const drawer = createDrawer({ me, state, onOldClient: () => location.reload() });
  const titlebar = createTitlebar({ me, state, drawer });
  const rail = h('nav', { class: 'rail', 'aria-label': 'Teams' });
  const list = h('nav', { class: 'list', 'aria-label': 'List' });
  let main = h('section', { class: 'main' });
  const banner = h('p', { class: 'banner', test: 'banner' }, BANNER);
  app.className = '';
  app.replaceChildren(banner, titlebar.element, rail, list, main, drawer.element);
  setClock(state.clock);
  show();
  follow(me.id, onEvent, showConnection);

  function showConnection(isThere) {
    banner.classList.toggle('lost', !isThere);
    banner.textContent = isThere
      ? BANNER
      : 'The sandbox has stopped. Start it again (npm start): this page goes on by itself.';
  }

  function setClock({ now, offsetMs }) {
    titlebar.setClock(now, offsetMs);
    drawer.setClock(now, offsetMs);
  }

  function currentChat() {
    if (section === 'teams') return chats.find((one) => one.conversationId === selected);
    return section === 'chat' ? chats.find((one) => one.type === 'personal') : undefined;
  }

  function drawLists() {
    const go = (next) => {
      section = next;
      selected = undefined;
      show();
    };
    const open = (conversationId) => {
      selected = conversationId;
      show();
    };
    drawRail(rail, { current: section, chats, unread, unreadFeed, go });
    const channels = chats.filter((one) => one.type === 'channel');
    if (section === 'teams') drawTeamList(list, { channels, selected, unread, open });
    else if (section === 'chat') drawChatList(list, { state, chat: currentChat(), unread, open: show });
    else list.replaceChildren(h('h2', {}, 'Activity'), h('p', { class: 'empty' }, `${feed.length} notifications`));
  }

  function makeView(chat) {
    if (section === 'activity') return feedView(context, feed);
    if (section === 'chat') return chatView(context);
    return chat ? channelView(context, chat) : nothingView();
  }

  function show() {
    if (section === 'teams' && innerWidth > NARROW) {
      const channels = chats.filter((one) => one.type === 'channel');
      selected ??= (channels.find(unread.of) ?? channels[0])?.conversationId;
    }
    app.classList.toggle('at-list', section === 'teams' && !selected);
    const query = new URLSearchParams({ as: me.id, at: section, ...(selected ? { channel: selected } : {}) });
    history.replaceState(null, '', `/?${query}`);

    const chat = currentChat();
    view = makeView(chat);
    main.replaceWith(view.element);
    main = view.element;
    if (chat) unread.look(chat);
    if (section === 'activity') unreadFeed = 0;
    view.update(chat);
    view.toEnd();
    // A link that typed something says: press Enter.
    if (context.typed) main.querySelector('textarea')?.focus();
    context.typed = '';
    drawLists();
    if (chat) look(me.id, chat.conversationId);
  }

  async function reload() {
    chats = await get(`/people/${me.id}/chats`);
    feed = await get(`/people/${me.id}/feed`);
    Object.assign(me, await get(`/people/${me.id}`));
    const chat = currentChat();
    if (section === 'activity' || (section === 'teams' && selected && !chat)) show();
    else view.update(chat);
    drawLists();
  }

  async function onEvent(event) {
    switch (event.kind) {
      case 'clock':
        setClock(event);
        return;
      case 'typing':
        if (currentChat()?.conversationId === event.conversationId) view.typing();
        return;
      case 'hello':
      case 'chat':
      case 'people':
        await reload();
        break;
      case 'feed':
        feed = await get(`/people/${me.id}/feed`);
        unreadFeed += 1;
        if (section === 'activity') show();
        drawLists();
        break;
      default:
        if (event.message) await onMessage(event.kind, event.message);
    }
    drawer.refresh();
  }

  async function onMessage(kind, message) {
    const chatOf = () => chats.find((one) => one.conversationId === message.conversationId);
    if (!chatOf()) await reload();
    const chat = chatOf();
    if (!chat) return;
    const index = chat.messages.findIndex((one) => one.id === message.id);
    if (kind === 'message-deleted') chat.messages = chat.messages.filter((one) => one.id !== message.id);
    else if (index >= 0) chat.messages[index] = message;
    else chat.messages.push(message);

    const isCurrent = currentChat() === chat;
    const isOwn = message.from.kind === 'person' && message.from.id === me.id;
    if (isCurrent) {
      view.update(chat);
      unread.look(chat);
    } else if (kind === 'message' && !isOwn) unread.add(chat);
    drawLists();
    // A message that was sent to or changed for everybody asks for this person's own view of its card.
    if (isCurrent && !isOwn && !message.isOwnView) look(me.id, chat.conversationId);
  }
}
