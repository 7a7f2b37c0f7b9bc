const NAMES_MEANING =
  /\b(?:mean(?:s|t|ing|ings)?|definitions?|defined?|glossary|stands? for|short for|count(?:s|ed)?|class(?:ed|es)?|qualif(?:y|ies)|difference between|the same as|do (?:we|you) call|called|includes?d?|cover(?:s|ed)?|appl(?:y|ies)|who (?:is|are|counts)|whos)\b/i;
/** "what is a base contact", "is a paddling pool a swim": it asks which word something goes by. */
const ASKS_WHAT =
  /^\W*(?:(?:so|and|ok|but|please|sorry|er|um)\W+)*(?:what|whats|what['’]s)(?: on earth| exactly)?(?: (?:is|are|s))?(?: \S+){1,4}\W*$/i;
const IS_ONE =
  /\b(?:is|are|am|was|isn['’]?t|aint|still)\b[^?]*\ban? (?!\S+ (?:to|for) )[\w'’-]+(?: [\w'’-]+){0,2}\W*$/i;
/** A rule is asked for, in whatever few words. */
const ASKS_RULE =
  /\b(?:rules?|policy|limit|deadline|allowed|do i|should|about|time|number|happens|process|procedure)\b/i;

/** Whether it is asked what a word means, or what goes by it. */
export const asksMeaning = (question: string): boolean =>
  NAMES_MEANING.test(question) || IS_ONE.test(question) || (ASKS_WHAT.test(question) && !ASKS_RULE.test(question));
