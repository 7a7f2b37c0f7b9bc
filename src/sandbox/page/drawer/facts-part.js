import { h } from '../dom.js';

/** What this sandbox holds, and how it draws cards. */
export function createFactsPart(onOldClient) {
  const facts = h('dl', {});
  const box = h('input', {
    type: 'checkbox',
    checked: localStorage.getItem('sandbox-old-client') === 'yes',
    onchange: () => {
      localStorage.setItem('sandbox-old-client', box.checked ? 'yes' : 'no');
      onOldClient();
    },
  });
  return {
    element: h('div', {}, facts, h('label', { class: 'check' }, box, 'Draw cards as an old client (version 1.2)')),
    update({ people, installations, filesFetched, botEndpoint }) {
      const shown = [
        ['People', people.toLocaleString('en-GB')],
        ['App installed for', installations.toLocaleString('en-GB')],
        ['Uploads downloaded', filesFetched],
        ['Bot', botEndpoint ?? 'not set'],
      ];
      facts.replaceChildren(...shown.flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, String(value))]));
    },
  };
}
