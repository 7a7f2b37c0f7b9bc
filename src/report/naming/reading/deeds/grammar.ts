import { TITLES } from '../people.ts';
import type { Word } from './sentences.ts';

/** As whom a word may stand for someone: "they" is anyone, or several; `any` tells nothing. */
export type Gender = 'she' | 'he' | 'they' | 'any';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Nouns for people who have no name in the sentence. */
const ADULTS: Readonly<Record<'she' | 'he' | 'any', ReadonlySet<string>>> = {
  he: list(
    'dad daddy father stepdad stepfather step-dad step-father uncle grandad granddad grandpa grandfather boyfriend bf husband man men bloke blokes guy guys gentleman',
  ),
  she: list(
    'mum mam mummy mother stepmum stepmother step-mum step-mother aunt auntie aunty nan nana nanny gran grandma grandmother girlfriend gf wife woman women lady ladies',
  ),
  any: list(
    'parent parents carer carers partner partners neighbour neighbours driver stranger strangers someone somebody person people adult adults teacher teachers cleaner caretaker volunteer escort lodger family relative relatives',
  ),
};
const CHILDREN: typeof ADULTS = {
  he: list('boy boys lad lads brother brothers stepbrother son sons stepson nephew'),
  she: list('girl girls sister sisters stepsister daughter daughters stepdaughter niece'),
  any: list(
    'child children kid kids pupil pupils student students friend friends cousin cousins sibling siblings mate mates classmate classmates peer peers others group gang',
  ),
};
const MANY = list(
  'men blokes guys women ladies parents carers partners neighbours strangers people adults teachers family relatives boys lads brothers sons girls sisters daughters children kids pupils students friends cousins siblings mates classmates peers others group gang',
);
/** With "the" or "that" before them these may be someone who was named. */
const POINTERS: ReadonlyMap<string, Gender> = new Map([
  ['man', 'he'],
  ['gentleman', 'he'],
  ['woman', 'she'],
  ['lady', 'she'],
  ['teacher', 'any'],
  ['adult', 'any'],
  ['person', 'any'],
  ['one', 'any'],
  ['ones', 'any'],
  ['latter', 'any'],
  ['former', 'any'],
]);
const POINTING = list('the that this same very');
const NOMINATIVE: ReadonlyMap<string, Gender> = new Map([
  ['he', 'he'],
  ['she', 'she'],
  ['they', 'they'],
]);
const OBJECTIVE: ReadonlyMap<string, Gender> = new Map([
  ['him', 'he'],
  ['her', 'she'],
  ['them', 'they'],
  ['those', 'they'],
]);
const OTHERS = list('i we you it this nobody nothing everyone everybody anyone me us someone somebody');
const DETERMINERS = list(
  'a an the this that these those another other older younger little big some two three four five several many his her my their our your new own one each every both of no any more such much lots',
);
const BE = list('was were is are am be been being got gets get getting');
/** Between who does something and the verb. */
const BETWEEN = list(
  "had has have having would will could can might may must should did does do didn't doesn't don't wasn't isn't hasn't hadn't wouldn't not never then also just always often sometimes once twice again even still really actually almost only both all now first later nearly regularly keeps kept keep starts started start begins began try tries tried going gonna used wants wanted likes liked seen caught known alleged found continued continues managed decided proceeded chose threatened to himself herself themselves",
);
const LINKS = list(
  'and or but then so up over out off down in back away round around there here home inside outside again forward upstairs downstairs again before after when while because as if until that him her them to on at by for from with without into',
);
const OPENERS = list(
  'and but or because as when while if that so since before after until though although where how why what whether said says say saying told tells thinks think thought thinks saw heard hears knows knew claims reports reported believes believe then later today yesterday tonight afterwards once suddenly me us is was now also',
);

/** The person a word is the noun for; `undefined` if it is none. */
export function nounOf({
  is,
}: Word): { readonly gender: Gender; readonly isAdult: boolean; readonly isMany: boolean } | undefined {
  for (const [nouns, isAdult] of [
    [ADULTS, true],
    [CHILDREN, false],
  ] as const)
    for (const gender of ['he', 'she', 'any'] as const)
      if (nouns[gender].has(is)) return { gender, isAdult, isMany: MANY.has(is) };
  return undefined;
}

/** "That man", "the one": as whom it points, or `undefined`. */
export function pointerAt(words: readonly Word[], at: number): Gender | undefined {
  const gender = POINTERS.get(words[at]?.is ?? '');
  return gender !== undefined && POINTING.has(words[at - 1]?.is ?? '') ? gender : undefined;
}

/** Who does something, as the sentence has it: a pronoun that may be someone named before, or another. */
export type Doer =
  | { readonly kind: 'pronoun'; readonly gender: Gender; readonly at: number }
  | { readonly kind: 'noun'; readonly at: number }
  | { readonly kind: 'unsaid' };

export interface Done {
  readonly doer: Doer;
  /** A form of "to be" stands before the verb. */
  readonly hasBe: boolean;
}

const pronoun = (gender: Gender, { at }: Word): Doer => ({ kind: 'pronoun', gender, at });
const noun = ({ at }: Word): Doer => ({ kind: 'noun', at });
const UNSAID: Doer = { kind: 'unsaid' };

/** Who does what the verb at this place says. */
export function doerOf(words: readonly Word[], verb: number): Done {
  let at = verb - 1;
  let hasBe = false;
  let hasTo = false;
  while (at >= 0 && !words[at + 1]?.isApart && isBetween(words[at])) {
    hasBe ||= !hasTo && BE.has(words[at]?.is ?? '');
    hasTo ||= words[at]?.is === 'to';
    at -= 1;
  }
  if (words[at + 1]?.isApart) return { doer: subjectBefore(words, at), hasBe };
  return { doer: doerAt(words, at, words[verb]?.is ?? '', hasTo), hasBe };
}

const isBetween = (word: Word | undefined): boolean =>
  word !== undefined && (BE.has(word.is) || BETWEEN.has(word.is) || (word.is.length > 4 && word.is.endsWith('ly')));

function doerAt(words: readonly Word[], at: number, verb: string, hasTo: boolean): Doer {
  const word = words[at];
  if (!word) return UNSAID;
  const nominative = NOMINATIVE.get(word.is);
  if (nominative) return pronoun(nominative, word);
  if (OTHERS.has(word.is)) return noun(word);
  if (/^(?:who|which|that)$/.test(word.is)) return beforeWho(words, at - 1);
  const objective = OBJECTIVE.get(word.is);
  // "I saw him push her", and no "grabbed him, pushed her"; who is told to do something is not the one to blame.
  if (objective && !verb.endsWith('ed')) return hasTo ? noun(word) : pronoun(objective, word);
  if (LINKS.has(word.is) || (verb.endsWith('ing') && !isSomeone(words, at))) return subjectBefore(words, at - 1);
  return besideIt(words, at) ?? asSubject(words, at) ?? noun(word);
}

/** "He and another boy": the pronoun in front does it too. */
function besideIt(words: readonly Word[], at: number): Doer | undefined {
  for (let back = 1; back <= 3; back += 1) {
    const word = words[at - back - 1];
    const gender = words[at - back]?.is === 'and' ? NOMINATIVE.get(word?.is ?? '') : undefined;
    if (word && gender) return pronoun(gender, word);
  }
  return undefined;
}

/** Someone who is meant by a noun that may point at someone named, by "sir" or "miss" alone, or by a name or noun of their own. */
function asSubject(words: readonly Word[], at: number): Doer | undefined {
  const word = words[at];
  if (!word) return undefined;
  const pointer = pointerAt(words, at);
  if (pointer) return word.is.startsWith('one') ? theOne(words, at) : pronoun(pointer, word);
  if (word.is === 'sir') return pronoun('he', word);
  if (word.is === 'miss') return pronoun('she', word);
  return isSomeone(words, at) ? noun(word) : undefined;
}

const isSomeone = (words: readonly Word[], at: number): boolean => {
  const word = words[at];
  return (
    word !== undefined && (word.isCapital || nounOf(word) !== undefined || TITLES.has(word.is)) && !isOpener(words, at)
  );
};
const isOpener = (words: readonly Word[], at: number): boolean =>
  at === 0 && (OPENERS.has(words[0]?.is ?? '') || LINKS.has(words[0]?.is ?? ''));

/** "Her dad is the one": of whom it is said. */
function theOne(words: readonly Word[], at: number): Doer {
  const one = words[at];
  const be = words[at - 2];
  if (one && be && BE.has(be.is)) {
    const { doer } = doerOf(words, at - 2);
    const isPlain =
      doer.kind === 'noun' && /^(?:it|this|that)$/.test(words.find((word) => word.at === doer.at)?.is ?? '');
    if (doer.kind !== 'unsaid' && !isPlain) return doer;
  }
  return one ? pronoun('any', one) : UNSAID;
}

/** Whom "who" stands for: the word before it. */
function beforeWho(words: readonly Word[], at: number): Doer {
  const word = words[at];
  if (!word) return UNSAID;
  const gender = NOMINATIVE.get(word.is) ?? OBJECTIVE.get(word.is);
  return gender ? pronoun(gender, word) : (asSubject(words, at) ?? noun(word));
}

/** The last subject before this place: what comes between are its objects. */
function subjectBefore(words: readonly Word[], from: number): Doer {
  for (let at = from; at >= 0; at -= 1) {
    const word = words[at];
    if (!word) break;
    const nominative = NOMINATIVE.get(word.is);
    if (nominative) return pronoun(nominative, word);
    if (/^(?:i|we)$/.test(word.is) || (/^(?:you|it)$/.test(word.is) && isSubject(words, at))) return noun(word);
    if (word.is === 'who') return beforeWho(words, at - 1);
    const found = isSubject(words, at) ? asSubject(words, at) : undefined;
    if (found) return found;
  }
  const first = words[0];
  return first && from >= 0 && !isOpener(words, 0) && !DETERMINERS.has(first.is) && !OTHERS.has(first.is)
    ? noun(first)
    : UNSAID;
}

/** A name or noun stands where a subject does: first in its clause, with what belongs to it. */
function isSubject(words: readonly Word[], at: number): boolean {
  let first = at;
  for (let back = 1; back <= 3; back += 1) {
    const word = words[at - back];
    if (!word || words[at - back + 1]?.isApart) break;
    const isOwn = DETERMINERS.has(word.is) || TITLES.has(word.is) || word.isOwner;
    if (isOwn || (word.isCapital && first === at - back + 1 && !OPENERS.has(word.is))) first = at - back;
  }
  return first === 0 || (words[first]?.isApart ?? false) || OPENERS.has(words[first - 1]?.is ?? '');
}

/** What cannot follow "her" where it says whose something is. */
const AFTER_OBJECT = list(
  'who that and or but because when while if so as then again too also in on at by for from with without to after before since during over under near outside inside into onto out off up down away yesterday today tonight all every last this is was has had did does not herself both now later first at until hard around about against hit hurt push touch slap kick grab pull shout twice once more really very like not it',
);

/** @returns as whom the word at this place is the object; "her" before a noun is not */
export function objectAt(words: readonly Word[], at: number): Gender | undefined {
  const gender = OBJECTIVE.get(words[at]?.is ?? '');
  if (gender !== 'she') return gender;
  const next = words[at + 1];
  return !next || next.isApart || AFTER_OBJECT.has(next.is) ? 'she' : undefined;
}

/** A word that says whose or which: what follows it is a noun. */
export const isBeforeNoun = (word: Word | undefined): boolean =>
  word !== undefined && (DETERMINERS.has(word.is) || word.isOwner);
export const isPassiveForm = (verb: string): boolean =>
  /ed$|^(?:hit|hurt|beaten|shaken|thrown|bitten|struck|shot|stabbed)$/.test(verb);
