import { type Doer, doerOf, type Gender } from './grammar.ts';
import { isVerbOfHarm } from './harm.ts';
import type { Word } from './sentences.ts';

/** Someone whom words point at as the cause of harm, without a verb of it. */
export interface Pointed {
  readonly doer: Doer;
  readonly at: number;
}

/** An object pronoun; "her" only where nothing follows that would be hers. */
const OBJECT =
  '(?<who>him|them|her(?=\\s*$|\\s*[.,;:!?)"”\'-]|\\s+(?:who|that|of|and|or|but|because|when|while|if|so|as|then|again|too|also|in|on|at|by|for|from|with|to|after|before|since|during|all|every time|last night|this (?:time|morning|afternoon)|yesterday|today|herself|both|now|they|he|she|i|we|the|not|doing|hitting|hurting)\\b))';
/** "Who told me", "that found her": what follows tells of no harm. */
const WELL_DONE =
  /^\s*,?\s*(?:who|that|whom)?\s*(?:(?:had|has|have|first|then|also|just|kindly)\s+)*(?:(?:i|we)\s+(?:\w+)|told|tells?|rang|rung|phoned|emailed|found|came|saw|seen|noticed|reported|helped|said|says|asked|raised|brought|took (?:her|him|them) to|sat|stayed|looked after|calmed|comforted|heard|spotted|stopped|fetched|got help|let (?:me|us)|wrote|passed (?:it|this)|alerted|informed|looks after|cares for|puts (?:her|his|their|the) \w+ to bed|cooks|feeds|has to|deal\w*|dealt|knows?|crying|sitting|standing|(?:was|is|were|are|has been|had been|got|gets)\s+(?:\w+ly )?(?:crying|upset|hurt|hit|pushed|kicked|slapped|punched|bullied|being|there|with|in|on|told|sad|left|lives?|needs?|picked|called))\b/i;
/** "The one in 5B": where, and nothing more. */
const WHERE =
  /^\s*,?\s*(?:with|being|in|on|from|at|near|without)\b(?! (?:the |all the |these |those )?(?:photo|picture|video|film|message|image|clip|cctv|recording))/i;
const isWellDone = (rest: string): boolean =>
  WELL_DONE.test(rest) ||
  (WHERE.test(rest) && !(rest.match(/\p{L}+/gu) ?? []).some((word) => isVerbOfHarm(word.toLowerCase())));
const MAYBE =
  "(?:it|that|this|who|whoever|culprit|(?:the|an?) (?:culprit|person|one|man|woman|teacher|adult)(?:\\s+\\w+){0,5}?|did (?:it|this|that)|responsible)(?:'s|'d be|\\s+(?:is|was|has been|had been|has always been|could be|could have been|must be|must have been|might be|might have been|may be|may have been|would be|will be|had to be|has to be))\\s+(?:(?:just|only|actually|really|definitely|probably|also|all|always|clearly|in fact|perhaps|maybe|again|been)\\s+)*";

/** Words that point at someone as the cause. `who` is the pronoun, or the verb whose subject is meant. */
const POINTING: readonly RegExp[] = [
  new RegExp(
    `\\b${MAYBE}(?:${OBJECT}|(?<she>she|he|they)(?=\\s*$|\\s*[.,;:!?)"”]|\\s+(?:who|that|and|herself|himself)\\b))`,
    'dgi',
  ),
  new RegExp(
    `\\b(?:because of|due to|down to|all about|caused by|done by|given by|blam\\w+|accus\\w+|(?:complaint|allegation|something|anything|claim|case)s?(?: \\w+){0,3}? against|point(?:s|ed|ing)? (?:at|to)|mean(?:s|t)|(?:scared|afraid|frightened|terrified) of|(?:(?:bruise|mark|message|text|photo|picture|note|cut|injury|scratch|burn)s?(?: \\w+){0,5}?|they|it|comes?|came|these|those|this)(?:'re| (?:is|are|was|were|all|come|came))* from|alone (?:together )?with|(?:not safe|unsafe|uncomfortable) (?:with|around|near)) ${OBJECT}`,
    'dgi',
  ),
];
const WHAT_THEY_DID =
  /\bwhat (?<who>he|she|they)(?:'s|'d|'ve)? (?:did|does|do|was doing|is doing|has done|had done|have done|been doing) to (?:him|her|them|me|us|the|other|\p{Lu})/dgu;
const BLAME =
  /\b(?<be>is|was|were|are|'s|be|been|being|as) (?:the (?:very |same |only )?(?<one>ones?|person|culprit|man|woman|teacher|adult|cause|reason|abuser|bully|problem)\b|(?:responsible|to blame|behind (?:it|this|that|all)|guilty|the (?:cause|reason))\b)/dgi;
const HANDS =
  /\b(?<who>his|her|their) (?:left |right |whole )?(?:hands?|fingers?|arms?) (?:was |were |went |is |are |been |had been )?(?:all )?(?:on|over|around|round|up|under|inside|between|down) (?:his|her|my|their|the|me|him|them)\b/dgi;
const WHOSE = /\b(?:is|was|'s|all) (?:all )?(?<who>his|her|their) (?:own )?doing\b/dgi;

const GENDERS: ReadonlyMap<string, Gender> = new Map([
  ['him', 'he'],
  ['he', 'he'],
  ['his', 'he'],
  ['her', 'she'],
  ['she', 'she'],
  ['them', 'they'],
  ['they', 'they'],
  ['their', 'they'],
]);

/** Everyone a sentence points at: "it was him", "because of her", "she is the one". */
export function pointedIn(sentence: string, words: readonly Word[]): readonly Pointed[] {
  const found: Pointed[] = [];
  for (const pattern of [...POINTING, HANDS, WHOSE, WHAT_THEY_DID])
    for (const match of sentence.matchAll(pattern)) {
      const [from, to] = match.indices?.groups?.who ?? match.indices?.groups?.she ?? [match.index, match.index];
      const gender = GENDERS.get(sentence.slice(from, to).toLowerCase());
      if (gender && !(pattern === POINTING[0] && isWellDone(sentence.slice(to))))
        found.push({ doer: { kind: 'pronoun', gender, at: from }, at: from });
    }
  for (const match of sentence.matchAll(BLAME)) {
    const [from] = match.indices?.groups?.be ?? [match.index];
    if (match.groups?.one && isWellDone(sentence.slice(match.index + match[0].length))) continue;
    const doer = blamed(words, from);
    if (doer.kind !== 'unsaid') found.push({ doer, at: from });
  }
  return found;
}

/** Of whom "is the one" or "is to blame" is said; "it" and "that" may be anyone. */
function blamed(words: readonly Word[], be: number): Doer {
  const at = words.findIndex((word) => word.end > be);
  // "He's the one": the verb is run onto the word before.
  const { doer } = doerOf(words, (words[at]?.at ?? be) < be ? at + 1 : at);
  const subject = words.find((word) => word.at === doerPlace(doer))?.is ?? '';
  return doer.kind === 'noun' && /^(?:that|this|it)$/.test(subject) ? { kind: 'pronoun', gender: 'any', at: be } : doer;
}

const doerPlace = (doer: Doer): number => (doer.kind === 'unsaid' ? -1 : doer.at);
