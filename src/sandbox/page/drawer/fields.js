import { h } from '../dom.js';

/** A labelled list to choose from; `options` are values with their wording. */
export function choice(label, options, test) {
  const select = h('select', { class: 'field', test }, ...options.map(([value, text]) => h('option', { value }, text)));
  return { select, label: h('label', {}, label, select) };
}

export const button = (label, onclick, test) => h('button', { class: 'button', type: 'button', onclick, test }, label);

export const row = (...buttons) => h('div', { class: 'row' }, ...buttons);
