/** Who may be meant by "he", "her" or "them" further on. */
const SOMEONE =
  /\b(?:mums?|dads?|mothers?|fathers?|parents?|carers?|grandparents?|gran|nan|grandad|uncle|aunt\w*|brothers?|sisters?|sons?|daughters?|wife|husband|partner|nephews?|nieces?|cousins?|family|families|pupils?|students?|child(?:ren)?|kids?|girls?|boys?|lads?|lass(?:es)?|tutees?|leavers?|sixth ?formers?|6th ?formers?|(?:yr|year|y) ?\d{1,2}s?|class(?:es)?|teachers?|tas?|hltas?|coach(?:es)?|head\w*|deput(?:y|ies)|dsl|governors?|colleagues?|managers?|staff|supply|technicians?|caretakers?|cleaners?|cooks?|volunteers?|helpers?|visitors?|speakers?|contractors?|builders?|drivers?|suppliers?|firms?|compan(?:y|ies)|reporters?|journalists?|police|officers?|friends?|mates?|blokes?|guys?|m[ae]n|wom[ae]n|lad(?:y|ies)|person|people|someone|somebody|anyone|anybody|everyone|nobody|members?|mr|mrs|miss|ms|dr|sir|who)\b/;
/** What may be meant by "it" or "one": something with an article, a number or whose it is before it. */
const SOMETHING = /\b(?:an?|the|my|our|your|his|her|their|some|any|this|that|another|every|each|school|\d+) \p{L}{2,}/u;
/** "Is it OK to …", "it is gone six": no word stands for anything. */
const EMPTY =
  /\b(?:is|was|would|will|isnt|wasnt) it(?: be)? (?:still )?(?:ok(?:ay)?|allowed|alright|fine|legal|illegal|against|possible|permitted|acceptable|appropriate|normal|safe|worth|right|wrong|a problem)(?= (?:to|if|for|when|that|the|us|me)\b)|\b(?:its|it is|it was) (?=(?:ok(?:ay)?|fine|alright) (?:to|if|for)\b|gone\b|nearly\b|half\b|quarter\b|\d)/g;
const HE_OR_SHE = String.raw`hes?|him|his|himself|shes?|her|hers|herself`;
const POINTER = new RegExp(
  String.raw`\b(?:(${HE_OR_SHE}|they|theyre|theyve|them|theirs?)|its?|those|these|(?<!\b(?:no|any|every|some|which|each) )one(?= (?:on|in|at|from|for|with|off|instead|as|and|n|then|now|already|before|last|too)\b|$))\b`,
  'gu',
);
/** A longer message says whom it means, often by a name in small letters; only what it begins with points back. */
const MOST_WORDS = 14;
const BEGINNING = 3;
const OF_A_PERSON = new RegExp(String.raw`^(?:${HE_OR_SHE})$`);

/**
 * Whether a message points at someone or something that nothing before it in the message can be: "can he sit in front", "so can it go on
 * insta". Without what was said before it nobody can tell what is asked. A name with a capital may be meant too.
 * @param of `person`: only "he" and "she" count, who are never a thing or several
 */
export function pointsBack(text: string, of: 'person' | 'anything' = 'anything'): boolean {
  const hasName = (end: number): boolean => /(?<=\S\s)\p{Lu}\p{Ll}/u.test(text.slice(0, end));
  const said = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(EMPTY, ' ');
  const isLong = said.trim().split(' ').length > MOST_WORDS;
  return [...said.matchAll(POINTER)].some((match) => {
    const [pointer, someone] = match;
    const before = said.slice(0, match.index);
    if (isLong && before.trim().split(' ').length > BEGINNING) return false;
    if (someone === undefined) return of === 'anything' && !SOMETHING.test(before);
    if (of === 'person' && !OF_A_PERSON.test(pointer)) return false;
    return !SOMEONE.test(before) && !hasName(match.index + pointer.length);
  });
}
