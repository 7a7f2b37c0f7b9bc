import { isOfTheBody, type Place, placesOf } from '../names.ts';
import { isAnyones } from './jobs.ts';
import { SURE_WORDS } from './role-words.ts';

/** In the order of our list a shorter title may come first: what it names is the same. */
const SURE = new RegExp(`\\b(?:${SURE_WORDS.replaceAll(' ', '[ -]')})(?=s?\\b)`, 'giu');
/** "The chair" is a part of a room as well: it is someone before or after these. */
const CHAIR =
  /\b(?:(?:the|our|your) chair(?= (?:said|says|told|asked|took|touch|grab|shout|kiss|hugg|sent|called|knows|and (?:her|him|she|he|they|them|the (?:boy|girl|child|pupil))\b))|(?:the|our|my) chair(?='?s (?:\w+ ){0,2}(?:step|grand)?(?:son|daughter|child|kid|boy|girl|niece|nephew|husband|wife|partner)\b)|(?<=\b(?:son|daughter|child|niece|nephew) of )the chair)(?=s?\b)/giu;
/** Words that always are someone, if not always of the school. */
const SOMEONE =
  /\b(?:(?:the|our|my|your|yr?) (?:(?:big|new|actual|own|current|whole|pastoral|academic|curriculum|behaviour|inclusion|other|second|senior) )?(?:deputy|deputies|d?dirprwy|boss|gaffer|principal|principle|clerk|governor|ht)|(?:an?|one of (?:the|our)) (?:deputy|deputies|governors?))(?= |[.,;:!?)"”']|$)(?! (?:head|of|in the|boy|girl|dsl|lead|safe|designated|chair|level|sheriff|mayor|manager|reason|worry|concern|cause|aim|carer|thing|problem|issue|that))/giu;
/** What is made against someone, and against no part of a body. */
const MADE_AGAINST =
  '\\b(?:allegations?|complain(?:ts?|ed|ing)|accusations?|grievances?|claims?|disclosures?|case|evidence|statements?|concerns?)(?: \\w+){0,2}';
/** "The head" is a part of the body as well, after these, or before what such a part does. */
const HEAD = new RegExp(
  String.raw`(?<!\b(?:on|in|over|round|around|(?<!${MADE_AGAINST} )against|inside|through|under|across|shake|shook|hit|holding|held|bumped|banged|scratch\w*|wash\w*|(?:back|side|top|front|crown|part|rest|half) of) )(?<!\b(?:blow|injur\w+|kick\w*|knock\w*|bang\w*|bump\w*|punch\w*|hit|trauma|wound|cut|pain|hands?|phone)(?: \w+){0,3}? (?:to|by) )\b(?:the|our|my|your) (?:actual |new |big |own )?(?:head|heid)(?=s?\b)(?! (?:of (?!school|the school|ours|cent(?:re|er))|boy|girl|lice|cook|chef|injur\w*|wound\w*|start|lock|band|count|teacher|master|mistress|tutor))`,
  'giu',
);

const LEADS = 'head|leader|lead|manager|co-?ordinator|director|officer|lady|person|woman|man|bloke|guy';
const WORKS =
  'mentor|counsellor|worker|nurse|bursar|caretaker|receptionist|secretary|administrator|librarian|technician|matron|chaplain|registrar|teacher|assistant|supervisor|tutor|instructor|coach|therapist|practitioner';
const OF =
  '(?:\\s+(?:of|for)\\s+(?:the\\s+)?(?:6th|\\p{L}[\\p{L}\\d]*)(?:\\s+(?:\\d{1,2}\\b|form\\b|stage \\d|years\\b|needs\\b|educational needs\\b|learning needs\\b))?)';
const YEAR = '(?: ?\\d{1,2}(?![\\p{L}\\d]))?(?:\\s*\\(\\s*(?:years?|yr|y)?\\s*\\d{1,2}\\s*\\))?';
const NO_PUPIL = '(?![\\p{L}]|\\s(?:girl|boy|student|pupil|chef|cook)s?\\b)';
/** The noun of a job, and what belongs to it behind it. */
const JOB = new RegExp(`(?<![\\p{L}\\d-])(?:${LEADS}|${WORKS})${OF}?${YEAR}${NO_PUPIL}`, 'giu');
/** Jobs that stand for themselves. */
const WHOLE_JOB = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:who|that|person|man|woman|lady|bloke|guy) (?:runs|leads|manages|looks after|(?:is )?(?:in charge of|responsible for)) (?:the |all )?[\\p{L}\\d]+(?: \\d{1,2}\\b)?|a?ho[yd]s?|ho6f?|hofs?|hoks|s\\.?e\\.?n\\.?d?\\.? ?co|a\\.?l\\.?n\\.?co|cady|sbm|aht|dht|[pb]h?ennaeth (?:y )?[bf]lwyddyn|[pb]h?ennaeth adran)${YEAR}${NO_PUPIL}`,
  'giu',
);

/** `the FLO`: perhaps a job by its first letters. */
const IN_SHORT = /(?<![\p{L}\d])(?:[Tt]he|[Oo]ur|[Mm]y) \p{Lu}{3,6}(?![\p{L}\d])/gu;

/** Where a sentence names a role of the school, or a job that someone may have. */
export const rolesInText = (sentence: string): readonly Place[] => [
  ...placesOf(sentence, SURE),
  ...placesOf(sentence, CHAIR),
  ...placesOf(sentence, SOMEONE),
  ...placesOf(sentence, HEAD).filter(({ after }) => !isOfTheBody('head', after)),
  ...placesOf(sentence, IN_SHORT),
  ...placesOf(sentence, WHOLE_JOB),
  ...placesOf(sentence, JOB).flatMap(withBefore),
];

/** Words that are no part of a job: what stands before them is none of it either. */
const NO_JOB = new Set(
  'the a an our my your his her their this that these those each every no any some another one two and or but so if as when while until after before since because then also both to from with by in at on about near outside inside is was were are be been has had have did does do will would can could i he she they we you it him them me us who which what said says saying told tell telling asked ask informed phoned rang emailed called messaged saw met spoke new old other said mr mrs ms miss dr'.split(
    ' ',
  ),
);
/** Up to three words, and what is between them. */
const BEFORE = /(?:[\p{L}\d][\p{L}\d-]*\.?\s){1,3}$/u;

/** The job with the words before its noun: "family support worker", and not "then I told the". */
function withBefore({ said, before, after }: Place): readonly Place[] {
  const words = (BEFORE.exec(before.slice(-60))?.[0] ?? '').split(/(?<=\s)/);
  const last = words.findLastIndex((word) => NO_JOB.has(word.trim().toLowerCase()));
  const own = words.slice(last + 1).join('');
  if (isAnyones(own + said)) return [];
  return [{ said: own + said, before: before.slice(0, before.length - own.length), after }];
}
