import type { UserId } from '../../../kernel/ids.ts';
import { waysSeen } from './as-seen.ts';
import { isNear, soundOf } from './likeness.ts';
import { isBegun, isGivenName, isRunTogether, isSameGivenName } from './nicknames.ts';
import { isCalledSo, wordsOfOtherScripts } from './other-scripts.ts';
import { type CalledBy, type Candidate, isParticle, TITLES } from './people.ts';
import { inPlainLetters, isUnreadable, wordsIn } from './plain-words.ts';
import { remembering } from './remembered.ts';
import { isJob, wordsOfJob } from './roles/jobs.ts';
import { rolesIn } from './roles/role-words.ts';

/** Who someone may have meant, each person once. */
export interface Readings {
  /** Named in full, or only by role: there is nothing to ask. */
  readonly certain: readonly UserId[];
  /** Could be meant; only the person who wrote it knows. */
  readonly possible: readonly UserId[];
}

/** Words around a name that are not part of it. */
const AROUND = new Set(
  'the our my your his her a an and or at in from of for to on with who is was it self acting interim school office main that this one called named maybe perhaps probably think not sure i he she they both also lead leads'.split(
    ' ',
  ),
);

const JOINED =
  /[,;/+&|\n()[\]:?!]|\b(?:and|with|or|plus|und|et|also)\b|(?<=\p{L}{2}\s)(?<!\b(?:mr|mrs|ms|miss|mx|dr)\s)(?:n|y|'n'?|n')(?=\s\p{L}{2})|(?<=\s)[-–—](?=\s)/giu;

/** The most that is read of what was typed: the box takes 200. */
const MOST_CHARACTERS = 400;

/** So many names that were typed are remembered. */
const MOST_KNOWN = 1_000;

/**
 * Who a typed name, or several, may mean among these people. It is wide on purpose: anyone who is meant wrongly is asked about,
 * and anyone who is missed could open a report about themselves.
 */
export const readings = remembering(readOnce, MOST_KNOWN);

function readOnce(typed: string, candidates: readonly Candidate[]): Readings {
  const text = typed.slice(0, MOST_CHARACTERS).toWellFormed();
  // As it was typed as well: several short names beside each other are no name that is spelled out.
  const ways = [text, ...waysSeen(text)];
  if (ways.some((way) => isUnreadable(inPlainLetters(way))))
    return { certain: [], possible: candidates.map(({ id }) => id) };
  const certain = new Set<UserId>();
  const possible = new Set<UserId>();
  const found = (meant: readonly Meant[]): void => {
    for (const { id, isCertain } of meant) (isCertain ? certain : possible).add(id);
  };
  const others = ways.flatMap(wordsOfOtherScripts);
  for (const { id, called } of candidates)
    if (others.some((word) => called.some((one) => isCalledSo(word, one)))) possible.add(id);
  for (const way of new Set(ways.flatMap((one) => [...waysToWrite(inPlainLetters(one))]))) {
    for (const part of way.split(JOINED)) {
      found(readPart(part, candidates));
      found(readRoles(part, candidates));
    }
    found(readRoles(way, candidates));
  }
  return { certain: [...certain], possible: [...possible].filter((id) => !certain.has(id)) };
}

/** With capitals inside a word, and hyphens, dots and underscores, taken for a space, for nothing, or for a comma. */
const waysToWrite = (plain: string): ReadonlySet<string> => {
  const apart = plain.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replace(/[._]/g, ' ');
  return new Set([
    plain,
    plain.replace(/^\s*([\p{L}-]+),\s*([\p{L}-]+)\s*$/u, '$2 $1'),
    apart,
    apart.replaceAll('-', ' '),
    apart.replaceAll('-', ', '),
    plain.replace(/\b(\w)\/(?=\w\b)/g, '$1'),
    // Signs that were set into a name.
    plain.replace(/(?<=\p{L})[*·•|/\\~+=^_](?=\p{L})/gu, ''),
  ]);
};

interface Meant {
  readonly id: UserId;
  readonly isCertain: boolean;
}

function readRoles(text: string, candidates: readonly Candidate[]): readonly Meant[] {
  const { roles, rest, isVague } = rolesIn(wordsIn(text));
  const job = wordsOfJob(text);
  const isAll = !isVague && namesIn(rest.split(' ')).length === 0;
  return candidates.flatMap(({ id, roles: held, jobs }) => {
    if (held.some((role) => roles.includes(role))) return [{ id, isCertain: isAll }];
    return jobs.some((title) => isJob(job, title)) ? [{ id, isCertain: false }] : [];
  });
}

const namesIn = (words: readonly string[], hasTitle = false): readonly string[] =>
  words.filter((word) => word !== '' && !TITLES.has(word) && (!AROUND.has(word) || (hasTitle && word.length === 1)));

/** One of several names that are beside each other. */
function readPart(part: string, candidates: readonly Candidate[]): readonly Meant[] {
  const all = wordsIn(part);
  const hasTitle = all.some((word) => TITLES.has(word));
  const names = namesIn(rolesIn(all).rest.split(' '), hasTitle);
  if (names.length === 0) return [];
  const isProper = /\p{Lu}\p{Ll}/u.test(part);
  const others = (word: string): boolean => candidates.some(({ called }) => called.some((one) => isKnown(word, one)));
  const written = new Set((part.match(/\p{Lu}[\p{L}-]*/gu) ?? []).map((word) => word.toLowerCase()));
  return candidates.flatMap(({ id, called }): readonly Meant[] => {
    const likenesses = called.map((one) =>
      likeness(names, one, { hasTitle, isOther: others, isSurname: (word) => isProper && written.has(word) }),
    );
    if (likenesses.includes('certain')) return [{ id, isCertain: true }];
    return likenesses.includes('possible') ? [{ id, isCertain: false }] : [];
  });
}

/** A word that is someone's own name, and so not a stranger's family name. */
const isKnown = (word: string, { given, families }: CalledBy): boolean =>
  isSameGivenName(word, given) || families.includes(word);

type Likeness = 'certain' | 'possible' | 'none';

interface Around {
  readonly hasTitle: boolean;
  /** This word names another of the people asked about. */
  isOther(word: string): boolean;
  /** It is placed as someone's family name would be. */
  isSurname(word: string): boolean;
}

function likeness(names: readonly string[], called: CalledBy, around: Around): Likeness {
  const { given, families } = called;
  const words = names.filter((name) => !isParticle(name) || names.length === 1);
  const family = words.find((word) => families.includes(word.replaceAll('-', '')));
  const isGiven = (word: string): boolean => isGivenOf(word, given, words.length === 1);
  const first = words.find((word) => word !== family && isGiven(word));
  if (family !== undefined) {
    const isAll = words.every((word) => word === family || word === given || families.includes(word));
    return first === given && isAll ? 'certain' : 'possible';
  }
  const whole = names.join('').replaceAll('-', '');
  if (names.some((name, at) => families.includes(name + (names[at + 1] ?? '')))) return 'possible';
  if (isRunTogether(whole, called) || names.some((name) => isRunTogether(name, called))) return 'possible';
  const near = words.find((word) => word !== first && families.some((one) => isNear(word, one)));
  const initial = words.find((word) => word.length === 1);
  if (near !== undefined) {
    const rest = words.filter((word) => word !== near && word !== first && word.length > 1);
    const isAnother = first === undefined && rest.some((word) => isGivenName(word) && !around.isOther(word));
    const isWrongInitial = first === undefined && initial !== undefined && !isInitialOf(initial, called);
    if (!isAnother && !isWrongInitial) return 'possible';
  }
  if (words.length === 1) return byOneWord(words[0] ?? '', called, first);
  if (first === undefined) return 'none';
  const left = words.filter((word) => word !== first && !isGiven(word) && !around.isOther(word));
  if (left.length === 0) return 'possible';
  if (left.every((word) => word.length === 1))
    return left.some((word) => isFamilyInitial(word, families)) ? 'possible' : 'none';
  // "Joanna Smith" is someone else; "joanna upstairs" may well be Joanna.
  if (left.every((word) => around.isSurname(word) || word.length === 1))
    return isLooselyNear(left, families) ? 'possible' : 'none';
  return first.length > 1 ? 'possible' : 'none';
}

function byOneWord(word: string, called: CalledBy, first: string | undefined): Likeness {
  if (first !== undefined) return 'possible';
  if (word.length === 1)
    return isInitialOf(word, called) || isFamilyInitial(word, called.families) ? 'possible' : 'none';
  return called.initials.includes(word) ? 'possible' : 'none';
}

const isInitialOf = (letter: string, { given }: CalledBy): boolean => given[0] === letter;
const isFamilyInitial = (letter: string, families: readonly string[]): boolean =>
  families.some((family) => family[0] === letter);

/** A given name as it is called, begun, heard or mistyped. @param isAlone nothing beside it says whose it is */
function isGivenOf(word: string, given: string, isAlone: boolean): boolean {
  if (isSameGivenName(word, given)) return true;
  if (word.length === 1 || given.length === 1) return !isAlone && word[0] === given[0];
  if (word.length >= 3 && (given.startsWith(word) || isBegun(word, given))) return true;
  // A name of its own that is only near is another person: Daniela is not Daniel, but Danniel is.
  if (isGivenName(word)) return isAlone && word.length > 4 && soundOf(word) === soundOf(given);
  return isNear(word, given, 1) || formsNear(word, given);
}

/** A short form that is itself mistyped: `Tomy`, `Danney`. */
const formsNear = (word: string, given: string): boolean =>
  word.length >= 4 &&
  [word.slice(0, -1), word.replace(/(.)\1/, '$1'), word.replace(/ey$/, 'y'), word.replace(/(.)(y|ie)$/, '$1$1$2')].some(
    (form) => form !== word && form.length >= 3 && isSameGivenName(form, given),
  );

/** Far off, but beside the right given name hardly anyone else's: `Joanna Ocafoor`. */
const isLooselyNear = (words: readonly string[], families: readonly string[]): boolean =>
  words.some((word) =>
    families.some(
      (family) => word.length > 2 && sharedLetters(word, family) >= 0.6 && soundOf(word)[0] === soundOf(family)[0],
    ),
  );

/** Which part of the pairs of neighbouring letters two words share, 0 to 1. */
function sharedLetters(left: string, right: string): number {
  const pairs = (word: string): string[] => Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  const others = pairs(right);
  const all = others.length + left.length - 1;
  let shared = 0;
  for (const pair of pairs(left)) {
    const at = others.indexOf(pair);
    if (at < 0) continue;
    others.splice(at, 1);
    shared += 2;
  }
  return all <= 0 ? 0 : shared / all;
}
