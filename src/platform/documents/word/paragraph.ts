import { addressBehind } from '../blocks.ts';
import { EMPTY, subscript, superscript } from '../clean-text.ts';
import { HIDDEN, STRUCK } from '../missed.ts';
import type { Missed } from '../outcome.ts';
import { equationText } from './equation.ts';
import { addressIn, askedIn, chosenIn, type Field, fieldOf, isWorkedOut, signIn } from './fields.ts';
import { pictureIn } from './pictures.ts';
import { TO_FILL_IN } from './settled.ts';
import { inFontsOf, namedSign, signAt } from './signs.ts';
import type { RunLook, WordStyles } from './styles.ts';
import { childOf, type Element, foundIn } from './xml.ts';

/** A paragraph's words and the look of them. */
interface ParagraphText {
  /** Lines that the author broke by hand are parted by '\n'. */
  readonly text: string;
  /** Whether all letters of it are bold. */
  readonly isBold: boolean;
  /** The lines, counted from 0, with a letter that is not bold. */
  readonly plainLines: ReadonlySet<number>;
  /** In points: the size that most of the letters have. */
  readonly size: number;
  /** Content of the text boxes that hang on this paragraph. */
  readonly boxes: readonly Element[];
  /** Relations to the diagrams that hang on it. */
  readonly diagrams: readonly string[];
  /** The notes it calls, in order. */
  readonly notes: readonly NoteCall[];
  /** What of it is not among its words. */
  readonly missed: readonly Missed[];
  /** Some of it is the result of a field that makes a contents page. */
  readonly isContents: boolean;
}

export interface NoteCall {
  readonly kind: 'footnote' | 'endnote';
  readonly id: string;
  readonly mark: string;
}

/** The address that a relation leads to, `undefined` where the file does not hold it. */
type LinkOf = (id: string) => string | undefined;

/** What is counted and open across paragraphs: fields and notes. */
export class Story {
  /** Fields that have begun and not ended. */
  readonly fields: Field[] = [];
  readonly linkOf: LinkOf;
  #footnotes = 0;
  #endnotes = 0;

  constructor(linkOf: LinkOf = () => undefined) {
    this.linkOf = linkOf;
  }

  /** What follows here is part of how a field is made, and is not printed. */
  get isInCode(): boolean {
    return this.fields.some(({ hasResult }) => !hasResult);
  }

  get isInContents(): boolean {
    return this.fields.some(({ code }) => /^\s*TOC\b/i.test(code));
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

/** Reads one paragraph as it would be printed with all changes accepted. */
export const readParagraph = (paragraph: Element, styles: WordStyles, story: Story): ParagraphText =>
  new ParagraphReading(paragraph, styles, story).read();

/** Kept when changes are tracked: what was put in. Gone: what was taken out or moved away. */
const DROPPED: ReadonlySet<string> = new Set([
  ...['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:sdtPr', 'w:instrText', 'w:delText', 'w:tbl'],
]);
const DRAWN: ReadonlySet<string> = new Set(['w:drawing', 'w:pict', 'w:object']);
const NUMBER = /^\s*\d{1,2}(?:\.\d{1,3})*\.?\s*$/;
const TO_FILL = 'Boxes are still to be filled in';
const ASKS = /^\s*(?:(?:please\s+)?(?:click|tap|choose|select|enter|type|insert|add|pick)\b|[[<{(«])/i;

class ParagraphReading {
  readonly #paragraph: Element;
  readonly #styles: WordStyles;
  readonly #story: Story;
  readonly #boxes: Element[] = [];
  readonly #diagrams: string[] = [];
  readonly #notes: NoteCall[] = [];
  readonly #missed: Missed[] = [];
  readonly #sizes = new Map<number, number>();
  readonly #plainLines = new Set<number>();
  #text = '';
  #hasBold = false;
  #isContents: boolean;
  /** Words that are left out, until others come. */
  #out: { readonly what: string; readonly words: string } | undefined;

  constructor(paragraph: Element, styles: WordStyles, story: Story) {
    this.#paragraph = paragraph;
    this.#styles = styles;
    this.#story = story;
    this.#isContents = story.isInContents;
    // What began above has its result from here on.
    for (const field of story.fields) Object.assign(field, { start: 0, hasResult: true });
  }

  read(): ParagraphText {
    this.#walk(this.#paragraph);
    this.#tellOut();
    const [size = 0] = [...this.#sizes].sort((a, b) => b[1] - a[1])[0] ?? [];
    return {
      text: this.#text,
      isBold: this.#hasBold && this.#plainLines.size === 0,
      plainLines: this.#plainLines,
      size,
      boxes: this.#boxes,
      diagrams: this.#diagrams,
      notes: this.#notes,
      missed: this.#missed,
      isContents: this.#isContents,
    };
  }

  readonly #onMissed = (missed: Missed): void => {
    this.#missed.push(missed);
  };

  #walk(element: Element): void {
    for (const child of element.children) {
      if (typeof child === 'string' || DROPPED.has(child.name)) continue;
      if (child.name === 'w:r') this.#run(child);
      else if (DRAWN.has(child.name)) this.#drawing(child);
      else if (child.name === 'w:fldSimple' && this.#story.isInCode) continue;
      else if (child.name === 'm:oMath') this.#text += equationText(child);
      else {
        const start = this.#text.length;
        this.#walk(child);
        if (child.name === 'w:hyperlink') this.#link(start, child);
        else if (child.name === 'w:fldSimple') this.#endField({ ...fieldOf(child, start), code: codeOf(child) });
      }
    }
  }

  #run(run: Element): void {
    const look = this.#styles.lookOf(this.#paragraph, run);
    const before = this.#text.length;
    for (const child of run.children) if (typeof child !== 'string') this.#piece(child, look);
    const read = this.#text.slice(before);
    if (look.isStruck || look.isHidden) {
      this.#text = this.#text.slice(0, before);
      this.#leaveOut(look.isHidden ? HIDDEN : STRUCK, read);
      return;
    }
    const letters = read.replace(/\s/g, '').length;
    if (letters === 0) return;
    if (this.#isAsked(read, look)) {
      this.#text = this.#text.slice(0, before);
      this.#ask(read);
      return;
    }
    this.#tellOut();
    if (look.isBold) this.#hasBold = true;
    // The number before a bold heading is often not bold itself.
    else if (!(NUMBER.test(read) && this.#text.slice(0, before).trim() === '')) this.#notePlain(before, read);
    this.#sizes.set(look.size, (this.#sizes.get(look.size) ?? 0) + letters);
    this.#text = this.#text.slice(0, before) + asSet(read, look);
  }

  /** Runs that are left out one after the other were one thing to their author. */
  #leaveOut(what: string, words: string): void {
    if (this.#out && this.#out.what !== what) this.#tellOut();
    this.#out = { what, words: `${this.#out?.words ?? ''}${words}` };
  }

  /** A form asks with these words, by their style and how the first of them begin. */
  #isAsked(words: string, { isPlaceholder }: RunLook): boolean {
    return isPlaceholder && (this.#out?.what === TO_FILL || ASKS.test(words));
  }

  #ask(words: string): void {
    if (this.#out?.what !== TO_FILL) this.#text += EMPTY.words;
    this.#leaveOut(TO_FILL, words);
  }

  #tellOut(): void {
    if (this.#out && this.#out.words.trim() !== '') this.#missed.push(this.#out);
    this.#out = undefined;
  }

  #notePlain(before: number, read: string): void {
    const first = this.#text.slice(0, before).split('\n').length - 1;
    for (const [at, line] of read.split('\n').entries()) if (/\S/.test(line)) this.#plainLines.add(first + at);
  }

  #piece(piece: Element, look: RunLook): void {
    if (piece.name === 'w:fldChar') this.#field(piece);
    else if (piece.name === 'w:instrText') {
      const field = this.#story.fields.at(-1);
      if (field) field.code += wordsIn(piece);
    } else if (DRAWN.has(piece.name)) this.#drawing(piece);
    else if (look.isHidden) this.#text += printed(piece);
    else if (piece.name === 'w:footnoteReference' || piece.name === 'w:endnoteReference') {
      const kind = piece.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
      const note = this.#story.callNote(kind, piece.attributes['w:id'] ?? '');
      if (look.isStruck) return;
      this.#notes.push(note);
      this.#text += note.mark;
    } else if (piece.name === 'w:sym' || piece.name === 'w16se:symEx') this.#text += namedSign(piece, this.#onMissed);
    else if (piece.name === TO_FILL_IN) this.#fillIn(piece.attributes.gap ?? EMPTY.words, wordsIn(piece));
    else if (piece.name === 'w:t') this.#text += inFontsOf(look, wordsIn(piece), this.#onMissed);
    else this.#text += printed(piece);
  }

  #fillIn(gap: string, asked: string): void {
    this.#text += gap;
    this.#missed.push({ what: TO_FILL, words: asked });
  }

  #drawing(drawing: Element): void {
    this.#boxes.push(...foundIn(drawing, ({ name }) => name === 'w:txbxContent'));
    this.#diagrams.push(
      ...foundIn(drawing, ({ name }) => name.endsWith(':relIds')).map(({ attributes }) => attributes['r:dm'] ?? ''),
    );
    const picture = pictureIn(drawing);
    if (picture) this.#missed.push(picture);
  }

  #field(piece: Element): void {
    const type = piece.attributes['w:fldCharType'];
    const { fields } = this.#story;
    if (type === 'begin') {
      const isPrinted = !this.#story.isInCode;
      fields.push(fieldOf(piece, this.#text.length));
      if (isPrinted) this.#text += chosenIn(piece) ?? '';
    } else if (type === 'separate') Object.assign(fields.at(-1) ?? {}, { hasResult: true });
    else if (type === 'end') {
      const field = fields.pop();
      if (field && !this.#story.isInCode) this.#endField(field);
      // What one field comes to is how the one around it is made.
      else if (field) this.#text = this.#text.slice(0, field.start);
    }
    this.#isContents ||= this.#story.isInContents;
  }

  #endField(field: Field): void {
    const { code, start } = field;
    const result = this.#text.slice(start);
    const sign = signIn(code);
    if (sign && result.trim() === '') this.#text += signAt(sign.font, sign.place, this.#onMissed);
    else if (result.trim() === '' && askedIn(code) !== undefined) this.#fillIn(EMPTY.words, askedIn(code) ?? '');
    else if (result.trim() === '' && isWorkedOut(code))
      this.#missed.push({ what: 'What a field comes to is not in the file', words: code });
    else if (field.isToType && result.trim() === '') this.#fillIn(EMPTY.words, '');
    else this.#text += addressBehind(result, addressIn(code) ?? '');
  }

  #link(start: number, link: Element): void {
    const id = link.attributes['r:id'];
    if (id === undefined) return;
    const words = this.#text.slice(start);
    const address = this.#story.linkOf(id);
    if (address !== undefined) this.#text += addressBehind(words, address);
    else if (words.trim() !== '') this.#missed.push({ what: 'The address of a link is not in the file', words });
  }
}

/** Words as they are printed: a number that is raised or lowered never joins the one beside it. */
const asSet = (words: string, { stands, isCapitals }: RunLook): string => {
  if (stands !== 'level') return stands === 'raised' ? superscript(words) : subscript(words);
  return isCapitals ? words.toUpperCase() : words;
};

const codeOf = (field: Element): string => field.attributes['w:instr'] ?? '';

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

/** How far the text stands from the margin, in twentieths of a point, where the paragraph or a style of it says so. */
export const indentOf = (paragraph: Element, styles: WordStyles): number | undefined =>
  styles.ask(paragraph, (properties) => {
    const attributes = childOf(properties, 'w:ind')?.attributes;
    const left = Number(attributes?.['w:left'] ?? attributes?.['w:start'] ?? Number.NaN);
    return Number.isFinite(left) ? left : undefined;
  });
