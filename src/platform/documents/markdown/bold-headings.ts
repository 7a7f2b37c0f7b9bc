import type { Block } from '../../../kernel/text/document.ts';
import { headsOfLists, levelByDepth, looksLikeHeading } from '../heading-rank.ts';

const depthOf = (label: string | undefined): number =>
  /^\d+(?:\.\d+)*\.?$/.test(label ?? '') ? (label ?? '').replace(/\.$/, '').split('.').length : 0;

/**
 * Makes headings of bold lines that are none by their marks: those that begin with a number, and those that head the list below them.
 * @param bold the blocks that are bold from end to end
 */
export function withBoldHeadings(blocks: readonly Block[], bold: ReadonlySet<Block>): Block[] {
  const isNumbered = (block: Block, next: Block | undefined): boolean =>
    block.kind === 'item' &&
    bold.has(block) &&
    next !== undefined &&
    !(bold.has(next) && next.kind === 'item' && depthOf(next.marker) <= depthOf(block.marker)) &&
    depthOf(block.marker) > 0 &&
    looksLikeHeading({ text: block.text, isBold: true, size: 1, depth: depthOf(block.marker) }, 1);
  const isSection = (block: Block, next: Block | undefined) => block.kind === 'heading' || isNumbered(block, next);
  const heads = headsOfLists(
    blocks.map((block, at) => ({
      text: 'text' in block ? block.text : '',
      isBold: bold.has(block),
      kind: isSection(block, blocks[at + 1]) ? 'heading' : block.kind === 'item' ? 'item' : 'other',
    })),
  );
  const above: { readonly depth: number; readonly level: number }[] = [];
  const enter = (depth: number, level: number): number => {
    above.unshift({ depth, level });
    return level;
  };
  return blocks.map((block, at) => {
    const below = (above[0]?.level ?? 0) + 1;
    if (block.kind === 'heading') enter(depthOf(block.label), block.level);
    else if (block.kind === 'item' && isNumbered(block, blocks[at + 1])) {
      const depth = depthOf(block.marker);
      const level = enter(depth, levelByDepth(depth, above) ?? below);
      return { kind: 'heading', level, label: block.marker.replace(/\.$/, ''), text: block.text };
    } else if (heads.has(at) && block.kind === 'paragraph') return { kind: 'heading', level: below, text: block.text };
    return block;
  });
}
