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
  /** What a passage keeps of its score if its subject is one that the question does not mention: the school's own accounts. */
  readonly narrowed: number;
  /**
   * What tells the best of the passages found: its score against the highest, its coverage, whether it holds the kind of
   * answer that is asked for, the share of the question's very words in it, its heading; long passages answer less sharply.
   */
  readonly order: {
    readonly score: number;
    readonly coverage: number;
    readonly manner: number;
    readonly words: number;
    readonly heading: number;
    /** Taken for each e-fold of characters. */
    readonly length: number;
  };
  /** How much matters that no policy speaks of take from the confidence in an answer. */
  readonly silence: number;
  /** What each word that carries matter adds: people who write more ask for less of what they write. */
  readonly colour: number;
  /** The confidence needed to call something an answer: about the share of the question that its passage speaks of. */
  readonly needed: number;
}

/**
 * Found by trying each number in turn on question sets about fourteen policies; see tests/bench/quality.ts for what comes out.
 * `order` was fitted to the twelve best passages of each question (softmax, each set in turn left out: the right passage first
 * for 77 % against 74 % by score alone), then moved by the same search and rounded.
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
  narrowed: 0.95,
  order: { score: 5, coverage: 3.5, manner: 1.2, words: 2.6, heading: 1.5, length: 0.3 },
  silence: 0.3,
  colour: 0.012,
  needed: 0.325,
};
