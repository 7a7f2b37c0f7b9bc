import { isVerbOfHarm } from './deeds/harm.ts';
import { TITLES } from './people.ts';
import { inPlainLetters, wordsIn } from './plain-words.ts';
import { isRoleWord } from './roles/role-words.ts';

/** Where a sentence names someone, and the rest of it. */
export interface Place {
  readonly said: string;
  readonly before: string;
  readonly after: string;
}

const TITLED =
  /\b(?:[Mm][Rr]|[Mm][Rr][Ss]|[Mm][Ss]|[Mm][Ii][Ss][Ss]|[Mm][Xx]|[Dd][Rr]|[Ss]ir|SIR|[Mm]adam|[Rr]ev|[Pp]rof|[Dd]octor|[Rr]everend|[Pp]rofessor|Pan|Pani|Herr|Frau|Monsieur|Madame|Señor|Señora)\s+\p{L}[\p{L}-]*(?:'\p{L}{2,})?(?:\s+(?:O'|Mc|Mac)?\p{Lu}[\p{L}-]+)?/gu;
const CAPITALS = /\p{Lu}[\p{L}-]*(?:'\p{Lu}[\p{L}-]+)?(?:\s+\p{Lu}[\p{L}-]*(?:'\p{Lu}[\p{L}-]+)?)*/gu;
const SMALL_WORD = /\p{L}[\p{L}-]+/gu;
const TWO_LETTERS = new Set('me us go do be am is up to of oh hi yr mr ms so we ex pm id'.split(' '));

/** Words that begin a sentence, or have capitals for other reasons. */
export const NO_NAME: ReadonlySet<string> = new Set(
  'told informed spoke phoned rang emailed reported asked saw the a an i he she they we it his her their my our this that these those there then when while after before during as at in on by for from with without and but or so if because although today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december year class form reception nursery school primary academy college pe maths english science art history geography music it ict re ofsted cpoms mum dad mother father mummy daddy nan nana gran grandad grandma granddad auntie aunt uncle brother sister no not yes what who why where how some someone somebody everyone everybody anyone anybody nobody nothing most many few also once since until later earlier please just only whatsapp snapchat instagram tiktok facebook youtube discord teams roblox nspcc la lado gp nhs eal sen send ehcp ta tas lsa okay ok both all every each two three first second next last'.split(
    ' ',
  ),
);
/** So common that nobody is called so. */
const COMMON = new Set(
  'was were had has have been said says say did does done get got him them very really out off into again about told tell asked ask went came come like want wanted know knew known see seen there their crying cried upset home school more than too now well can could would should because back down over around away being made make take took taken put time day week year old new little other others another still never ever much many any some something anything nothing everything people children child boy girl boys girls friend friends mum mums dad dads parents carer carers teacher teachers staff pupil pupils student students hurt hit hits pushed kicked shouted shouting arm arms leg legs face hair hand hands eye eyes bruise bruises mark marks phone message messages looked look seemed felt feel feels think thinks thought left right morning afternoon lunch break lesson office room door table coat bag'.split(
    ' ',
  ),
);
/** Words that begin a sentence or are written large, and are family names too where they stand as one. */
const NAMES_TOO = new Set('march april june august english art music'.split(' '));
/** Names that are ordinary words as well: where nothing says that they are a name, they are read as the word. */
const WORDS_TOO = new Set(
  'prior marsh grant hale will mark may rose grace hope faith joy sue bill rob pat jack frank rich art gene dean ray drew chase miles max guy don ned gill dale lane hill wood king young long short brown green white black day price field stone west north page bell cook baker carter mason hunter fisher parker walker head frost snow summer winter joe sam con den nick dick chip josh bob van ash eve ivy iris lily daisy poppy ruby amber heather holly hall halls ball park parks church bank banks street pool bush cross sharp swift savage love wise good best small little power bird fox wolf lamb bull crane swan bridge brook rivers waters pond wells woods flower flowers berry cherry rice salt pepper bacon fish case cash penny pound gold silver steel coal pearl player game hunt knight prince queen judge ward guard house castle gates wall walls mill garden road way hand hands foot rain storm dark light bright strong sweet gray grey blue south east kit turned chair safeguarding deputy boss principal clerk more less younger'.split(
    ' ',
  ),
);
/** Of these, those that say what something is like: "it was long" names nobody. */
const LIKE = new Set(
  'young long short brown green white black rich frank cross sharp swift savage wise good best small little dark light bright strong sweet gray grey blue more less younger safeguarding chair'.split(
    ' ',
  ),
);
/** Alone in a box they say where or when it was. */
const WHERE_OR_WHEN = new Set(
  'hall halls park parks church bank street pool field west north south east hill wood woods bridge pond garden road house castle ward summer winter may march april june august day lane marsh english art music'.split(
    ' ',
  ),
);
/** May stand before any verb: "will ring", "may need". */
const MODAL = new Set(['will', 'may']);

/** Someone with a title; the word after it may be the rest of their name. */
export const titledIn = (sentence: string): readonly Place[] =>
  placesOf(sentence, TITLED).flatMap((place) => [place, ...withNext(sentence, place)]);

/** Of the words behind a name, those that are hardly the end of one. */
const NO_REST = new Set([...NO_NAME, ...'was were is are has had have did does said says told asked'.split(' ')]);

/** `Mr Under wood`, `Tom Under wood`: the next word with the last one, where they are one name in two. */
function withNext(sentence: string, { said, before, after }: Place): readonly Place[] {
  const [next] = /^ \p{L}{2,}(?![\p{L}'])/u.exec(after) ?? [];
  if (next === undefined || NO_REST.has(next.trim().toLowerCase())) return [];
  const last = said.slice(said.lastIndexOf(' ') + 1);
  // Small letters: it is a name only where it is exactly that.
  return [{ ...placeAt(sentence, said + next, before.length), said: (last + next.trim()).toLowerCase() }];
}

/** `A.K.` */
const DOTTED = /(?<![\p{L}\p{N}.])\p{Lu}\. ?\p{Lu}\b\.?(?! ?[\p{Lu}\p{N}]|\p{L})/gu;
export const initialsIn = (sentence: string): readonly Place[] => placesOf(sentence, DOTTED);

/** Signs that are set into a word. */
const SIGNS =
  /(?<!\p{L})(?!\p{L}\P{L}\p{L}(?!\p{L}))(?:(?:[Mm](?:rs?|s|x|iss)|[Dd]r) )?\p{L}+(?:[*·•|/\\~+=^_.]\p{L}+)+/gu;
/** `Under*wood`, `Under|wood`: what is on both sides may be one name. */
export const withSignsIn = (sentence: string): readonly Place[] =>
  placesOf(sentence, SIGNS).map((place) => ({ ...place, said: place.said.replace(/[^\p{L} -]/gu, '') }));

export const placesOf = (sentence: string, pattern: RegExp): readonly Place[] =>
  [...sentence.matchAll(pattern)].map((match) => placeAt(sentence, match[0], match.index));

const placeAt = (sentence: string, said: string, at: number): Place => ({
  said,
  before: sentence.slice(0, at),
  after: sentence.slice(at + said.length),
});

/** Names that begin with a capital, without a title. */
export function capitalsIn(sentence: string): readonly Place[] {
  if (isLarge(sentence)) return [];
  return [...sentence.matchAll(CAPITALS)].flatMap((match) => {
    const run = match[0].split(/\s+/);
    let at = match.index;
    const place = (): Place => placeAt(sentence, match[0].slice(at - match.index), at);
    while (
      run.length > 0 &&
      NO_NAME.has(wordOf(run[0])) &&
      !(NAMES_TOO.has(wordOf(run[0])) && isNameHere(place(), run[0]))
    ) {
      run.shift();
      at = match.index + match[0].length - run.join(' ').length;
    }
    // With a title it has been read with that.
    if (run.length === 0 || run.some((word) => TITLES.has(wordOf(word)))) return [];
    const found = placeAt(sentence, run.join(' '), match.index + match[0].length - run.join(' ').length);
    const isFirst = found.before.trim() === '' && run.length === 1;
    const isWord = isFirst && WORDS_TOO.has(wordOf(found.said)) && !isNameHere(found);
    return isWord ? [] : [found, ...withNext(sentence, found)];
  });
}

/**
 * Names that are written small. Where a sentence has no capitals any word may be one; where it has some, those that stand as a name
 * does. What is an ordinary word as well counts only where it cannot be that.
 */
export function smallWordsIn(sentence: string): readonly Place[] {
  const isOneCase = !/^[^\p{L}\n]*\p{L}.*\p{Lu}/mu.test(sentence.replace(/\bI\b/g, '').trim()) || isLarge(sentence);
  return [...sentence.matchAll(SMALL_WORD)].flatMap((match) => {
    if (!isOneCase && /^\p{Lu}/u.test(match[0])) return [];
    const word = wordOf(match[0]);
    const place = placeAt(sentence, match[0], match.index);
    if (TITLES.has(wordOf(place.before.slice(-MOST_AROUND).trim().split(/\s+/).at(-1)))) return [];
    if ((NO_NAME.has(word) && !NAMES_TOO.has(word)) || TWO_LETTERS.has(word)) return [];
    // Titles of roles are read with what is around them; alone they are someone only where they do something.
    if (
      isRoleWord(word) &&
      !(isNameHere(place) && /^(?:'s)? \p{L}/u.test(place.after) && !/^ and\b/i.test(place.after))
    )
      return [];
    const isOrdinary = WORDS_TOO.has(word) || NAMES_TOO.has(word);
    // Read as a name it is written as one; as any word it is one only if it is exactly that.
    if (isNameHere(place)) return [{ ...place, said: `${match[0].charAt(0).toUpperCase()}${match[0].slice(1)}` }];
    const isPerhaps = !isOrdinary && word.length > 2 && !COMMON.has(word) && (isOneCase || isNearVerb(place));
    return isPerhaps ? [{ ...place, said: match[0].toLowerCase() }] : [];
  });
}

/** Where capitals are used, a word without one is looked at only before what someone does, and after who they are with. */
const isNearVerb = ({ before, after }: Place): boolean =>
  !WHOSE.test(before.slice(-MOST_AROUND)) &&
  (/\b(?:with|and|by|to|from|about|because of|told|saw|like|was|is|or)\s+$/i.test(before.slice(-MOST_AROUND)) ||
    [SPEAKS, PAST, BEING].some((does) => does.test(after.slice(0, MOST_AROUND))) ||
    isVerbOfHarm(/^\s+(\p{L}+)/u.exec(after)?.[1]?.toLowerCase() ?? ''));

const isLarge = (sentence: string): boolean => {
  const letters = sentence.replace(/[^\p{L}]/gu, '');
  return letters.replace(/\P{Lu}/gu, '').length > letters.length * 0.6;
};

const wordOf = (word = ''): string => wordsIn(inPlainLetters(word))[0] ?? '';

const WHOSE =
  /(?:^|[^\p{L}])(?:a|an|the|this|that|these|those|his|her|my|our|your|their|no|any|some|every|each|of|in|at|on|into|another|one|two|very|so|too|really|quite|more|most|all)\s+$/iu;
/** A clause begins after these. */
const CLAUSE =
  /(?:^|[,;:.!?("“”)–-]|\b(?:and|but|or|that|because|when|while|if|as|then|says?|said|saying|thinks?|thought|knows?|knew|me|us|before|after|since|so|where|how|later|today|yesterday|also|now|again|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\s*$/iu;
const SPEAKS =
  /^\s+(?:(?:had|has|have|then|also|just|always|often|never|really|still|once|even|later|did|didn't)\s+)*(?:says?|said|tells?|told|asks?|asked|took|takes|gave|gives|sent|sends|made|makes|knew|knows|kept|keeps|put|puts|posted|phoned|rang|called|calls|saw|laughed|ignored|denied|denies|threw|swore|drove|wants|wanted|tried|tries|thinks|thought|did (?:it|this|that|nothing))\b/i;
const BEING = /^\s+(?:was|were|is|has|had|does|did|didn't|wasn't|isn't|hasn't)\b/i;
const PAST =
  /^\s+(?!(?:need|feed|bleed|speed|indeed|exceed|proceed|succeed|seed|weed|reed|breed|bed|red|shed|led|fed|used)\b)\p{L}{2,}ed\b/iu;
/** Anyone who is told, or is said to have done something, stands between these. */
const NAMED_BEFORE =
  /\b(?:told|informed|asked|phoned|rang|emailed|messaged|named|accuse[sd]?|blame[sd]?|because of|scared of|afraid of|frightened of|it's|it is|it was|was it|(?:was|is|were|alone|sat|sitting|left|stayed|home) with|(?:messages?|texts?|pictures?|photos?|emails?|calls?) from|seeing|dating|kissing|fancies|(?:sleeping|going out) with|(?:\p{L}+ed|hit|hurt|done|sent|given|made|taken|thrown|bitten|shaken)(?:\s+\p{L}+){0,4}?\s+by)\s+$/iu;
const NAMED_AFTER =
  /^\s*(?:$|[.,;:!?)"”]|(?:who|that|and|about|again|yesterday|today|at|when|because|in|on|straight|this|after|before|during|every|for|to|all|since|alone|outside|from|but|so|while|until|last)\b)/i;

/** So many characters beside a word tell what it is. */
const MOST_AROUND = 80;

/** Others who do it with them, or what is put in about them. */
const BESIDE_THEM =
  /^(?:\s*,[^,]{1,40},(?=\s)|\s*\([^)]{1,40}\)|(?:\s*(?:,|&|\band\b)\s*(?:(?:mr|mrs|ms|miss)\s+)?\p{L}[\p{L}-]+){1,2}(?=\s+\p{L}))/iu;

/** What a head does that is part of a body. */
const OF_THE_BODY =
  /^\s+(?:(?:had|has|have|was|is|were|then|also|just|still|really)\s+)*(?:hurt\w*|ache\w*|aching|throb\w*|bleed\w*|bled|sore|swollen|bruised|cut|bang\w*|bump\w*|down|back|forward|(?:hit|struck|caught)\s+(?:the|a|on|off|against|my|his|her|its)\b(?!\s+(?:boy|girl|child|pupil|student|kid|lad|little|year)))/i;

/** What only someone does. */
const ACTS =
  /^(?:'?s\s+(?=(?:been|got|told|asked|taken|taking|having|keeping|letting|getting|given|telling|had|just|always)\b)|\s+)(?:(?:just|then|also|always|really|never|has|had|have|is|was|only|even|still|again|himself|herself|keeps|kept)\s+)*(?:told|tells?|telled|telt|asks?|asked|said|says|knows?|knew|ignored|laughed|sent|rang|phoned|called|been|got|came|comes?|went|goes|did|does|sat|read|reads|drove|drives|held|holds|threw|takes?|took|makes?|made|gave|gives|puts?|wants?|lets?|leaves|stood|saw|hits?|hugs?|drunk|drinking|buying|having|getting|keeping|taking|telling|\p{L}{3,}(?<!ne)ed)\b/iu;
/** "Head hit the floor": no head of a school. */
export const isOfTheBody = (word: string, after: string): boolean =>
  word.toLowerCase() === 'head' && OF_THE_BODY.test(after);

/** Whether a word that may be an ordinary one stands where only someone does: before what they do, or behind "told". */
export function isNameHere(place: Place, word = place.said): boolean {
  const is = wordOf(word);
  const before = place.before.slice(-MOST_AROUND);
  // "Hale and Prior", "Hale, who was there,": what they do comes after.
  const after = place.after.slice(0, MOST_AROUND).replace(BESIDE_THEM, '');
  if (is.length < 2 || isOfTheBody(is, after)) return false;
  // A title of a role, without "the": it is someone where a clause begins with what they do.
  if (isRoleWord(is) && CLAUSE.test(before) && ACTS.test(after)) return true;
  if (is === 'head' && word === is) return false;
  if (before.trim() === '' && /^\W*$/.test(after)) return !WHERE_OR_WHEN.has(is);
  if (/\bit(?:'s| is| was)\s+$/i.test(before) && (LIKE.has(is) || NAMES_TOO.has(is))) return /^\s+who\b/i.test(after);
  if (NAMED_BEFORE.test(before) && NAMED_AFTER.test(after)) return true;
  if (WHOSE.test(before)) return false;
  if (/^'s\s+(?!(?:not|been|got|gone|a|the|where|what)\b|\p{L}+(?:ed|ing)\b)\p{L}/u.test(after))
    return !NAMES_TOO.has(is);
  if (!CLAUSE.test(before)) return false;
  if (SPEAKS.test(after)) return true;
  if (PAST.test(after) && !LIKE.has(is)) return true;
  if (MODAL.has(is)) return false;
  const [, next = ''] =
    /^\s+(?:(?:just|then|also|always|really|never|had|has|keeps|kept)\s+)*(\p{L}+)/u.exec(after) ?? [];
  return isVerbOfHarm(next.toLowerCase()) || (BEING.test(after) && !LIKE.has(is) && !NAMES_TOO.has(is));
}
