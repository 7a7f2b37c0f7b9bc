import { post } from '../api.js';
import { appAvatar, avatar, dayOf, h, icon, say } from '../dom.js';
import { compose } from './compose.js';
import { openSearch } from './dialog.js';
import { drawMessage } from './message.js';

const NEAR_END = 160;
const GROUP_MS = 5 * 60_000;

const sender = (message) => (message.from.kind === 'bot' ? 'bot' : message.from.id);
const follows = (before, message) =>
  before !== undefined &&
  sender(before) === sender(message) &&
  new Date(message.createdAt) - new Date(before.createdAt) < GROUP_MS;

/** What an element is to show, for a redraw that waits until a button is let go. */
const newest = new WeakMap();

/**
 * Puts messages into an element, and redraws only those that changed: what someone types into a card stays, and a button
 * is not taken away from under the person who presses it.
 */
function fill(holder, messages, context, withDays) {
  newest.set(holder, messages);
  const known = new Map([...holder.querySelectorAll(':scope > .message')].map((node) => [node.dataset.message, node]));
  const wanted = [];
  let before;
  for (const message of messages) {
    if (withDays && (!before || dayOf(before.createdAt) !== dayOf(message.createdAt))) {
      wanted.push(h('div', { class: 'day' }, dayOf(message.createdAt)));
    }
    const old = known.get(message.id);
    const isSame = old?.dataset.version === message.version;
    const isPressed = !isSame && old?.matches(':active');
    if (isPressed) {
      const again = () => setTimeout(() => fill(holder, newest.get(holder), context, withDays));
      for (const letGo of ['pointerup', 'keyup']) addEventListener(letGo, again, { once: true });
    }
    wanted.push(isSame || isPressed ? old : drawMessage(message, context, follows(before, message)));
    before = message;
  }
  const last = messages.at(-1);
  if (last?.from.kind === 'bot' && last.suggestions.length > 0) wanted.push(suggestions(last, context));
  const focused = document.activeElement;
  const kept = new Set(wanted);
  for (const node of [...holder.children]) if (!kept.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (holder.children[index] !== node) holder.insertBefore(node, holder.children[index] ?? null);
  });
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) focused.focus();
}

/**
 * Keeps the end of a log in view for who is there: a card that opens further pushes nobody away from it, and who writes sees
 * what is said next.
 */
function createFollower(log, context) {
  const isNearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    isFollowing = true;
  };
  let isFollowing = true;
  let shown;
  let lastOwn;
  log.addEventListener('scroll', () => {
    isFollowing = isNearEnd();
  });
  return {
    toEnd,
    /** After messages were drawn. */
    follow(messages) {
      const last = messages.at(-1);
      const newest = last && `${last.id} ${last.version}`;
      const own = messages.findLast(({ from }) => from.id === context.me.id)?.id;
      if (own !== lastOwn || (isFollowing && newest !== shown)) toEnd();
      shown = newest;
      lastOwn = own;
    },
  };
}

const suggestions = (message, context) =>
  h(
    'div',
    { class: 'message', test: 'suggestions' },
    h(
      'div',
      { class: 'body chips' },
      ...message.suggestions.map((one) =>
        h('button', { class: 'chip', type: 'button', onclick: () => context.send(one.value) }, one.title),
      ),
    ),
  );

function welcome(context) {
  const { state } = context;
  return h(
    'div',
    { class: 'welcome' },
    appAvatar('large'),
    h('h2', {}, state.app),
    h('p', {}, 'Nothing has been said here yet.'),
    h(
      'div',
      { class: 'starters' },
      ...state.commands.starters
        .slice(0, 6)
        .map((starter) =>
          h(
            'button',
            { class: 'starter', type: 'button', test: 'starter', onclick: () => context.send(starter.prompt) },
            h('b', {}, starter.title),
            h('span', {}, starter.description),
          ),
        ),
    ),
  );
}

/** Puts what the message extension found into the conversation. */
const share = (context, where) => (attachment) =>
  post(`/people/${context.me.id}/share`, { attachment, ...(where ? { where } : {}) });

/** The chat with the app. The answer has `update(chat)` for every change and `typing()`. */
export function chatView(context) {
  const log = h('div', { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: '0', test: 'log' });
  const follower = createFollower(log, context);
  const typing = h('div', { class: 'typing', 'aria-live': 'polite' });
  let timer;
  const search = context.state.commands.search;
  const box = compose({
    label: 'Type a message',
    text: context.typed,
    starters: context.state.commands.starters,
    send: (text, uploads) => context.send(text, { uploads }),
    ...(search ? { search: () => openSearch(context.me.id, search, share(context)) } : {}),
  });
  const element = h(
    'section',
    { class: 'main', id: 'main', tabindex: '-1' },
    header(context, appAvatar(), context.state.app, 'App'),
    log,
    typing,
    box,
  );

  return {
    element,
    update(chat) {
      const messages = chat?.messages ?? [];
      if (messages.length === 0) log.replaceChildren(welcome(context));
      else {
        log.querySelector('.welcome')?.remove();
        fill(log, messages, context, true);
      }
      follower.follow(messages);
      typing.textContent = '';
    },
    tell(text) {
      typing.textContent = text;
    },
    typing() {
      typing.textContent = `${context.state.app} is typing…`;
      clearTimeout(timer);
      timer = setTimeout(() => {
        typing.textContent = '';
      }, 5000);
    },
    toEnd: follower.toEnd,
  };
}

/** One thread of a channel. @param where what a reply to it says of where it belongs */
function threadCard(context, where) {
  const messages = h('div', {});
  const reply = h('button', { class: 'button', type: 'button', onclick: () => openReply() }, 'Reply');
  const row = h('div', { class: 'reply' }, reply);
  function openReply() {
    const box = compose({
      label: 'Reply',
      mention: context.state.app,
      send: async (text, uploads, mention) => {
        row.replaceChildren(reply);
        await context.send(text, { uploads, ...where(mention) });
      },
    });
    box.style.flex = '1';
    box.style.margin = '0';
    row.replaceChildren(box);
    box.querySelector('textarea').focus();
  }
  const card = h('section', { class: 'thread', 'aria-label': 'Thread', test: 'thread' }, messages, row);
  return { card, messages };
}

/** A channel: threads, each with its replies and a box to reply. */
export function channelView(context, chat) {
  const log = h('div', { class: 'log', 'aria-label': 'Posts', role: 'log', tabindex: '0', test: 'log' });
  const follower = createFollower(log, context);
  const threads = new Map();
  const app = context.state.app;
  const search = context.state.commands.search;
  const where = (extra, mention) => ({ where: { channelId: chat.conversationId, mention, ...extra } });
  const element = h(
    'section',
    { class: 'main', id: 'main', tabindex: '-1' },
    header(
      context,
      avatar(chat.team),
      `${chat.team} › ${chat.title}`,
      chat.membershipType === 'private' ? 'Private channel' : 'Standard channel',
    ),
    log,
    compose({
      label: 'Start a post',
      mention: app,
      ...(search
        ? { search: () => openSearch(context.me.id, search, share(context, { channelId: chat.conversationId })) }
        : {}),
      send: (text, uploads, mention) => context.send(text, { uploads, ...where({}, mention) }),
    }),
  );

  return {
    element,
    update(current) {
      const groups = new Map();
      for (const message of current.messages) {
        const id = message.threadId ?? message.id;
        groups.set(id, [...(groups.get(id) ?? []), message]);
      }
      for (const [id, thread] of threads) {
        if (groups.has(id)) continue;
        thread.card.remove();
        threads.delete(id);
      }
      for (const [id, messages] of groups) {
        if (!threads.has(id)) {
          const thread = threadCard(context, (mention) => where({ threadId: id }, mention));
          threads.set(id, thread);
          log.append(thread.card);
        }
        fill(threads.get(id).messages, messages, context, false);
      }
      if (groups.size === 0 && !log.querySelector('.welcome')) {
        log.append(
          h(
            'div',
            { class: 'welcome' },
            h('h2', {}, 'No posts yet'),
            h('p', {}, 'What is posted here is seen by the members of this channel.'),
          ),
        );
      } else if (groups.size > 0) log.querySelector('.welcome')?.remove();
      follower.follow(current.messages);
    },
    typing() {},
    tell(text) {
      say(text);
    },
    toEnd: follower.toEnd,
  };
}

export const header = (context, picture, title, note) =>
  h(
    'header',
    {},
    h(
      'button',
      { class: 'icon-button back', type: 'button', 'aria-label': 'Back to the list', onclick: context.backToList },
      icon('back'),
    ),
    picture,
    h('div', {}, h('h1', {}, title), h('small', {}, note)),
  );

/** Tells the sandbox that this conversation is on the screen, so that cards that are due get refreshed. */
export const look = (userId, conversationId) =>
  post(`/people/${userId}/look`, { conversationId }).catch(() => undefined);
