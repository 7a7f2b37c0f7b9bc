import type { Block } from '../../../../src/kernel/text/document.ts';

/** The same policy as someone would save it from Word as plain text. */
export function asText(blocks: readonly Block[]): string {
  return blocks
    .map((block, index) => {
      const gap = index > 0 && (block.kind === 'heading' || block.kind !== blocks[index - 1]?.kind) ? '\n' : '';
      switch (block.kind) {
        case 'heading':
          return `\n${block.label ? `${block.label}${/\d\.\d/.test(block.label) ? '' : '.'} ` : ''}${block.text}\n`;
        case 'item':
          return `${/^\d+\.\d/.test(block.marker) ? '\n' : ''}${'  '.repeat(block.depth)}${block.marker} ${block.text}`;
        case 'row': {
          const before = blocks[index - 1];
          const isFirst = before?.kind !== 'row' || before.columns.join() !== block.columns.join();
          const header = isFirst && block.columns.some(Boolean) ? `${block.columns.join('\t')}\n` : '';
          return `${gap}${header}${block.cells.join('\t')}`;
        }
        case 'note':
          return `\n${block.marker}${block.text}`;
        default:
          return `\n${block.text}`;
      }
    })
    .join('\n');
}
