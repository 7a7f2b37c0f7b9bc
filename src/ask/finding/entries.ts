import { type Passage, type Policy, passageOf } from '../policy.ts';

/** A citable passage where it stands. */
export interface Entry {
  readonly policy: Policy;
  readonly passage: Passage;
  /** Headings from the outermost to the passage's own. */
  readonly path: readonly string[];
}

/** Every citable passage of a policy, in reading order. */
export function entriesOf(policy: Policy): readonly Entry[] {
  const entries: Entry[] = [];
  const visit = (sections: Policy['sections']): void => {
    for (const section of sections) {
      for (const id of section.passages) {
        const passage = passageOf(policy, id);
        if (passage && passage.kind !== 'heading') entries.push({ policy, passage, path: section.path });
      }
      visit(section.children);
    }
  };
  visit(policy.sections);
  return entries;
}

/**
 * What the encoder reads of a passage: where it stands, what leads into it, then its own words. Training and answering use
 * this same text; anyone who changes it trains again (`npm run train`).
 */
export function encodedText({ policy, passage, path }: Entry): string {
  const leadIns = passage.leadIns.map((id) => passageOf(policy, id)?.text ?? '');
  return [...path.slice(-2), ...leadIns.slice(-1), bareText(passage)].filter((part) => part !== '').join('. ');
}

/** The passage's own words, a table's cells with the names of their columns. */
export function bareText({ text, columns, cells }: Passage): string {
  if (!columns || !cells) return text;
  return cells.map((cell, at) => (columns[at] ? `${columns[at]}: ${cell}` : cell)).join('; ');
}
