import { drawAnswer, drawSection, h } from './drawn.js';

const at = (id) => document.getElementById(id);
const [drop, picker, status, problems, tried, shown] = ['drop', 'file', 'status', 'problems', 'tried', 'policy'].map(
  at,
);
const LOOK_MS = 700;
let held = [];
let current;
let isReading = false;

async function call(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { 'x-lanyard-trial': '1' } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

const say = (words) => {
  status.textContent = words;
};

function problem(name, why) {
  problems.append(h('li', {}, h('b', {}, `${name} could not be read. `), why));
}

/** Reads files one after the other, and shows the last. */
async function take(files) {
  isReading = true;
  problems.replaceChildren();
  for (const file of files) {
    say(`Reading ${file.name} …`);
    try {
      const policy = await call(`/policies?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
      if (policy.unreadable) problem(policy.name, policy.unreadable);
      else {
        held = [...held.filter(({ name }) => name !== policy.name), policy];
        show(policy);
      }
    } catch {
      problem(file.name, 'It could not be sent to Lanyard. Is it still running?');
    }
  }
  isReading = false;
  say('');
}

function drawTried() {
  tried.replaceChildren(
    ...(held.length > 1
      ? held.map((one) =>
          h(
            'button',
            {
              type: 'button',
              'aria-pressed': String(one.id === current?.id),
              onclick: async () => show(await call(`/policies/${one.id}`)),
            },
            one.name,
          ),
        )
      : []),
  );
}

const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

function show(policy) {
  current = policy;
  drawTried();
  const { read } = policy;
  const { sections, rules, lists, tables, notes } = read.counts;
  const finds = h('p', { class: 'quiet', role: 'status' });
  const answers = h('div', { class: 'answers' });
  shown.replaceChildren(
    h('h2', {}, read.title),
    h('p', { class: 'quiet' }, policy.name),
    h(
      'p',
      { class: 'counts' },
      [
        plural(sections, 'section'),
        plural(rules, 'rule'),
        plural(lists, 'list'),
        plural(tables, 'table'),
        plural(notes, 'note'),
      ].join(' · '),
    ),
    h(
      'dl',
      {},
      read.stated.map(({ label, value, from }) => [
        h('dt', {}, label),
        h(
          'dd',
          { class: value ? undefined : 'quiet' },
          value ?? 'not stated in the document',
          from ? h('span', { class: 'from' }, `from ${from}`) : '',
        ),
      ]),
    ),
    h('h3', {}, 'What was passed over, or is doubtful'),
    read.missed.length > 0
      ? h(
          'ul',
          { class: 'missed' },
          read.missed.map((what) => h('li', {}, what)),
        )
      : h('p', {}, 'Nothing: every word of it was read.'),
    h(
      'div',
      { class: 'sides' },
      h('section', { 'aria-label': 'Questions' }, asking(policy, answers, finds), answers),
      h(
        'section',
        { 'aria-label': 'How it was read' },
        h(
          'details',
          { class: 'text', open: true },
          h('summary', {}, 'How it was read'),
          h(
            'div',
            { class: 'pages', tabindex: '0', role: 'group', 'aria-label': 'The policy' },
            read.sections.map(drawSection),
          ),
        ),
        read.furniture.length > 0
          ? h(
              'details',
              {},
              h(
                'summary',
                {},
                `${plural(read.furniture.length, 'line')} never quoted: headers, footers, page numbers, contents`,
              ),
              h(
                'ul',
                { class: 'quiet' },
                read.furniture.map((line) => h('li', {}, line)),
              ),
            )
          : '',
      ),
    ),
    keeping(policy),
  );
  follow(policy, finds);
}

/** The box to ask in. */
function asking(policy, answers, finds) {
  const box = h('input', {
    id: 'question',
    type: 'text',
    maxlength: '1000',
    autocomplete: 'off',
    placeholder: 'can staff follow pupils online?',
  });
  const form = h(
    'form',
    {
      class: 'ask',
      onsubmit: async (event) => {
        event.preventDefault();
        const question = box.value.trim();
        if (question === '') return;
        box.value = '';
        const slot = h(
          'div',
          { class: 'turn' },
          h('p', { class: 'asked' }, question),
          h('p', { class: 'quiet' }, 'Looking …'),
        );
        answers.prepend(slot);
        try {
          const answer = await call(`/policies/${policy.id}/ask`, { method: 'POST', body: question });
          slot.lastChild.replaceWith(drawAnswer(answer, shown));
        } catch (error) {
          slot.lastChild.replaceWith(h('p', { class: 'offer' }, error.message));
        }
      },
    },
    h('label', { for: 'question' }, 'Ask it'),
    h('div', { class: 'row' }, box, h('button', { type: 'submit' }, 'Ask')),
    finds,
  );
  return form;
}

function keeping(policy) {
  const words = h('p', { class: 'quiet' });
  const draw = () => {
    words.textContent = policy.isKept
      ? 'Kept on this computer: it is here again at the next start.'
      : 'Gone when Lanyard stops.';
    keep.hidden = policy.isKept;
  };
  const keep = h(
    'button',
    {
      type: 'button',
      onclick: async () => {
        await call(`/policies/${policy.id}/keep`, { method: 'POST' });
        policy.isKept = true;
        draw();
      },
    },
    'Keep it on this computer',
  );
  const forget = h(
    'button',
    {
      type: 'button',
      onclick: async () => {
        await call(`/policies/${policy.id}`, { method: 'DELETE' });
        held = held.filter(({ id }) => id !== policy.id);
        current = undefined;
        shown.replaceChildren();
        drawTried();
        say(`${policy.name} is forgotten.`);
      },
    },
    'Forget it now',
  );
  draw();
  return h('div', { class: 'keeping' }, words, h('div', { class: 'row' }, keep, forget));
}

/** Says how it is found until the encoder has read it. */
async function follow(policy, words) {
  while (current === policy) {
    const { finds } = await call(`/policies/${policy.id}/state`).catch(() => ({ finds: 'words' }));
    words.textContent =
      finds === 'learning'
        ? 'Ask now: answers come by words until it is read for its meaning, some seconds.'
        : finds === 'words'
          ? 'Without the encoder: answers come by words, and are never certain.'
          : 'Read for its meaning: ask in your own words.';
    if (finds !== 'learning') return;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

async function takePicked() {
  const files = [...picker.files];
  picker.value = '';
  await take(files);
}
picker.addEventListener('change', takePicked);
for (const kind of ['dragenter', 'dragover'])
  addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) drop.classList.remove('over');
});
addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  take([...event.dataTransfer.files]);
});

const before = await call('/policies');
held = [...before.held, ...held.filter(({ id }) => !before.held.some((one) => one.id === id))];
if (before.home) {
  at('home').hidden = false;
  at('home').append(h('a', { href: before.home }, '← Back to the pretend Teams'));
}
// Picked before this page was ready.
if (picker.files.length > 0) await takePicked();
else if (!current && !isReading && held[0]) {
  const last = await call(`/policies/${held[0].id}`);
  // A file that was dropped meanwhile is what is to be seen.
  if (!current && !isReading) show(last);
}
