import { h, icon } from './dom.js';

const MOST_PASTED = 10;

/**
 * The box to write in. Enter sends, Shift and Enter starts a new line.
 * @param {{ label: string, send: (text: string, uploads: object[], mention: boolean) => Promise<void>,
 *   mention?: string, starters?: object[], search?: () => void, text?: string }} options
 */
export function compose(options) {
  let uploads = [];
  const pending = h('div', { class: 'pending' });
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
    onpaste: (event) => add([...event.clipboardData.files]),
  });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange: () => add([...picker.files]),
    test: 'file-input',
  });
  const mention = h('input', { type: 'checkbox', checked: true, id: `mention-${Math.random().toString(36).slice(2)}` });

  async function add(files) {
    const read = files.map(async (file) => ({
      name: file.name,
      type: file.type || 'application/octet-stream',
      base64: await base64Of(file),
    }));
    uploads = [...uploads, ...(await Promise.all(read))].slice(0, MOST_PASTED);
    drawPending();
  }

  function drawPending() {
    pending.replaceChildren(
      ...uploads.map((upload) =>
        h(
          'button',
          {
            class: 'file',
            type: 'button',
            'aria-label': `Remove ${upload.name}`,
            onclick: () => {
              uploads = uploads.filter((one) => one !== upload);
              drawPending();
            },
          },
          icon('file', 16),
          upload.name,
          icon('close', 12),
        ),
      ),
    );
  }

  async function submit() {
    const text = box.value.trim();
    if (text === '' && uploads.length === 0) return;
    const sent = uploads;
    box.value = '';
    uploads = [];
    drawPending();
    if (sent.length > 0)
      pending.append(
        h(
          'span',
          { class: 'sending', role: 'status', test: 'sending' },
          `Sending ${sent.map(({ name }) => name).join(', ')} …`,
        ),
      );
    await options.send(text, sent, mention.checked);
    pending.querySelector('.sending')?.remove();
    box.focus();
  }

  const tool = (name, label, test, onclick) =>
    h('button', { class: 'icon-button', type: 'button', 'aria-label': label, title: label, test, onclick }, icon(name));
  return h(
    'div',
    { class: 'compose' },
    options.mention &&
      h('label', { class: 'mention' }, mention, `Mention ${options.mention}: without it the app hears nothing`),
    pending,
    box,
    h(
      'div',
      { class: 'tools' },
      tool('attach', 'Attach a file', 'attach', () => picker.click()),
      options.starters?.length > 0 && prompts(options.starters, (text) => fill(text)),
      options.search && tool('search', 'Search in the app', 'extension', options.search),
      h(
        'button',
        { class: 'icon-button send', type: 'button', 'aria-label': 'Send', test: 'send', onclick: submit },
        icon('send'),
      ),
    ),
    picker,
  );

  function fill(text) {
    box.value = text;
    box.focus();
  }
}

/** The file's bytes as base64, for JSON. */
async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** "View prompts": the manifest's prompt starters, after the conversation has begun. */
function prompts(starters, pick) {
  const holder = h('span', { class: 'holder' });
  const button = h('button', {
    class: 'icon-button',
    type: 'button',
    'aria-label': 'View prompts',
    title: 'View prompts',
    'aria-expanded': 'false',
    test: 'prompts',
    onclick: () => toggle(),
  });
  button.append(icon('prompts'));
  holder.append(button);
  let menu;
  function toggle() {
    if (menu) {
      menu.remove();
      menu = undefined;
      button.setAttribute('aria-expanded', 'false');
      return;
    }
    menu = h(
      'div',
      {
        class: 'popover',
        onkeydown: (event) => {
          if (event.key !== 'Escape') return;
          toggle();
          button.focus();
        },
      },
      ...starters.map((starter) =>
        h(
          'button',
          {
            class: 'entry',
            type: 'button',
            onclick: () => {
              toggle();
              pick(starter.prompt);
            },
          },
          h('span', { class: 'lines' }, h('b', {}, starter.title), h('small', {}, starter.description)),
        ),
      ),
    );
    holder.append(menu);
    button.setAttribute('aria-expanded', 'true');
    menu.querySelector('button')?.focus();
  }
  return holder;
}
