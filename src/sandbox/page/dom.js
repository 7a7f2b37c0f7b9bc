/**
 * Makes an element. Properties that start with `on` are listeners, `data` and `aria` are maps; others are attributes.
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node | string | undefined | false | null)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false || value === null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (name === 'html') element.innerHTML = value;
    else if (name === 'value' || name === 'checked') element[name] = value;
    else if (name === 'test') element.dataset.testid = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false && child !== null));
  return element;
}

const ICONS = {
  chat: 'M4 4.5h16v11H9l-5 4z',
  teams:
    'M8 6.5a3 3 0 106 0 3 3 0 10-6 0zM5 19v-4.5A2.5 2.5 0 017.5 12h7a2.5 2.5 0 012.5 2.5V19M17 5.2a2.4 2.4 0 011 4.5M19.5 12.4a2.4 2.4 0 011.5 2.3V18',
  bell: 'M6 16V10.5a6 6 0 0112 0V16l1.5 2h-15zM10 20.5a2.2 2.2 0 004 0',
  send: 'M4 4l17 8-17 8 3-8zM7 12h7',
  attach: 'M8 12.5l6.2-6.2a3.2 3.2 0 014.6 4.6l-8 8a5 5 0 01-7-7l7.4-7.4',
  prompts:
    'M12 3l1.8 5.2L19 10l-5.2 1.8L12 17l-1.8-5.2L5 10l5.2-1.8zM19 16l.8 2.2L22 19l-2.2.8L19 22l-.8-2.2L16 19l2.2-.8z',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21',
  close: 'M5 5l14 14M19 5L5 19',
  tools: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4.5v5h4v-5zM6 14.5v5h4v-5z',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  clock: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 7.5V12l3 2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  hash: 'M9 4L7 20M17 4l-2 16M4 9h16M3.5 15h16',
  back: 'M14 5l-7 7 7 7',
  up: 'M8 11v9H4v-9zM8 11l4-8a2 2 0 012 2v4h5a2 2 0 012 2.4l-1.5 7A2 2 0 0117.500 20H8',
  down: 'M8 13V4H4v9zM8 13l4 8a2 2 0 002-2v-4h5a2 2 0 002-2.400l-1.500-7A2 2 0 0017.500 4H8',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
};

/** An icon that screen readers pass over. */
export function icon(name, size = 20) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  for (const [key, value] of Object.entries({ fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6' })) {
    path.setAttribute(key, value);
  }
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  svg.append(path);
  return svg;
}

const COLOURS = ['#0f5e9c', '#7a3e9d', '#0b6a5b', '#9a3b26', '#5b4a9e', '#8a2f5d', '#2f6b2f', '#6b5310', '#38566b'];

/** Initials on a colour that stays the same for the same name. */
export function avatar(name, size = '') {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const initials = `${words[0]?.[0] ?? ''}${words.length > 1 ? words.at(-1)[0] : ''}`.toUpperCase();
  let sum = 0;
  for (const char of name) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  const circle = h('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, initials);
  circle.style.background = COLOURS[sum % COLOURS.length];
  return circle;
}

export function appAvatar(size = '') {
  return h('img', { class: `avatar app ${size}`, src: new URL('app-icon.svg', import.meta.url).href, alt: '' });
}

const LONDON = { timeZone: 'Europe/London' };
const clockFormat = new Intl.DateTimeFormat('en-GB', { ...LONDON, hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...LONDON,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const shortFormat = new Intl.DateTimeFormat('en-GB', { ...LONDON, weekday: 'short', day: 'numeric', month: 'short' });

export const timeOf = (iso) => clockFormat.format(new Date(iso));
export const dayOf = (iso) => dayFormat.format(new Date(iso));
export const shortTimeOf = (iso) => `${shortFormat.format(new Date(iso))} ${timeOf(iso)}`;

/** Says something to screen readers without moving the focus. */
export function say(text) {
  document.getElementById('status').textContent = text;
}
