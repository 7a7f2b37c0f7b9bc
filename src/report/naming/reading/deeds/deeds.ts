import { type Doer, doerOf, type Gender, isBeforeNoun, isPassiveForm, nounOf, objectAt, pointerAt } from './grammar.ts';
import { isHarmless, isPhraseOfHarm, isVerbOfHarm, needsSomeone } from './harm.ts';
import { pointedIn } from './pointing.ts';
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
  ...pointedIn(sentence, words).map((pointed) => ({ ...pointed, patient: undefined, isPointed: true })),
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
  if (isHarmless(`${verb.is}${tail}`)) return undefined;
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
const OWNERS: ReadonlyMap<string, Gender | 'me'> = new Map([
  ['his', 'he'],
  ['her', 'she'],
  ['their', 'they'],
  ['my', 'me'],
  ['our', 'me'],
]);

/** "Sends her pictures": no pictures of hers. */
function receiver(tail: string): Patient | undefined {
  const [, word = ''] = /^\s+(her|him|them|me)\b/i.exec(tail) ?? [];
  const gender = RECEIVERS.get(word.toLowerCase());
  return gender && { kind: 'pronoun', gender };
}
const RECEIVERS: ReadonlyMap<string, Gender | 'me'> = new Map([
  ['her', 'she'],
  ['him', 'he'],
  ['them', 'they'],
  ['me', 'me'],
]);

/** Who is harmed: the first person in the words after the verb, or part of one. */
function patientOf(words: readonly Word[], verb: number): Patient | undefined {
  for (let at = verb + 1; at < Math.min(words.length, verb + 7); at += 1) {
    const word = words[at];
    if (!word || word.isApart) return undefined;
    const gender = objectAt(words, at);
    if (gender) return { kind: 'pronoun', gender };
    if (/^(?:me|us|you)$/.test(word.is)) return { kind: 'pronoun', gender: 'me' };
    const whose = OWNERS.get(word.is);
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

/** A sore place is held. */
const WHERE_IT_HURTS =
  /^(?:touch|rub|hold|held)\w*\s+(?:her|his|their) \w+ .*\b(?:hurts?|hurting|pain\w*|sore|aches?|aching)\b/i;
const BY_ACCIDENT =
  /\b(?:fell|fall|falling|fallen|trip(?:ped|ping)?|slip(?:ped|ping)?|accident\w*|bike|scooter|football|rugby|netball|gym|gymnastics|trampolin\w*|play(?:ing|ed)|swimming|p\.?e\.?|climbing|slide|fainted|on (?:a|the) (?:door|table|wall|floor|stairs|desk|chair|fence|step|kerb|corner|radiator))\b/i;
