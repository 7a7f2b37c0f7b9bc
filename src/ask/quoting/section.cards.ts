import type { Block } from '../../kernel/text/document.ts';
import {
  actions,
  type Card,
  type Element,
  facts,
  heading,
  plain,
  section,
  table,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { pageCard, pageOf } from '../../platform/teams/pages.ts';
import { type Policy, passagesOfBlocks, type Section } from '../policy.ts';
import { POLICY } from '../verbs.cards.ts';
import { listItem, rowLines } from './quote.cards.ts';
import { namedCells, printedMark } from './quote-parts.ts';

type Row = Extract<Block, { kind: 'row' }>;

/** A stretch of a policy as drawn, and whether it is what an answer quoted. */
interface Drawn {
  readonly element: Element;
  readonly isQuoted: boolean;
}

/** So much before the quoted place, in characters of a card, is passed by at a glance. */
const SHORT_WAY = 2_500;
const BEFORE = 'before-the-quote';

/**
 * A section whole, in the document's own order. It opens where the answer was quoted from: what stands before is one button away,
 * and a section too long for one card begins with the part that holds it.
 * @param quoted ids of the passages quoted
 * @param page which part to show; the one with the quoted place when absent
 */
export function sectionCard(policy: Policy, whole: Section, quoted: readonly string[], page?: number): Card {
  const drawn = bodyOf(policy, whole, new Set(quoted));
  const all = drawn.map(({ element }) => element);
  const at = drawn.findIndex(({ isQuoted }) => isQuoted);
  const first = pageOf(all, Math.max(0, at));
  return pageCard({
    head: [plain(policy.title, { subtle: true }), titleOf(whole, false)],
    elements: all,
    page: page ?? first,
    // Anyone who turns the pages reads on from their beginning.
    ...(page === undefined && { draw: (elements, from) => fromQuote(elements, at - from) }),
    verb: POLICY.sectionPage,
    data: { version: policy.versionId, section: whole.id, passages: quoted },
    foot: [
      facts([
        policy.version ? ['Version', policy.version] : undefined,
        policy.adoptedOn ? ['Adopted', policy.adoptedOn] : undefined,
        policy.reviewOn ? ['Next review', policy.reviewOn] : undefined,
        ['Fingerprint', policy.contentHash.slice(0, 12)],
      ]),
    ],
  });
}

/** A dialog cannot be scrolled from outside: a long way to the quoted place is folded away instead. */
function fromQuote(elements: readonly Element[], at: number): readonly Element[] {
  const before = elements.slice(0, Math.max(0, at));
  if (JSON.stringify(before).length <= SHORT_WAY) return elements;
  return [
    actions([toggle('Show what comes before this', [BEFORE])]),
    section({ id: BEFORE, hidden: true }, ...before),
    ...elements.slice(at),
  ];
}

/** A section with those below it, as people read it. */
export const sectionElements = (policy: Policy, whole: Section): Element[] =>
  sectionDrawn(policy, whole, new Set()).map(({ element }) => element);

function sectionDrawn(policy: Policy, whole: Section, quoted: ReadonlySet<string>): Drawn[] {
  const title = titleOf(whole, true);
  return [...(title ? [{ element: title, isQuoted: false }] : []), ...bodyOf(policy, whole, quoted)];
}

const bodyOf = (policy: Policy, whole: Section, quoted: ReadonlySet<string>): Drawn[] => [
  ...runsOf(policy, whole, quoted).map(drawn),
  ...whole.children.flatMap((child) => sectionDrawn(policy, child, quoted)),
];

function titleOf({ number, heading: words }: Section, small: boolean): Element | undefined {
  const title = [number && !words.startsWith(number) ? number : '', words].filter((part) => part !== '').join(' ');
  return title === '' ? undefined : heading(title, { small });
}

interface Run {
  readonly blocks: Block[];
  isQuoted: boolean;
  weight: number;
}

/** A longer table goes on as another one, so that a card can be parted between them; counted in characters of a card. */
const LONGEST_TABLE = 6_000;
const CELL = 250;
const weightOf = ({ cells }: Row): number => cells.reduce((sum, words) => sum + CELL + 2 * words.length, 0);

/** Blocks one by one, the rows of one table together. */
function runsOf(policy: Policy, whole: Section, quotedIds: ReadonlySet<string>): readonly Run[] {
  const runs: Run[] = [];
  const passages = passagesOfBlocks(policy, whole);
  for (const [at, block] of whole.blocks.entries()) {
    const last = runs.at(-1);
    const quoted = passages[at]?.some((id) => quotedIds.has(id)) ?? false;
    const before = last?.blocks.at(-1);
    const isTable =
      last && block.kind === 'row' && before?.kind === 'row' && before.columns.join() === block.columns.join();
    if (isTable && last.weight < LONGEST_TABLE) {
      last.blocks.push(block);
      last.weight += weightOf(block);
      last.isQuoted ||= quoted;
    } else runs.push({ blocks: [block], isQuoted: quoted, weight: block.kind === 'row' ? weightOf(block) : 0 });
  }
  return runs.filter(({ blocks: [first] }) => first?.kind !== 'furniture');
}

function drawn({ blocks, isQuoted }: Run): Drawn {
  const rows = blocks.filter((block) => block.kind === 'row');
  const texts = blocks.filter((block) => block.kind !== 'row').map(textElement);
  const element = texts[0] ?? tableElement(rows);
  // What was quoted is shaded, and said so for those who cannot see shading.
  return isQuoted
    ? {
        element: section({ style: 'emphasis' }, text('Quoted in the answer', { subtle: true, small: true }), element),
        isQuoted,
      }
    : { element, isQuoted };
}

/** More columns than this do not fit on a phone. */
const MOST_COLUMNS = 3;

/** A table where there is room for one; else, and where a client draws none, its rows as lines with the names of the columns. */
function tableElement(rows: readonly Row[]): Element {
  const columns = rows[0]?.columns ?? [];
  const body = rows.filter(({ cells }) => columns.every((name) => name === '') || cells.join() !== columns.join());
  const lines: Element = section({}, ...body.map((row) => rowLines(namedCells(row))));
  return columns.length > MOST_COLUMNS || columns.length < 2
    ? lines
    : {
        ...table(
          columns,
          body.map(({ cells }) => cells),
        ),
        fallback: lines,
      };
}

function textElement(block: Exclude<Block, Row>): Element {
  switch (block.kind) {
    case 'heading':
      return heading(block.text, { small: true });
    case 'paragraph':
    case 'furniture':
      return plain(block.text);
    case 'item':
      return listItem(printedMark(block.marker), plain(block.text), block.depth);
    case 'note':
      return plain(block.text, { small: true });
    default:
      return block satisfies never;
  }
}
