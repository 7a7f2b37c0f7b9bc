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
