/** An element with properties and children. Words are only ever text: a policy's markup is no markup. */
export function h(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(9).filter((child) => child !== undefined && child !== false && child !== ''));
  return element;
}

/** A mark and its words, the words in line with one another. */
const item = (mark, text, depth, ids) =>
  h(
    'p',
    { class: `item depth-${Math.min(depth, 4)}`, 'data-ids': ids.join(' ') },
    h('span', { class: 'mark' }, mark),
    h('span', {}, text),
  );

function table(columns, rows) {
  const hasNames = columns.some((name) => name !== '');
  return h(
    'div',
    { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': 'Table' },
    h(
      'table',
      {},
      hasNames
        ? h(
            'thead',
            {},
            h(
              'tr',
              {},
              columns.map((name) => h('th', { scope: 'col' }, name)),
            ),
          )
        : '',
      h(
        'tbody',
        {},
        rows.map(({ cells, ids }) =>
          h(
            'tr',
            { 'data-ids': ids.join(' ') },
            cells.map((cell) => h('td', {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** A section of the policy as it was read. */
export function drawSection({ number, heading, depth, blocks }) {
  const title = heading.startsWith(number) ? heading : `${number} ${heading}`.trim();
  return h(
    'section',
    { class: 'section' },
    title === '' ? '' : h(`h${Math.min(6, depth + 3)}`, {}, title),
    blocks.map((block) => {
      if (block.kind === 'table') return table(block.columns, block.rows);
      if (block.kind === 'item') return item(block.mark, block.text, block.depth, block.ids);
      return h('p', { class: block.kind, 'data-ids': block.ids.join(' ') }, block.text);
    }),
  );
}

/** Rows that follow one another with the same columns, as one table. */
function grouped(parts) {
  const out = [];
  for (const part of parts) {
    const last = out.at(-1);
    const names = part.kind === 'row' ? part.cells.map(({ name }) => name) : undefined;
    if (names && last?.kind === 'table' && last.columns.join('\t') === names.join('\t')) last.rows.push(part);
    else if (names) out.push({ kind: 'table', columns: names, rows: [part] });
    else out.push(part);
  }
  return out;
}

/** The policy's own words, as it prints them. */
export const drawQuote = ({ parts, caution }) => [
  h(
    'blockquote',
    {},
    grouped(parts).map((part) => {
      if (part.kind === 'table')
        return table(
          part.columns,
          part.rows.map(({ cells }) => ({ cells: cells.map(({ text }) => text), ids: [] })),
        );
      if (part.kind === 'item') return item(part.mark, part.text, part.depth, []);
      if (part.kind === 'gap')
        return h('p', { class: 'gap', title: 'Something of the policy is left out here' }, '[…]');
      return h('p', {}, part.text);
    }),
  ),
  caution ? h('p', { class: 'caution' }, h('b', {}, `Before you follow this: ${caution.title} `), caution.text) : '',
];

/** Shows the policy at what was quoted, marked. */
function showIn(policy, ids) {
  const wanted = new Set(ids);
  let first;
  for (const element of policy.querySelectorAll('[data-ids]')) {
    const isQuoted = element.dataset.ids.split(' ').some((id) => wanted.has(id));
    element.classList.toggle('quoted', isQuoted);
    if (isQuoted) first ??= element;
  }
  const text = policy.querySelector('details.text');
  if (text) text.open = true;
  first?.scrollIntoView({ block: 'center' });
  if (first) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
}

const placed = (quote, policy) =>
  h(
    'div',
    { class: 'placed' },
    h('p', { class: 'where' }, quote.where),
    drawQuote(quote),
    h('button', { type: 'button', class: 'quiet', onclick: () => showIn(policy, quote.ids) }, 'Show it in the policy'),
  );

const band = (kind, sign, title, words) =>
  h(
    'div',
    { class: `band ${kind}` },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    h('div', {}, h('h4', {}, title), words ? h('p', {}, words) : ''),
  );

/** The three kinds of answer, and what is said instead of one. */
export function drawAnswer(answer, policy) {
  if (answer.kind === 'several')
    return h(
      'div',
      {},
      answer.each.map((one) => [
        h('p', { class: 'asked' }, one.question),
        drawAnswer({ ...one, finds: answer.finds }, policy),
      ]),
    );
  const words =
    answer.finds === 'learning' ? 'By words only for now: the policy is still being read for its meaning.' : '';
  const offer = answer.offer ? h('p', { class: 'offer' }, answer.offer) : '';
  if (answer.kind === 'words') return h('div', { class: 'answer' }, h('p', { class: 'offer' }, answer.words));
  if (answer.kind === 'answered')
    return h(
      'div',
      { class: 'answer' },
      band('rule', '✓', 'The rule'),
      placed(answer.best, policy),
      answer.together.length > 0 ? h('h4', {}, 'The same section also says') : '',
      answer.together.flatMap(drawQuote),
      answer.conflicts.map((one) => [
        h('h4', {}, 'Another clause says something different on this'),
        placed(one, policy),
      ]),
      answer.others.length > 0
        ? h(
            'details',
            {},
            h('summary', {}, 'See also'),
            answer.others.map((one) => placed(one, policy)),
          )
        : '',
      offer,
    );
  if (answer.kind === 'nearest')
    return h(
      'div',
      { class: 'answer' },
      band(
        'nearest',
        '≈',
        'I’m not certain this policy covers it',
        answer.nearest.length > 0
          ? 'The nearest rules are below, word for word. They may not be about what you asked.'
          : 'None of these words is in it. Try others.',
      ),
      words ? h('p', { class: 'quiet' }, words) : '',
      h(
        'ol',
        {},
        answer.nearest.map((one) => h('li', {}, placed(one, policy))),
      ),
      offer,
    );
  return h(
    'div',
    { class: 'answer' },
    band(
      'silent',
      '?',
      answer.nearest.length > 0 ? 'I found no rule in it that clearly covers this' : 'I found no rule about this in it',
      'In Teams, your policy owner is named here, and one press sends the question on.',
    ),
    answer.nearest.length > 0
      ? h(
          'details',
          {},
          h('summary', {}, 'Show what came closest (not an answer)'),
          answer.nearest.map((one) => placed(one, policy)),
        )
      : '',
    offer,
  );
}
