import { NO_NAME } from '../names.ts';
import { TITLES } from '../people.ts';
import { type Gender, nounOf, pointerAt } from './grammar.ts';
import type { Word } from './sentences.ts';

/** Someone whom a sentence brings in, and of whom a pronoun after it may speak. */
export interface Other {
  readonly at: number;
  readonly gender: Gender;
  readonly isMany: boolean;
  /** A child, or a name without a title: they may be the one who was harmed as well. */
  readonly isChild: boolean;
  /** A noun that says which child is new here: "another boy", and no "the boy". */
  readonly isNew: boolean;
  /** They were told themselves, or there: no likelier to have done something than anyone else who was. */
  readonly isBystander: boolean;
  /** It is said of them that they tell something. */
  readonly isTelling: boolean;
}

/** So many characters beside someone tell what is said of them. */
const MOST_AROUND = 80;

/** Everyone a sentence brings in. */
export function othersIn(sentence: string, words: readonly Word[]): readonly Other[] {
  return words.flatMap((word, at): readonly Other[] => {
    const before = sentence.slice(Math.max(0, word.at - MOST_AROUND), word.at);
    const after = sentence.slice(word.end, word.end + MOST_AROUND);
    const isBystander =
      SEES.test(after) || ((TOLD_BEFORE.test(before) || ONLY_THERE.test(after)) && !IS_FEARED.test(after));
    const isTelling = TELLS.test(after);
    const said = { at: word.at, isBystander, isTelling };
    const found = nounOf(word);
    if (found) {
      const isHere = pointerAt(words, at) !== undefined && word.is !== 'one';
      if (isHere || (word.isOwner && !/^\s+\p{L}+ing\b/u.test(after))) return [];
      const isMany = found.isMany || isOfPair(words, at);
      const isNew = !found.isAdult && !/^(?:the|this|that|my)$/.test(words[at - 1]?.is ?? '');
      return [{ ...said, gender: found.gender, isMany, isChild: !found.isAdult, isNew }];
    }
    const title = TITLES_OF.get(words[at - 1]?.is ?? '');
    if (title && !TITLES.has(word.is)) return [{ ...said, gender: title, isMany: false, isChild: false, isNew: false }];
    if (!isNamed(sentence, words, at)) return [];
    return [{ ...said, gender: 'any', isMany: isOfPair(words, at), isChild: true, isNew: false }];
  });
}

/** As whom someone with this title is spoken of. */
export const TITLES_OF: ReadonlyMap<string, Gender> = new Map([
  ['mr', 'he'],
  ['sir', 'he'],
  ['mrs', 'she'],
  ['ms', 'she'],
  ['miss', 'she'],
  ['madam', 'she'],
]);

const TOLD_BEFORE =
  /\b(?:told|informed|phoned|rang|rung|emailed|contacted|texted|notified|(?:spoke|spoken|talked) (?:to|with)|next to|near|in front of|opposite|passed)\s+(?:(?:my|our|the|her|his|their|a|an|another|both|mr|mrs|ms|miss)\s+)*$/i;
const ONLY_THERE =
  /^(?:'s)?\s+(?:(?:and [\w' ]{2,25} )?(?:was|is|were|are|has been|have been|had been)\s+(?:also |already |now |then |both |just |all )*(?:there|present|told|informed|aware|phoned|rung|contacted|nearby|watching|in the (?:room|hall|class\w*|office|corridor)|on duty|worried|coming|on (?:her|his|their) way)|(?:also |then |later |has |have |had )*(?:collect\w*|fetch\w*|picked (?:her|him|them|it|up)|dropped|came (?:in|to|into|over|at|and|for|out|when)|arrived|rang|rung|phoned|emailed|texted|asked|spoke|spoken|thanked|agreed|confirmed|replied|brought|met|works?|joined|helped)\b)/i;
const SEES =
  /^\s+(?:also |then |all |both |has |have |had )*(?:saw|seen|watched|witnessed|heard|overheard|noticed|knows?|knew)\b/i;
/** What is said of them besides is no sign that they only stood by. */
const IS_FEARED =
  /\b(?:drunk|drink\w*|drank|violen\w*|aggress\w*|shout\w*|scream\w*|angry|temper|furious|scared|afraid|threat\w*|drugs|hit\w*|hurt\w*)\b/i;
const TELLS =
  /^\s+(?:(?:has|have|had|then|also|now|later|both|all)\s+)*(?:say|says|said|tell|tells|told|think|thinks|thought|claims?|claimed|reports?|reported|insists?|is adamant|are adamant|believes?|mentioned|wrote|writes)\b/i;

/** "Mum and dad", "Liam and his brother". */
const isOfPair = (words: readonly Word[], at: number): boolean =>
  words[at + 1]?.is === 'and' &&
  words.slice(at + 2, at + 5).some((word) => word.isCapital || nounOf(word) !== undefined);

/** Words after which a capital is a place or a day. */
const BEFORE_PLACE = /^(?:in|at|on|near|outside|during|the|from|since|until|last|next|this|every|via|year|room|block)$/;
const VERBISH =
  /^\s+(?:(?:had|has|have|was|were|is|are|did|does|would|will|can|could|then|also|just|always|often|never|really|keeps|kept)\b|\p{L}{2,}(?:ed|ing)\b|and\b|(?:hit|said|says|told|took|came|went|got|gave|saw|knew|sent|wrote|left|put|ran|sat|stood|held|threw|swore|bit|hurts?|hits|kicks|pushes|pulls|cries|lives|feels|cut|shook|spat|made|makes|wants|likes|looks)\b)/iu;

/** A name without a title: written large where no sentence begins, or before what someone does. */
function isNamed(sentence: string, words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (
    !word?.isCapital ||
    word.end - word.at < 2 ||
    word.is === 'i' ||
    /[A-Z]{2}/.test(sentence.slice(word.at, word.end))
  )
    return false;
  const before = words[at - 1];
  const isVerbNext = VERBISH.test(sentence.slice(word.end, word.end + MOST_AROUND));
  if (!before) return isVerbNext && !word.is.endsWith('ly') && !NO_NAME.has(word.is);
  if (!word.isApart && BEFORE_PLACE.test(before.is)) return false;
  return isVerbNext || /^(?:with|and|by|about|called|named|between|or|of|to)$/.test(before.is);
}
