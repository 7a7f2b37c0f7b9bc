import { appAvatar, h, icon, shortTimeOf } from '../dom.js';
import { header } from './conversation.js';

/** The activity feed: what the app sent there through Graph. */
export function feedView(context, feed) {
  const items = feed.map((item) =>
    h(
      'li',
      { test: 'feed-item' },
      h(
        'button',
        { class: 'feed-button', type: 'button', onclick: context.openChat },
        appAvatar(),
        h(
          'span',
          {},
          h('b', {}, context.state.app),
          h('span', {}, item.preview),
          h('small', { class: 'note' }, shortTimeOf(item.at)),
        ),
      ),
    ),
  );
  const empty = h(
    'p',
    { class: 'empty' },
    'Nothing here. Reminders that an app sends to the activity feed appear here.',
  );
  const element = h(
    'section',
    { class: 'main', id: 'main' },
    header(context, icon('bell', 24), 'Activity', 'Notifications'),
    h('div', { class: 'feed' }, items.length === 0 ? empty : h('ul', {}, ...items)),
  );
  return { element, update() {}, typing() {}, tell() {}, toEnd() {} };
}

/** A narrow window's Teams before a channel is chosen. */
export function nothingView() {
  const text = h('div', { class: 'welcome' }, h('h2', {}, 'Choose a channel'));
  const element = h('section', { class: 'main', id: 'main' }, text);
  return { element, update() {}, typing() {}, tell() {}, toEnd() {} };
}
