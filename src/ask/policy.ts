import type { PolicyId, PolicyVersionId } from '../kernel/ids.ts';
import type { Block, StatedFacts } from '../kernel/text/document.ts';

/** A section within one version: `s4.1` is the first child of the fourth section. Stable for as long as the version is. */
export type SectionId = string & { readonly __brand: 'SectionId' };
/** A passage within one version, counted in reading order: `p17`. */
export type PassageId = string & { readonly __brand: 'PassageId' };

/** What makes a document this policy of this school; given by the person who publishes it, not read from the text. */
export interface PolicyIdentity {
  readonly id: PolicyId;
  /** Shown where the document does not state a title. */
  readonly fallbackTitle: string;
}

/** What of a version can be told without its text. */
export interface PolicyVersion extends StatedFacts {
  readonly policyId: PolicyId;
  /** The first 16 hex digits of `contentHash`: two files with the same words are the same version. */
  readonly versionId: PolicyVersionId;
  readonly title: string;
  /** SHA-256, in hex, over the words of the document, white space apart. */
  readonly contentHash: string;
}

/** One version of one policy as a tree of sections that hold citable passages. */
export interface Policy extends PolicyVersion {
  /** In reading order; what stands before the first heading is a section without a heading. */
  readonly sections: readonly Section[];
  /** Every passage of every section, in reading order. Each word outside page furniture is in exactly one of them. */
  readonly passages: readonly Passage[];
  readonly furniture: readonly string[];
}

export interface Section {
  readonly id: SectionId;
  /** As printed: `4.1`, `(iv)`; absent where the document numbers nothing. */
  readonly number?: string;
  /** '' for what stands before the first heading. */
  readonly heading: string;
  /** Headings from the outermost to this one. */
  readonly path: readonly string[];
  /** What is under this heading, without the children; for showing the section whole. */
  readonly blocks: readonly Block[];
  readonly passages: readonly PassageId[];
  readonly children: readonly Section[];
}

/**
 * The smallest thing that is cited. `text` stands word for word in the document, white space apart, at most
 * MAX_QUOTE characters; a longer paragraph becomes several passages that end where sentences end.
 */
export interface Passage {
  readonly id: PassageId;
  readonly sectionId: SectionId;
  /** `heading` passages own the words of a heading and are never cited; `lead-in` opens a list. */
  readonly kind: 'heading' | 'clause' | 'lead-in' | 'item' | 'row' | 'note';
  readonly text: string;
  /** True for what goes on with the paragraph or item of the passage before it, which was too long for one. */
  readonly continues?: true;
  /** For an item: its printed number or bullet. For a note: the mark that calls it. */
  readonly marker?: string;
  /** For a row: the column name of each cell of `cells`, '' where there is none. */
  readonly columns?: readonly string[];
  readonly cells?: readonly string[];
  /** Passages without which this one cannot be understood, outermost first: the sentence that leads into a list. */
  readonly leadIns: readonly PassageId[];
  /** For a note: the passages that carry its mark. For a passage: the notes it calls. */
  readonly seeAlso: readonly PassageId[];
}

/** No quote is longer, so that a card stays readable on a phone. */
export const MAX_QUOTE = 700;

/** How a piece of a quote is shown. */
interface PartLook {
  /** From where to where of its text it is what decides, and stands out; of a row all of it. */
  readonly decides?: readonly [from: number, to: number];
  /** Something of the policy was left out right behind it. */
  readonly isCut?: true;
}

/** A piece of a quote as it is shown. */
export type QuotePart =
  | (PartLook & { readonly kind: 'words'; readonly text: string })
  /** `mark` as printed, any bullet as `•`; `depth` 0 is the outermost of this quote. */
  | (PartLook & { readonly kind: 'item'; readonly mark: string; readonly depth: number; readonly text: string })
  /** The filled cells of a row; `name` is '' where the table names no column. `covers`: an amount asked about that it speaks of. */
  | (PartLook & {
      readonly kind: 'row';
      readonly cells: readonly { readonly name: string; readonly text: string }[];
      readonly covers?: string;
    })
  /** Something of the policy is here and is not quoted. */
  | { readonly kind: 'gap' };

/** Where an answer stands, and its words. Everything a card shows of a policy comes from here. */
export interface Citation {
  readonly policyId: PolicyId;
  readonly versionId: PolicyVersionId;
  readonly contentHash: string;
  readonly policyTitle: string;
  readonly version?: string;
  /** As printed in the document; absent where it states none. */
  readonly adoptedOn?: string;
  readonly reviewOn?: string;
  readonly sectionId: SectionId;
  /** Of the first clause quoted; '' where nothing there has a number: then the heading is the reference. */
  readonly section: string;
  /** Heading path joined by ' › '. */
  readonly heading: string;
  /** What was found first, which identifies the citation, then the other passages quoted in reading order. */
  readonly passageIds: readonly PassageId[];
  /**
   * Word for word from the document, white space apart, at most MAX_QUOTE characters. A lead-in, the items quoted from
   * its list and a note are on lines of their own ('\n'). For comparing; people are shown `parts`.
   */
  readonly quote: string;
  /** The same as the policy prints it, with what was left out marked. */
  readonly parts: readonly QuotePart[];
}

/** The passage with this id; ids count passages from `p1`. */
export const passageOf = (policy: Pick<Policy, 'passages'>, id: string): Passage | undefined =>
  policy.passages[Number(id.slice(1)) - 1];

/** Every section of the policy, outermost and first in reading order. */
export function* sectionsOf(policy: Pick<Policy, 'sections'>): Generator<Section> {
  const waiting = [...policy.sections];
  for (let section = waiting.shift(); section; section = waiting.shift()) {
    yield section;
    waiting.unshift(...section.children);
  }
}

/** The section with this id, to be shown whole, or `undefined` where this version has none such. */
export function findSection(policy: Pick<Policy, 'sections'>, id: string): Section | undefined {
  return sectionsOf(policy).find((section) => section.id === id);
}

/** Of each of a section's blocks, in their order, the passages that were made of it; none of what is never cited. */
export function passagesOfBlocks(
  policy: Pick<Policy, 'passages'>,
  section: Section,
): readonly (readonly PassageId[])[] {
  const waiting = section.passages
    .flatMap((id) => passageOf(policy, id) ?? [])
    .filter(({ kind }) => kind !== 'heading');
  return section.blocks.map((block) => {
    if (block.kind === 'furniture' || block.kind === 'heading') return [];
    if (block.kind === 'row' && block.cells.every((cell) => cell === '')) return [];
    const own = waiting.splice(0, 1);
    while (waiting[0]?.continues) own.push(...waiting.splice(0, 1));
    return own.map(({ id }) => id);
  });
}
