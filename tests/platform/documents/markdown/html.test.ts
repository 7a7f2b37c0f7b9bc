import { readMarkdown } from '../../../../src/platform/documents/markdown/markdown.ts';
import { missedSentences } from '../../../../src/platform/documents/missed.ts';
import type { Missed } from '../../../../src/platform/documents/outcome.ts';

const outcome = (...lines: string[]) => {
  const missed: Missed[] = [];
  const blocks = readMarkdown(lines.join('\n'), (one) => missed.push(one));
  const texts = blocks.map((block) =>
    block.kind === 'row'
      ? block.cells.join(' | ')
      : block.kind === 'item'
        ? `${block.marker} ${block.text}`
        : block.kind === 'heading'
          ? `${'#'.repeat(block.level)} ${block.text}`
          : block.text,
  );
  return { blocks, texts, missed: missedSentences(missed) };
};

test('struck words are left out and told, in Markdown and in HTML, over lines and paragraphs', () => {
  const { texts, missed } = outcome(
    '# Bikes',
    '',
    '## Sheds',
    '',
    'Bikes are ~~never~~ locked ~~by',
    'the owner~~ here.',
    '',
    '- ~~Scooters too.~~',
    '- Helmets <s class="x">may</s> must be worn.',
    '',
    '<del>',
    'Skates.',
    '',
    'Boards.',
    '</del>',
    '',
    '| Who | When |',
    '|---|---|',
    '| Year 3 | ~~Mon~~ Tue |',
    '| ~~Year 4~~ | ~~Wed~~ |',
  );
  expect(texts).toEqual(
    ['# Bikes', '# Sheds', 'Bikes are locked here.', '- Helmets must be worn.', 'Year 3 | Tue'].map((text, at) =>
      at === 0 ? ' Bikes' : text,
    ),
  );
  expect(missed).toEqual([
    'Words that are struck through are left out: ‘never’, under ‘Sheds’; ‘by the owner’, under ‘Sheds’; ‘Scooters too.’, under ‘Sheds’; ‘may’, under ‘Sheds’; ‘Skates.’, under ‘Sheds’; ‘Boards.’, under ‘Sheds’; ‘Mon’, in a table under ‘Sheds’; ‘Year 4’, in a table under ‘Sheds’; ‘Wed’, in a table under ‘Sheds’.',
  ]);
});

test('what a style strikes through or hides is left out and told, over items, rows and cells', () => {
  const { texts, missed } = outcome(
    '# Rafts',
    '',
    'Rafts ~never~ float <span style="color: red; text-decoration: line-through">upside down</span> here, ~4 m off.',
    '',
    '~~Tow ~3 rafts.~~',
    '',
    '<s>',
    '',
    '- Sit on the edge.',
    '- Stand.',
    '',
    '</s>',
    '',
    '<ul style="text-decoration:line-through"><li>Dive</li><li>Race</li></ul><ol><li style="text-decoration: line-through">Paddle<li>Whistle</ol>',
    '<p hidden>Rafts are let out.</p><div style="display:none"><div>By the hour.</div></div><p class="hidden">Oars are not.</p>',
    '<table><tr><th>Who<th>Raft</tr><tr style="text-decoration:line-through"><td>Year 2<td>Red</tr><tr><td>Year 5<td><del>Red</del> Blue</tr></table>',
    '<del>Left open',
  );
  expect(texts).toEqual([
    '# Rafts',
    'Rafts float here, ~4 m off.',
    '2. Whistle',
    'Oars are not.',
    'Year 5 | Blue',
    'Left open',
  ]);
  expect(missed.join(' ')).toMatch(/‘never’.*‘upside down’.*‘Tow ~3 rafts\.’.*‘Sit on the edge\.’.*‘Stand\.’.*‘Dive’/s);
  expect(missed.join(' ')).toMatch(/hidden are left out: ‘Rafts are let out\.’, under ‘Rafts’; ‘By the hour\.’/);
});

test('boxes, choices and what is typed in a form in HTML are read as they stand, or are gaps', () => {
  const { texts } = outcome(
    'Rafts <input type="radio" name="r" checked> may <input type="radio" name="r"> may not float.',
    '',
    'Keeper: <input value="Mr Reed">, deputy: <input type="text"> <input type="submit" value="Send">',
    '',
    'On <select><option>Monday</option><option selected>Friday</option></select> or <select><option value="">Pick</option></select>',
    '',
    '1. [x] Ropes',
    '',
    '10<sup>-3</sup> of CO<sub>2</sub>',
  );
  expect(texts).toEqual([
    'Rafts ☑ may ☐ may not float.',
    'Keeper: Mr Reed, deputy: [to be filled in]',
    'On Friday or [to be chosen]',
    '1. ☑ Ropes',
    '10⁻³ of CO₂',
  ]);
});

test('a list in HTML is counted from where and with what it says', () => {
  expect(
    outcome('<ol start="6"><li>Six<li value="9">Nine</ol>', '', '<ol type="a"><li>A</li><li>B</li></ol>').texts,
  ).toEqual(['6. Six', '9. Nine', 'a. A', 'b. B']);
});

test('a table in HTML has its rows and columns, merged cells in all that they cover', () => {
  const { blocks } = outcome(
    '<table border=1><caption>Bells</caption>',
    '<thead><tr><th>Day<th>Bell<th>Who</tr></thead>',
    '<tr><td rowspan="2">Mon</td><td>8.30 | 8.45</td><td><p>Ms</p><p>Ivy</p></td></tr>',
    '<tr><td colspan=2>none &mdash; ever</td></tr>',
    '<tr><td colspan="3">In June</td></tr>',
    '</table>',
  );
  expect(blocks).toEqual([
    { kind: 'paragraph', text: 'Bells' },
    { kind: 'row', columns: ['Day', 'Bell', 'Who'], cells: ['Mon', '8.30 | 8.45', 'Ms Ivy'] },
    { kind: 'row', columns: ['Day', 'Bell', 'Who'], cells: ['Mon', 'none — ever', 'none — ever'] },
    { kind: 'row', columns: ['Day', 'Bell', 'Who'], cells: ['In June', '', ''] },
  ]);
  expect(outcome('<table><tr><td>a</td><td>b</td></tr></table>').blocks).toEqual([
    { kind: 'row', columns: ['', ''], cells: ['a', 'b'] },
  ]);
});

test('headings, lists, lines and boxes in HTML are what they are in Markdown', () => {
  const { texts } = outcome(
    '<h1 align="center">Bikes</h1><h2>1. Sheds</h2>',
    '<p>Version: 2<br>Owner: Head</p><div>Ask <b>first</b>.</div>',
    '<ul><li>One<ol><li>deep</li><li>deeper</li></ol></li><li><input type="checkbox" checked> Two</li></ul>',
    '- [ ] locked',
    '- [x] lit',
    'Area: 20 m<sup>2</sup>',
    '`<b>` stays.',
  );
  expect(texts).toEqual([
    ' Bikes',
    '# Sheds',
    'Version: 2',
    'Owner: Head',
    'Ask first.',
    '- One',
    '1. deep',
    '2. deeper',
    '- ☑ Two',
    '- ☐ locked',
    '- ☑ lit Area: 20 m² <b> stays.',
  ]);
});

test('the address behind a link stands after its words; pictures are told', () => {
  const { texts, missed } = outcome(
    'Book [here](https://fir.example/book "Book"), [there][Form] or [form].',
    'See [fir.example](https://fir.example/), [above](#top) and <a href="mailto:bee@fir.example">Bee</a>.',
    '![A map of the yard](map.png)',
    '',
    '[form]: https://fir.example/form',
  );
  expect(texts).toEqual([
    'Book here (https://fir.example/book), there (https://fir.example/form) or [form]. See fir.example, above and Bee (bee@fir.example).',
  ]);
  expect(missed).toEqual([
    expect.stringMatching(/^Words in a picture .*: ‘A map of the yard’, before the first heading\.$/),
  ]);
});

test('entities are characters, by name and number, also as Windows counts them', () => {
  expect(
    outcome(
      '18&deg;C &ge; 3&frac12; &eacute;&Eacute; &rarr; &check; &#8211; &#x2713; &#146;s &hellip; &nosuch; &amp;lt;',
    ).texts,
  ).toEqual(['18°C ≥ 3½ éÉ → ✓ – ✓ ’s … &nosuch; &lt;']);
});

test.each([
  '<s>',
  '<table>',
  '<h1>',
  '<a href=x>',
  '<b>',
  '<del>x',
  '<p hidden>x',
  '<i></b>',
  '~a ',
  '<input type=checkbox ',
  '<ul><li>',
  '```\n',
  '<table><tr><td rowspan=60 colspan=60>x',
  ' '.repeat(20),
])('a file of nothing but %p is read in no time', (piece) => {
  const start = performance.now();
  readMarkdown(piece.repeat(Math.ceil(300_000 / piece.length)));
  expect(performance.now() - start).toBeLessThan(4_000);
});
