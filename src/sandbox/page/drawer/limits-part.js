import { post, put } from '../api.js';
import { h } from '../dom.js';

/** Whether Microsoft's rate limits hold, and which permissions the app has. */
export function createLimitsPart() {
  const limits = h('input', { type: 'checkbox', onchange: () => put('/limits', { on: limits.checked }) });
  const list = h('ul', {});
  const permission = ({ name, granted }) => {
    const box = h('input', {
      type: 'checkbox',
      checked: granted,
      onchange: () => post('/tenant/set-permission', { name, granted: box.checked }),
    });
    return h('li', {}, h('label', { class: 'check' }, box, name));
  };
  return {
    element: h('div', {}, h('label', { class: 'check' }, limits, 'Published rate limits'), list),
    update(state) {
      limits.checked = state.limits;
      list.replaceChildren(...state.permissions.map(permission));
    },
  };
}
