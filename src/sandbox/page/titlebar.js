import { openWho } from './dialog.js';
import { appAvatar, avatar, h, icon, shortTimeOf } from './dom.js';

function switchTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('sandbox-theme', next);
  document.documentElement.dataset.theme = next;
}

/** The bar above everything: the school, the sandbox's time, and who one is. */
export function createTitlebar({ me, state, drawer }) {
  const clock = h('span', { class: 'time', test: 'clock-now' });
  const tool = (name, label, test, onclick) =>
    h('button', { class: 'icon-button', type: 'button', test, 'aria-label': label, title: label, onclick }, icon(name));
  const toggle = tool('tools', 'Sandbox controls', 'drawer-toggle', () =>
    toggle.setAttribute('aria-expanded', String(drawer.toggle())),
  );
  toggle.setAttribute('aria-expanded', String(drawer.isOpen()));

  const element = h(
    'header',
    { class: 'titlebar' },
    appAvatar(),
    h('span', { class: 'school' }, state.school),
    clock,
    tool('sun', 'Light or dark', 'theme-toggle', switchTheme),
    toggle,
    h(
      'button',
      { class: 'me', type: 'button', test: 'me', 'data-person': me.id, title: 'Be somebody else', onclick: openWho },
      avatar(me.name),
      h('span', {}, h('b', {}, me.name), h('small', {}, me.role ?? me.jobTitle)),
    ),
  );
  return {
    element,
    setClock(iso, offsetMs) {
      clock.textContent = shortTimeOf(iso);
      clock.classList.toggle('moved', offsetMs !== 0);
      clock.title = offsetMs === 0 ? 'The sandbox’s clock' : 'The sandbox’s clock has been moved';
    },
  };
}
