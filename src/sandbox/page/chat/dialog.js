import { get, post } from '../api.js';
import { drawCard } from '../card/cards.js';
import { appAvatar, h, icon } from '../dom.js';
import { personTile } from '../who.js';

const WIDTHS = { small: 300, medium: 600, large: 800 };
const pixels = (size, usual) => (typeof size === 'number' ? size : (WIDTHS[size] ?? usual));

/** A window over the page: the browser keeps the focus inside and closes it on Escape; the focus then goes back. */
function openModal(title, width, content) {
  const close = () => modal.close();
  const heading = h('h2', { id: 'dialog-title' }, title);
  const modal = h(
    'dialog',
    { class: 'task', 'aria-labelledby': 'dialog-title', test: 'dialog' },
    h(
      'header',
      {},
      appAvatar(),
      heading,
      h(
        'button',
        { class: 'icon-button', type: 'button', 'aria-label': 'Close', test: 'dialog-close', onclick: close },
        icon('close'),
      ),
    ),
    content,
  );
  modal.style.width = `${width}px`;
  modal.addEventListener('close', () => {
    modal.remove();
    // The card with the button may have been drawn again meanwhile.
    if (document.activeElement === document.body) document.querySelector('.log')?.focus();
  });
  document.body.append(modal);
  modal.showModal();
  return { close, heading, modal };
}

/** Shows a task module and everything that follows from it, until it closes. */
export function openDialog(userId, first, options) {
  const content = h('div', { class: 'content' });
  const { close, heading, modal } = openModal(first.title, pixels(first.width, 600), content);

  function draw(dialog) {
    heading.textContent = dialog.title || heading.textContent;
    modal.style.width = `${pixels(dialog.width, 600)}px`;
    if (!dialog.card) {
      content.replaceChildren(h('p', { class: 'card-status' }, `This dialog would show ${dialog.url ?? 'nothing'}.`));
      return;
    }
    content.replaceChildren(
      drawCard(dialog.card, {
        plain: true,
        oldClient: options.oldClient,
        lookUp: async (dataset, typed) => {
          const { body } = await post(`/people/${userId}/look-up`, { dataset, typed });
          return body?.value?.results ?? [];
        },
        act: async (path, inputs) => {
          const body = { card: dialog.card, messageId: dialog.messageId, action: path, inputs };
          const result = await post(`/people/${userId}/submit-dialog`, body);
          if (result.kind === 'dialog') draw(result.dialog);
          else if (result.kind === 'message') tell(result.text);
          else if (result.kind === 'closed') close();
          return result.kind === 'error' ? result : { kind: 'nothing' };
        },
      }),
    );
    content.scrollTop = 0;
    // What is above the first field is there to be read first.
    content.querySelector('input, textarea, select, button')?.focus({ preventScroll: true });
  }

  /** A message in place of the card, as Teams shows it. */
  function tell(text) {
    showMessage(content, text, close);
  }

  draw(first);
}

/** What the app says in place of a dialog. It must not stand in the card, which the same click may have changed. */
export function openMessage(title, text) {
  const content = h('div', { class: 'content' });
  const { close } = openModal(title, pixels('medium'), content);
  showMessage(content, text, close);
}

function showMessage(content, text, close) {
  const done = h('button', { class: 'button primary', type: 'button', onclick: close }, 'OK');
  content.replaceChildren(h('div', { class: 'message-only' }, h('p', { role: 'status' }, text), done));
  done.focus();
}

/** The message extension: search, pick a result, and its card goes into the conversation. */
export function openSearch(userId, command, onPick) {
  const results = h('ul', { 'aria-live': 'polite' });
  const { close } = openModal(
    command.title,
    600,
    h(
      'div',
      { class: 'search' },
      h('input', {
        class: 'field',
        type: 'search',
        'aria-label': command.title,
        placeholder: command.title,
        test: 'extension-search',
        oninput: (event) => search(event.target.value),
      }),
      results,
    ),
  );

  let latest = 0;
  async function search(query) {
    latest += 1;
    const mine = latest;
    const { body, status } = await post(`/people/${userId}/search`, { commandId: command.id, query });
    if (mine !== latest) return;
    const found = body?.composeExtension?.attachments ?? [];
    const none = h('li', { class: 'empty' }, status === 200 ? 'Nothing found.' : 'Lanyard did not answer.');
    results.replaceChildren(...(found.length === 0 ? [none] : found.map(result)));
  }

  function result(attachment) {
    const preview = attachment.preview?.content ?? attachment.content ?? {};
    const pick = () => {
      close();
      onPick(attachment);
    };
    return h(
      'li',
      {},
      h(
        'button',
        { class: 'entry', type: 'button', onclick: pick, test: 'extension-result' },
        h(
          'span',
          { class: 'lines' },
          h('b', {}, preview.title ?? 'Result'),
          h('small', {}, preview.text ?? preview.subtitle ?? ''),
        ),
      ),
    );
  }

  search('');
}

/** Choosing another person: the list opens over the page. */
export async function openWho() {
  const list = h('ul', { class: 'tiles' });
  const draw = async (typed) => {
    const people = await get(`/people?top=40&q=${encodeURIComponent(typed)}`);
    list.replaceChildren(...people.map(personTile));
  };
  const search = h('input', {
    class: 'field',
    type: 'search',
    placeholder: 'Name, job or address',
    'aria-label': 'Find a person',
    test: 'person-search',
    oninput: (event) => draw(event.target.value),
  });
  await draw('');
  openModal('Who are you?', 860, h('div', { class: 'search' }, search, list));
}
