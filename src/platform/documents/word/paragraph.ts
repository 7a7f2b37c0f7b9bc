import { superscript } from '../clean-text.ts';
import type { WordStyles } from './styles.ts';
import { childOf, type Element, valueAt } from './xml.ts';

/** A paragraph's words and the look of them. */
interface ParagraphText {
  /** Lines that the author broke by hand are parted by '\n'. */
  readonly text: string;
  readonly isBold: boolean;
  /** In points: the size that most of the letters have. */
  readonly size: number;
  /** Content of the text boxes that hang on this paragraph. */
  readonly boxes: readonly Element[];
  /** Relations to the diagrams that hang on it. */
  readonly diagrams: readonly string[];
  /** The notes it calls, in order. */
  readonly notes: readonly NoteCall[];
  /** Some of it is the result of a field that makes a contents page. */
  readonly isContents: boolean;
}

export interface NoteCall {
  readonly kind: 'footnote' | 'endnote';
  readonly id: string;
  readonly mark: string;
}

/** What is counted and open across paragraphs: fields and notes. */
export class Story {
  /** Fields that have begun and not ended, with their instructions. */
  fields: string[] = [];
  #footnotes = 0;
  #endnotes = 0;

  get isInContents(): boolean {
    return this.fields.some((code) => /^\s*TOC\b/i.test(code));
  }

  callNote(kind: NoteCall['kind'], id: string): NoteCall {
    if (kind === 'footnote') this.#footnotes += 1;
    else this.#endnotes += 1;
    // Word counts endnotes in small Roman numbers; counted on instead, no mark is used twice.
    return {
      kind,
      id,
      mark: superscript(String(kind === 'footnote' ? this.#footnotes : this.#footnotes + this.#endnotes)),
    };
  }
}

/** Kept when changes are tracked: what was put in. Gone: what was taken out or moved away. */
const DROPPED: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPr',
  'w:rPr',
  'w:instrText',
  'w:delText',
  'w:tbl',
  'mc:Fallback',
]);

/** Reads one paragraph as it would be printed with all changes accepted. */
export function readParagraph(paragraph: Element, styles: WordStyles, story: Story): ParagraphText {
  const boxes: Element[] = [];
  const diagrams: string[] = [];
  const notes: NoteCall[] = [];
  const sizes = new Map<number, number>();
  let text = '';
  let plainLetters = 0;
  let isContents = story.isInContents;

  const readRun = (run: Element) => {
    const before = text.length;
    const isHidden = styles.isHidden(paragraph, run);
    for (const child of run.children) if (typeof child !== 'string') readPiece(child, isHidden);
    const letters = text.slice(before).replace(/\s/g, '').length;
    if (letters === 0) return;
    if (!styles.isBold(paragraph, run)) plainLetters += letters;
    const size = styles.sizeOf(paragraph, run);
    sizes.set(size, (sizes.get(size) ?? 0) + letters);
    if (styles.isCapitals(paragraph, run)) text = text.slice(0, before) + text.slice(before).toUpperCase();
  };

  const readPiece = (piece: Element, isHidden: boolean) => {
    if (piece.name === 'w:fldChar') readField(piece);
    else if (piece.name === 'w:instrText') story.fields.push(`${story.fields.pop() ?? ''}${wordsIn(piece)}`);
    else if (BOXED.has(piece.name)) readDrawing(piece);
    else if (isHidden) return;
    else if (piece.name === 'w:footnoteReference' || piece.name === 'w:endnoteReference') {
      const note = story.callNote(
        piece.name === 'w:footnoteReference' ? 'footnote' : 'endnote',
        piece.attributes['w:id'] ?? '',
      );
      notes.push(note);
      text += note.mark;
    } else text += printed(piece);
  };

  const readDrawing = (drawing: Element) => {
    boxes.push(...foundIn(drawing, ({ name }) => name === 'w:txbxContent'));
    diagrams.push(
      ...foundIn(drawing, ({ name }) => name.endsWith(':relIds')).map(({ attributes }) => attributes['r:dm'] ?? ''),
    );
  };

  const readField = (piece: Element) => {
    const type = piece.attributes['w:fldCharType'];
    if (type === 'begin') story.fields.push('');
    else if (type === 'end') story.fields.pop();
    isContents ||= story.isInContents;
  };

  const walk = (element: Element) => {
    for (const child of element.children) {
      if (typeof child === 'string' || DROPPED.has(child.name)) continue;
      if (child.name === 'w:r') readRun(child);
      else if (BOXED.has(child.name)) readDrawing(child);
      else walk(child);
    }
  };
  walk(paragraph);

  const [size = 0] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { text, isBold: text.trim() !== '' && plainLetters === 0, size, boxes, diagrams, notes, isContents };
}

const BOXED: ReadonlySet<string> = new Set(['w:drawing', 'w:pict', 'w:object', 'mc:AlternateContent']);

/** What is wanted within a drawing. The same thing often stands twice, for new Word and for old: the new one is taken. */
function foundIn(element: Element, isWanted: (element: Element) => boolean): Element[] {
  if (isWanted(element)) return [element];
  const inner = element.children.filter((child): child is Element => typeof child !== 'string');
  if (element.name === 'mc:AlternateContent') {
    const choices = inner.filter(({ name }) => name === 'mc:Choice').flatMap((choice) => foundIn(choice, isWanted));
    return choices.length > 0 ? choices : inner.flatMap((one) => foundIn(one, isWanted));
  }
  return inner.flatMap((one) => foundIn(one, isWanted));
}

function printed(piece: Element): string {
  switch (piece.name) {
    case 'w:t':
      return wordsIn(piece);
    case 'w:tab':
    case 'w:ptab':
      return ' ';
    case 'w:cr':
      return '\n';
    case 'w:br':
      return /^(?:page|column)$/.test(piece.attributes['w:type'] ?? '') ? ' ' : '\n';
    case 'w:noBreakHyphen':
      return '-';
    case 'w:sym':
      // A symbol font's own sign: where a policy has one, it is a bullet or a tick.
      return '• ';
    default:
      return '';
  }
}

const wordsIn = (element: Element): string => element.children.filter((child) => typeof child === 'string').join('');

/** The mark that ends the paragraph was deleted or moved away: it runs on into the next one. */
export const runsOn = (paragraph: Element): boolean => {
  const mark = childOf(paragraph, 'w:pPr', 'w:rPr');
  return childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined;
};

/** The list a paragraph names as its own or inherits; `0` takes an inherited one away. */
export function listOf(
  paragraph: Element,
  styles: WordStyles,
): { numId: string; level: number | undefined; style: string | undefined } | undefined {
  const list = styles.ask(paragraph, (properties, style) => {
    const numId = valueAt(properties, 'w:numPr', 'w:numId');
    const level = valueAt(properties, 'w:numPr', 'w:ilvl');
    return numId === undefined ? undefined : { numId, level: level === undefined ? undefined : Number(level), style };
  });
  return list?.numId === '0' ? undefined : list;
}

/** How far the text stands from the margin, in twentieths of a point, where the paragraph or a style of it says so. */
export const indentOf = (paragraph: Element, styles: WordStyles): number | undefined =>
  styles.ask(paragraph, (properties) => {
    const attributes = childOf(properties, 'w:ind')?.attributes;
    const left = Number(attributes?.['w:left'] ?? attributes?.['w:start'] ?? Number.NaN);
    return Number.isFinite(left) ? left : undefined;
  });
