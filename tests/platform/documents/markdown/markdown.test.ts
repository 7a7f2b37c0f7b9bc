import { statedFacts } from '../../../../src/ask/parsing/stated-facts.ts';
import { readMarkdown } from '../../../../src/platform/documents/markdown/markdown.ts';

const read = (...lines: string[]) => readMarkdown(lines.join('\n'));

test('headings of both kinds, with their numbers apart; the first that is highest names the document', () => {
  expect(
    read(
      '# Phones',
      '',
      '## 1. Scope ##',
      '',
      '2. Rules',
      '--------',
      '',
      '### Section 3: Trips',
      '',
      '## Who',
      '',
      '#not a heading',
    ),
  ).toEqual([
    { kind: 'heading', level: 0, text: 'Phones' },
    { kind: 'heading', level: 1, label: '1', text: 'Scope' },
    // A line that counts is an item, so the rule below it is only a rule.
    { kind: 'item', depth: 0, marker: '2.', text: 'Rules' },
    { kind: 'heading', level: 2, label: 'Section 3', text: 'Trips' },
    { kind: 'heading', level: 1, text: 'Who' },
    { kind: 'paragraph', text: '#not a heading' },
  ]);
});

test('lists nest by indent and by how they count, and go on over broken lines', () => {
  expect(
    read(
      'Staff must:',
      '',
      '- (a) not post',
      '  pictures;',
      '- (b) keep:',
      '  - (i) names,',
      '  - (ii) faces',
      '* private.',
      '1. first',
      '2. second',
      '   - deeper',
    ),
  ).toEqual([
    { kind: 'paragraph', text: 'Staff must:' },
    { kind: 'item', depth: 0, marker: '(a)', text: 'not post pictures;' },
    { kind: 'item', depth: 0, marker: '(b)', text: 'keep:' },
    { kind: 'item', depth: 1, marker: '(i)', text: 'names,' },
    { kind: 'item', depth: 1, marker: '(ii)', text: 'faces' },
    { kind: 'item', depth: 1, marker: '*', text: 'private.' },
    { kind: 'item', depth: 2, marker: '1.', text: 'first' },
    { kind: 'item', depth: 2, marker: '2.', text: 'second' },
    { kind: 'item', depth: 3, marker: '-', text: 'deeper' },
  ]);
});

test('what is listed under a numbered clause stands within it', () => {
  expect(
    read('3.1 You must not:', '', '- post;', '- share.', '', '3.1.2 Ask.').map(
      (block) => block.kind === 'item' && [block.depth, block.marker],
    ),
  ).toEqual([
    [0, '3.1'],
    [1, '-'],
    [1, '-'],
    [1, '3.1.2'],
  ]);
});

test('tables keep their columns, cells without text and pipes behind a backslash', () => {
  expect(read('| Who | When |', '|---|:--:|', '| DSL \\| deputy | at once |', '| head | |', 'After.')).toEqual([
    { kind: 'row', columns: ['Who', 'When'], cells: ['DSL | deputy', 'at once'] },
    { kind: 'row', columns: ['Who', 'When'], cells: ['head', ''] },
    { kind: 'paragraph', text: 'After.' },
  ]);
});

test('front matter states facts; without its end it is text', () => {
  const blocks = read(
    '---',
    'title: "Phones"',
    'version: 2.1',
    'owner: Headteacher',
    '---',
    '# Phones',
    '',
    '## Rules',
    '',
    'None.',
  );
  expect(statedFacts(blocks)).toMatchObject({ version: '2.1', owner: 'Headteacher' });
  expect(read('---', 'Staff must ask.')).toEqual([{ kind: 'paragraph', text: 'Staff must ask.' }]);
});

test('emphasis, links, code, tags and entities go; what they hold stays word for word', () => {
  expect(
    read(
      '**Never** _ever_ [ask us](https://x.example/a) `now` &amp; <b>then</b> 2 * 3 * 4 snake_case \\*star\\* <https://y.example>',
    ),
  ).toEqual([
    {
      kind: 'paragraph',
      text: 'Never ever ask us (https://x.example/a) now & then 2 * 3 * 4 snake_case *star* https://y.example',
    },
  ]);
});

test('notes carry the mark that calls them; comments are not text of the policy', () => {
  expect(
    read('Report it[^1] today.<!-- draft: ask', 'the union -->', '', '[^1]: To the DSL', '    or a deputy.'),
  ).toEqual([
    { kind: 'paragraph', text: 'Report it¹ today.' },
    { kind: 'note', marker: '¹', text: 'To the DSL or a deputy.' },
  ]);
});

test('quotes and fenced text are read as text', () => {
  expect(read('> In danger? Call 999.', '', '```', '# not a heading', '```')).toEqual([
    { kind: 'paragraph', text: 'In danger? Call 999.' },
    { kind: 'paragraph', text: '# not a heading' },
  ]);
});

test('facts on lines of their own are not run together', () => {
  expect(
    read('**Version:** 2', '**Adopted:** May 2026', 'and a sentence', 'that goes on').map(
      (block) => block.kind === 'paragraph' && block.text,
    ),
  ).toEqual(['Version: 2', 'Adopted: May 2026 and a sentence that goes on']);
});

test('bold lines with a number are headings within their section, and bold names are headings of their lists', () => {
  expect(
    read(
      '## 2 Ponds',
      'Fenced.',
      '',
      '**2.1 Fences**',
      'High.',
      '',
      '**2.2 Gates**',
      '',
      '**Gardeners:**',
      '- shut them',
      '',
      '__Cooks:__',
      '- wash up',
      '',
      '## 3 Boats',
      '**Note:**',
      '- tied',
      '',
      'Daily.',
    ).map((block) => (block.kind === 'heading' ? [block.level, block.label, block.text] : block.kind)),
  ).toEqual([
    [1, '2', 'Ponds'],
    'paragraph',
    [2, '2.1', 'Fences'],
    'paragraph',
    [2, '2.2', 'Gates'],
    [3, undefined, 'Gardeners:'],
    'item',
    [3, undefined, 'Cooks:'],
    'item',
    [1, '3', 'Boats'],
    'paragraph',
    'item',
    'paragraph',
  ]);
});
