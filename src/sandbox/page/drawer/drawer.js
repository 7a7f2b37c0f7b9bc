import { get } from '../api.js';
import { h } from '../dom.js';
import { createClockPart } from './clock-part.js';
import { createFactsPart } from './facts-part.js';
import { createFaultsPart } from './faults-part.js';
import { createLimitsPart } from './limits-part.js';
import { peoplePart } from './people-part.js';

/** What the sandbox can be made to do. Open or closed is remembered. */
export function createDrawer({ me, state, onOldClient }) {
  // In a narrow window it would cover the conversation.
  let isOpen = localStorage.getItem('sandbox-drawer') === 'open' && innerWidth > 1100;
  const element = h('aside', { class: 'drawer', 'aria-label': 'Sandbox controls', test: 'drawer' });
  element.hidden = !isOpen;
  const counter = h('p', { class: 'counter', test: 'messages-to-pupils' });
  const clock = createClockPart();
  const faults = createFaultsPart({ me, refresh });
  const limits = createLimitsPart();
  const facts = createFactsPart(onOldClient);
  element.append(
    h('h2', {}, 'Sandbox controls'),
    h('p', { class: 'hint' }, 'These change the pretend Microsoft 365, not the app.'),
    counter,
    section('Clock', true, clock.element),
    section(`People: ${me.name}`, true, peoplePart({ me, state, refresh })),
    section('Faults', false, faults.element),
    section('Limits and permissions', false, limits.element),
    section('This sandbox', false, facts.element),
  );
  refresh();

  async function refresh() {
    if (!isOpen) return;
    const fresh = await get('/state');
    const count = fresh.messagesToPupils;
    counter.classList.toggle('broken', count > 0);
    counter.textContent = `Messages to pupils: ${count}`;
    for (const part of [limits, facts, faults]) part.update(fresh);
  }

  return {
    element,
    refresh,
    isOpen: () => isOpen,
    toggle() {
      isOpen = !isOpen;
      element.hidden = !isOpen;
      localStorage.setItem('sandbox-drawer', isOpen ? 'open' : 'closed');
      refresh();
      return isOpen;
    },
    toClock: clock.focus,
    setClock: clock.show,
  };
}

const section = (title, open, body) => h('details', open ? { open: true } : {}, h('summary', {}, title), body);
