/** What tells the best of the passages found, each with its own weight; see `npm run bench -- fit`. */
export interface Signs {
  /** Its score against the highest. */
  readonly score: number;
  readonly coverage: number;
  /** Whether it holds the kind of answer that is asked for: a person, a time, a permission. */
  readonly manner: number;
  /** The share of the question's very words in it. */
  readonly words: number;
  readonly heading: number;
  /** E-folds of characters: long passages answer less sharply. */
  readonly length: number;
}

/** What tells an answer from a passage that only shares the question's scene, each with its own weight; see `npm run bench -- fit`. */
export interface Evidence {
  /** The share of the question that one passage speaks of. */
  readonly coverage: number;
  /** The share of the question's matters that no policy ever mentions. */
  readonly unreached: number;
  /** Words that carry matter, up to twelve: people who write more ask for less of what they write. */
  readonly colour: number;
  /** The share of what the best passage is about that the question does not mention: near the matter, but not on it. */
  readonly strange: number;
  /** What stands around the best passage and speaks of the question too, in best passages: a section on it, not a mention. */
  readonly around: number;
  /** Whether the best passage lacks the kind of thing that is asked for: a time, a figure. */
  readonly wanting: number;
}

/** The numbers of the ranking in one place, so that a bench can move them; the product uses TUNING and nothing else. */
export interface Tuning {
  /** How much a word counts by where it stands: what is around a passage says less than its own words. */
  readonly field: {
    readonly leadIn: number;
    readonly note: number;
    readonly heading: number;
    /** A heading that asks what the passage answers. */
    readonly question: number;
    readonly above: number;
    readonly title: number;
  };
  /** A concept inside a longer phrase: `pupil` in "former pupils". */
  readonly inner: number;
  /** How well a passage on one concept answers a question on another; see `relations.ts`. */
  readonly relation: {
    readonly broader: number;
    readonly broadest: number;
    readonly narrower: number;
    readonly narrowest: number;
    readonly sister: number;
    readonly kindOfNear: number;
  };
  /** A concept that is not said, but made of others that are: see `together` in the vocabulary. */
  readonly together: number;
  /** How much each kind of slot counts before rarity is looked at. */
  readonly importance: {
    readonly topic: number;
    readonly aside: number;
    readonly setting: number;
    readonly manner: number;
    readonly part: number;
    readonly word: number;
    readonly within: number;
    readonly whole: number;
  };
  /** A word that no policy uses and no vocabulary knows is more likely colour than matter. */
  readonly unknownWord: number;
  /** What a guess (see `Slot.isGuess`) keeps of its weight where no policy speaks of it as plainly as `reach`. */
  readonly guess: number;
  /** A matter is out of reach of the policies if no passage speaks of it at least this plainly. */
  readonly reach: number;
  /** The part of a slot's weight that does not depend on rarity: small collections make rarity unreliable. */
  readonly steady: number;
  /** What the rest of a passage counts towards its best sentence. */
  readonly beside: number;
  /** What a passage gains by speaking of both things that a word may mean. */
  readonly both: number;
  /** What each sign of the best passage counts. */
  readonly order: Readonly<Record<keyof Signs, number>>;
  /** What each piece of evidence adds to the confidence in an answer. */
  readonly sure: Readonly<Record<keyof Evidence, number>>;
  /** The confidence needed to call something an answer: about the share of the question that its passage speaks of. */
  readonly needed: number;
}

/**
 * Found by trying each number in turn on question sets about sixteen policies, and by fitting `order`, `sure` and `needed`:
 * `npm run bench -- fit` does it again, with what the result is worth on a set that it was not fitted to. It is flat around the
 * best, so the numbers are rounded. A sign that did not help on sets left out is not here: the section's other passages,
 * the place in the document, the kind of passage, what the passage says besides.
 */
export const TUNING: Tuning = {
  field: { leadIn: 0.65, note: 0.4, heading: 0.85, question: 0.8, above: 0.4, title: 0.1 },
  inner: 0.8,
  together: 0.25,
  relation: { broader: 0.45, broadest: 0.4, narrower: 0.85, narrowest: 0.5, sister: 0.25, kindOfNear: 0.6 },
  importance: { topic: 1, aside: 0.5, setting: 0.375, manner: 0.12, part: 0, word: 0.36, within: 0.25, whole: 1 },
  unknownWord: 0.3,
  guess: 0.35,
  reach: 0.45,
  steady: 0.2,
  beside: 0.6,
  both: 0.2,
  order: { score: 5, coverage: 4, manner: 1.2, words: 2.6, heading: 1.5, length: -0.3 },
  sure: { coverage: 1, unreached: -0.3, colour: 0.012, strange: -0.15, around: 0.02, wanting: -0.4 },
  needed: 0.27,
};
