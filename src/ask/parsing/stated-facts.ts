import type { Block, StatedFacts } from '../../kernel/text/document.ts';
import type { Passage } from '../policy.ts';

const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*';
const DATE = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)?\\s+)?${MONTH}\\.?,?\\s+(?:\\d{1,2},?\\s+)?20\\d\\d\\b|\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:20)?\\d\\d\\b|\\b20\\d\\d-\\d\\d-\\d\\d\\b|\\b(?:spring|summer|autumn)(?: term)? 20\\d\\d\\b`,
  'i',
);
const REVIEW =
  /^(?:to be (?:reviewed|looked at)[\w ]*|(?:next|date of(?: next)?|planned|scheduled)?\s*review(?: date| due| by| on)?|review(?:ed)? by|next (?:review|revision)(?: date| due)?|due for (?:renewal|review)|expires?|valid until)\b/i;
const ADOPTED =
  /^(?:adopted|agreed|approved|date (?:adopted|approved|of (?:adoption|approval|policy|issue))|date|ratified|effective(?: from| date)?|issued?|last (?:review(?:ed)?|updated|revised)|policy date|adoption date|approval date)\b/i;
const OWNER =
  /^(?:(?:policy |document )?owner|responsib(?:le|ility)(?: person| of| for)?|written by|author|key staff|lead|policy lead|staff lead|named person)\b/i;
const VERSION = /^(?:version|issue|revision)(?: number| no\.?)?\s*:?\s*(v?\d[\d.]*)\b/i;
const SAYS = /\b(?:policy|code of conduct|code|procedure|handbook|agreement|guidance|statement|protocol)\b/i;
const INSTITUTION = /\b(?:school|academy|college|trust|federation|council|nursery|partnership)\b/i;
/** Facts are on the first page or at the very end. */
const FRONT = 25;
const BACK = 6;

/** Whether a cell or the beginning of a line names something that a front page states. */
export const isFactLabel = (text: string): boolean =>
  text.length <= 40 &&
  ([REVIEW, ADOPTED, OWNER].some((label) => label.test(text)) || /^(?:version|issue|revision)\b/i.test(text));

/** Whether a passage only states something about its document: `Version: 5.0`, a row `Owner`, `Headteacher`. */
export const isFrontMatter = ({ kind, text, cells }: Pick<Passage, 'kind' | 'text' | 'cells'>): boolean => {
  const [label, ...values] = kind === 'row' ? (cells ?? []) : text.split(/:\s/);
  const said = values.join(' ').trim();
  return label !== undefined && said !== '' && said.length <= LONGEST_FACT && isFactLabel(label.trim());
};
const LONGEST_FACT = 120;

/** What the document states about itself, as printed. Only what stands as `Label: value` or as a row is believed. */
export function statedFacts(blocks: readonly Block[]): StatedFacts {
  const firstSection = blocks.findIndex(
    (block) => block.kind === 'heading' && block.level > 0 && /^1\b/.test(block.label ?? ''),
  );
  const front = blocks.slice(0, Math.min(firstSection < 0 ? FRONT : firstSection, FRONT * 2));
  const pairs = pairsIn([...front, ...blocks.slice(-BACK)]);
  const find = (label: RegExp, value: RegExp) =>
    pairs.find(([name, text]) => label.test(name) && value.test(text))?.[1];
  const dated = (label: RegExp) => {
    const text = find(label, DATE);
    return text === undefined ? undefined : DATE.exec(text)?.[0];
  };
  const versions = front.flatMap(wordsOf).flatMap((text) => VERSION.exec(text)?.[1] ?? []);
  const numbered = pairs.find(
    ([name, text]) => /^(?:version|issue|revision)\b/i.test(name) && /^v?\d[\d.]*$/i.test(text),
  )?.[1];
  return given({
    title: titleOf(front),
    version: versions.at(-1) ?? numbered,
    adoptedOn: dated(ADOPTED),
    reviewOn: dated(REVIEW),
    owner: find(OWNER, /\p{L}{2}/u),
  });
}

const given = (facts: Record<keyof StatedFacts, string | undefined>): StatedFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** The line that names a kind of document; else the first line of the title. */
function titleOf(front: readonly Block[]): string | undefined {
  const titles = front.flatMap((block) => (block.kind === 'heading' && block.level === 0 ? [block.text] : []));
  const row = front.find(
    (block) =>
      block.kind === 'row' && block.cells.filter(Boolean).length === 1 && block.cells.some((cell) => SAYS.test(cell)),
  );
  const named = titles.findLast((text) => SAYS.test(text));
  const under = front[titles.length];
  // Only the school names itself: then the line below says what this is.
  if (
    !named &&
    !row &&
    titles.every((text) => INSTITUTION.test(text)) &&
    under?.kind === 'paragraph' &&
    ![REVIEW, ADOPTED, OWNER, VERSION].some((label) => label.test(under.text)) &&
    under.text.length < 90
  )
    return under.text;
  return (
    named ??
    (row?.kind === 'row' ? row.cells.find(Boolean) : undefined) ??
    (titles.every((text) => INSTITUTION.test(text)) ? headingThatSays(front) : undefined) ??
    titles[0]
  );
}

/** Where the name is set like any heading: the last of those that stand before the first sentence and say what this is. */
function headingThatSays(front: readonly Block[]): string | undefined {
  const body = front.findIndex(({ kind }) => kind === 'paragraph' || kind === 'item');
  const headings = front
    .slice(0, body < 0 ? front.length : body)
    .flatMap((block) => (block.kind === 'heading' && block.label === undefined ? [block.text] : []));
  return headings.findLast((text) => SAYS.test(text) && !SECTION.test(text));
}
/** What sections are about, rather than documents. */
const SECTION =
  /^(?:aims?|purpose|scope|introduction|about|overview|background|monitoring|review|application|status)\b/i;

function wordsOf(block: Block): readonly string[] {
  if (block.kind === 'row') return [...block.cells, block.cells.join(' ')];
  return block.kind === 'furniture' ? [] : [block.text];
}

type Pair = readonly [label: string, value: string];

/** `Date April 2025`: a line that is a label and a date, and nothing else. */
function datedLine(text: string): Pair[] {
  const label = [REVIEW, ADOPTED].flatMap((known) => known.exec(text)?.[0] ?? [])[0];
  const rest = text.slice(label?.length ?? 0).trim();
  return label !== undefined && rest !== '' && DATE.exec(rest)?.[0] === rest ? [[label, rest]] : [];
}

/** `Label: value` in a paragraph, neighbouring cells of a row, and cells under the names of their columns, the last row first. */
function pairsIn(blocks: readonly Block[]): readonly Pair[] {
  const beside = blocks.flatMap((block): Pair[] => {
    if (block.kind === 'row') {
      // Names over the values make it a table of records; a name over the labels alone is its title.
      if (block.columns.slice(1).some((column) => column !== '')) return [];
      return block.cells.slice(0, -1).map((cell, at) => [cell.replace(/:$/, ''), block.cells[at + 1] ?? '']);
    }
    if (block.kind !== 'paragraph' && block.kind !== 'item') return [];
    const pair = /^([^:]{3,40}):\s*(.{2,80})$/.exec(block.text);
    return pair ? [[pair[1] ?? '', pair[2] ?? '']] : datedLine(block.text);
  });
  const under = blocks
    .toReversed()
    .flatMap((block): Pair[] =>
      block.kind === 'row' && block.columns.join() !== block.cells.join()
        ? block.cells.map((cell, at) => [block.columns[at] ?? '', cell])
        : [],
    );
  return [...beside, ...under];
}
