import { pointsBack } from './points-back.ts';

/**
 * What a message asks after an answer. `again`: yes or no after all; `whom`: who is told, or asked; `bare`: it says nothing by itself, and not
 * what it wants. `more`: it is read with the question before it; `isMarked` says that it is nothing without one ("and for sixth
 * formers?"), otherwise it may be a question of its own ("is that allowed in the holidays").
 */
export type FollowUp =
  | { readonly kind: 'why' | 'page' | 'whole' | 'before' | 'again' | 'whom' | 'bare' }
  | { readonly kind: 'more'; readonly isMarked: boolean };

/** A longer message says what it is about. */
const MOST_WORDS = 14;
const MOST_UNMARKED = 9;
const MOST_BARE = 5;

const WHY =
  /^(?:(?:but|and|so|ok) )?(?:why|how come|why not|why is (?:that|this|it)|why (?:can|cant) i(?: not)?|why do we have (?:that|this)(?: rule)?|whats? (?:is )?the (?:reason|point)(?: (?:for|of|behind) (?:that|this|it)(?: rule)?)?|who says(?: so| that)?|says who)$/;
const PAGE =
  /^(?:(?:and|so|ok) )?(?:(?:on |in )?(?:which|what) (?:page|section|paragraph|clause|policy|document|part|bit|line)(?: (?:number|no))?(?: (?:is|was) (?:that|this|it)(?: (?:in|on|from))?)?|where (?:does|did) it say (?:that|this|so)|where (?:is|was|does) (?:that|this|it)(?: (?:written|from|come from|say that|said))?|what(?:s| is) (?:the|your) (?:source|reference|section|page)|which policy (?:is|was|does) (?:that|this|it)(?: (?:in|from|come from))?|source)$/;
const WHOLE =
  /^(?:(?:and|ok|can|could|please) )*(?:(?:i|you|we) )?(?:(?:show|read|see|open|give|have|display)(?: (?:me|us))?(?: (?:the|all|all of))* ?(?:(?:whole|full|entire|rest|complete|everything|it all|all of it|section|more)(?: of)?(?: (?:the|this|that|it))?(?: (?:section|policy|text|thing|rule|paragraph|it|of it|wording))?)|(?:the )?(?:whole|full|entire) (?:section|text|thing|rule|wording|paragraph)|(?:the )?rest(?: of (?:it|the section))?|more|tell me more|what else does it say|what does the rest say|go on)$/;
const BEFORE =
  /^(?:(?:show|what was|go back to|back to|see)(?: me)? )?(?:the )?(?:one before(?: that)?|previous(?: (?:one|answer|rule|question))?|last (?:one|answer|rule)|earlier (?:one|answer|rule)|answer before(?: that)?|rule before(?: that)?|before that)$|^(?:go )?back$/;
const YES = `(?:ok(?:ay)?|allowed|fine|alright|permitted|good|safe|a problem)`;
const AGAIN = new RegExp(
  `^(?:(?:and|so|but|ok|right|well|then) )*(?:${[
    `(?:can|could|may|should|shall|must|do|am|are|is) (?:i|we|you|they|he|she|it|that|this|one|staff)(?: ${YES})?(?: (?:to|do|have to|do it|do that|do this))* or (?:not|no|nah|what)`,
    `(?:is|was) (?:it|that|this) (?:a )?(?:yes|no)(?: or (?:a )?(?:yes|no))?`,
    `(?:yes or no|yes no|y n|y or n)`,
    `(?:am|are|is) (?:i|we|it|that|this|they) ${YES}(?: (?:to|do|it|that|this|so))*`,
    `(?:can|may) (?:i|we)(?: do (?:it|that|this))? then`,
    `(?:i|we|you|were|im|we are|i am) (?:can|cant|can not|cannot|may|must|mustnt|must not|(?:not )?${YES})(?: (?:to )?do (?:it|that|this))?(?: or not)?`,
    `(?:its|thats) (?:a (?:yes|no)|${YES}|not ${YES})`,
    `(?:whats|what is|what was|give me) (?:the|your) (?:(?:short|actual|real|final) )?(?:answer|rule|verdict)(?: (?:again|then|here))?`,
    `(?:say (?:it|that) again|what was that again|(?:the )?rule again|(?:in short|short answer|bottom line|tldr))`,
  ].join('|')})$`,
);
/** Who is told or asked, where nothing says of what. */
const WHO_THEN =
  /^(?:(?:and|so|but|then|ok|right|well) )*(?:(?:to|with|from) (?:who|whom)|who to (?:go to|ask|tell|see|contact)|(?:who|whom)(?: to| from| with)?|(?:tell|ask|inform) (?:who|whom)|(?:who|whom) (?:do|does|should|would|can|could|must|shall|will) (?:i|we|you|they|he|she|one|staff) (?:need to |have to )?(?:tell|ask|see|speak to|speak with|talk to|go to|report to|report it to|contact|inform|notify|phone|ring|call|email|get permission from|give it to|hand it to|go through)(?: (?:first|about (?:it|that|this)))?|who(?:s| is| would| do)? (?:that|it|be|in charge|responsible|decides|agrees|allows it|approves it|says yes)|who (?:has|have|needs|would have|must|should|can|is it who has) ?(?:to )?(?:agree|approve|decide|sign it off|say yes|know|be told|be asked|allow)(?: (?:it|that|this|to (?:it|that|this)))?|whose (?:permission|agreement|approval|ok|job)(?: (?:do i need|is it|is that))?)(?: (?:be|then|please))?$/;
/** Words of which none says what it is about. */
const BARE =
  /^(?:(?:and|so|but|then|ok|well|er|um|oh|hmm+|huh|eh|what|which|how|really|seriously|sure|you|are|is|it|that|this|do|does|mean|means|i|dont|get|understand|sorry|one|ones|meaning|not|the|a|in|english|confused|im|lost|explain|please|pardon|come|again|say|so|wdym|ye|yeah|still)(?: |$))+$/;
const PUZZLED =
  /\b(?:what|which|how|huh|eh|hmm+|mean|means|meaning|understand|get|confused|lost|explain|pardon|again|sure|really|seriously|wdym)\b/;
/** Nothing without what came before. */
const MARKED =
  /^(?:and|but|or|also|then|otherwise|if (?:hes|shes|he|she|its|it|they|theyre|im|i|we|my|his|her|the|a)|what about|how about|what if|even if|even when|and if|same for|ditto|unless|except)\b|\b(?:then|though|instead|as well|too|either)$|^(?:and )?(?:who|what|when|how|where) (?:then|else)\b|\b(?:does|did) (?:it|that|this) say(?! (?:about|on|regarding)\b)/;
/** It says where, when or with whom, of what was asked before: "only in the yard, not near the kids". */
const NARROWS =
  /^(?:(?:no|yes|yeah|yep|nah|ok|well|oh) )*(?:(?:its|it is|it would be|itd be|itll be|thats|that is|this is) )?(?:only|just|not|never|mostly)(?: ever)? (?:in|on|at|for|with|when|during|after|before|if|to|near|by|outside|inside|my|our|alone|as|from|one|two|a|an|the|once|over|through)\b/;
/** How long, how soon, how much, what it brings in: of what was asked before. */
const MEASURES =
  /^(?:(?:and|so|but|ok) )*(?:how (?:long|soon|much|many|often|quickly|late|early|old|far)|(?:by|until|till|since|from) when|for how (?:long|many)|when(?: by| exactly| do (?:i|we|they))?|whats the (?:deadline|limit|maximum|max|minimum|cost|time limit)|(?:do|will|would|can|are) (?:i|we|you|they) (?:(?:get|be) )?(?:paid|paying|pay|reimbursed|money|time off|toil)|who pays|is it (?:paid|free)|(?:at|before|after|until) \d{1,2}(?: ?(?:am|pm|o ?clock))?)\b/;
const MOST_MEASURE = 8;
/** Behind that nothing says of what. */
const OF_NOTHING =
  /^(?:(?:have|has|had|do|does|did|is|it|its|that|this|they|i|we|he|she|you|got|get|need|to|for|be|take|left|then|at night|most|wait|tell|say|keep|give|allowed|supposed|meant|should|must|can|will|them|him|her|in|the|evening|a|day|week|time|or|so)(?: |$))*$/;
/** Someone does or says something in it: that is told, and narrows nothing. */
const TELLS =
  /\b(?:he|she|hes|shes|him|her|his|hers|himself|herself|they|theyre|them|says?|saying|said|told|tells?|saw|seen|heard|secret\w*|hurts?|touch\w*|scared|crying|help|because|cos)\b/;
/** Who it is for that was asked about before. */
const WHO =
  /^(?:(?:and|so|but|then|ok|right|well) )*(?:who|whom|whos) (?:(?:do|should|can|could|would|shall|must|will|does) (?:i|we|you|one) (?:need to |have to )?(?:go|speak|talk|tell|report|take|ask|see|contact|phone|ring|call|email|inform|turn|pass|show|bring|give|hand|send)\b(?: \w+){0,3}|(?:is|would be|do|does|can|could|will)? ?(?:sorts?|deals? with|handles?|looks? after|has|gets?|hears?)(?: out)?) ?(?:it|this|that|them|those|to|with|then)(?: (?:to|on|with|about))?$/;
/** It begins a question of its own. */
const ASKS =
  /^(?:can|may|should|do|does|am|is|are|will|has|have|who|whos|what|whats|when|whens|where|wheres|which|how|why)\b/;
/** It points at something, and may mean what came before. */
const POINTS = /\b(?:it|that|this|those|these|them|they)\b/;

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(where|when|how)s\b/g, '$1 is')
    .replace(/ (?:please|pls|thanks|thank you|ta|exactly)$/u, '')
    .trim()
    .replace(/ (?:please|pls|thanks|thank you|ta|exactly)$/u, '');

const narrows = (said: string): boolean => NARROWS.test(said) && !TELLS.test(said);

/** Whether a short message says no more than where, when or with whom, and is nothing without a question before it. */
export function isNarrowing(text: string): boolean {
  const said = plain(text);
  return said.split(' ').length <= MOST_WORDS && narrows(said);
}

/**
 * Whether it is asked who something is for that is only pointed at: "who do I go to with it". `perhaps`: only after something was
 * asked, because without that the last word may be computers, as in "who do i ask about it".
 */
export function asksForWhom(text: string): 'surely' | 'perhaps' | undefined {
  const isOfComputers = /\bIT\b/.test(text) && /\p{Ll}/u.test(text);
  const said = plain(text);
  if (isOfComputers) return undefined;
  if (!WHO.test(said)) return WHO_THEN.test(said) ? 'perhaps' : undefined;
  const mayBeComputers =
    /\b(?:about|for|in|sorts?|does|handles?|looks? after|deals? with|contact|phone|ring|call|email|ask|see|tell) it$/.test(
      said,
    );
  return !mayBeComputers && /\b(?:it|this|that)\b/.test(said) ? 'surely' : 'perhaps';
}

/** Reads what is asked after an answer; `undefined` for a question of its own. Ignores case and punctuation. */
export function readFollowUp(text: string): FollowUp | undefined {
  const said = plain(text);
  if (said === '') return undefined;
  if (WHY.test(said)) return { kind: 'why' };
  if (PAGE.test(said)) return { kind: 'page' };
  if (WHOLE.test(said)) return { kind: 'whole' };
  if (BEFORE.test(said)) return { kind: 'before' };
  if (AGAIN.test(said)) return { kind: 'again' };
  if (asksForWhom(text)) return { kind: 'whom' };
  const count = said.split(' ').length;
  if (count <= MOST_BARE && BARE.test(said) && PUZZLED.test(said)) return { kind: 'bare' };
  if (count <= MOST_MEASURE && MEASURES.test(said))
    return { kind: 'more', isMarked: POINTS.test(said) || OF_NOTHING.test(said.replace(MEASURES, '').trim()) };
  if (count <= MOST_WORDS && (MARKED.test(said) || narrows(said))) return { kind: 'more', isMarked: true };
  if (count <= 3 && !ASKS.test(said)) return { kind: 'more', isMarked: false };
  return count <= MOST_UNMARKED && POINTS.test(said) ? { kind: 'more', isMarked: false } : undefined;
}

/**
 * How likely a message goes on with the answer before it, 0 to 1, as far as it was heard; as likely as not at least, where it points at
 * someone or something that it does not name.
 */
export function goesOnFrom(
  text: string,
  chances: { readonly question: number; readonly 'follow-up': number } | undefined,
): number {
  const asked = chances ? chances.question + chances['follow-up'] : 0;
  const heard = chances && asked > 0 ? chances['follow-up'] / asked : 0;
  return pointsBack(text) ? Math.max(heard, AS_LIKELY) : heard;
}
const AS_LIKELY = 0.5;

/** Whether it is asked how long, how soon, how much, or what it brings in. */
export const asksMeasure = (text: string): boolean => MEASURES.test(plain(text));

/** Whether a message asks of the last answer itself: why, where, all of it, the one before. */
export function isAboutAnswer(text: string): boolean {
  const kind = readFollowUp(text)?.kind;
  return kind === 'why' || kind === 'page' || kind === 'whole' || kind === 'before';
}

/** Whether a message, right after an answer, can only be about that: yes or no after all, who is told, or nothing that says what it is about. */
export function leansOnAnswer(text: string): boolean {
  const kind = readFollowUp(text)?.kind;
  return kind === 'again' || kind === 'whom' || kind === 'bare';
}
