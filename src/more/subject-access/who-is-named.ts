import type { Concern, Entry } from '../../report/concern.ts';
import { isNear } from '../../report/naming/reading/likeness.ts';
import { isSameGivenName } from '../../report/naming/reading/nicknames.ts';
import { TITLES } from '../../report/naming/reading/people.ts';
import { inPlainLetters } from '../../report/naming/reading/plain-words.ts';
import { likenessOf, readChild } from '../../report/same-child/likeness.ts';
import { whoIn } from '../../report/same-child/telling.ts';
import type { ChildTold } from '../children/namesakes.ts';
import type { Subject } from './request.ts';

/**
 * How a report has to do with a person. `perhaps`: it has a part of their name, or one much like it: someone has to look. `added`: it does
 * not name them, and someone who has it decided on it all the same.
 */
export type Naming = 'about' | 'sent' | 'named' | 'added' | 'perhaps';

/** Every name by which they are looked for, in plain small letters, word by word, without a title before it or the class of a pupil. */
export const namesOf = ({ name, alsoCalled }: Pick<Subject, 'name' | 'alsoCalled'>): readonly (readonly string[])[] =>
  [name, ...alsoCalled]
    .map((one) => {
      const words = plainWords(one).filter((word) => !/\d/.test(word));
      return words.slice(words.length > 1 && TITLES.has(words[0] ?? '') ? 1 : 0);
    })
    .filter((words) => words.length > 0);

const plainWords = (text: string): readonly string[] =>
  inPlainLetters(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** How an account that was picked as the person a report is about may be theirs: someone who has left is asked for by name. */
function pickedAs(
  called: string,
  { person }: Subject,
  names: readonly (readonly string[])[],
): 'about' | 'perhaps' | undefined {
  const found = names.map((words) => likenessOf(readChild(called), { names: words, year: undefined }));
  // Their own account was looked for: another of that name may be another person.
  if (found.includes('alike')) return person === undefined ? 'about' : 'perhaps';
  return found.includes('perhaps') ? 'perhaps' : undefined;
}

/**
 * Whether a report is about someone, was sent by them, or names them anywhere in it. Found by what is written: someone called by a
 * job or as “his mum” is not.
 * @param entries its trail, about the right child
 * @param told which child of the roll they tell of
 */
export function namingIn(
  { reporter, isByLink, naming }: Pick<Concern, 'reporter' | 'isByLink' | 'naming'>,
  entries: readonly Entry[],
  subject: Subject,
  told: Pick<ChildTold, 'pupil' | 'isListed'>,
): Exclude<Naming, 'added'> | undefined {
  const { pupil, person } = subject;
  if (person !== undefined && naming.settled.includes(person)) return 'about';
  // Of a case about abuse online: whom it is done to, where that is not who reported it.
  if (person !== undefined && entries.some(({ words }) => words?.affected === person)) return 'about';
  if (pupil !== undefined && told.pupil === pupil) return 'about';
  if (person !== undefined && !isByLink && reporter === person) return 'sent';
  // The roll tells two of one name apart. Who is not on it now, or is known by a class of then, may be the same child: that is for a person to see.
  const isAnother = pupil !== undefined && told.pupil !== '' && told.pupil !== pupil;
  const typed = readChild(whoIn(entries));
  const names = namesOf(subject);
  const likeness = isAnother ? [] : names.map((words) => likenessOf(typed, { names: words, year: undefined }));
  const picked = (naming.picked ?? []).map((called) => pickedAs(called, subject, names));
  if (likeness.includes('alike') || picked.includes('about')) return 'about';
  const texts = entries.flatMap(({ kind, words = {} }) =>
    Object.entries(words).flatMap(([field, text]) =>
      isAnother && told.isListed && kind === 'raised' && field === 'who' ? [] : text,
    ),
  );
  const found = texts.map((text) => namedIn(text, names));
  if (found.includes('named')) return 'named';
  return [...found, ...likeness, ...picked].includes('perhaps') ? 'perhaps' : undefined;
}

interface Word {
  readonly plain: string;
  /** Begins with a capital, or stands after a title. */
  readonly isName: boolean;
}

function wordsOf(text: string): readonly Word[] {
  const words = inPlainLetters(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && word !== 's');
  return words.map((word, at) => ({
    plain: word.toLowerCase(),
    isName: /^\p{Lu}/u.test(word) || TITLES.has(words[at - 1]?.toLowerCase() ?? ''),
  }));
}

/** How one text names someone of these names. */
function namedIn(text: string, names: readonly (readonly string[])[]): 'named' | 'perhaps' | undefined {
  const words = wordsOf(text);
  let isPerhaps = false;
  for (const name of names) {
    const [given = '', ...others] = name;
    const family = others.at(-1) ?? given;
    for (const [at, { plain: word, isName }] of words.entries()) {
      // With one name between them only where they are written as names: “will wear brown” is nobody.
      const beside = words
        .slice(at + 1, at + 3)
        .filter((other, between) => between === 0 || (isName && other.isName))
        .map(({ plain }) => plain);
      const isWhole = others.length > 0 && [given, family].includes(word);
      if (isWhole && beside.includes(word === given ? family : given)) return 'named';
      const isGiven = isLikeGiven(word, given);
      if (isGiven && beside.some((other) => isLikeFamily(other, family))) isPerhaps = true;
      // Will, May and Brown are words too: by themselves only as names are written.
      if (isName && (word === given || word === family || (isGiven && others.length > 0))) isPerhaps = true;
    }
  }
  return isPerhaps ? 'perhaps' : undefined;
}

const isLikeGiven = (word: string, given: string): boolean =>
  isSameGivenName(word, given) || (Math.min(word.length, given.length) > 3 && isNear(word, given, 1));
const isLikeFamily = (word: string, family: string): boolean =>
  word === family || (Math.min(word.length, family.length) > 3 && isNear(word, family, 1));
