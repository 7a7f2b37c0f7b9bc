import type { Block } from '../../../kernel/text/document.ts';
import { readMarker } from '../../../kernel/text/markers.ts';
import { statesFact } from '../blocks.ts';
import { cleanText } from '../clean-text.ts';
import { type Missed, Unreadable } from '../outcome.ts';
import { marginsOf, OutsideBody, paragraphsIn } from './outside-body.ts';
import type { WordPackage } from './package.ts';
import { indentOf, type NoteCall, readParagraph, runsOn, Story } from './paragraph.ts';
import { WordStyles } from './styles.ts';
import { type Row, readTable } from './table.ts';
import { childOf, childrenOf, type Element, valueAt } from './xml.ts';

/** A paragraph of the body, before it is known what it is. */
export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
  /** As Word counts it, '' where it does not. */
  readonly number: string;
  /** In twentieths of a point. */
  readonly indent: number;
  readonly isBold: boolean;
  readonly size: number;
  readonly isTitle: boolean;
  /** 1 to 9 where a style or an outline level makes it a heading. */
  readonly styled: number | undefined;
  readonly notes: readonly { readonly mark: string; readonly text: string }[];
}

/** What is not among the words, where it stands among them. */
interface MissedPiece {
  readonly kind: 'missed';
  readonly missed: Missed;
  readonly isInTable: boolean;
}

export type WordsPiece = TextPiece | Extract<Block, { kind: 'row' | 'furniture' }>;
export type Piece = WordsPiece | MissedPiece;

/** Everything in the body in reading order, text boxes where they hang, and what is in the margins of the pages. */
export function readPieces(source: WordPackage): {
  readonly pieces: readonly Piece[];
  readonly furniture: readonly string[];
} {
  const furniture = marginsOf(source);
  const reading = new BodyReading(source);
  reading.readAll(source.document);
  if (reading.story.fields.length === 0) return { pieces: reading.pieces, furniture };
  // A field that never ends would take the whole document for its contents page.
  const again = new BodyReading(source, false);
  again.readAll(source.document);
  return { pieces: again.pieces, furniture };
}

/** Another document in place of a paragraph: Word takes it in when it opens the file, we would lose its words. */
const EMBEDDED: ReadonlySet<string> = new Set(['w:altChunk', 'w:subDoc']);
const HOLDS_OTHERS =
  'This document has other documents inside it, whose text cannot be read. Open it in Word, save it again under a new name, and send that.';

/** An element in which paragraphs and tables stand as they stand in the body. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:customXml',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
]);

class BodyReading {
  readonly pieces: Piece[] = [];
  readonly story: Story;
  readonly #styles: WordStyles;
  readonly #outside: OutsideBody;
  readonly #trustsFields: boolean;
  #carried: { readonly text: string; readonly notes: readonly NoteCall[] } = NOTHING;

  /** @param trustsFields whether what a contents field encloses is a contents page */
  constructor(source: WordPackage, trustsFields = true) {
    this.story = new Story((id) => source.linkOf('document', id));
    this.#styles = new WordStyles(source.styles);
    this.#outside = new OutsideBody(source, this.#styles, this.story);
    this.#trustsFields = trustsFields;
  }

  read(container: Element, isContents = false): void {
    for (const child of container.children) {
      if (typeof child === 'string') continue;
      if (child.name === 'w:p') this.#paragraph(child, isContents);
      else if (child.name === 'w:tbl') this.#table(child);
      else if (EMBEDDED.has(child.name)) throw new Unreadable(HOLDS_OTHERS);
      else if (TRANSPARENT.has(child.name)) this.read(child, isContents || isContentsControl(child));
    }
  }

  readAll(document: Element): void {
    this.read(childOf(document, 'w:body') ?? document);
    // What should have run on into a paragraph that never came.
    const { text, notes } = this.#carried;
    this.#carried = NOTHING;
    if (cleanText(text) === '') return;
    this.#text({ name: 'w:p', attributes: {}, children: [] }, text, { ...PLAIN, notes });
  }

  #paragraph(paragraph: Element, isContents: boolean): void {
    const read = readParagraph(paragraph, this.#styles, this.story);
    const text = this.#carried.text + read.text;
    const notes = [...this.#carried.notes, ...read.notes];
    if (runsOn(paragraph)) this.#carried = { text, notes };
    else {
      this.#carried = NOTHING;
      const style = this.#styles.nameOf(paragraph);
      if (isContents || (read.isContents && this.#trustsFields) || /^toc(?: |$)/.test(style)) this.#furniture(text);
      else if (cleanText(text) !== '')
        this.#text(paragraph, text, { ...read, style, notes, isWhole: text === read.text });
      // Word counts an empty paragraph of a list too.
      else this.#outside.number(paragraph);
    }
    this.#tell(read.missed);
    for (const box of read.boxes) this.read(box);
    for (const id of read.diagrams) this.#diagram(id);
  }

  /** The boxes of a SmartArt diagram, such as the steps of what to do, in the order in which it keeps them. */
  #diagram(id: string): void {
    for (const text of this.#outside.diagram(id)) {
      this.pieces.push({
        kind: 'text',
        text,
        number: '',
        indent: 0,
        isBold: false,
        size: 0,
        isTitle: false,
        styled: undefined,
        notes: [],
      });
    }
  }

  #text(paragraph: Element, text: string, look: Look): void {
    const number = this.#outside.number(paragraph);
    const indent = indentOf(paragraph, this.#styles) ?? number?.indent ?? 0;
    linesOf(text, look).forEach((line, index, { length }) => {
      this.pieces.push({
        kind: 'text',
        text: line.text,
        number: index === 0 ? (number?.label ?? '') : '',
        indent,
        isBold: line.isBold,
        size: look.size,
        isTitle: look.style === 'title',
        styled: look.style === 'title' ? undefined : this.#styles.headingLevel(paragraph),
        notes:
          index === length - 1 ? look.notes.map((note) => ({ mark: note.mark, text: this.#outside.note(note) })) : [],
      });
    });
    this.#tell(this.#outside.takeMissed());
  }

  #tell(missed: readonly Missed[], isInTable = false): void {
    this.pieces.push(...missed.map((one): Piece => ({ kind: 'missed', missed: one, isInTable })));
  }

  #table(table: Element): void {
    const content = readTable(table, {
      textOf: (cell) => this.#outside.cell(cell),
      isBold: (cell) => this.#outside.isBold(cell),
      isBody: (cell) =>
        paragraphsIn(cell).length > MOST_IN_CELL ||
        paragraphsIn(cell).some((paragraph) => this.#styles.headingLevel(paragraph) !== undefined),
      hasBoldFirstRow: this.#styles.hasBoldFirstRow(table),
    });
    if (content.kind === 'layout') for (const cell of content.cells) this.read(cell);
    else this.pieces.push(...content.rows.map((row: Row): Piece => ({ kind: 'row', ...row })));
    this.#tell(this.#outside.takeMissed(), true);
  }

  #furniture(text: string): void {
    const words = cleanText(text);
    if (words !== '') this.pieces.push({ kind: 'furniture', text: words });
  }
}

const NOTHING = { text: '', notes: [] };

interface Look {
  readonly isBold: boolean;
  readonly plainLines: ReadonlySet<number>;
  /** Nothing of it was carried over from the paragraph above, so that its lines are known. */
  readonly isWhole: boolean;
  readonly size: number;
  readonly style: string;
  readonly notes: readonly NoteCall[];
}
const PLAIN: Look = { isBold: false, plainLines: new Set(), isWhole: false, size: 0, style: '', notes: [] };

/** A cell that holds more is no cell: the page is laid out with a table. */
const MOST_IN_CELL = 12;

/** Word keeps an automatic contents page in a control of this name. */
const isContentsControl = (element: Element): boolean =>
  element.name === 'w:sdt' &&
  childrenOf(element, 'w:sdtPr').some((properties) =>
    /table of contents/i.test(valueAt(properties, 'w:docPartObj', 'w:docPartGallery') ?? ''),
  );

interface Line {
  readonly text: string;
  readonly isBold: boolean;
}

/** Lines broken by hand are one paragraph, unless each begins again: a bullet, a number, `Version: 2`, or words below a bold line. */
function linesOf(text: string, { isBold, plainLines, isWhole }: Look): readonly Line[] {
  const lines = text
    .split('\n')
    .map((line, at) => ({ text: line.trim(), isBold: isWhole ? !plainLines.has(at) : isBold }))
    .filter((line) => line.text !== '');
  const startsAnew = (line: string) => readMarker(cleanText(line)) !== undefined || statesFact(cleanText(line));
  return lines.reduce<Line[]>((joined, line, index) => {
    const above = joined.at(-1);
    if (above && index > 0 && above.isBold === line.isBold && !startsAnew(line.text))
      joined[joined.length - 1] = { ...above, text: `${above.text} ${line.text}` };
    else joined.push(line);
    return joined;
  }, []);
}
