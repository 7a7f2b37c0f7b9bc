import { h, icon } from '../dom.js';
import { prompts } from './prompts.js';
import { createUploads } from './uploads.js';

/**
 * The box to write in. Enter sends, Shift and Enter starts a new line.
 * @param {{ label: string, send: (text: string, uploads: object[], mention: boolean) => Promise<void>,
 *   mention?: string, starters?: object[], search?: () => void, text?: string }} options
 */
export function compose(options) {
  const uploads = createUploads();
  const box = h('textarea', {
    rows: '1',
    value: options.text ?? '',
    placeholder: options.label,
    'aria-label': options.label,
    test: 'compose',
    onkeydown: (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
    onpaste: (event) => uploads.add([...event.clipboardData.files]),
  });
  const mention = h('input', { type: 'checkbox', checked: true, id: `mention-${Math.random().toString(36).slice(2)}` });

  async function submit() {
    const text = box.value.trim();
    if (text === '' && uploads.isEmpty()) return;
    box.value = '';
    const files = uploads.take();
    uploads.sending(files);
    await options.send(text, files, mention.checked);
    uploads.sent();
    box.focus();
  }

  function fill(text) {
    box.value = text;
    box.focus();
  }

  return h(
    'div',
    { class: 'compose' },
    options.mention &&
      h('label', { class: 'mention' }, mention, `Mention ${options.mention}: without it the app hears nothing`),
    uploads.pending,
    box,
    h(
      'div',
      { class: 'tools' },
      tool('attach', 'Attach a file', { test: 'attach', onclick: () => uploads.picker.click() }),
      options.starters?.length > 0 && prompts(options.starters, fill),
      options.search && tool('search', 'Search in the app', { test: 'extension', onclick: options.search }),
      h(
        'button',
        { class: 'icon-button send', type: 'button', 'aria-label': 'Send', test: 'send', onclick: submit },
        icon('send'),
      ),
    ),
    uploads.picker,
  );
}

const tool = (name, label, props) =>
  h('button', { class: 'icon-button', type: 'button', 'aria-label': label, title: label, ...props }, icon(name));
