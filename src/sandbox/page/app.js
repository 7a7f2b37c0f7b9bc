import { follow, get } from './api.js';
import { createEvents } from './events.js';
import { createFrame } from './frame.js';
import { createScreen } from './screen.js';
import { openSession } from './session.js';
import { drawChooser } from './who.js';

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
  const session = await openSession(me, { section: place.get('at'), selected: place.get('channel') });
  const frame = createFrame(app, me, state);
  const screen = createScreen({ app, frame, session, state, typed: place.get('say') ?? '' });
  screen.show();
  follow(me.id, createEvents({ frame, session, screen }), frame.showConnection);
}
