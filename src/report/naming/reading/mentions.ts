import type { Written } from '../../concern.ts';
import { asksFor, READ_FOR_NAMES, type TextId } from '../../fields/boxes.ts';
import { isPointedAt, isPointedAtSince, readText } from './deeds/pointed-at.ts';
import { type Sentence, sentencesIn } from './deeds/sentences.ts';
import { isKin, isKinOfChild, isOfFamily, isOutsider, worksHere } from './kin.ts';
import { capitalsIn, initialsIn, type Place, smallWordsIn, titledIn, withSignsIn } from './names.ts';
import { TITLES } from './people.ts';
import { inPlainLetters, wordsIn } from './plain-words.ts';
import type { Mention } from './read-mention.ts';
import { rolesInText } from './roles/roles-in-text.ts';
import { isOnlyTold, wasTold } from './told.ts';

/** People read reports too: none has more names than this. */
const MOST_MENTIONS = 400;
const MOST_CHARACTERS = 80;

/**
 * Places in what was written that may name an adult, each with what the text says about them: its sentence, and whatever is read
 * after it. The child is none of these.
 * @param child whose words name the child, where that is another text
 */
export function mentionsIn(words: Written, child: Written = words): readonly Mention[] {
  const found = new Map<string, Mention>();
  for (const { said, isTold } of namedIn(words, child).places)
    found.set(`${said} ${isTold}`, { said: said.slice(0, MOST_CHARACTERS), isTold });
  return [...found.values()];
}

/** A place that may name an adult, in one of the sentences. */
interface Named extends Place {
  readonly at: number;
  readonly isTold: boolean;
}

function namedIn(
  words: Written,
  child: Written,
): { readonly sentences: readonly Sentence[]; readonly places: readonly Named[] } {
  const children = childWords(child);
  const sentences = sentencesIn(words, READ_FOR_NAMES);
  const text = readText(sentences);
  const places = sentences.flatMap(({ field, text: sentence }, at) =>
    placesIn(sentence, field, children).map((place) => ({ ...place, field, at })),
  );
  // What is surely a name comes before any word that may be one: there is room for so many.
  const { sure = [], perhaps = [] } = Object.groupBy(places, ({ said }) =>
    said === said.toLowerCase() ? 'perhaps' : 'sure',
  );
  // Called so once as one of the family, they are that wherever they are named.
  const family = new Set(places.filter(isOfFamily).map(({ said }) => surnameIn(said)));
  const isStranger = (around: Place): boolean =>
    isOutsider(around) || (family.has(surnameIn(around.said)) && !worksHere(around));
  const named: Named[] = [];
  const seen = new Set<string>();
  for (const { said, before, after, field, at } of [...sure, ...perhaps]) {
    if (seen.size >= MOST_MENTIONS) break;
    const { field: nextField, text: next = '' } = sentences[at + 1] ?? {};
    const around = {
      said,
      before,
      after,
      next: nextField === field && asksFor(field) !== 'the-child' ? next : '',
      isAskedFor: asksFor(field) === 'who-knows',
    };
    const place = {
      sentence: at,
      from: before.length,
      to: before.length + said.length,
      said,
      wasThere: !wasTold(around),
    };
    const isTold = isStranger(around) || (isOnlyTold(around) && !isPointedAt(place, text));
    seen.add(`${said} ${isTold}`);
    named.push({ said, before, after, at, isTold });
  }
  return { sentences, places: named };
}

/** The last word of a title and one name; of more, all of it. */
const surnameIn = (said: string): string => {
  const words = wordsIn(inPlainLetters(said)).filter((word) => !TITLES.has(word));
  return words.length === 1 ? (words[0] ?? '') : said;
};

/**
 * What happened, as it is heard for whether an adult of the school is in it: without the sentences whose people were only told, or there. Every
 * good report has such sentences, and they sound as if it were about them.
 */
export function happenedIn(words: Written, child: Written = words): string {
  const { sentences, places } = namedIn(words, child);
  const told = new Set(places.filter(({ isTold }) => isTold).map(({ at }) => at));
  for (const { at, isTold } of places) if (!isTold) told.delete(at);
  return [
    ...new Set(
      sentences.flatMap(({ field, text }, at) => (asksFor(field) === 'what-happened' && !told.has(at) ? [text] : [])),
    ),
  ].join('\n');
}

/**
 * The mentions of a report once something was added to it: who was only told, or there, is no longer that where what was added may say
 * that they did it.
 * @param report its own words, which the addition is read after
 */
export function mentionsAfter(
  mentions: readonly Mention[],
  addition: Written,
  report: Written = {},
): readonly Mention[] {
  const before = sentencesIn(report, READ_FOR_NAMES);
  const text = readText([...before, ...sentencesIn(addition, READ_FOR_NAMES)]);
  const isPointed = (said: string): boolean => isPointedAtSince(before.length, said, text);
  return mentions.map((one) => (one.isTold && isPointed(one.said) ? { ...one, isTold: false } : one));
}

/** Where a sentence names someone. */
function placesIn(sentence: string, field: TextId, children: ReadonlySet<string>): readonly Place[] {
  if (asksFor(field) === 'the-child') return ofChildBox(sentence);
  const names = [
    ...titledIn(sentence),
    ...withSignsIn(sentence),
    ...initialsIn(sentence),
    ...capitalsIn(sentence),
    ...smallWordsIn(sentence),
  ];
  const isAdult = NO_CHILD.test(sentence);
  return [
    ...rolesInText(sentence),
    ...names.filter(({ said, before, after }) => isAdult || !isChild(said, before, after, children)),
  ];
}

const titleOrRoleIn = (sentence: string): readonly Place[] => [...rolesInText(sentence), ...titledIn(sentence)];

/** In the boxes for the child: someone with a title, but not as whose class it is; and whose child it is, whatever they are called. */
const ofChildBox = (sentence: string): readonly Place[] => [
  ...titledIn(sentence).filter((place) => isKin(place) || !isClassOf(place)),
  ...titleOrRoleIn(sentence).filter((place) => isKin(place) || isKinOfChild(place)),
  ...[...capitalsIn(sentence), ...smallWordsIn(sentence)].filter(isKinOfChild),
];

/** "Mrs Hale's class", "(form tutor Mrs Hale)". */
const isClassOf = ({ before, after }: Place): boolean =>
  /^'s?\b|^\s*\(?(?:class|form|group|year)\b|^\s*,?\s*(?:(?:is )?(?:the |her |his |their )?)?(?:form |class )?(?:tutor|teacher)\b/i.test(
    after,
  ) || /\b(?:form|class|tutor|teacher|taught by)(?: is|:|,| -| =)?\s+$/i.test(before);

/** The child's own names, as the report gives them; "Tom Ashworth's daughter" does not make Tom Ashworth a child. */
function childWords({ who = '', children = '' }: Written): ReadonlySet<string> {
  const own = `${who} ${children}`
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(
      /(?:\p{L}[\p{L}-]*\s+){0,3}?\p{L}[\p{L}-]*'s?\s+(?:son|daughter|child|boy|girl|step\p{L}+|nephew|niece)/giu,
      ' ',
    )
    .replace(/\b(?:son|daughter|child|boy|girl|nephew|niece) of .*$/giu, ' ');
  return new Set(wordsIn(inPlainLetters(own)));
}

const PUPIL_BEFORE =
  /\b(?:pupil|student|friend|classmate|brother|sister|boy|girl|child|cousin|mate|twin|peer|kid|lad|year \d+|y\d+)s?,?(?: called| named)?\s*$/i;
const PUPIL_AFTER =
  /^(?:\s*[,(]*\s*(?:in |from |of |who is in )?(?:year|yr(?=\s*\d)|y(?=\s*\d)|class|form|reception|nursery)\s*\d*\b|\s*[,(]\s*(?:in |from )?\d{1,2}\s?\p{L}{1,2}\b|\s+(?:in|from)\s+\d{1,2}\s?\p{L}{1,2}\b|'s? (?:mum|mam|mother|dad|father|parents?|nan|gran\w*|carers?|brother|sister|teacher|class teacher|social worker|foster|key ?worker|friends?|book|bag|coat|bruis\w+))/iu;

const WORKS_HERE =
  '(?:teacher|tutor|ta|teaching assistant|member of staff|staff|adult|grown-?up|dsl|deputy|head|headteacher|senco|governor|coach)';
/** "Miriam, the teacher,": a child is called so, too, and is not meant. */
const GROWN_UP = new RegExp(
  `^\\s*[,(–-]\\s*(?:(?:the|our|a|her|his|their|my)\\s+)?(?:\\p{L}+\\s)?${WORKS_HERE}\\s*(?:[,).;!]|$)`,
  'iu',
);
/** "Miriam hit her, the teacher not the girl." */
const NO_CHILD = new RegExp(
  `\\b${WORKS_HERE}\\b[ ,(–-]{1,3}(?:and )?not (?:the|our|my|that|a|one of the)?\\s*(?:\\p{L}+\\s)?(?:girl|boy|child|children|pupil|student|kid)`,
  'iu',
);

function isChild(said: string, before: string, after: string, children: ReadonlySet<string>): boolean {
  if (/^(?:mr|mrs|ms|miss|mx|dr|sir|madam|rev|prof)\s/i.test(said)) return false;
  if (GROWN_UP.test(after.slice(0, MOST_CHARACTERS))) return false;
  const words = wordsIn(inPlainLetters(said));
  if (words.length > 0 && words.every((word) => children.has(word))) return true;
  return PUPIL_BEFORE.test(before) || PUPIL_AFTER.test(after);
}
