import { h, icon } from '../dom.js';

const MOST_PASTED = 10;

/** Files picked or pasted, which go with the next message; each is removed again with a click. */
export function createUploads() {
  let uploads = [];
  const pending = h('div', { class: 'pending' });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange: () => add([...picker.files]),
    test: 'file-input',
  });

  async function add(files) {
    const read = files.map(async (file) => ({
      name: file.name,
      type: file.type || 'application/octet-stream',
      base64: await base64Of(file),
    }));
    uploads = [...uploads, ...(await Promise.all(read))].slice(0, MOST_PASTED);
    draw();
  }

  function draw() {
    const chip = (upload) => {
      const onclick = () => {
        uploads = uploads.filter((one) => one !== upload);
        draw();
      };
      const props = { class: 'file', type: 'button', 'aria-label': `Remove ${upload.name}`, onclick };
      return h('button', props, icon('file', 16), upload.name, icon('close', 12));
    };
    pending.replaceChildren(...uploads.map(chip));
  }

  return {
    pending,
    picker,
    add,
    isEmpty: () => uploads.length === 0,
    /** The files, which from now on go with no other message. */
    take() {
      const taken = uploads;
      uploads = [];
      draw();
      return taken;
    },
    /** Says that these are on their way, until `sent` is called. */
    sending(files) {
      const names = files.map(({ name }) => name).join(', ');
      if (files.length > 0)
        pending.append(h('span', { class: 'sending', role: 'status', test: 'sending' }, `Sending ${names} …`));
    },
    sent: () => pending.querySelector('.sending')?.remove(),
  };
}

/** The file's bytes as base64, for JSON. */
async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
