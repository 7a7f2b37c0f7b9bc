/**
 * What a message asks after an answer. `more`: it is read with the rule before it; `isMarked` says that it is nothing without
 * one ("and for sixth formers?"), otherwise it may be a question of its own ("is that allowed in the holidays").
 */
export type FollowUp =
  | { readonly kind: 'why' | 'page' | 'whole' | 'before' }
  | { readonly kind: 'more'; readonly isMarked: boolean };

/** A longer message says what it is about. */
const MOST_WORDS = 14;
const MOST_UNMARKED = 9;

const WHY =
  /^(?:(?:but|and|so|ok) )?(?:why|how come|why not|why is (?:that|this|it)|why (?:can|cant) i(?: not)?|why do we have (?:that|this)(?: rule)?|whats? (?:is )?the (?:reason|point)(?: (?:for|of|behind) (?:that|this|it)(?: rule)?)?|who says(?: so| that)?|says who)$/;
const PAGE =
  /^(?:(?:and|so|ok) )?(?:(?:on |in )?(?:which|what) (?:page|section|paragraph|clause|policy|document|part|bit|line)(?: (?:number|no))?(?: (?:is|was) (?:that|this|it)(?: (?:in|on|from))?)?|where (?:does|did) it say (?:that|this|so)|where (?:is|was|does) (?:that|this|it)(?: (?:written|from|come from|say that|said))?|what(?:s| is) (?:the|your) (?:source|reference|section|page)|which policy (?:is|was|does) (?:that|this|it)(?: (?:in|from|come from))?|source)$/;
const WHOLE =
  /^(?:(?:and|ok|can|could|please) )*(?:(?:i|you|we) )?(?:(?:show|read|see|open|give|have|display)(?: (?:me|us))?(?: (?:the|all|all of))* ?(?:(?:whole|full|entire|rest|complete|everything|it all|all of it|section|more)(?: of)?(?: (?:the|this|that|it))?(?: (?:section|policy|text|thing|rule|paragraph|it|of it|wording))?)|(?:the )?(?:whole|full|entire) (?:section|text|thing|rule|wording|paragraph)|(?:the )?rest(?: of (?:it|the section))?|more|tell me more|what else does it say|what does the rest say|go on)$/;
const BEFORE =
  /^(?:(?:show|what was|go back to|back to|see)(?: me)? )?(?:the )?(?:one before(?: that)?|previous(?: (?:one|answer|rule|question))?|last (?:one|answer|rule)|earlier (?:one|answer|rule)|answer before(?: that)?|rule before(?: that)?|before that)$|^(?:go )?back$/;
/** Nothing without what came before. */
const MARKED =
  /^(?:and|but|or|also|then|otherwise|what about|how about|what if|even if|and if|same for|ditto|unless|except)\b|\b(?:then|though|instead|as well|too|either)$|^(?:and )?(?:who|what|when|how|where) (?:then|else)\b|\b(?:does|did) (?:it|that|this) say(?! (?:about|on|regarding)\b)/;
/** It begins a question of its own. */
const ASKS =
  /^(?:can|may|should|do|does|am|is|are|will|has|have|who|whos|what|whats|when|whens|where|wheres|which|how|why)\b/;
/** It points at something, and may mean what came before. */
const POINTS = /\b(?:it|that|this|those|these|them|they)\b/;

/** Reads what is asked after an answer; `undefined` for a question of its own. Ignores case and punctuation. */
export function readFollowUp(text: string): FollowUp | undefined {
  const said = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/ (?:please|pls|thanks|thank you|ta|exactly)$/u, '')
    .trim()
    .replace(/ (?:please|pls|thanks|thank you|ta|exactly)$/u, '');
  if (said === '') return undefined;
  if (WHY.test(said)) return { kind: 'why' };
  if (PAGE.test(said)) return { kind: 'page' };
  if (WHOLE.test(said)) return { kind: 'whole' };
  if (BEFORE.test(said)) return { kind: 'before' };
  const count = said.split(' ').length;
  if (count <= MOST_WORDS && MARKED.test(said)) return { kind: 'more', isMarked: true };
  if (count <= 3 && !ASKS.test(said)) return { kind: 'more', isMarked: false };
  return count <= MOST_UNMARKED && POINTS.test(said) ? { kind: 'more', isMarked: false } : undefined;
}

/** Whether a message asks of the last answer itself: why, where, all of it, the one before. */
export function isAboutAnswer(text: string): boolean {
  const follow = readFollowUp(text);
  return follow !== undefined && follow.kind !== 'more';
}
