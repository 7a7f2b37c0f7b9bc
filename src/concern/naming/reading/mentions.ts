import type { Written } from '../../concern.ts';
import { TITLES } from './people.ts';
import { inPlainLetters, wordsIn } from './plain-words.ts';
import type { Mention } from './read-mention.ts';
import { isOnlyTold } from './told.ts';

/** The boxes of a report in which someone may be named. Who the child is, and where they are, names no adult. */
const READ: readonly string[] = [
  'seen',
  'said',
  'asked',
  'seemed',
  'done',
  'alsoKnow',
  'opinion',
  'where',
  'happened',
  'text',
];
/** These ask for the child and where it is: an adult in them is one with a title, unless it says whose class, child or room. */
const READ_FOR_TITLES: readonly string[] = ['who', 'children', 'whereNow'];
/** What these ask for is who they told and who was there: a name there is one of those, unless its sentence says more. */
const ASKS_WHO_KNOWS: readonly string[] = ['done', 'alsoKnow'];

/** People read reports too: none has more names than this. */
const MOST_MENTIONS = 400;
const MOST_CHARACTERS = 80;

/**
 * Places in what was written that may name an adult, each with what its sentence says about them. The child is none of these.
 * @param child whose words name the child, where that is another text
 */
export function mentionsIn(words: Written, child: Written = words): readonly Mention[] {
  const children = childWords(child);
  const found = new Map<string, Mention>();
  for (const field of READ_FOR_TITLES)
    for (const sentence of sentencesOf(words[field] ?? ''))
      for (const { said, before, after } of titledIn(sentence)) {
        const isTold = isOnlyTold({ before, after, next: '', isAskedFor: false });
        if (!/^'s?\b|^\s*\(?(?:class|form|group|year)\b/i.test(after) && found.size < MOST_MENTIONS)
          found.set(`${said} ${isTold}`, { said: said.slice(0, MOST_CHARACTERS), isTold });
      }
  for (const field of READ) {
    const sentences = sentencesOf(words[field] ?? '');
    for (const [at, sentence] of sentences.entries())
      for (const { said, before, after } of namesIn(sentence)) {
        if (isChild(said, before, after, children)) continue;
        const isTold = isOnlyTold({
          before,
          after,
          next: sentences[at + 1] ?? '',
          isAskedFor: ASKS_WHO_KNOWS.includes(field),
        });
        const key = `${said} ${isTold}`;
        if (found.size < MOST_MENTIONS) found.set(key, { said: said.slice(0, MOST_CHARACTERS), isTold });
      }
  }
  return [...found.values()];
}

const sentencesOf = (text: string): readonly string[] =>
  text
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/\b(mr|mrs|ms|mx|dr|rev|prof|st)\./gi, '$1')
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '');

interface Place {
  readonly said: string;
  readonly before: string;
  readonly after: string;
}

const TITLED =
  /\b(?:[Mm][Rr]|[Mm][Rr][Ss]|[Mm][Ss]|[Mm][Ii][Ss][Ss]|[Mm][Xx]|[Dd][Rr]|[Ss]ir|SIR|[Mm]adam|[Rr]ev|[Pp]rof)\s+\p{L}[\p{L}-]*(?:'\p{L}{2,})?(?:\s+(?:O'|Mc|Mac)?\p{Lu}[\p{L}-]+)?/gu;
const CAPITALS = /\p{Lu}[\p{L}-]*(?:'\p{Lu}[\p{L}-]+)?(?:\s+\p{Lu}[\p{L}-]*(?:'\p{Lu}[\p{L}-]+)?)*/gu;
const ROLES =
  /\b(?:(?:deputy |dep |assistant |vice |acting )?(?:head ?teacher|head ?master|head ?mistress|principal)|(?:deputy|assistant) head|d\.?d?\.?s\.?l\b\.?|dsp|safe ?guarding (?:lead|officer|team|person|lady)|designated (?:safe ?guarding )?(?:lead|person|officer)|child protection officer|chair(?:man|woman|person)? of (?:the )?gov\w*|(?:the|our|my) head(?= (?:said|says|told|asked|took|did|does|has|hit|slapp|touch|grab|push|shout|kiss|hugg|pull|made|sent|called|came|was (?:told|there|in)|knows))|told the head|data protection officer|dpo)\b/giu;
const SMALL_WORD = /\p{L}[\p{L}-]{2,}/gu;

/** Words that begin a sentence, or have capitals for other reasons. */
const NO_NAME = new Set(
  'told informed spoke phoned rang emailed reported asked saw the a an i he she they we it his her their my our this that these those there then when while after before during as at in on by for from with without and but or so if because although today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december year class form reception nursery school primary academy college pe maths english science art history geography music it ict re ofsted cpoms mum dad mother father mummy daddy nan nana gran grandad grandma granddad auntie aunt uncle brother sister no not yes what who why where how some someone everyone nobody also once since until later earlier please just only whatsapp snapchat instagram tiktok facebook youtube discord teams roblox nspcc la lado gp nhs eal sen send ehcp ta tas lsa okay ok both all every each two three first second next last'.split(
    ' ',
  ),
);
/** Names that are ordinary words as well: at the start of a sentence, and where nothing is written large, they are read as the word. */
const WORDS_TOO = new Set(
  'prior marsh grant hale will mark may rose grace hope faith joy sue bill rob pat jack frank rich art gene dean ray drew chase miles max guy don ned gill dale lane hill wood king young long short brown green white black day price field stone west north page bell cook baker carter mason hunter fisher parker walker head frost snow summer winter joe sam con den nick dick chip josh bob van ash eve ivy iris lily daisy poppy ruby amber heather holly'.split(
    ' ',
  ),
);

const titledIn = (sentence: string): readonly Place[] =>
  [...sentence.matchAll(TITLED)].map((match) => ({
    said: match[0],
    before: sentence.slice(0, match.index),
    after: sentence.slice(match.index + match[0].length),
  }));

function namesIn(sentence: string): readonly Place[] {
  const places: Place[] = [];
  const add = (match: RegExpExecArray, said = match[0], from = match.index): void => {
    places.push({ said, before: sentence.slice(0, from), after: sentence.slice(from + said.length) });
  };
  for (const match of sentence.matchAll(ROLES)) add(match);
  for (const match of sentence.matchAll(TITLED)) add(match);
  const letters = sentence.replace(/[^\p{L}]/gu, '');
  const large = letters.replace(/\P{Lu}/gu, '').length;
  const isOneCase =
    !/^[^\p{L}\n]*\p{L}.*\p{Lu}/mu.test(sentence.replace(/\bI\b/g, '').trim()) || large > letters.length * 0.6;
  for (const match of sentence.matchAll(CAPITALS)) {
    if (isOneCase && large > letters.length * 0.6) break;
    const run = match[0].split(/\s+/);
    while (run.length > 0 && NO_NAME.has(wordOf(run[0]))) run.shift();
    // With a title it has been read above.
    if (run.some((word) => TITLES.has(wordOf(word)))) continue;
    const said = run.join(' ');
    if (said === '') continue;
    const isFirst = sentence.slice(0, match.index).trim() === '' && run.length === 1 && said === match[0];
    if (isFirst && WORDS_TOO.has(wordOf(said))) continue;
    add(match, said, match.index + match[0].length - said.length);
  }
  if (isOneCase)
    for (const match of sentence.matchAll(SMALL_WORD)) {
      const word = wordOf(match[0]);
      const isTitled = TITLES.has(wordOf(sentence.slice(0, match.index).trim().split(/\s+/).at(-1)));
      if (!isTitled && !NO_NAME.has(word) && !WORDS_TOO.has(word)) add(match);
    }
  return places;
}

const wordOf = (word = ''): string => wordsIn(inPlainLetters(word))[0] ?? '';

/** The child's own names, as the report gives them; "Tom Ashworth's daughter" does not make Tom Ashworth a child. */
function childWords({ who = '', children = '' }: Written): ReadonlySet<string> {
  const own = `${who} ${children}`
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(
      /(?:\p{L}[\p{L}-]*\s+){1,3}?\p{L}[\p{L}-]*'s?\s+(?:son|daughter|child|boy|girl|step\p{L}+|nephew|niece)/giu,
      ' ',
    )
    .replace(/\b(?:son|daughter|child|boy|girl|nephew|niece) of .*$/giu, ' ');
  return new Set(wordsIn(inPlainLetters(own)));
}

const PUPIL_BEFORE =
  /\b(?:pupil|student|friend|classmate|brother|sister|boy|girl|child|cousin|mate|twin|peer|kid|lad|year \d+|y\d+)s?,?(?: called| named)?\s*$/i;
const PUPIL_AFTER =
  /^(?:\s*[,(]*\s*(?:in |from |of |who is in )?(?:year|yr|y|class|form|reception|nursery)\s*\d*\b|\s*[,(]\s*(?:in |from )?\d{1,2}\s?\p{L}{1,2}\b|\s+(?:in|from)\s+\d{1,2}\s?\p{L}{1,2}\b|'s? (?:mum|mam|mother|dad|father|parents?|nan|gran\w*|carers?|brother|sister|teacher|class teacher|social worker|foster|key ?worker|friends?|book|bag|coat|bruis\w+))/iu;

function isChild(said: string, before: string, after: string, children: ReadonlySet<string>): boolean {
  if (/^(?:mr|mrs|ms|miss|mx|dr|sir|madam|rev|prof)\s/i.test(said)) return false;
  const words = wordsIn(inPlainLetters(said));
  if (words.length > 0 && words.every((word) => children.has(word))) return true;
  return PUPIL_BEFORE.test(before) || PUPIL_AFTER.test(after);
}
