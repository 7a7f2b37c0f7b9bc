import { openWho } from './chat/dialog.js';
import { appAvatar, avatar, h, icon, shortTimeOf } from './dom.js';

function switchTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('sandbox-theme', next);
  document.documentElement.dataset.theme = next;
}

/** The bar above everything: the school, the sandbox's time, and who one is. */
export function createTitlebar({ me, state, drawer }) {
  const time = h('span', { test: 'clock-now' });
  const tool = (name, label, test, onclick) =>
    h('button', { class: 'icon-button', type: 'button', test, 'aria-label': label, title: label, onclick }, icon(name));
  const turn = () => toggle.setAttribute('aria-expanded', String(drawer.toggle()));
  const clock = h(
    'button',
    {
      class: 'icon-button time',
      type: 'button',
      test: 'clock',
      title: 'Move the clock',
      onclick: () => {
        if (!drawer.isOpen()) turn();
        drawer.toClock();
      },
    },
    icon('clock', 18),
    time,
  );
  const toggle = h(
    'button',
    {
      class: 'icon-button controls',
      type: 'button',
      test: 'drawer-toggle',
      'aria-label': 'Sandbox controls',
      onclick: turn,
    },
    icon('tools'),
    h('span', {}, 'Controls'),
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
      { class: 'me', type: 'button', test: 'me', 'data-person': me.id, title: 'Be someone else', onclick: openWho },
      avatar(me.name),
      h('span', {}, h('b', {}, me.name), h('small', {}, me.role ?? me.jobTitle)),
    ),
  );
  return {
    element,
    setClock(iso, offsetMs) {
      time.textContent = shortTimeOf(iso);
      clock.classList.toggle('moved', offsetMs !== 0);
      const now = offsetMs === 0 ? 'Clock' : 'Clock, moved';
      clock.setAttribute('aria-label', `${now}: ${shortTimeOf(iso)}. Move it`);
    },
  };
}
