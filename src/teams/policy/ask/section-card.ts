import type { Block } from '../../../policy/document.ts';
import type { Policy, Section } from '../../../policy/policy.ts';
import { type Card, card, columns, type Element, facts, heading, plain, section, table, text } from '../../card.ts';

/** A section whole, in the document's own order, the cited passage marked. */
export function sectionCard(policy: Policy, whole: Section, cited: string | undefined): Card {
  return card({
    body: [
      plain(policy.title, { subtle: true }),
      ...sectionElements(policy, whole, cited, true),
      facts([
        policy.version ? ['Version', policy.version] : undefined,
        policy.adoptedOn ? ['Adopted', policy.adoptedOn] : undefined,
        policy.reviewOn ? ['Next review', policy.reviewOn] : undefined,
        ['Fingerprint', policy.contentHash.slice(0, 12)],
      ]),
    ],
  });
}

export function sectionElements(policy: Policy, whole: Section, cited?: string, isFirst = false): Element[] {
  const title = [whole.number && !whole.heading.startsWith(whole.number) ? whole.number : '', whole.heading]
    .filter((part) => part !== '')
    .join(' ');
  const citedText = policy.passages.find(({ id }) => id === cited)?.text;
  return [
    ...(title === '' ? [] : [heading(title, { small: !isFirst })]),
    ...toElements(whole.blocks, citedText),
    ...whole.children.flatMap((child) => sectionElements(policy, child, cited)),
  ];
}

/** Blocks as elements; runs of rows become one table. */
function toElements(blocks: readonly Block[], cited: string | undefined): Element[] {
  const out: Element[] = [];
  let rows: (Block & { kind: 'row' })[] = [];
  const flush = () => {
    const [first] = rows;
    if (first)
      out.push(
        table(
          first.columns.length > 0 ? first.columns : first.cells.map(() => ''),
          rows.map(({ cells }) => cells),
        ),
      );
    rows = [];
  };
  for (const block of blocks) {
    if (block.kind === 'row') {
      rows.push(block);
      continue;
    }
    flush();
    const element = toElement(block);
    if (!element) continue;
    // What was cited is shaded, and said so for those who cannot see shading.
    out.push(
      cited !== undefined && 'text' in block && normal(block.text).includes(normal(cited))
        ? section([text('Quoted in the answer', { subtle: true, small: true }), element], { style: 'emphasis' })
        : element,
    );
  }
  flush();
  return out;
}

const normal = (words: string): string => words.replace(/\s+/g, ' ').trim();

function toElement(block: Exclude<Block, { kind: 'row' }>): Element | undefined {
  switch (block.kind) {
    case 'heading':
      return heading(block.text, { small: true });
    case 'paragraph':
      return plain(block.text);
    case 'item':
      return columns([
        { width: 'auto', items: [plain(`${'\u2003'.repeat(block.depth)}${block.marker}`)] },
        { width: 'stretch', items: [plain(block.text)] },
      ]);
    case 'note':
      return plain(`${block.marker} ${block.text}`, { small: true });
    case 'furniture':
      return undefined;
    default:
      return block satisfies never;
  }
}
