import type { ReadOutcome } from '../../../../src/platform/documents/outcome.ts';

export const why = (outcome: ReadOutcome): string => (outcome.kind === 'unreadable' ? outcome.why : 'it was read');
export const bytes = (text: string) => new TextEncoder().encode(text);
export const wordsOf = (outcome: ReadOutcome): string =>
  outcome.kind === 'read'
    ? outcome.document.blocks.map((block) => ('text' in block ? block.text : block.cells.join(' '))).join('\n')
    : '';

export const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
export const SENTENCE = 'Staff must not accept friend requests from pupils on personal accounts.';
