import { follow, get, post } from './api.js';
import { channelView, chatView, header, look } from './conversation.js';
import { openWho } from './dialog.js';
import { appAvatar, avatar, h, icon, say, shortTimeOf } from './dom.js';
import { createDrawer } from './drawer.js';
import { drawChooser } from './who.js';

const app = document.getElementById('app');
const place = new URLSearchParams(location.search);
const state = await get('/state');

if (place.get('as')) await drawTeams(place.get('as'));
else await drawChooser(app, state);

async function drawTeams(userId) {
  const me = await get(`/people/${encodeURIComponent(userId)}`).catch(() => undefined);
  if (!me) return drawChooser(app, state);
  document.title = `${me.name} – Sandbox`;
  let chats = await get(`/people/${me.id}/chats`);
  let feed = await get(`/people/${me.id}/feed`);
  let rail = place.get('at') ?? 'chat';
  let selected = place.get('channel') ?? undefined;
  let view;
  const unread = new Map();
  let unreadFeed = 0;

  const context = {
    me,
    state,
    oldClient: localStorage.getItem('sandbox-old-client') === 'yes',
    backToList: () => app.classList.add('at-list'),
    async send(text, { uploads = [], where } = {}) {
      try {
        await post(`/people/${me.id}/say`, { text, uploads, ...(where ? { where } : {}) });
      } catch (error) {
        say(error.message);
        alert(error.message);
      }
    },
  };
  const drawer = createDrawer({ me, state, onOldClient: () => location.reload() });

  const railBar = h('nav', { class: 'rail', 'aria-label': 'Teams' });
  const list = h('nav', { class: 'list', 'aria-label': 'List' });
  const clock = h('span', { class: 'time', test: 'clock-now' });
  let main = h('section', { class: 'main' });
  app.className = '';
  app.replaceChildren(
    h('p', { class: 'banner', test: 'banner' }, 'Sandbox – nothing leaves this computer'),
    titlebar(),
    railBar,
    list,
    main,
    drawer.element,
  );

  function titlebar() {
    const toggle = h(
      'button',
      {
        class: 'icon-button',
        type: 'button',
        test: 'drawer-toggle',
        'aria-label': 'Sandbox controls',
        title: 'Sandbox controls',
      },
      icon('tools'),
    );
    toggle.setAttribute('aria-expanded', String(drawer.isOpen()));
    toggle.addEventListener('click', () => toggle.setAttribute('aria-expanded', String(drawer.toggle())));
    return h(
      'header',
      { class: 'titlebar' },
      appAvatar(),
      h('span', { class: 'school' }, state.school),
      clock,
      h(
        'button',
        {
          class: 'icon-button',
          type: 'button',
          test: 'theme-toggle',
          'aria-label': 'Light or dark',
          title: 'Light or dark',
          onclick: switchTheme,
        },
        icon('sun'),
      ),
      toggle,
      h(
        'button',
        { class: 'me', type: 'button', test: 'me', onclick: openWho, title: 'Be somebody else', 'data-person': me.id },
        avatar(me.name),
        h('span', {}, h('b', {}, me.name), h('small', {}, me.role ?? me.jobTitle)),
      ),
    );
  }

  function switchTheme() {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('sandbox-theme', next);
    document.documentElement.dataset.theme = next;
  }

  const total = (type) =>
    chats.filter((chat) => chat.type === type).reduce((sum, chat) => sum + (unread.get(chat.conversationId) ?? 0), 0);

  function drawRail() {
    const button = (id, label, name, count) =>
      h(
        'button',
        {
          type: 'button',
          test: `rail-${id}`,
          'aria-current': rail === id ? 'page' : false,
          onclick: () => {
            rail = id;
            selected = undefined;
            show();
          },
        },
        icon(name, 22),
        label,
        count > 0 && h('span', { class: 'badge', 'aria-label': `${count} unread` }, String(count)),
      );
    railBar.replaceChildren(
      button('activity', 'Activity', 'bell', unreadFeed),
      button('chat', 'Chat', 'chat', total('personal')),
      button('teams', 'Teams', 'teams', total('channel')),
    );
  }

  function drawList() {
    if (rail === 'chat') {
      const chat = chats.find((one) => one.type === 'personal');
      const last = chat?.messages.at(-1);
      const note = last ? preview(last) : me.installed ? 'Nothing said yet' : 'Not installed yet';
      list.replaceChildren(
        h('h2', {}, 'Chat'),
        h('ul', {}, entry(appAvatar(), state.app, note, true, unread.get(chat?.conversationId), openMain)),
      );
    } else if (rail === 'teams') {
      const channels = chats.filter((one) => one.type === 'channel');
      const teams = [...new Set(channels.map((channel) => channel.team))];
      list.replaceChildren(
        h('h2', {}, 'Teams'),
        channels.length === 0 ? h('p', { class: 'empty' }, 'You are in no team.') : '',
        ...teams.flatMap((team) => [
          h('h3', {}, team),
          h(
            'ul',
            {},
            ...channels
              .filter((channel) => channel.team === team)
              .map((channel) =>
                entry(
                  icon(channel.membershipType === 'private' ? 'lock' : 'hash', 18),
                  channel.title,
                  channel.membershipType === 'private' ? 'Private channel' : '',
                  channel.conversationId === selected,
                  unread.get(channel.conversationId),
                  () => {
                    selected = channel.conversationId;
                    show();
                  },
                ),
              ),
          ),
        ]),
      );
    } else {
      list.replaceChildren(h('h2', {}, 'Activity'), h('p', { class: 'empty' }, `${feed.length} in the last days`));
    }
  }

  const entry = (picture, title, note, isCurrent, count, onclick) =>
    h(
      'li',
      {},
      h(
        'button',
        {
          class: `entry${count ? ' unread' : ''}`,
          type: 'button',
          test: 'entry',
          'aria-current': isCurrent ? 'true' : false,
          onclick,
        },
        picture,
        h('span', { class: 'lines' }, h('b', {}, title), note && h('small', {}, note)),
        count > 0 && h('span', { class: 'badge', 'aria-label': `${count} unread` }, String(count)),
      ),
    );

  const preview = (message) => {
    const who = message.from.kind === 'bot' ? '' : 'You: ';
    return `${who}${message.text.replaceAll(/<\/?at>|[*_]/g, '') || (message.cards.length > 0 ? 'Sent a card' : 'Sent a file')}`;
  };

  function openMain() {
    app.classList.remove('at-list');
  }

  function show() {
    app.classList.toggle('at-list', rail === 'teams' && !selected);
    if (rail === 'teams')
      selected ??= innerWidth > 720 ? chats.find((one) => one.type === 'channel')?.conversationId : undefined;
    const query = new URLSearchParams({
      as: me.id,
      at: rail,
      ...(selected && rail === 'teams' ? { channel: selected } : {}),
    });
    history.replaceState(null, '', `/?${query}`);
    const current = currentChat();
    if (rail === 'activity') view = { ...feedView(), update() {}, typing() {}, toEnd() {} };
    else if (rail === 'teams') view = current ? channelView(context, current) : noChannel();
    else view = chatView(context);
    main.replaceWith(view.element);
    main = view.element;
    if (current) unread.delete(current.conversationId);
    if (rail === 'activity') unreadFeed = 0;
    view.update(current);
    view.toEnd();
    drawRail();
    drawList();
    if (current) look(me.id, current.conversationId);
  }

  const currentChat = () =>
    rail === 'teams'
      ? chats.find((one) => one.conversationId === selected)
      : rail === 'chat'
        ? chats.find((one) => one.type === 'personal')
        : undefined;

  const noChannel = () => ({
    element: h(
      'section',
      { class: 'main', id: 'main' },
      h('div', { class: 'welcome' }, h('h2', {}, 'Choose a channel')),
    ),
    update() {},
    typing() {},
    toEnd() {},
  });

  function feedView() {
    const items = feed.map((item) =>
      h(
        'li',
        { test: 'feed-item' },
        appAvatar(),
        h(
          'div',
          {},
          h('b', {}, state.app),
          h('p', {}, item.preview),
          h('small', { class: 'note' }, shortTimeOf(item.at)),
        ),
      ),
    );
    const empty = h(
      'p',
      { class: 'empty' },
      'Nothing here. Reminders that an app sends to the activity feed appear here.',
    );
    const body = h('div', { class: 'feed' }, items.length === 0 ? empty : h('ul', {}, ...items));
    return {
      element: h(
        'section',
        { class: 'main', id: 'main' },
        header(context, icon('bell', 24), 'Activity', 'Notifications'),
        body,
      ),
    };
  }

  async function reload() {
    chats = await get(`/people/${me.id}/chats`);
    feed = await get(`/people/${me.id}/feed`);
    Object.assign(me, await get(`/people/${me.id}`));
    const current = currentChat();
    if ((rail === 'teams' && selected && !current) || rail === 'activity') show();
    else view.update(current);
    drawRail();
    drawList();
  }

  function drawClock({ now, offsetMs }) {
    const moved = offsetMs !== 0;
    clock.textContent = shortTimeOf(now);
    clock.classList.toggle('moved', moved);
    clock.title = moved ? 'The sandbox’s clock has been moved' : 'The sandbox’s clock';
    drawer.setClock(now, offsetMs);
  }

  async function onEvent(event) {
    if (event.kind === 'clock') drawClock(event);
    else if (event.kind === 'typing') currentChat()?.conversationId === event.conversationId && view.typing();
    else if (event.kind === 'chat' || event.kind === 'people') await reload();
    else if (event.kind === 'feed') {
      feed = await get(`/people/${me.id}/feed`);
      if (rail === 'activity') show();
      else unreadFeed += 1;
      drawRail();
    } else if (event.message) onMessage(event.kind, event.message);
    if (event.kind !== 'clock' && event.kind !== 'typing') drawer.refresh();
  }

  async function onMessage(kind, message) {
    let chat = chats.find((one) => one.conversationId === message.conversationId);
    if (!chat) {
      await reload();
      chat = chats.find((one) => one.conversationId === message.conversationId);
    }
    if (!chat) return;
    const index = chat.messages.findIndex((one) => one.id === message.id);
    if (kind === 'message-deleted') chat.messages = chat.messages.filter((one) => one.id !== message.id);
    else if (index >= 0) chat.messages[index] = message;
    else chat.messages.push(message);

    const isCurrent = currentChat() === chat;
    const isOwn = message.from.kind === 'person' && message.from.id === me.id;
    if (isCurrent) view.update(chat);
    else if (kind === 'message' && !isOwn) unread.set(chat.conversationId, (unread.get(chat.conversationId) ?? 0) + 1);
    drawRail();
    drawList();
    // A message that was changed for everybody asks for this person's own view again.
    const isOwnView = message.version.split('.')[1] !== '0';
    if (isCurrent && !isOwn && !isOwnView) look(me.id, chat.conversationId);
  }

  drawClock(state.clock);
  show();
  follow(me.id, onEvent, reload);
}
