// Makes the files of word/ that the npm package docx makes: node word.mjs FOLDER
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AlignmentType,
  CheckBox,
  Document,
  Math as Equation,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  MathFraction,
  MathRadical,
  MathRun,
  MathSuperScript,
  Packer,
  Paragraph,
  SymbolRun,
  Table,
  TableCell,
  TableRow,
  Textbox,
  TextRun,
  WidthType,
} from 'docx';

const out = process.argv[2];
const made = 'docx (npm)';
const p = (...children) =>
  new Paragraph({ children: children.map((one) => (typeof one === 'string' ? new TextRun(one) : one)) });
const h = (text, level = 1, more = {}) => new Paragraph({ text, heading: HeadingLevel[`HEADING_${level}`], ...more });
const bold = (text) => new TextRun({ text, bold: true });
const cell = (content, more = {}) =>
  new TableCell({
    children: [typeof content === 'string' ? p(content) : content],
    width: { size: 2500, type: WidthType.DXA },
    ...more,
  });
const row = (...cells) => new TableRow({ children: cells });
const head = (...names) => new TableRow({ tableHeader: true, children: names.map((name) => cell(p(bold(name)))) });

async function word(name, kind, children, reading, options = {}) {
  const document = new Document({ ...options, sections: [{ children }] });
  writeFileSync(join(out, `${name}.docx`), await Packer.toBuffer(document));
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify({ kind, made, ...reading }, null, 2)}\n`);
}

await word(
  'signs-npm',
  'symbol fonts',
  [
    h('Ball games'),
    new Table({
      rows: [
        head('Where', 'Soft ball', 'Hard ball'),
        row(
          cell('Field'),
          cell(p(new SymbolRun('F0FC'))),
          cell(p(new SymbolRun({ char: 'F050', symbolfont: 'Wingdings 2' }))),
        ),
        row(
          cell('Yard'),
          cell(p(new TextRun({ text: 'P', font: 'Wingdings 2' }))),
          cell(p(new TextRun({ text: 'O', font: 'Wingdings 2' }))),
        ),
        row(cell('Corridor'), cell(p(new SymbolRun('F0FB'))), cell(p(new TextRun({ text: 'r', font: 'Webdings' })))),
      ],
    }),
    p(
      'At ',
      new SymbolRun({ char: 'F0A3', symbolfont: 'Symbol' }),
      ' 5°C games stop. A game has ',
      new TextRun({ text: '³', font: 'Symbol' }),
      ' 6 players.',
    ),
    p(
      'Ask the office ',
      new SymbolRun({ char: 'F0E0' }),
      ' get the ball ',
      new SymbolRun({ char: 'F061', symbolfont: 'Marlett' }),
      ' play.',
    ),
  ],
  {
    rows: [
      { Where: 'Field', 'Soft ball': '✓', 'Hard ball': '✓' },
      { Where: 'Yard', 'Soft ball': '✓', 'Hard ball': '✗' },
      { Where: 'Corridor', 'Soft ball': '✗', 'Hard ball': '✗' },
    ],
    reads: ['At ≤ 5°C games stop. A game has ≥ 6 players.', 'Ask the office → get the ball'],
    told: [['sign', 'Marlett', 'Ball games']],
  },
);

const bullets = (char, font) => ({
  reference: font + char.codePointAt(0),
  levels: [
    { level: 0, format: LevelFormat.BULLET, text: char, alignment: AlignmentType.LEFT, style: { run: { font } } },
  ],
});
const item = (text, reference) => new Paragraph({ text, numbering: { reference, level: 0 } });
await word(
  'bullets-npm',
  'symbol fonts',
  [
    h('On the bus'),
    p('What to do and what not:'),
    item('Wear the belt', 'Wingdings252'),
    item('Stand up', 'Wingdings251'),
    item('Keep bags on your knees', 'Wingdings167'),
  ],
  { reads: ['✓ Wear the belt', '✗ Stand up', '▪ Keep bags'] },
  {
    numbering: {
      config: [bullets('\u00fc', 'Wingdings'), bullets('\u00fb', 'Wingdings'), bullets('\u00a7', 'Wingdings')],
    },
  },
);

await word(
  'struck-npm',
  'struck through',
  [
    h('Packed lunches'),
    p('Lunches are eaten in the ', new TextRun({ text: 'library', strike: true }), ' hall.'),
    p(new TextRun({ text: 'Fizzy drinks are sold on Fridays.', doubleStrike: true })),
    h('Fruit'),
    new Table({
      rows: [
        row(cell('Nursery'), cell(p('one piece ', new TextRun({ text: 'or a biscuit', strike: true })))),
        row(cell('Reception'), cell('two')),
      ],
    }),
  ],
  {
    reads: ['eaten in the hall.', 'Nursery | one piece', 'Reception | two'],
    never: ['library', 'Fizzy', 'biscuit'],
    told: [
      ['struck', 'library', 'Packed lunches'],
      ['struck', 'Fizzy drinks'],
      ['struck', 'biscuit', 'table', 'Fruit'],
    ],
  },
);

await word(
  'merged-npm',
  'merged cells',
  [
    h('Clubs'),
    new Table({
      rows: [
        head('Day', 'Club', 'Room', 'Leader'),
        row(cell('Monday', { rowSpan: 2 }), cell('Chess'), cell('Room 4', { rowSpan: 2 }), cell('Ms Hawthorn')),
        row(cell('Drama'), cell('Mr Rowan')),
        row(cell('Tuesday'), cell('No clubs: staff meeting', { columnSpan: 3 })),
        row(cell('All clubs end at 4.15.', { columnSpan: 4 })),
      ],
    }),
  ],
  {
    rows: [
      { Day: 'Monday', Club: 'Drama', Room: 'Room 4', Leader: 'Mr Rowan' },
      { Day: 'Tuesday', Club: 'No clubs: staff meeting', Leader: 'No clubs: staff meeting' },
      { Day: 'All clubs end at 4.15.' },
    ],
  },
);

await word(
  'links-npm',
  'links',
  [
    h('Lost coats'),
    p(
      'Tell us ',
      new ExternalHyperlink({ link: 'https://hollybank.example/lost', children: [new TextRun('on this form')] }),
      ' or write to ',
      new ExternalHyperlink({
        link: 'mailto:desk@hollybank.example',
        children: [new TextRun('desk@hollybank.example')],
      }),
      '.',
    ),
  ],
  {
    reads: ['on this form (https://hollybank.example/lost) or write to desk@hollybank.example.'],
    never: ['(desk@'],
  },
);

await word(
  'boxes-npm',
  'forms',
  [
    h('Trips'),
    p(new CheckBox({ checked: true, alias: 'a' }), ' Parents have signed'),
    p(new CheckBox({ checked: false, alias: 'b' }), ' The coach is booked'),
  ],
  { reads: ['☒ Parents have signed', '☐ The coach is booked'] },
);

await word(
  'equation-npm',
  'equations',
  [
    h('How many adults'),
    p(
      'Adults needed: ',
      new Equation({
        children: [new MathFraction({ numerator: [new MathRun('pupils + 2')], denominator: [new MathRun('6')] })],
      }),
      ' rounded up.',
    ),
    p(
      'The yard: ',
      new Equation({
        children: [
          new MathSuperScript({ children: [new MathRun('r')], superScript: [new MathRun('2')] }),
          new MathRun(' + '),
          new MathRadical({ children: [new MathRun('n')] }),
        ],
      }),
    ),
  ],
  { reads: ['Adults needed: (pupils + 2)/6 rounded up.', 'r^2 + √(n)'] },
);

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
await word(
  'picture-npm',
  'pictures',
  [
    h('Fire'),
    p('Leave by the nearest door.'),
    p(
      new ImageRun({
        type: 'png',
        data: PIXEL,
        transformation: { width: 20, height: 20 },
        altText: { name: 'plan', title: 'plan', description: 'Plan of the exits' },
      }),
    ),
    new Textbox({
      alignment: 'center',
      children: [p('Never go back for bags.')],
      style: { width: '200pt', height: 'auto' },
    }),
  ],
  {
    reads: ['Leave by the nearest door.', 'Never go back for bags.'],
    told: [['picture', 'Plan of the exits', 'Fire']],
  },
);

await word(
  'bold-headings-npm',
  'headings in bold',
  [
    h('5 Complaints'),
    p('Every complaint is read by the head.'),
    p(bold('5.1 By parents')),
    p('A parent writes to the class teacher first, and to the head if that does not help.'),
    p('5.2 ', bold('By neighbours')),
    p('A neighbour rings the office.'),
    h('6 Who does what'),
    p(bold('Governors:')),
    new Paragraph({ text: 'hear appeals', bullet: { level: 0 } }),
    p(bold('Clerk:')),
    new Paragraph({ text: 'keeps the minutes', bullet: { level: 0 } }),
    h('7 How to reach us'),
    p(bold('Telephone: 01632 960 111')),
    p(bold('clerk@hollybank.example')),
    p('The clerk answers within a week.'),
  ],
  {
    headings: [
      '5 Complaints',
      '5.1 By parents',
      '5.2 By neighbours',
      '6 Who does what',
      'Governors:',
      'Clerk:',
      '7 How to reach us',
    ],
    under: {
      'class teacher first': '5.1 By parents',
      'rings the office': '5.2 By neighbours',
      'keeps the minutes': 'Clerk:',
      'within a week': '7 How to reach us',
    },
  },
);

const level = (at, text) => ({ level: at, format: LevelFormat.DECIMAL, text, alignment: AlignmentType.LEFT });
await word(
  'numbers-npm',
  'heading numbers',
  [h('Aims', 1), h('Visits', 1), h('Coaches', 2), h('Belts', 3), h('Walks', 2), h('Review', 1), p('Every year.')],
  { headings: ['1 Aims', '2 Visits', '2.1 Coaches', '2.1.1 Belts', '2.2 Walks', '3 Review'] },
  {
    numbering: { config: [{ reference: 'legal', levels: [level(0, '%1.'), level(1, '%1.%2'), level(2, '%1.%2.%3')] }] },
    styles: {
      default: Object.fromEntries(
        [1, 2, 3].map((at) => [`heading${at}`, { paragraph: { numbering: { reference: 'legal', level: at - 1 } } }]),
      ),
    },
  },
);
