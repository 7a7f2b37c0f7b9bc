import type { Block } from '../../kernel/text/document.ts';
import { isSaying } from '../../kernel/text/markers.ts';
import { type Passage, type Policy, passageOf, type QuotePart } from '../policy.ts';
import { amountsIn, holdsAmount, namesRange, printedAmount } from '../question/amounts.ts';

type Row = Extract<Block, { kind: 'row' }>;
type NamedCells = Extract<QuotePart, { kind: 'row' }>['cells'];

/**
 * A quote as the policy prints it: items with their marks, rows with the names of their columns, and a sign wherever something
 * of the policy was left out between, before or behind what is quoted.
 * @param quoted in reading order, at least one
 */
export function partsOf(policy: Policy, quoted: readonly Passage[]): readonly QuotePart[] {
  const shown = quoted.filter((passage) => !isHeaderOf(passage, quoted));
  const shallowest = Math.min(...shown.filter(({ kind }) => kind === 'item').map((item) => depthOf(policy, item)));
  const parts: QuotePart[] = [];
  if (beginsLate(policy, quoted)) parts.push(GAP);
  for (const passage of quoted) {
    const before = shown.includes(passage) ? shown[shown.indexOf(passage) - 1] : undefined;
    if (before && isLeftOutBetween(policy, before, passage)) parts.push(GAP);
    if (shown.includes(passage)) parts.push(partOf(policy, passage, shallowest));
  }
  if (endsEarly(policy, quoted)) parts.push(GAP);
  return parts;
}

/** Something of the policy that is not quoted. */
export const GAP: QuotePart = { kind: 'gap' };
/** How a place where something was left out is marked, in every place that has only text. */
export const GAP_MARK = '[…]';

/**
 * A quote cut down to one sentence of it, where there is no room for all: never an item without what leads into its list, because
 * "promote gambling" alone says the opposite of "you must not: promote gambling", and never what leads into a list without its items.
 * @param sentence of one of the parts, word for word
 */
export function shortened(parts: readonly QuotePart[], sentence: string): readonly QuotePart[] {
  const at = parts.findIndex((part) => 'text' in part && part.text.includes(sentence));
  const part = parts[at];
  if (!part || !('text' in part)) return [GAP, { kind: 'words', text: sentence }, GAP];
  const above = part.kind === 'item' ? leadInsOf(parts, at, part.depth) : [];
  const below = itemsBelow(parts, at);
  const short: QuotePart[] = [];
  let next = 0;
  for (const index of [...above, at, ...below]) {
    if (index > next) short.push(GAP);
    short.push(...(index === at && below.length === 0 ? cutTo(part, sentence) : parts.slice(index, index + 1)));
    next = index + 1;
  }
  if (next < parts.length) short.push(GAP);
  return short.filter(({ kind }, index) => kind !== 'gap' || short[index - 1]?.kind !== 'gap');
}

const cutTo = (part: Extract<QuotePart, { text: string }>, sentence: string): readonly QuotePart[] => [
  ...(part.text.startsWith(sentence) ? [] : [GAP]),
  { ...part, text: sentence },
  ...(part.text.endsWith(sentence) ? [] : [GAP]),
];

/** What an item of a list says nothing without: the items it stands below, and the words before its list. */
function leadInsOf(parts: readonly QuotePart[], at: number, depth: number): readonly number[] {
  const found: number[] = [];
  let above = depth;
  for (let index = at - 1; index >= 0; index -= 1) {
    const part = parts[index];
    if (part?.kind === 'item' && part.depth < above) {
      found.unshift(index);
      above = part.depth;
    }
    // A paragraph that goes on within an item is no lead-in: those of a list end with a colon, or stand before all of its items.
    const isFirst = !parts.slice(0, index).some(({ kind }) => kind === 'item');
    if (part?.kind === 'words' && (isFirst || /:\s*$/.test(part.text))) return [index, ...found];
  }
  return found;
}

/** The items of the list that these words lead into. */
function itemsBelow(parts: readonly QuotePart[], at: number): readonly number[] {
  const part = parts[at];
  if (part?.kind !== 'words' || !/:\s*$/.test(part.text)) return [];
  const end = parts.findIndex(({ kind }, index) => index > at && kind !== 'item' && kind !== 'gap');
  return parts.flatMap((_, index) => (index > at && (end < 0 || index < end) ? [index] : []));
}

const placeOf = ({ id }: Passage): number => Number(id.slice(1));
const following = (policy: Policy, passage: Passage): Passage | undefined =>
  passageOf(policy, `p${placeOf(passage) + 1}`);

/** The row that names a table's columns: its words are beside every cell of the rows below. */
const namesColumns = ({ kind, columns, cells }: Passage): boolean =>
  kind === 'row' && columns !== undefined && columns.some((name) => name !== '') && columns.join() === cells?.join();

/** Whether two rows, one of which follows the other, are of one table. */
export const isSameTable = (one: Passage, other: Passage): boolean =>
  one.kind === 'row' && other.kind === 'row' && one.columns?.join('\t') === other.columns?.join('\t');

/** A longer table is not read through on a card. */
const MOST_ROWS = 8;
/** In characters of all its rows. */
const LONGEST_TABLE = 2_400;

/**
 * What is quoted, with all rows of a table whose rows decide the same thing for different cases: a row that says "Yes" misleads
 * without the one below it that says "No". A table that is too long for a card stays as it was found.
 * @param quoted in reading order
 */
export function withWholeTables(policy: Policy, quoted: readonly Passage[]): readonly Passage[] {
  if (!quoted.some(({ kind }) => kind === 'row')) return quoted;
  const rows = quoted.flatMap((passage) => {
    const table = tableOf(policy, passage);
    return isShort(table) && decides(table) ? table : [];
  });
  return [...new Set([...quoted, ...rows])].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Whether rows of a table that decides were left out: what is quoted of it then is no rule by itself. */
export function isCutTable(policy: Policy, quoted: readonly string[]): boolean {
  const row = quoted.flatMap((id) => passageOf(policy, id) ?? []).find((one) => one.kind === 'row');
  const table = row ? tableOf(policy, row) : [];
  return decides(table) && table.some(({ id }) => !quoted.includes(id));
}

/**
 * The parts, with the one row marked whose range holds what was asked: `60 quid` is for `between £25 and £75`. Only where one amount was
 * asked and one row holds it, in the one column by whose ranges the rows differ: vouchers `of any amount` may be meant by it as well.
 */
export function withAmounts(parts: readonly QuotePart[], question: string): readonly QuotePart[] {
  const rows = parts.filter((part) => part.kind === 'row');
  const [amount, another] = rows.length > 1 ? amountsIn(question) : [];
  if (!amount || another) return parts;
  const holding = rows.filter(({ cells }) => cells.some(({ text }) => holdsAmount(text, amount)));
  const [row] = holding;
  if (!row || holding.length > 1) return parts;
  const columns = row.cells.filter(({ text }) => holdsAmount(text, amount)).map(({ name }) => name);
  const differs = rows.some(
    (other) =>
      other !== row && other.cells.some(({ name, text }) => columns[0] === name && namesRange(text, amount.unit)),
  );
  if (columns.length > 1 || !differs) return parts;
  return parts.map((part) => (part === row ? { ...part, covers: `For ${printedAmount(amount)}` } : part));
}

const isShort = (rows: readonly Passage[]): boolean =>
  rows.length <= MOST_ROWS && rows.reduce((sum, { text }) => sum + text.length, 0) <= LONGEST_TABLE;

/** Rows below named columns, in reading order, of which each answers what the others answer too. A list of terms decides nothing. */
function decides(rows: readonly Passage[]): boolean {
  const [row] = rows;
  if (!row || rows.length < 2) return false;
  return (row.columns?.length ?? 0) > 2 || rows.some(({ cells = [] }) => cells.some((cell) => DECIDES.test(cell)));
}
const DECIDES = /^(?:yes|no|not|never|only|always|ask|must|may|allowed)\b|\d/i;

/** The rows of the table that a row is of, without the one that names its columns; none where no column has a name. */
function tableOf(policy: Policy, row: Passage): readonly Passage[] {
  if (row.kind !== 'row' || !row.columns?.some((name) => name !== '') || namesColumns(row)) return [];
  const along = (step: 1 | -1): readonly Passage[] => {
    const found: Passage[] = [];
    for (let at = placeOf(row) + step; ; at += step) {
      const next = passageOf(policy, `p${at}`);
      if (!next || next.sectionId !== row.sectionId || namesColumns(next) || !isSameTable(row, next)) return found;
      found.push(next);
    }
  };
  return [...along(-1).toReversed(), row, ...along(1)];
}

const isHeaderOf = (passage: Passage, quoted: readonly Passage[]): boolean =>
  namesColumns(passage) && quoted.some(({ leadIns }) => leadIns.includes(passage.id));

function partOf(policy: Policy, passage: Passage, shallowest: number): QuotePart {
  if (passage.kind === 'row')
    return {
      kind: 'row',
      cells: namedCells({
        columns: namesColumns(passage) ? [] : (passage.columns ?? []),
        cells: passage.cells ?? [passage.text],
      }),
    };
  if (passage.kind !== 'item' || passage.continues) return { kind: 'words', text: passage.text };
  const depth = depthOf(policy, passage) - shallowest;
  return { kind: 'item', mark: printedMark(passage.marker ?? ''), depth, text: passage.text };
}

const depthOf = (policy: Policy, { leadIns }: Passage): number =>
  leadIns.filter((id) => passageOf(policy, id)?.kind === 'item').length;

/** The filled cells of a row with the names of their columns. Where a table names none, labels are beside their values. */
export function namedCells({ columns, cells }: Pick<Row, 'columns' | 'cells'>): NamedCells {
  const pairs = columns.every((name) => name === '') ? labelled(cells) : undefined;
  return pairs ?? cells.flatMap((text, at) => (text === '' ? [] : [{ name: columns[at] ?? '', text }]));
}

/** `Owner`, `The head`, `Version`, `2`: labels and values by turns, as on a front page. */
function labelled(cells: readonly string[]): NamedCells | undefined {
  const pairs = cells.flatMap((name, at) => (at % 2 === 0 ? [{ name, text: cells[at + 1] ?? '' }] : []));
  const isLabels = cells.length === 2 || pairs.every(({ name }) => LABEL.test(name));
  return cells.length % 2 === 0 && isLabels && pairs.every(({ name, text }) => name !== '' && text !== '')
    ? pairs
    : undefined;
}
const LABEL = /^\p{L}[\p{L} ]{1,30}:?$/u;

/** Bullets come in many shapes, some of which only one typeface has. A mark that counts or says something is printed as it stands. */
export const printedMark = (marker: string): string => (counts(marker) || isSaying(marker) ? marker : '•');

/** Whether a mark counts: `(iv)`, `3.1`. Word writes an open bullet as the letter o. */
export const counts = (marker: string): boolean => /[\p{L}\p{N}]/u.test(marker) && marker !== 'o';

/** In the middle of a paragraph or table, or without the sentence that leads into it. */
function beginsLate(policy: Policy, quoted: readonly Passage[]): boolean {
  const first = quoted.find((passage) => !isHeaderOf(passage, quoted));
  if (!first) return false;
  const before = passageOf(policy, `p${placeOf(first) - 1}`);
  if (before && first.kind === 'row' && !namesColumns(before) && isSameTable(before, first)) return true;
  // Column names are beside the cells, whether their row is quoted or not.
  return quoted[0] === first && (first.continues === true || first.leadIns.some((id) => !isHeaderRow(policy, id)));
}

function isHeaderRow(policy: Policy, id: string): boolean {
  const passage = passageOf(policy, id);
  return passage !== undefined && namesColumns(passage);
}

function isLeftOutBetween(policy: Policy, before: Passage, passage: Passage): boolean {
  for (let at = placeOf(before) + 1; at < placeOf(passage); at += 1) {
    const between = passageOf(policy, `p${at}`);
    if (between && !(namesColumns(between) && passage.leadIns.includes(between.id))) return true;
  }
  return false;
}

/** So many paragraphs on it is hardly said of the same duty. */
const MOST_APART = 3;

/** What follows a paragraph in its section, without a number of its own, and says what holds for people other than those it names. */
export function forOthers(policy: Policy, passage: Passage): readonly Passage[] {
  if (passage.kind !== 'clause') return [];
  return policy.passages.filter(
    (one) =>
      one.sectionId === passage.sectionId &&
      one.kind === 'clause' &&
      one.marker === undefined &&
      placeOf(one) > placeOf(passage) &&
      placeOf(one) <= placeOf(passage) + MOST_APART &&
      FOR_OTHERS.test(one.text),
  );
}

const FOR_OTHERS =
  /^(?:(?:all|any|every) )?(?:other (?:staff|adults|employees|colleagues|people|members of staff)|(?:everyone|anyone) else|non-teaching staff|(?:staff|adults|employees|colleagues|people|members of staff|those) who (?:are not|aren['’]t))\b/i;

/** A paragraph that goes on, a list of which more items follow, a note that is called or what holds for others and did not fit. */
function endsEarly(policy: Policy, quoted: readonly Passage[]): boolean {
  const last = quoted.at(-1);
  if (!last) return false;
  const next = following(policy, last);
  const ids = new Set(quoted.map(({ id }) => id));
  if (next && (next.continues || isSameTable(last, next))) return true;
  if (next?.leadIns.some((id) => ids.has(id))) return true;
  if (quoted.some((one) => forOthers(policy, one).some((other) => placeOf(other) > placeOf(last)))) return true;
  return quoted.some(({ kind, seeAlso }) => kind !== 'note' && seeAlso.some((id) => !ids.has(id)));
}

const lineOf = ({ name, text }: NamedCells[number]): string => (name === '' ? text : `${labelOf(name)} ${text}`);

/** A column's name before what is in it: `Platform:`, `May I accept it?`. */
export const labelOf = (name: string): string => (/[:?!]$/.test(name) ? name : `${name}:`);

const cutMark = ({ isCut }: { readonly isCut?: true }): string => (isCut ? ` ${GAP_MARK}` : '');

const covered = ({ covers }: { readonly covers?: string }): readonly string[] =>
  covers === undefined ? [] : [`▸ ${covers}`];

/** So many words are enough to know a rule again. */
const MOST_FIRST = 5;

/** How a quote begins, its first lead-in or row passed by where there is no room: for a line that only names it. */
export function firstWords(parts: readonly QuotePart[]): string {
  const [first] = parts.filter(({ kind }) => kind !== 'gap');
  if (!first || first.kind === 'gap') return '';
  const words = (first.kind === 'row' ? first.cells.map(({ text }) => text).join(' · ') : first.text).split(/\s+/);
  return words.length > MOST_FIRST + 1 ? `${words.slice(0, MOST_FIRST).join(' ')} ${GAP_MARK}` : words.join(' ');
}

/** The lines of a quote where there is only text. */
export function quoteLines(parts: readonly QuotePart[]): readonly string[] {
  return parts.flatMap((part, at): readonly string[] => {
    switch (part.kind) {
      case 'words':
        return [`${part.text}${cutMark(part)}`];
      case 'item':
        return [`${'  '.repeat(part.depth)}${part.mark} ${part.text}${cutMark(part)}`];
      case 'row':
        // A blank line parts one row from the next.
        return [...(parts[at - 1]?.kind === 'row' ? [''] : []), ...covered(part), ...part.cells.map(lineOf)];
      case 'gap':
        return [GAP_MARK];
      default:
        return part satisfies never;
    }
  });
}
