import { h } from './dom.js';
import { createDrawer } from './drawer/drawer.js';
import { createTitlebar } from './titlebar.js';
import { BANNER } from './who.js';

/** What stands around the conversation: banner, title bar, rail, list, and the drawer of controls. */
export function createFrame(app, me, state) {
  const drawer = createDrawer({ me, state, onOldClient: () => location.reload() });
  const titlebar = createTitlebar({ me, state, drawer });
  const rail = h('nav', { class: 'rail', 'aria-label': 'Teams' });
  const list = h('nav', { class: 'list', 'aria-label': 'List' });
  const banner = h('p', { class: 'banner', test: 'banner' }, BANNER);
  let main = h('section', { class: 'main' });
  app.className = '';
  app.replaceChildren(banner, titlebar.element, rail, list, main, drawer.element);
  setClock(state.clock);

  function setClock({ now, offsetMs }) {
    titlebar.setClock(now, offsetMs);
    drawer.setClock(now, offsetMs);
  }

  return {
    rail,
    list,
    drawer,
    setClock,
    setMain(element) {
      main.replaceWith(element);
      main = element;
    },
    showConnection(isThere) {
      banner.classList.toggle('lost', !isThere);
      banner.textContent = isThere
        ? BANNER
        : 'The sandbox has stopped. Start it again (npm start): this page goes on by itself.';
    },
  };
}
