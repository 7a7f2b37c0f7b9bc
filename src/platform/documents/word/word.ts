import type { Block } from '../../../kernel/text/document.ts';
import { isContact } from '../../../kernel/text/lines.ts';
import { type Marked, readMarker } from '../../../kernel/text/markers.ts';
import { headingBlock, itemBlock, levelled, textBlock } from '../blocks.ts';
import { cleanText, EMPTY } from '../clean-text.ts';
import { findContents } from '../contents-page.ts';
import { headsOfLists, type Look, levelsOf, looksLikeHeading } from '../heading-rank.ts';
import { ListDepth } from '../list-depth.ts';
import { placeUnder } from '../missed.ts';
import { type Reading, Unreadable } from '../outcome.ts';
import { type Piece, readPieces, type TextPiece, type WordsPiece } from './body.ts';
import { openWord } from './package.ts';

/** Fifth of an inch, in twentieths of a point: indents closer than this are the same. */
const INDENT_STEP = 200;

/** Reads a Word document (.docx, also with macros, which are left alone) into blocks. Throws `Unreadable`. */
export function readWord(bytes: Uint8Array, { limits, onProgress, onMissed }: Reading): Block[] {
  const source = openWord(bytes, limits);
  onProgress({ done: 1, of: 3 });
  const { pieces, furniture } = readPieces(source);
  onProgress({ done: 2, of: 3 });
  const words = withoutContents(pieces.filter((piece) => piece.kind !== 'missed'));
  const headings = headingsOf(words);
  const blocks = toBlocks(words, headings);
  if (!blocks.some((block) => block.kind !== 'furniture')) {
    throw new Unreadable(
      'There is no text in this document, perhaps only pictures of pages. Send the document the pictures were made from.',
    );
  }
  tell(pieces, headings, onMissed);
  onProgress({ done: 3, of: 3 });
  const margins = furniture.map((text): Block => ({ kind: 'furniture', text }));
  const isFurniture = (block: Block) => block.kind === 'furniture';
  return [...levelled(blocks.filter((block) => !isFurniture(block))), ...blocks.filter(isFurniture), ...margins];
}

/** Tells what is not among the words, each with the heading it stands under. */
function tell(pieces: readonly Piece[], headings: ReadonlyMap<Piece, number>, onMissed: Reading['onMissed']): void {
  let heading = '';
  for (const piece of pieces) {
    if (piece.kind === 'missed') onMissed({ ...piece.missed, where: placeUnder(heading, piece.isInTable) });
    else if (piece.kind === 'text' && headings.has(piece))
      heading = [piece.number, cleanText(piece.text)].filter(Boolean).join(' ');
  }
}

/** A contents page that was typed, or whose title stands outside the field. A heading among its lines is none of it. */
function withoutContents(pieces: readonly WordsPiece[]): readonly WordsPiece[] {
  const lines = pieces.map((piece) => {
    if (piece.kind === 'furniture') return `${piece.text}\t1`;
    if (piece.kind === 'row') return '';
    const isHeading = piece.isTitle || piece.styled !== undefined;
    return isHeading && !/contents/i.test(piece.text) ? '' : piece.text;
  });
  const contents = findContents(
    lines,
    pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')),
  );
  return pieces.map((piece, index) =>
    contents.has(index) && lines[index] !== '' && piece.kind === 'text'
      ? { kind: 'furniture', text: cleanText(piece.text) }
      : piece,
  );
}

/** The pieces that are headings, with their levels. */
function headingsOf(pieces: readonly WordsPiece[]): ReadonlyMap<Piece, number> {
  const bodySize = bodySizeOf(pieces);
  const headings = new Map<Piece, number>();
  const isSection = (piece: WordsPiece, index: number): piece is TextPiece =>
    piece.kind === 'text' && isHeading(piece, pieces[index + 1], bodySize);
  const sections = new Set(pieces.filter(isSection));
  const ofLists = headsOfLists(
    pieces.map((piece) => ({
      text: piece.kind === 'text' ? cleanText(piece.text) : '',
      isBold: piece.kind === 'text' && piece.isBold,
      kind:
        piece.kind === 'text' && sections.has(piece)
          ? 'heading'
          : piece.kind === 'text' && markOf(piece)
            ? 'item'
            : 'other',
    })),
  );
  const candidates = pieces.filter(
    (piece, index): piece is TextPiece => piece.kind === 'text' && (sections.has(piece) || ofLists.has(index)),
  );
  levelsOf(candidates.map((piece) => ({ ...lookOf(piece), isOfList: !sections.has(piece) }))).forEach(
    (level, index) => {
      const piece = candidates[index];
      if (piece) headings.set(piece, piece.isTitle ? 0 : level);
    },
  );
  return headings;
}

function toBlocks(pieces: readonly WordsPiece[], headings: ReadonlyMap<Piece, number>): Block[] {
  const lists = new ListDepth(INDENT_STEP);
  const blocks: Block[] = [];
  let notes: Block[] = [];
  for (const piece of pieces) {
    const level = headings.get(piece);
    if (level !== undefined) {
      blocks.push(...notes);
      notes = [];
      lists.close();
    }
    if (piece.kind === 'text') {
      blocks.push(level === undefined ? textOf(piece, lists) : headingOf(piece, level));
      notes.push(...piece.notes.map(({ mark, text }): Block => ({ kind: 'note', marker: mark, text })));
    } else {
      if (piece.kind === 'row') lists.close();
      blocks.push(piece);
    }
  }
  return [...blocks, ...notes];
}

/** Headings are a way to set a telephone number large, too. */
const isOnlyContact = (text: string): boolean =>
  isContact(text) &&
  !/\p{L}{2}/u.test(text.replace(/\S*[@/]\S*|\bwww\.\S+|\b(?:tel|telephone|phone|mobile|fax|e-?mail)\b/giu, ''));

const GAPS: ReadonlySet<string> = new Set(Object.values(EMPTY));

function isHeading(piece: TextPiece, next: WordsPiece | undefined, bodySize: number): boolean {
  if (GAPS.has(cleanText(piece.text))) return false;
  if (piece.isTitle || piece.styled !== undefined)
    return cleanText(piece.text).length <= 300 && !isOnlyContact(piece.text);
  const marked = markOf(piece);
  if (next === undefined || (marked && marked.style !== 'number' && marked.style !== 'decimal')) return false;
  return looksLikeHeading(lookOf(piece), bodySize);
}

function lookOf(piece: TextPiece): Look {
  const marked = markOf(piece);
  const isCounted = marked?.style === 'number' || marked?.style === 'decimal';
  return {
    text: marked?.text ?? cleanText(piece.text),
    isBold: piece.isBold,
    size: piece.size,
    depth: isCounted ? marked.marker.replace(/\.$/, '').split('.').length : 0,
    styled: piece.isTitle ? 0 : piece.styled,
  };
}

/** The mark of a paragraph, counted by Word or typed. A mark typed behind a bullet wins. */
function markOf(piece: TextPiece): Marked | undefined {
  const text = cleanText(piece.text);
  if (piece.number === '') return readMarker(text);
  return (
    readMarker(`${piece.number} ${text}`) ?? {
      marker: piece.number,
      style: /[\p{L}\p{N}]/u.test(piece.number) ? 'number' : 'bullet',
      text,
    }
  );
}

function headingOf(piece: TextPiece, level: number): Block {
  const text = cleanText(piece.text);
  const label = piece.number.replace(/[.:\s]+$/, '');
  return /[\p{L}\p{N}]/u.test(label) ? { kind: 'heading', level, label, text } : headingBlock(level, text);
}

function textOf(piece: TextPiece, lists: ListDepth): Block {
  const marked = markOf(piece);
  return marked ? itemBlock(marked, piece.indent, lists) : textBlock(piece.text, piece.indent, lists);
}

/** The size in which most of the letters are set. */
function bodySizeOf(pieces: readonly WordsPiece[]): number {
  const letters = new Map<number, number>();
  for (const piece of pieces) {
    if (piece.kind === 'text') letters.set(piece.size, (letters.get(piece.size) ?? 0) + piece.text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
