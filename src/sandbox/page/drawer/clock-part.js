import { setClock } from '../api.js';
import { h, shortTimeOf } from '../dom.js';
import { button, row } from './fields.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Moves the sandbox's time. */
export function createClockPart() {
  let offset = 0;
  let shown = new Date();
  const now = h('b', { test: 'drawer-clock' });
  const when = h('input', {
    class: 'field',
    type: 'datetime-local',
    'aria-label': 'Date and time',
    test: 'clock-input',
  });
  const on = (ms) => () => setClock({ offsetMs: offset + ms });
  const saturday = button('Saturday 21:40', () => setClock({ now: nextSaturday(shown) }), 'clock-saturday');
  const element = h(
    'div',
    {},
    h('p', {}, now),
    row(
      saturday,
      button('+ 1 hour', on(HOUR)),
      button('+ 1 day', on(DAY), 'clock-day'),
      button('+ 1 week', on(7 * DAY)),
      button('Real time', () => setClock({ offsetMs: 0 }), 'clock-real'),
    ),
    h('label', {}, 'Set to (this computer’s time zone)', when),
    row(button('Set', () => when.value && setClock({ now: new Date(when.value).toISOString() }))),
  );
  return {
    element,
    /** Puts the focus on the first button that moves the clock. */
    focus: () => saturday.focus(),
    show(iso, offsetMs) {
      shown = new Date(iso);
      offset = offsetMs;
      now.textContent = `${shortTimeOf(iso)}${offsetMs === 0 ? '' : ' (moved)'}`;
    },
  };
}

/** Saturday 21:40 in London after the sandbox's time. */
function nextSaturday(shown) {
  const day = new Date(shown.getTime() + ((6 - shown.getUTCDay() + 7) % 7 || 7) * DAY);
  const inLondon = (date) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' }).format(date);
  const guess = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 21, 40));
  if (inLondon(guess) !== '21') guess.setUTCHours(20);
  return guess.toISOString();
}
