/**
 * What a reader (text, Markdown, Word, PDF) hands over: the words of one document in reading order, each block saying
 * what it is. Readers decide structure; `sections.ts` turns blocks into citable passages. No reader changes a word.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly label?: string; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** `marker` is the bullet or number as printed ('•', '(iv)', 'a)'); `depth` 0 is the outermost list. */
  | { readonly kind: 'item'; readonly depth: number; readonly marker: string; readonly text: string }
  /** One body row of a table; `columns` are the header cells, '' where the table has none. */
  | { readonly kind: 'row'; readonly columns: readonly string[]; readonly cells: readonly string[] }
  | { readonly kind: 'note'; readonly marker: string; readonly text: string }
  /** Page numbers, running headers and footers, contents pages: kept so that nothing vanishes, never cited. */
  | { readonly kind: 'furniture'; readonly text: string };

/** A document as read: blocks, and what its front page states about itself. */
export interface PolicyDocument {
  readonly blocks: readonly Block[];
  readonly stated: StatedFacts;
  /** Of each fact that is stated, where it was found, in words: `“Next review” in the table at the front`. */
  readonly foundAt?: FoundAt;
  /** What of its file was passed over or is doubtful, in sentences with their places; absent where it was all read. */
  readonly missed?: readonly string[];
}

/** What the document says about itself; a fact it does not state is absent, never guessed. Dates as printed and parsed. */
export interface StatedFacts {
  readonly title?: string;
  readonly version?: string;
  readonly adoptedOn?: string;
  readonly reviewOn?: string;
  readonly owner?: string;
}

export type FoundAt = Readonly<Partial<Record<keyof StatedFacts, string>>>;
