import { appAvatar, h, icon } from './dom.js';

const badge = (count) => count > 0 && h('span', { class: 'badge', 'aria-label': `${count} unread` }, String(count));

const sumOf = (chats, unread, type) =>
  chats.filter((chat) => chat.type === type).reduce((sum, chat) => sum + unread.of(chat), 0);

/** The buttons at the left edge. */
export function drawRail(rail, { current, chats, unread, unreadFeed, go }) {
  const button = (id, label, name, count) =>
    h(
      'button',
      {
        type: 'button',
        test: `rail-${id}`,
        'aria-current': current === id ? 'page' : false,
        onclick: () => go(id),
      },
      icon(name, 22),
      label,
      badge(count),
    );
  rail.replaceChildren(
    button('activity', 'Activity', 'bell', unreadFeed),
    button('chat', 'Chat', 'chat', sumOf(chats, unread, 'personal')),
    button('teams', 'Teams', 'teams', sumOf(chats, unread, 'channel')),
  );
}

function entry({ picture, title, note, isCurrent, count = 0, onclick }) {
  return h(
    'li',
    {},
    h(
      'button',
      {
        class: `entry${count > 0 ? ' unread' : ''}`,
        type: 'button',
        test: 'entry',
        'aria-current': isCurrent ? 'true' : false,
        onclick,
      },
      picture,
      h('span', { class: 'lines' }, h('b', {}, title), note && h('small', {}, note)),
      badge(count),
    ),
  );
}

function preview(message) {
  const who = message.from.kind === 'bot' ? '' : 'You: ';
  const text = message.text.replaceAll(/<\/?at>|[*_]/g, '');
  return who + (text || (message.cards.length > 0 ? 'Sent a card' : 'Sent a file'));
}

/** The one chat there is: with the app. */
export function drawChatList(list, { state, chat, unread, open }) {
  const last = chat?.messages.at(-1);
  const note = last ? preview(last) : 'Nothing said yet';
  const count = unread.of(chat);
  const item = entry({ picture: appAvatar(), title: state.app, note, isCurrent: true, count, onclick: open });
  list.replaceChildren(h('h2', {}, 'Chat'), h('ul', {}, item));
}

/** The channels of this person, by team. */
export function drawTeamList(list, { channels, selected, unread, open }) {
  const item = (channel) => {
    const isPrivate = channel.membershipType === 'private';
    return entry({
      picture: icon(isPrivate ? 'lock' : 'hash', 18),
      title: channel.title,
      note: isPrivate ? 'Private channel' : '',
      isCurrent: channel.conversationId === selected,
      count: unread.of(channel),
      onclick: () => open(channel.conversationId),
    });
  };
  const teams = [...new Set(channels.map((channel) => channel.team))];
  list.replaceChildren(
    h('h2', {}, 'Teams'),
    channels.length === 0 ? h('p', { class: 'empty' }, 'You are in no team.') : '',
    ...teams.flatMap((team) => [
      h('h3', {}, team),
      h('ul', {}, ...channels.filter((channel) => channel.team === team).map(item)),
    ]),
  );
}
