import type { Block } from '../../../kernel/text/document.ts';
import { readMarker } from '../../../kernel/text/markers.ts';
import { headingBlock, levelled, statesFact, textBlock } from '../blocks.ts';
import { cleanText, superscript } from '../clean-text.ts';
import { ListDepth } from '../list-depth.ts';
import { HIDDEN, OF_PICTURES, placeUnder, STRUCK } from '../missed.ts';
import type { Reading } from '../outcome.ts';
import { withBoldHeadings } from './bold-headings.ts';
import { withoutHtml } from './html.ts';
import { type InlineReading, plainInline } from './inline.ts';

const HEADING = /^ {0,3}(#{1,6})(?=\s|$)/;
const UNDERLINE = /^ {0,3}(=+|-{2,})\s*$/;
const RULE = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const NOTE = /^\[\^([^\]\s]{1,20})\]:\s*(.*)$/;
/** A bold line that begins with a number heads what is below it, with no blank line between them too. */
const BOLD_HEADING = /^(\*\*|__)\d{1,2}(?:\.\d{1,3})*\.?\s[^*_]+\1$/;
const BULLET = /^[-*+•]\s+/;
const TO_TICK = /^(\s*(?:[-*+•]|\d{1,3}[.)])\s+)\[([ xX])\]\s/;
/** Where a link leads, by its name: `[form]: https://…`. */
const ADDRESS = /^ {0,3}\[(?!\^)([^[\]]{1,100})\]:\s*<?(\S{1,1000}?)>?(?:\s+["'(].*)?$/;

/**
 * Reads Markdown, and HTML in it: headings, paragraphs, nested lists, tables, notes, front matter. What is markup goes, no word does
 * but those that are struck through.
 */
export function readMarkdown(text: string, onMissed: Reading['onMissed'] = () => {}): Block[] {
  const lines = withoutHtml(text.replace(/^\uFEFF/, '').replace(/<!--[\s\S]*?(?:-->|$)/g, ''))
    .split(/\r\n|[\n\r\u2028\u2029\f]/)
    .map((line) =>
      line
        .replaceAll('\t', '    ')
        .replace(/^ {0,3}(?:> ?)+/, '')
        .replace(TO_TICK, (_, bullet: string, tick: string) => `${bullet}${tick === ' ' ? '☐' : '☑'} `),
    );
  return new MarkdownReading(lines, onMissed).read();
}

class MarkdownReading {
  readonly #lines: readonly string[];
  readonly #blocks: Block[] = [];
  /** Two columns: `- ` nests what is indented by two. */
  readonly #lists = new ListDepth(1);
  #open: { readonly lines: string[]; readonly indent: number } | undefined;
  readonly #addresses = new Map<string, string>();
  readonly #onMissed: Reading['onMissed'];
  /** Blocks that are bold from end to end. */
  readonly #bold = new Set<Block>();
  #under = '';
  #at = 0;

  constructor(lines: readonly string[], onMissed: Reading['onMissed']) {
    this.#onMissed = onMissed;
    this.#lines = lines.filter((line) => {
      const [, name, address] = ADDRESS.exec(line) ?? [];
      if (name !== undefined) this.#addresses.set(name.toLowerCase(), address ?? '');
      return name === undefined;
    });
  }

  /** The words of a piece of Markdown; what is not among them is told with its place. */
  #words(markdown: string, isInTable = false): string {
    const tell = (what: string) => (words: string) =>
      this.#onMissed({ what, words, where: placeUnder(this.#under, isInTable) });
    const reading: InlineReading = {
      onStruck: tell(STRUCK),
      onHidden: tell(HIDDEN),
      onPicture: tell(OF_PICTURES),
      addressOf: (name) => this.#addresses.get(name.toLowerCase()),
    };
    return plainInline(markdown, reading);
  }

  read(): Block[] {
    this.#frontMatter();
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] ?? '';
      this.#at += 1;
      if (!this.#structure(line)) this.#text(line);
    }
    this.#close();
    return levelled(
      withBoldHeadings(this.#blocks, this.#bold).filter((block) => block.kind === 'row' || block.text !== ''),
    );
  }

  /** `key: value` lines between `---` at the very top become paragraphs, for what a document states is read from those. */
  #frontMatter(): void {
    if (this.#lines[0]?.trim() !== '---') return;
    const end = this.#lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
    const inner = this.#lines.slice(1, Math.max(end, 0));
    if (end < 0 || !inner.every((line) => /^\s*(?:$|#|-\s|[\w -]+:)/.test(line))) return;
    for (const line of inner) {
      const words = cleanText(line.replace(/(:\s*)["'](.*)["']\s*$/, '$1$2'));
      if (words !== '')
        this.#blocks.push({ kind: 'paragraph', text: words.replace(/^\p{Ll}/u, (first) => first.toUpperCase()) });
    }
    this.#at = end + 1;
  }

  /** True when the line was more than text. */
  #structure(line: string): boolean {
    if (line.trim() === '') {
      this.#close();
      return true;
    }
    const heading = HEADING.exec(line);
    if (heading)
      return this.#heading(
        heading[1]?.length ?? 1,
        line
          .slice(heading[0].length)
          .trim()
          .replace(/(?:^|\s)#+$/, ''),
      );
    const underline = UNDERLINE.exec(line);
    if (underline && this.#open && !readMarker(this.#open.lines[0]?.trim() ?? '')) {
      const title = this.#open.lines.join(' ');
      this.#open = undefined;
      return this.#heading(underline[1]?.startsWith('=') ? 1 : 2, title);
    }
    if (RULE.test(line)) {
      this.#close();
      return true;
    }
    return this.#fence(line) || this.#table(line) || this.#note(line);
  }

  #heading(level: number, markdown: string): true {
    this.#close();
    this.#lists.close();
    const words = this.#words(markdown);
    if (words !== '') this.#under = words;
    this.#blocks.push(headingBlock(level, words));
    return true;
  }

  #fence(line: string): boolean {
    const mark = FENCE.exec(line)?.[1];
    if (!mark) return false;
    this.#close();
    while (this.#at < this.#lines.length) {
      const inner = this.#lines[this.#at] ?? '';
      this.#at += 1;
      if (inner.trim().startsWith(mark)) break;
      if (inner.trim() !== '') this.#blocks.push({ kind: 'paragraph', text: cleanText(inner) });
    }
    return true;
  }

  #table(line: string): boolean {
    const below = this.#lines[this.#at] ?? '';
    if (!line.includes('|') || !below.includes('-')) return false;
    const columns = cellsOf(line, plainInline);
    const delimiters = cellsOf(below, plainInline);
    if (columns.length !== delimiters.length || !delimiters.every((cell) => /^:?-+:?$/.test(cell))) return false;
    this.#close();
    this.#lists.close();
    this.#at += 1;
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const row = this.#lines[this.#at] ?? '';
      if (row.trim() === '' || !row.includes('|')) break;
      const cells = cellsOf(row, (cell) => this.#words(cell, true));
      if (cells.every((cell) => cell === '')) continue;
      this.#blocks.push({
        kind: 'row',
        columns,
        cells: columns.map((_, index) => cells[index] ?? '').concat(cells.slice(columns.length)),
      });
    }
    return true;
  }

  #note(line: string): boolean {
    const note = NOTE.exec(line);
    if (!note) return false;
    this.#close();
    let words = note[2] ?? '';
    for (; /^\s{2,}\S/.test(this.#lines[this.#at] ?? ''); this.#at += 1) words += ` ${this.#lines[this.#at]?.trim()}`;
    this.#blocks.push({ kind: 'note', marker: superscript(note[1] ?? ''), text: this.#words(words) });
    return true;
  }

  #text(line: string): void {
    const indent = line.length - line.trimStart().length;
    const words = line.trim();
    const before = this.#open?.lines.at(-1) ?? '';
    const startsAnew = readMarker(words) !== undefined || BULLET.test(words);
    if (
      !this.#open ||
      startsAnew ||
      BOLD_HEADING.test(before) ||
      (statesFact(plainInline(words)) && statesFact(plainInline(before)))
    ) {
      this.#close();
      this.#open = { lines: [words], indent };
    } else {
      this.#open.lines.push(words.replace(/\\$/, ''));
    }
  }

  #close(): void {
    if (!this.#open) return;
    const { lines, indent } = this.#open;
    this.#open = undefined;
    // `+` is a bullet to Markdown alone.
    const markdown = lines
      .map((line) => line.replace(/\\$/, ''))
      .join(' ')
      .replace(/^\+\s/, '- ');
    const bullet = /^(?:[-*•]|(?:\d{1,3}|[A-Za-z])[.)])\s+/.exec(markdown)?.[0] ?? '';
    const words = this.#words(markdown.slice(bullet.length));
    if (words === '') return;
    const block = textBlock(`${bullet}${words}`, indent, this.#lists);
    if (/^(\*\*|__)(?!\s)[^*_]+\1$/.test(markdown)) this.#bold.add(block);
    this.#blocks.push(block);
  }
}

/** The cells of `| a | b |`; a pipe behind a backslash is a word's own. */
function cellsOf(row: string, wordsOf: (cell: string) => string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|\s*$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => wordsOf(cell));
}
