/** What tells whether a passage answers a question. Each has a weight, learnt from questions (`npm run train`). */
export const SIGNS = [
  /** How near the question is to the passage with its headings and lead-in, by meaning. */
  'text',
  /** How near to the passage's own words alone. */
  'bare',
  /** How near to the headings above it. */
  'heading',
  /** BM25, as a share of the best score in these policies. */
  'words',
  /** The share of what the question's words tell that is in the passage, its headings and lead-in. */
  'covered',
  /** The share that is in its headings. */
  'headed',
  /** 1 for the item of a list, the row of a table, a sentence that only leads into a list. */
  'item',
  'row',
  'leadIn',
] as const;

export type Sign = (typeof SIGNS)[number];
export type Signs = Readonly<Record<Sign, number>>;

/** What tells whether the policies answer a question at all, and whether the best passage is the answer. */
export const TOKENS = [
  /** How near the best passage is, and how far its rivals are below it. */
  'nearest',
  'lead',
  'spread',
  /** The best score of the ranking, and its lead. */
  'best',
  'margin',
  /** How near the words asked are to its words one by one, and how far the next ones are below it. */
  'close',
  'closeLead',
  /** Signs of the best passage. */
  'words',
  'covered',
  'headed',
  /** The share of the question's words that stands nowhere in these policies. */
  'unknown',
  /** The logarithm of the number of words asked. */
  'length',
  /** Of the odds of all that was found, the share that stands in the quote; and how evenly they are spread (their entropy). */
  'share',
  'doubt',
  /** How far the best passage is above the next one that is not quoted with it: by score, by meaning, by its words one by one. */
  'overNext',
  'textOverNext',
  'closeOverNext',
  /** The logarithm of the quote's letters, and the number of its passages. */
  'letters',
  'passages',
] as const;

export type Token = (typeof TOKENS)[number];
export type Tokens = Readonly<Record<Token, number>>;
