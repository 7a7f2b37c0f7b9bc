import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import type { Block } from '../../../../src/kernel/text/document.ts';

type Item = Extract<Block, { kind: 'item' }>;
type Row = Extract<Block, { kind: 'row' }>;

const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;
const level = (index: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
  level: index,
  format,
  text,
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: { left: 360 * (index + 1), hanging: 360 } } },
});

/** How Word would number these lists: by itself, so that no number is in the text. */
const NUMBERING = {
  config: [
    {
      reference: 'clauses',
      levels: [
        level(0, LevelFormat.DECIMAL, '%1.'),
        level(1, LevelFormat.DECIMAL, '%1.%2'),
        level(2, LevelFormat.DECIMAL, '%1.%2.%3'),
      ],
    },
    {
      reference: 'letters',
      levels: [0, 1, 2].map((at) =>
        level(at, at === 1 ? LevelFormat.LOWER_ROMAN : LevelFormat.LOWER_LETTER, `(%${at + 1})`),
      ),
    },
    { reference: 'dotted', levels: [0, 1, 2].map((at) => level(at, LevelFormat.LOWER_LETTER, `%${at + 1}.`)) },
    { reference: 'steps', levels: [level(0, LevelFormat.DECIMAL, '%1.')] },
    { reference: 'bullets', levels: [0, 1, 2].map((at) => level(at, LevelFormat.BULLET, '\uf0b7')) },
  ],
};

/** The same policy as a school would keep it in Word: styles, automatic numbers, a contents page, headers and footers. */
export async function asWord(blocks: readonly Block[], running: string): Promise<Uint8Array> {
  const children: (Paragraph | Table)[] = [];
  let instance = 0;
  let rows: Row[] = [];
  const flush = () => {
    if (rows.length > 0) children.push(tableOf(rows));
    rows = [];
  };
  blocks.forEach((block, index) => {
    if (block.kind === 'row') {
      if (rows[0] && rows[0].columns.join() !== block.columns.join()) flush();
      rows.push(block);
      return;
    }
    flush();
    if (block.kind === 'item') {
      const before = blocks[index - 1];
      if (before?.kind !== 'item' || listOf(before) !== listOf(block) || before.depth < block.depth) {
        if (/^(?:-|1\.|\(a\)|a\.)$/.test(block.marker) || (block.marker === '(i)' && before?.kind !== 'item'))
          instance += 1;
      }
      children.push(itemOf(block, instance));
    } else if (block.kind === 'heading') {
      children.push(headingOf(block));
      const next = blocks[index + 1];
      if (block.level === 0 && !(next?.kind === 'heading' && next.level === 0)) children.push(...contentsOf(blocks));
    } else children.push(new Paragraph({ children: split(block.text) }));
  });
  flush();
  const document = new Document({
    numbering: NUMBERING,
    styles: {
      paragraphStyles: [
        { id: 'TOC1', name: 'toc 1', basedOn: 'Normal' },
        { id: 'TOCHeading', name: 'TOC Heading', basedOn: 'Normal' },
      ],
    },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph(running)] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Word seldom keeps a sentence in one run: spelling, editing sessions and formats part it anywhere. */
const split = (text: string): TextRun[] =>
  (text.match(/.{1,17}/gs) ?? []).map((part, index) => new TextRun({ text: part, bold: index === 1 }));

const listOf = ({ marker }: Item): string =>
  /^\d+\.\d/.test(marker)
    ? 'clauses'
    : /^\d/.test(marker)
      ? 'steps'
      : /^\(/.test(marker)
        ? 'letters'
        : /^[a-z]\./.test(marker)
          ? 'dotted'
          : 'bullets';

function itemOf(item: Item, instance: number): Paragraph {
  const reference = listOf(item);
  const isRoman = /^\([ivx]+\)$/.test(item.marker) && item.depth > 0;
  const inner = reference === 'bullets' || reference === 'dotted' ? Math.min(item.depth, 2) : isRoman ? 1 : 0;
  const depth = reference === 'clauses' ? item.marker.split('.').length - 1 : inner;
  return new Paragraph({
    children: split(item.text),
    numbering: { reference, level: depth, instance: reference === 'clauses' ? 0 : instance },
  });
}

function headingOf({ level: depth, label, text }: Extract<Block, { kind: 'heading' }>): Paragraph {
  if (depth === 0) return new Paragraph({ text, heading: HeadingLevel.TITLE });
  const heading = LEVELS[depth - 1] ?? HeadingLevel.HEADING_4;
  const isCounted = label !== undefined && /^\d/.test(label);
  return new Paragraph({
    text: isCounted || label === undefined ? text : `${label}. ${text}`,
    heading,
    ...(isCounted ? { numbering: { reference: 'clauses', level: label.split('.').length - 1, instance: 0 } } : {}),
  });
}

function contentsOf(blocks: readonly Block[]): Paragraph[] {
  const sections = blocks.filter((block) => block.kind === 'heading' && block.level === 1);
  return [
    new Paragraph({ text: 'Contents', style: 'TOCHeading' }),
    ...sections.map(
      (section, index) =>
        new Paragraph({ text: `${section.kind === 'heading' ? section.text : ''}\t${index + 2}`, style: 'TOC1' }),
    ),
  ];
}

function tableOf(rows: readonly Row[]): Table {
  const columns = rows[0]?.columns ?? [];
  const cells = (texts: readonly string[]) =>
    texts.map((text) => new TableCell({ children: [new Paragraph({ children: split(text) })] }));
  const header = columns.some((name) => name !== '')
    ? [new TableRow({ tableHeader: true, children: cells(columns) })]
    : [];
  return new Table({ rows: [...header, ...rows.map((row) => new TableRow({ children: cells(row.cells) }))] });
}
