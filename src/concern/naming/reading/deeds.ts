import { type Doer, doerOf, type Gender, isBeforeNoun, isPassiveForm, nounOf, objectAt, pointerAt } from './grammar.ts';
import { isVerbOfHarm, needsSomeone } from './harm-verbs.ts';
import type { Word } from './sentences.ts';

/** Who or what a deed is done to, as far as it can tell who does it. */
export interface Patient {
  readonly kind: 'pronoun' | 'someone' | 'body' | 'thing';
  readonly gender: Gender | 'me';
}

/** Harm that a sentence gives to someone, or someone it points at as the cause of some. */
export interface Deed {
  readonly doer: Doer;
  readonly at: number;
  readonly patient: Patient | undefined;
  /** "It was him", "because of her": no verb of harm, but who is meant by it. */
  readonly isPointed: boolean;
}

/** Everything in a sentence that is harm by someone. */
export const deedsIn = (sentence: string, words: readonly Word[]): readonly Deed[] => [
  ...words.flatMap((_word, at) => deedAt(sentence, words, at) ?? []),
  ...pointedIn(sentence, words),
];

function deedAt(sentence: string, words: readonly Word[], at: number): Deed | undefined {
  const verb = words[at];
  if (!verb) return undefined;
  const tail = sentence.slice(verb.end);
  if (isPhraseOfHarm(verb.is, tail)) return active(sentence, words, at, receiver(tail) ?? patientOf(words, at));
  if (!isVerbOfHarm(verb.is) || isNoun(words, at)) return undefined;
  const by = byWhom(words, at);
  const { doer, hasBe } = doerOf(words, at);
  const isPassive = hasBe && isPassiveForm(verb.is);
  if (by && (isPassive || by.kind === 'pronoun'))
    return { doer: by, at: verb.at, patient: harmed(doer, by), isPointed: false };
  if (isPassive) return undefined;
  const patient = patientOf(words, at);
  if (IS_HARMLESS.some((harmless) => harmless.test(`${verb.is}${tail}`))) return undefined;
  if (needsSomeone(verb.is) && (patient === undefined || patient.kind === 'thing')) return undefined;
  return active(sentence, words, at, patient);
}

function active(sentence: string, words: readonly Word[], at: number, patient: Patient | undefined): Deed | undefined {
  const { doer } = doerOf(words, at);
  const isOwnBody = doer.kind === 'pronoun' && patient?.kind === 'body' && patient.gender === doer.gender;
  if (doer.kind === 'pronoun' && doer.gender === 'any' && IS_SOMEONE.test(sentence.slice(words[at]?.end)))
    return undefined;
  const isDoing = /^(?:did|done|does|do|doing)$/.test(words[at]?.is ?? '');
  if ((isOwnBody || isDoing) && BY_ACCIDENT.test(sentence)) return undefined;
  if (isOwnBody && WHERE_IT_HURTS.test(sentence.slice(words[at]?.at))) return undefined;
  if (isDoing && /\b(?:how|asked why) (?:he|she|they|it)\b/i.test(sentence)) return undefined;
  // "He did it": what was done has been told before.
  return { doer, at: words[at]?.at ?? 0, patient, isPointed: isDoing };
}

/** "The one who did it is her dad". */
const IS_SOMEONE =
  /\b(?:is|was|were|are) (?:(?:his|her|my|their|an?|another|some|one of) \p{L}+|the (?!ones?\b)\p{L}+|\p{Lu}\p{Ll}+)/u;

/** Whom something was done to that was done "by him". */
const harmed = (subject: Doer, by: Doer): Patient | undefined => {
  // Who is named there is harmed, and so is none of those who may have done it.
  const [whom] = [subject, by].flatMap((one) => (one.kind === 'pronoun' ? [one.gender] : []));
  return whom && { kind: 'pronoun', gender: whom };
};

/** The word is what is done, and nobody does it here: "a slap", "of hitting", "his texts". */
const isNoun = (words: readonly Word[], at: number): boolean => {
  const before = words[at - 1];
  const is = words[at]?.is ?? '';
  if (is.endsWith('ed') || words[at]?.isApart || before === undefined) return false;
  if (is.endsWith('ing')) return /^(?:of|for|about|by|without|from|the|no|any|some)$/.test(before.is);
  // "Saw her slap him" is no slap of hers.
  const next = words[at + 1];
  if (
    before.is === 'her' &&
    next &&
    (next.isCapital || /^(?:him|her|them|me|us|an?|the|another|his|my)$/.test(next.is))
  )
    return false;
  return (
    /^(?:about|for|from|with|in|by)$/.test(before.is) ||
    (isBeforeNoun(before) && !/^(?:this|that|each|both)$/.test(before.is))
  );
};

/** "… by him": whom the sentence gives it to at its end. */
function byWhom(words: readonly Word[], verb: number): Doer | undefined {
  for (let at = verb + 1; at < Math.min(words.length, verb + 8); at += 1) {
    if (words[at]?.isApart) return undefined;
    if (words[at]?.is !== 'by') continue;
    const next = words[at + 1];
    if (!next) return undefined;
    const gender = objectAt(words, at + 1) ?? pointerAt(words, at + 2);
    return gender ? { kind: 'pronoun', gender, at: next.at } : { kind: 'noun', at: next.at };
  }
  return undefined;
}

const BODY = new Set(
  'arm arms leg legs face head hand hands wrist wrists hair neck back bottom bum thigh thighs knee knees lap ear ears cheek chest stomach tummy shoulder shoulders throat nose mouth eye breast breasts privates foot feet finger fingers ribs waist ankle'.split(
    ' ',
  ),
);
const REACHES = new Set(
  'at on with to into in over off against towards onto out up down around about the a an another some one two three other older younger little small more again all both hard really right'.split(
    ' ',
  ),
);
const CLOSEST: Readonly<Record<string, Gender | 'me'>> = { his: 'he', her: 'she', their: 'they', my: 'me', our: 'me' };

/** "Sends her pictures": no pictures of hers. */
function receiver(tail: string): Patient | undefined {
  const [, word = ''] = /^\s+(her|him|them|me)\b/i.exec(tail) ?? [];
  const gender = RECEIVERS[word.toLowerCase()];
  return gender && { kind: 'pronoun', gender };
}
const RECEIVERS: Readonly<Record<string, Gender | 'me'>> = { her: 'she', him: 'he', them: 'they', me: 'me' };

/** Who is harmed: the first person in the words after the verb, or part of one. */
function patientOf(words: readonly Word[], verb: number): Patient | undefined {
  for (let at = verb + 1; at < Math.min(words.length, verb + 7); at += 1) {
    const word = words[at];
    if (!word || word.isApart) return undefined;
    const gender = objectAt(words, at);
    if (gender) return { kind: 'pronoun', gender };
    if (/^(?:me|us|you)$/.test(word.is)) return { kind: 'pronoun', gender: 'me' };
    const whose = CLOSEST[word.is];
    if (whose) return ofSomeone(words, at + 1, whose);
    const someone = nounOf(word);
    if (someone) return { kind: 'someone', gender: someone.gender };
    if (word.isCapital || /^(?:everyone|everybody|anyone|ta|tas|staff)$/.test(word.is))
      return { kind: 'someone', gender: 'any' };
    if (!REACHES.has(word.is)) return isThing(words, at) ? thingThen(words, at) : undefined;
  }
  return undefined;
}

const THING: Patient = { kind: 'thing', gender: 'any' };
const isThing = (words: readonly Word[], at: number): boolean => isBeforeNoun(words[at - 1]);

/** "Threw a chair at him": the thing was aimed at someone. */
function thingThen(words: readonly Word[], thing: number): Patient {
  const aim = words[thing + 1];
  if (aim && /^(?:at|on|over|to|into|in)$/.test(aim.is)) {
    const gender = objectAt(words, thing + 2);
    if (gender) return { kind: 'pronoun', gender };
    if (/^(?:me|us)$/.test(words[thing + 2]?.is ?? '')) return { kind: 'pronoun', gender: 'me' };
  }
  return THING;
}

/** After "her": her brother, her left arm, or her bag. */
function ofSomeone(words: readonly Word[], from: number, whose: Gender | 'me'): Patient {
  for (const word of words.slice(from, from + 3)) {
    const someone = nounOf(word);
    if (someone) return { kind: 'someone', gender: someone.gender };
    if (BODY.has(word.is)) return { kind: 'body', gender: whose };
  }
  return thingThen(words, from);
}

/** What children do with their own bodies, and what those do who look after them. After the verb in its place. */
const IS_HARMLESS: readonly RegExp[] = [
  /^(?:kick|push|pull|throw|threw|lock|shak|shook|beat)\w*\s+(?:off|past|in\b|away|back|up\b(?! against))/,
  /^(?:shak|shook)\w*\s+(?:his|her|their|my) (?:head|hand)/,
  /^(?:shout|scream|yell|call)\w*\s+(?:for|out|hello|goodbye)/,
  /^(?:text|messag)\w*\s+(?:me|us)\b(?: back)?(?:$|[.,;:]|\s+(?:to say|to tell|to let|that|saying|about|on teams|this|straight|and))/i,
  /^(?:text|messag|invit|photograph|film|follow)\w*\s+(?:(?:her|his|their|the|my|both) )?(?:mum|mam|mother|dad|father|parents?|family|home|carers?|nan|gran|social|office|staff)\b/,
  /^invit\w*\s+(?:her|him|them) (?:in|over|to (?:come|talk|see|speak|sit|a meeting|meet with))\b/,
  /^follow\w*\s+(?:me|us) (?:back |out |up |over )?(?:to|into|out|up|back) (?:my|the|our) (?:office|room|class\w*|desk|door)/,
  /^follow\w*\s+(?:it|this|that|the|up|our)\b/,
  /^pull\w*\s+(?:her|him|them) (?:aside|to one side|out of (?:class|lesson|the lesson|maths|english|assembly|registration|her lesson|his lesson))/,
  /^(?:touch|get|got)\w*\s+base\b/,
  /^\w+\s+(?:him|her|them)sel(?:f|ves)\b/,
];
/** A sore place is held. */
const WHERE_IT_HURTS =
  /^(?:touch|rub|hold|held)\w*\s+(?:her|his|their) \w+ .*\b(?:hurts?|hurting|pain\w*|sore|aches?|aching)\b/i;
const BY_ACCIDENT =
  /\b(?:fell|fall|falling|fallen|trip(?:ped|ping)?|slip(?:ped|ping)?|accident\w*|bike|scooter|football|rugby|netball|gym|gymnastics|trampolin\w*|play(?:ing|ed)|swimming|p\.?e\.?|climbing|slide|fainted|on (?:a|the) (?:door|table|wall|floor|stairs|desk|chair|fence|step|kerb|corner|radiator))\b/i;

/** Harm that is told in several words: the verb, and what follows it. */
const PHRASES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:put|puts|putting|had|has|have|laid|lay|lays|ran|slid|slipped|placed|held)$/,
    /^\s+(?:his|her|their|a|both|both his|both her) (?:hands?|arms?|fingers?)\b(?! up\b(?! (?:his|her|my|their)))/i,
  ],
  [/^(?:caused?|causes|causing|inflict\w*)$/, /^\s+(?:it|this|that|the|her|his|these|those|all)\b/i],
  [
    /^(?:took|takes|taking|taken|drove|drives)$/,
    /^\s+(?:her|him|me|them) (?:away|home|alone|off on|into (?!the (?:office|room|class|hub|library|hall|medical|quiet)|(?:his|her|an?) (?:office|room|class))|to (?:his|her) (?:house|home|car|flat|bed)|to the (?:cupboard|store|toilet|shed))/i,
  ],
  [
    /^(?:took|takes|taking|has|had|made|makes)$/,
    /^\s+(?:an? |some |lots of |more )?(?:photos?|pictures?|videos?|films?|recordings?) of\b/i,
  ],
  [
    /^(?:made|makes|making|make)$/,
    /^\s+(?:her|him|me|them) (?!an?\b|some\b|feel (?:safe|better|welcome|comfortable|calm|at)|smile|laugh|comfortable|safe|tea|promise)/i,
  ],
  [
    /^(?:made|makes|making)$/,
    /^\s+(?:\w+ )?(?:sexual|inappropriate|rude|racist|crude|dirty|horrible|nasty) (?:comments?|remarks?|jokes?|noises?)/i,
  ],
  [
    /^(?:called|calls|calling)$/,
    /^\s+(?:her|him|me|them) (?:a|an|names|fat|stupid|ugly|thick|lazy|useless|dirty|horrible|pathetic)\b/i,
  ],
  [
    /^(?:gave|gives|giving|give)$/,
    /^\s+(?:her|him|me|them|the \w+|a \w+) (?:a |the |another )?(?:\w+ )?(?:slap|punch|kick|push|shove|hug|kiss|smack|shake|dead arm|clip|alcohol|drink of wine|presents|gifts|money)\b/i,
  ],
  [
    /^(?:sent|sends|sending|send)$/,
    /^\s+(?:(?:her|him|them) (?:\w+ ){0,3}?(?:messages?|texts?|pictures?|photos?|pics?|snaps?|videos?|dms?|nudes?)|me (?:\w+ ){0,2}?(?:messages|texts|pictures|photos|pics|snaps|videos|nudes)|(?:\w+ ){1,3}?(?:messages?|texts?|pictures?|photos?|snaps?|videos?|nudes?) to (?:her|him|them|girls|boys|children|pupils))\b/i,
  ],
  [
    /^(?:showed|shows|showing)$/,
    /^\s+(?:her|him|me|them) (?:(?:pictures|photos|videos|films?|porn\w*)\b|his (?:penis|willy|private))/i,
  ],
  [
    /^(?:asked|asks|asking|told|tells|got|gets|wants|wanted)$/,
    /^\s+(?:her|him|me|them) (?:for|to send|to take|to show|to strip|to undress|to get undressed|to meet (?:him|her|them)|to sit on|to touch|to keep (?:it )?(?:quiet|secret|a secret)) ?/i,
  ],
  [/^(?:told|tells|telling)$/, /^\s+(?:her|him|them) not to (?:tell|say)\b/i],
  [
    /^(?:did|done|does|do|doing)$/,
    /^\s+(?:it|this|that|these|those|something|things|stuff|all of it|all this)(?:$|\s*[.,;:!?)"”]|\s+(?:to|on purpose|again|before|because|when|while|and|but|so|last|yesterday|today|at|in|with|every|deliberately|himself|herself|themselves|all|too|as|then|until|for|on|by|after|lots|always|once|twice|several|she|he|they|not|who|that|which|now|here|there|over|behind|is|was|are)\b)/i,
  ],
  [/^(?:was|were|is|came|looked|seemed|got|turned)$/, /^\s+(?:in |up |clearly |very |so |obviously )?drunk\b/i],
  [
    /^(?:smelt|smelled|smells|smell|stank|stinks|reeked|reeks)$/,
    /^\s+(?:\w+ ){0,2}?of (?:\w+ )?(?:alcohol|drink|beer|wine|spirits|vodka|whisky|cannabis|weed)\b/i,
  ],
  [
    /^(?:got|gets|climbed|lay|lies|sat|sits|was|is)$/,
    /^\s+(?:on top of|into bed with|in bed with) (?:him|her|me|them)\b/i,
  ],
  [
    /^(?:had|has|having|have)$/,
    /^\s+(?:sex|(?:him|her|them) (?:by the|up against|in a headlock|on (?:his|her) (?:lap|knee)))\b/i,
  ],
  [
    /^(?:posted|posts|posting|put|leaked|shared)$/,
    /^\s+(?:it|this|that|them|a|the|her|his|some|pictures?|photos?|videos?) ?(?:\w+ ){0,3}?(?:online|on (?:facebook|instagram|snapchat|tiktok|whatsapp|twitter|x|youtube|the internet|social media))\b/i,
  ],
  [
    /^(?:meets|met|meeting)$/,
    /^\s+(?:her|him|them) (?:alone|in secret|outside school|after school|at night|in the park|at (?:his|her) house)\b/i,
  ],
  [/^expos\w*$|^touch\w*$/, /^\s+(?:him|her|them)sel(?:f|ves)\b/i],
];
const isPhraseOfHarm = (verb: string, tail: string): boolean =>
  PHRASES.some(([first, rest]) => first.test(verb) && rest.test(tail));

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
const BLAME =
  /\b(?<be>is|was|were|are|'s|be|been|being|as) (?:the (?:very |same |only )?(?<one>ones?|person|culprit|man|woman|teacher|adult|cause|reason|abuser|bully|problem)\b|(?:responsible|to blame|behind (?:it|this|that|all)|guilty|the (?:cause|reason))\b)/dgi;
const HANDS =
  /\b(?<who>his|her|their) (?:left |right |whole )?(?:hands?|fingers?|arms?) (?:was |were |went |is |are |been |had been )?(?:all )?(?:on|over|around|round|up|under|inside|between|down) (?:his|her|my|their|the|me|him|them)\b/dgi;
const WHOSE = /\b(?:is|was|'s|all) (?:all )?(?<who>his|her|their) (?:own )?doing\b/dgi;

const GENDERS: Readonly<Record<string, Gender>> = {
  him: 'he',
  he: 'he',
  his: 'he',
  her: 'she',
  she: 'she',
  them: 'they',
  they: 'they',
  their: 'they',
};

function pointedIn(sentence: string, words: readonly Word[]): readonly Deed[] {
  const found: Deed[] = [];
  const add = (doer: Doer, at: number): void => {
    found.push({ doer, at, patient: undefined, isPointed: true });
  };
  for (const pattern of [...POINTING, HANDS, WHOSE])
    for (const match of sentence.matchAll(pattern)) {
      const [from, to] = match.indices?.groups?.who ?? match.indices?.groups?.she ?? [match.index, match.index];
      const gender = GENDERS[sentence.slice(from, to).toLowerCase()];
      if (gender && !(pattern === POINTING[0] && isWellDone(sentence.slice(to))))
        add({ kind: 'pronoun', gender, at: from }, from);
    }
  for (const match of sentence.matchAll(BLAME)) {
    const [from] = match.indices?.groups?.be ?? [match.index];
    if (match.groups?.one && isWellDone(sentence.slice(match.index + match[0].length))) continue;
    const doer = blamed(words, from);
    if (doer.kind !== 'unsaid') add(doer, from);
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
