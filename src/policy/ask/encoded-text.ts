import { passageOf } from '../policy.ts';
import type { Entry } from './entries.ts';

/**
 * What the encoder reads of a passage: where it stands, what leads into it, then its own words. Training and answering use
 * this same text; anyone who changes it trains again (`npm run train`).
 */
export function encodedText({ policy, passage, path }: Entry): string {
  const leadIns = passage.leadIns.map((id) => passageOf(policy, id)?.text ?? '');
  return [...path.slice(-2), ...leadIns.slice(-1), bareText(passage)].filter((part) => part !== '').join('. ');
}

/** The passage's own words, a table's cells with the names of their columns. */
export function bareText({ text, columns, cells }: Entry['passage']): string {
  if (!columns || !cells) return text;
  return cells.map((cell, at) => (columns[at] ? `${columns[at]}: ${cell}` : cell)).join('; ');
}
