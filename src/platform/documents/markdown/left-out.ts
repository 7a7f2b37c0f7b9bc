/** Stand around words that are struck through or hidden, and so left out: nothing else in a file has these letters. */
export const MARKS = { struck: '\uE002', hidden: '\uE004', end: '\uE003' } as const;
const ALL_MARKS = /[\uE002-\uE004]/g;
const FROM_TO = /([\uE002\uE004])([^\uE002-\uE004]*)\uE003/g;

type Why = 'struck' | 'hidden';
interface OpenTag {
  readonly tag: string;
  readonly why: Why | undefined;
  readonly isMarked: boolean;
}

const EMPTY_TAGS: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'wbr']);
/** One of these ends the one before it, which may have no end of its own. */
const ENDS_ITSELF: ReadonlySet<string> = new Set(['p', 'li', 'td', 'th', 'tr', 'option', 'dt', 'dd']);
/** What these say holds for their cells. */
const OF_CELLS: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr']);
const MOST_DEEP = 200;
/** An end is looked for among so many that are open. */
const MOST_OPEN = 60;

/** HTML with marks around what its tags and styles strike through or hide. What has no end is neither. */
export function withMarks(html: string): string {
  const open: OpenTag[] = [];
  const isOut = () => open.some(({ isMarked }) => isMarked);
  const close = (): string => (open.pop()?.isMarked && !isOut() ? MARKS.end : '');
  return html
    .replace(ALL_MARKS, '')
    .replace(/<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/gi, (whole, isEnd, name, attributes) => {
      const tag = String(name).toLowerCase();
      if (isEnd) {
        const at = open.slice(-MOST_OPEN).findLastIndex((one) => one.tag === tag);
        if (at < 0) return whole;
        let ends = '';
        for (let left = open.length - Math.max(0, open.length - MOST_OPEN) - at; left > 0; left -= 1) ends += close();
        return `${ends}${whole}`;
      }
      if (EMPTY_TAGS.has(tag) || attributes.endsWith('/')) return whole;
      const before = ENDS_ITSELF.has(tag) && open.at(-1)?.tag === tag ? close() : '';
      const isCell = tag === 'td' || tag === 'th';
      const why =
        whyOut(tag, attributes) ?? (isCell ? open.findLast((one) => one.why && OF_CELLS.has(one.tag))?.why : undefined);
      const isMarked = why !== undefined && !OF_CELLS.has(tag);
      const mark = isMarked && !isOut() ? MARKS[why] : '';
      open.push({ tag, why, isMarked });
      if (open.length > MOST_DEEP) open.shift();
      return `${before}${whole}${mark}`;
    });
}

function whyOut(tag: string, attributes: string): Why | undefined {
  if (/(?:^|\s)hidden(?=[\s=/]|$)/i.test(attributes.replace(/"[^"]*"|'[^']*'/g, ''))) return 'hidden';
  const style = /(?:^|\s)style\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(attributes)?.slice(1).find(Boolean) ?? '';
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return 'hidden';
  return /^(?:del|s|strike)$/.test(tag) || /line-through/i.test(style) ? 'struck' : undefined;
}

/** Marks that begin and end within each paragraph, item, heading and cell of Markdown; a mark without its pair goes. */
export const withMarksInLines = (markdown: string): string =>
  markdown
    .replace(FROM_TO, (_, mark: string, words: string) => words.split(LINES).map(inLine(mark)).join(''))
    .replace(/([\uE002\uE004][^\uE002-\uE004]*\uE003)|[\uE002-\uE004]/g, '$1');

const LINES = /(\n\s*\n|\n(?=\s*(?:[-*+•]\s|\d{1,3}[.)]\s|#{1,6}\s|\|)))/;

const inLine =
  (mark: string) =>
  (line: string): string => {
    const marked = (words: string) => (words.trim() === '' ? words : `${mark}${words.trim()}${MARKS.end}`);
    if (/^\s*\|[|:\s-]*$/.test(line)) return line;
    if (/^\s*\|/.test(line)) return line.replace(/[^|]+/g, (cell) => ` ${marked(cell)} `);
    const [before = ''] = /^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+|#{1,6}\s+)?/.exec(line) ?? [];
    return `${before}${marked(line.slice(before.length))}`;
  };

/** Words without those between marks, each told. */
export const withoutMarked = (words: string, onOut: (why: Why, words: string) => void): string =>
  words.replace(FROM_TO, (_, mark: string, out: string) => {
    onOut(mark === MARKS.struck ? 'struck' : 'hidden', out);
    return '';
  });
