import { EMPTY, subscript, superscript } from '../clean-text.ts';
import { printedNumber } from '../word/numbering.ts';
import { withMarks, withMarksInLines } from './left-out.ts';

/** Words that cover several rows or columns stand in each of them, unless there are more. */
const MOST_COVERING = 400;
const MOST_COLUMNS = 60;
const MOST_DEEP = 8;
/** Holds what is no HTML, so that no later rule takes it for some. */
const HELD = '\uE001';

/**
 * Markdown in which what was written in HTML is Markdown too: headings, lists, tables, links, what is struck through. No pattern looks
 * past the next tag of its kind, so that a file without ends costs no more than another.
 */
export function withoutHtml(markdown: string): string {
  const held: string[] = [];
  const hold = (text: string) => `${HELD}${held.push(text) - 1}${HELD}`;
  const html = withoutFences(markdown.replaceAll(HELD, ''), hold)
    .replace(/(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)/g, hold)
    .replace(/<(script|style)\b[^<>]*>(?:(?!<\1\b)[\s\S])*?<\/\1\s*>/gi, '');
  return withMarksInLines(
    withMarks(html)
      .replace(/<(?:b|strong)(?:\s[^<>]*)?>([^<>*]*)<\/(?:b|strong)\s*>/gi, (_, words: string) => bold(words))
      .replace(/<a\b([^<>]*)>((?:(?!<a\b)[^[\]])*?)<\/a\s*>/gi, (_, attributes: string, words: string) => {
        const address = attributeOf(attributes, 'href');
        return address === '' ? words : `[${words}](${address})`;
      })
      .replace(/<img\b[^<>]*>/gi, (tag) => `![${attributeOf(tag, 'alt')}](${attributeOf(tag, 'src')})`)
      .replace(/<input\b[^<>]*>/gi, boxOf)
      .replace(/<select\b[^<>]*>((?:(?!<select\b)[\s\S])*?)<\/select\s*>/gi, (_, options: string) => chosenOf(options))
      .replace(/<sup(?:\s[^<>]*)?>([^<>]{1,8})<\/sup\s*>/gi, (_, number: string) => superscript(number))
      .replace(/<sub(?:\s[^<>]*)?>([^<>]{1,8})<\/sub\s*>/gi, (_, number: string) => subscript(number))
      .replace(/<table\b[^<>]*>((?:(?!<table\b)[\s\S])*?)<\/table\s*>/gi, (_, inside: string) => tableOf(inside))
      .replace(/<h([1-6])(?:\s[^<>]*)?>((?:(?!<h[1-6][\s>])[\s\S])*?)<\/h\1\s*>/gi, (_, level: string, words: string) =>
        apart(`${'#'.repeat(Number(level))} ${onOneLine(words)}`),
      )
      .replace(LISTS, listed())
      .replace(BLOCKS, '\n\n'),
  )
    .replace(/^(?![|#]).*<br\s*\/?>.*$/gim, (line) => line.replace(/<br\s*\/?>/gi, '\n'))
    .replace(new RegExp(`${HELD}(\\d+)${HELD}`, 'g'), (_, index: string) => held[Number(index)] ?? '');
}

/** What stands between fences is shown as it is written. */
function withoutFences(markdown: string, hold: (text: string) => string): string {
  const out: string[] = [];
  let fence: { readonly mark: string; readonly lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      fence.lines.push(line);
      if (!mark?.startsWith(fence.mark)) continue;
      out.push(hold(fence.lines.join('\n')));
      fence = undefined;
    } else if (mark) fence = { mark, lines: [line] };
    else out.push(line);
  }
  return [...out, ...(fence?.lines ?? [])].join('\n');
}

const bold = (words: string): string =>
  words.trim() === '' ? words : words.replace(words.trim(), (inner) => `**${inner}**`);

const boxOf = (tag: string): string => {
  const type = attributeOf(tag, 'type').toLowerCase();
  if (type === 'checkbox' || type === 'radio') return /\schecked\b/i.test(tag) ? '☑' : '☐';
  if (/^(?:hidden|submit|button|image|reset)$/.test(type)) return '';
  return attributeOf(tag, 'value') || EMPTY.words;
};

const chosenOf = (options: string): string => {
  const all = [...options.matchAll(/<option\b([^<>]*)>([^<>]*)/gi)];
  return all.find(([, attributes = '']) => /\sselected\b/i.test(attributes))?.[2]?.trim() || EMPTY.choice;
};

const BLOCKS =
  /<\/?(?:p|div|section|article|aside|header|footer|main|blockquote|details|summary|center|figure|figcaption|hr|dl|dt|dd|address)(?:\s[^<>]*)?\/?>/gi;
const LISTS = /<(\/?)(ul|ol|li)((?:\s[^<>]*)?)>\s*/gi;

const apart = (text: string): string => `\n\n${text}\n\n`;
const onOneLine = (html: string): string =>
  html
    .replace(BLOCKS, ' ')
    .replace(LISTS, ' ')
    .replace(/<\/?h[1-6](?:\s[^<>]*)?>|<br\s*\/?>|\s+/gi, ' ')
    .trim();
const attributeOf = (tag: string, name: string): string =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\\s"'<>]+))`, 'i').exec(tag)?.slice(1).find(Boolean) ??
  '';

/** Turns the tags of lists, one after the other, into the marks of their items. */
function listed(): (whole: string, isEnd: string, tag: string, attributes: string) => string {
  const open: { readonly isCounted: boolean; readonly format: string; count: number }[] = [];
  return (_, isEnd, tag, attributes) => {
    const list = open.at(-1);
    if (tag.toLowerCase() === 'li') {
      if (isEnd) return '\n';
      if (list) list.count = wholeIn(attributes, 'value') ?? list.count + 1;
      return `\n${'    '.repeat(Math.min(Math.max(0, open.length - 1), MOST_DEEP))}${list?.isCounted ? `${printedNumber(list.count, list.format)}.` : '-'} `;
    }
    if (!isEnd)
      open.push({
        isCounted: tag.toLowerCase() === 'ol',
        format: FORMATS.get(attributeOf(attributes, 'type')) ?? 'decimal',
        count: (wholeIn(attributes, 'start') ?? 1) - 1,
      });
    else open.pop();
    return open.length === (isEnd ? 0 : 1) ? '\n\n' : '\n';
  };
}

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['a', 'lowerLetter'],
  ['A', 'upperLetter'],
  ['i', 'lowerRoman'],
  ['I', 'upperRoman'],
]);
const wholeIn = (attributes: string, name: string): number | undefined => {
  const value = attributeOf(attributes, name);
  return /^\d{1,4}$/.test(value) ? Number(value) : undefined;
};

interface Cell {
  readonly text: string;
  readonly isHead: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** A table between pipes; what stands in none of its cells is a paragraph before it. */
function tableOf(inside: string): string {
  const rows = inside.split(/<tr(?:\s[^<>]*)?>/i);
  const before = onOneLine((rows.shift() ?? '').replace(/<\/?[a-z][^<>]*>/gi, ' '));
  const cells = rows.map(cellsOf).filter((row) => row.length > 0);
  if (cells.length === 0) return apart(before);
  const grid = coveredBy(cells);
  const width = Math.max(...grid.map((row) => row.length));
  const lines = grid.map((row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`);
  const hasHead = cells[0]?.every(({ isHead }) => isHead) && cells.length > 1;
  const head = hasHead ? (lines.shift() ?? '') : `|${' |'.repeat(width)}`;
  return `${apart(before)}${apart([head, `|${'---|'.repeat(width)}`, ...lines].join('\n'))}`;
}

const cellsOf = (row: string): readonly Cell[] =>
  [...row.matchAll(/<(t[hd])\b([^<>]*)>([\s\S]*?)(?=<\/?t[hd]\b|<\/?tr\b|<\/t(?:able|head|body|foot)|$)/gi)].map(
    ([, tag = '', attributes = '', inner = '']) => ({
      text: onOneLine(inner).replace(/(?<!\\)\|/g, '\\|'),
      isHead: tag.toLowerCase() === 'th',
      columns: spanIn(attributes, 'colspan'),
      rows: spanIn(attributes, 'rowspan'),
    }),
  );

const spanIn = (attributes: string, name: string): number => {
  const span = Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes)?.[1] ?? 1);
  return Math.min(Math.max(span, 1), MOST_COLUMNS);
};

/** The words of each column of each row, those of a cell that covers several in all of them. */
function coveredBy(rows: readonly (readonly Cell[])[]): string[][] {
  const grid: string[][] = rows.map(() => []);
  const put = ({ text, columns, rows: down }: Cell, at: number, column: number, isAlone: boolean): void => {
    const repeated = isAlone || text.length > MOST_COVERING ? '' : text;
    for (const [below, row] of grid.slice(at, at + down).entries())
      for (let across = 0; across < columns; across += 1) row[column + across] = below + across === 0 ? text : repeated;
  };
  rows.forEach((cells, at) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[at]?.[column] !== undefined) column += 1;
      put(cell, at, column, cells.length === 1 && column === 0);
      column += cell.columns;
    }
  });
  return grid.map((row) => Array.from(row, (text) => text ?? ''));
}
