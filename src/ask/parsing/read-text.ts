import type { Block, PolicyDocument } from '../../kernel/text/document.ts';
import { readLines } from '../../kernel/text/lines.ts';
import { classify } from './classify.ts';
import { findFurniture } from './furniture.ts';
import { documentOf } from './stated-facts.ts';
import { joinUnits } from './units.ts';

/**
 * Reads a policy kept as plain text: as typed, or as copied out of Word or a PDF with its page headers, page numbers,
 * contents page and broken lines. No word is lost: what is not text of the policy comes as furniture, at the end.
 */
export function readText(text: string): PolicyDocument {
  const furnished = findFurniture(readLines(text));
  const blocks = classify(joinUnits(furnished), furnished.announced);
  const furniture = furnished.lines.flatMap((line, index): Block[] =>
    furnished.furniture.has(index) ? [{ kind: 'furniture', text: line.text }] : [],
  );
  return documentOf([...blocks, ...furniture]);
}
