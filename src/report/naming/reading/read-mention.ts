import type { UserId } from '../../../kernel/ids.ts';
import { isCommonSurname } from './common-surnames.ts';
import { isNear } from './likeness.ts';
import { isBegun, isGivenName, isNearForm, isRunTogether, isSameGivenName } from './nicknames.ts';
import { isCalledSo, wordsOfOtherScripts } from './other-scripts.ts';
import { type CalledBy, type Candidate, isParticle, SPOKEN_TITLES } from './people.ts';
import { inPlainLetters, wordsIn } from './plain-words.ts';
import { remembering } from './remembered.ts';
import { isJob, isJobInShort, wordsOfJob } from './roles/jobs.ts';
import { rolesIn } from './roles/role-words.ts';

/** A place in a report that may name an adult. */
export interface Mention {
  readonly said: string;
  /** Its sentence says that they were told, or were there, and nothing else of them. */
  readonly isTold: boolean;
  /**
   * It only asks, whom a name alone would shut out: the text says that this is someone of the child's family, another pupil or a stranger, or
   * goes on to speak of someone who may be who was told.
   */
  readonly asks?: boolean | undefined;
}

/**
 * How surely words point at one person. `surely`: by their role, their job or both names. `likely`: by a name that hardly anyone else has, by
 * a first name, or by both names where many have the second. `perhaps`: by a surname that many have, initials, or what is made of a surname.
 */
export type Pointing = 'surely' | 'likely' | 'perhaps';

/** Someone whom words in a sentence may mean. */
export interface Pointer {
  readonly id: UserId;
  readonly points: Pointing;
}

/** "The boss" is one, and "boss" may be anyone's. */
const WITH_ARTICLE = /^(?:the|our|my|your|yr?|an?|one of) /i;

/** So many places in reports are remembered. */
const MOST_KNOWN = 20_000;

/**
 * Who words that are in a sentence may mean. Narrower than what is typed where a name is asked for: there every word is one,
 * here most are not, and a child may be called like someone who works here.
 */
export const pointersOf = remembering(readOnce, MOST_KNOWN);

/** The same without how surely. */
export const readMention = (said: string, candidates: readonly Candidate[]): readonly UserId[] =>
  pointersOf(said, candidates).map(({ id }) => id);

function readOnce(said: string, candidates: readonly Candidate[]): readonly Pointer[] {
  const words = wordsIn(inPlainLetters(said));
  const isSmall = said === said.toLowerCase();
  const { roles, rest } = rolesIn(words, isSmall && !WITH_ARTICLE.test(said));
  const hasTitle = words.some((word) => SPOKEN_TITLES.has(word));
  const named: Named = {
    names: namesIn(rest.split(' '), hasTitle),
    whole: rest
      .split(' ')
      .filter((word) => !SPOKEN_TITLES.has(word))
      .join(''),
    hasTitle,
    // Any word of a text without capitals may stand here: "turned" is not Turner.
    isExact: !hasTitle && isSmall,
  };
  const spaced = withSpaces(said);
  const apart = (spaced !== said || said.includes('-')) && {
    ...named,
    names: namesIn(wordsIn(inPlainLetters(spaced)), hasTitle),
  };
  const job = wordsOfJob(said);
  const short = SHORT_JOB.exec(said)?.[1];
  const others = wordsOfOtherScripts(said);
  const letters = initialsOf(said);
  const points = ({ roles: held, jobs, called }: Candidate): Pointing | undefined => {
    if (held.some((role) => roles.includes(role))) return 'surely';
    if (jobs.some((title) => isJob(job, title) || (short !== undefined && isJobInShort(short, title)))) return 'surely';
    return surest(
      called.flatMap((one) => [
        DOTTED.test(said) ? undefined : nameOf(named, one),
        apart && !DOTTED.test(said) ? nameOf(apart, one) : undefined,
        others.some((word) => isCalledSo(word, one)) ? 'likely' : undefined,
        letters !== undefined && one.initials.includes(letters) ? 'perhaps' : undefined,
      ]),
    );
  };
  return candidates.flatMap((one) => {
    const found = points(one);
    return found === undefined ? [] : [{ id: one.id, points: found }];
  });
}

const surest = (found: readonly (Pointing | undefined)[]): Pointing | undefined =>
  (['surely', 'likely', 'perhaps'] as const).find((one) => found.includes(one));

/** Letters that a school uses for other things than people. */
const ABBREVIATIONS = new Set(
  'aa ad ai al am ap as asb asd bf bm bp ca caf cc cd ce cin cl cla cm cme cp cpd cse csa cv da dbs dd dh dib dj dl dob dp dr dsl dt dv ea eal ect ed eha ehc el ep er ewo eyfs fe ff fft fgm fm fs fsm fsw ft gb gcse gf gp ha hb hc he ho hod hoy hq hr hs ht hv ib icd ict id ie ii iii it iv ks la lac led lo ls lsa ma mat md me mfl mh mp ms msa na nb ne nf ng nhs ni nqt nw oh oic ok os ot pa pc pe pep pex pg pm pp ppa pr pru ps pt pta ptsd pw qr ra re ro rp rs rse sa sao sc se sen sg sir slt smt so sos sp ss sw ta tac taf tas tb tv ua uk un us va vc vi vp vr wa wc we ws yo'.split(
    ' ',
  ),
);

const INITIALS = /^\p{Lu}{2,4}(?:'s|s)?$/u;
/** These are no short name, as JO may be. */
const DOTTED = /^\p{Lu}(?:\. ?\p{Lu}\.?|\.? ?\p{Lu}-\p{Lu}|\.? O'\p{Lu})$/u;

/** The letters of whose initials these may be. They point at nobody by themselves: it is asked. */
function initialsOf(said: string): string | undefined {
  if (!INITIALS.test(said) && !DOTTED.test(said)) return undefined;
  const letters = inPlainLetters(said)
    .replace(/s$|[^\p{L}]/gu, '')
    .toLowerCase();
  return ABBREVIATIONS.has(letters) ? undefined : letters;
}

interface Named {
  readonly names: readonly string[];
  /** All of it as one word, with what is no name by itself: `oshea`, `maryanne`. */
  readonly whole: string;
  readonly hasTitle: boolean;
  readonly isExact: boolean;
}

const LIKE_THEM = new Set('big little old young poor dear lovely good nice fat wee our new'.split(' '));

/** "Mrs O" is no Mrs of a name that begins with O and an apostrophe. */
const namesIn = (words: readonly string[], hasTitle: boolean): readonly string[] => {
  const all = words.filter((word) => word !== '' && !SPOKEN_TITLES.has(word));
  // "Big Mo", "poor old Kasia".
  const from = all.findIndex((word) => !LIKE_THEM.has(word));
  const names = from > 0 ? all.slice(from) : all;
  const own = names.filter((word) => !isParticle(word));
  return own.length === 0 && hasTitle ? names : own;
};

/** Begun, or with a slip; a name of its own that is only near is another person. */
const isNearlyGiven = (word: string, given: string): boolean =>
  given.startsWith(word) || isBegun(word, given) || (word.length > 4 && !isGivenName(word) && isNear(word, given, 1));

const bare = (word: string): string => word.replaceAll('-', '');

/** `the FLO`: a job by the first letters of its title. */
const SHORT_JOB = /^(?:the|our|my) (\p{Lu}{3,6})$/iu;

/** `TomHale`: with a space where a capital begins a word inside another. */
const withSpaces = (said: string): string => said.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');

/** What is left of a surname in what its bearer is called by: `Gilly`, `Marshy`. */
const OF_SURNAME = /(?:y|ie|ey|ers|o|sy|ster)$/;
const isMadeOf = (word: string, family: string): boolean =>
  family.length >= 4 && OF_SURNAME.test(word) && word.replace(OF_SURNAME, '') === family;

/** `Pammy`, of Pam. */
const isShortOf = (word: string, given: string): boolean =>
  !isGivenName(word) && isSameGivenName(word.replace(/(.)\1(?:y|ie|o|s|er|ers)$/, '$1'), given);

/**
 * What may be made of this person's name: `Marshy`, `Mr Ash`, a form of the first name with a slip, and their surname behind what may be a
 * title or a first name that we do not know, but for a surname that many have.
 */
function isNearlyNamed({ names, hasTitle, isExact }: Named, { given, families }: CalledBy): boolean {
  if (names.length > 2 || (isExact && names.some((word) => word.length < 5))) return false;
  if (names.some((word) => families.some((family) => isMadeOf(word, family)))) return true;
  if (isExact) return false;
  const [first = '', last = ''] = names;
  if (names.some((word) => isNearForm(word, given)) || isShortOf(first, given)) return true;
  const short = names.length === 1 ? first : last;
  const isBeginning =
    short.length >= 3 && families.some((family) => family.length > short.length && family.startsWith(short));
  if (names.length === 1) return hasTitle && isBeginning;
  if (isBeginning && (isSameGivenName(first, given) || first === given[0])) return true;
  return families.includes(last) && !isCommonSurname(last) && first.length > 1 && !isGivenName(first);
}

/** Whether a name in a sentence is one that this person is called by, and how surely. */
function nameOf(named: Named, called: CalledBy): Pointing | undefined {
  const { names } = named;
  const { given, families } = called;
  if (!isMeant(named, called)) {
    return isNearlyNamed(named, called) ? 'perhaps' : undefined;
  }
  const whole = names.join('').replaceAll('-', '');
  const own = families.filter((family) => names.includes(family) || whole.endsWith(family) || whole.startsWith(family));
  const isFirst = names.some((word) => word.length > 1 && (isSameGivenName(word, given) || isNearlyGiven(word, given)));
  const near = own.length > 0 ? own : families.filter((family) => names.some((word) => isNear(word, family, 2)));
  const isCommon = near.length > 0 && near.every(isCommonSurname);
  if (isFirst && own.length > 0) return isCommon ? 'likely' : 'surely';
  return isCommon && !isFirst ? 'perhaps' : 'likely';
}

function isMeant({ names, whole, hasTitle, isExact }: Named, called: CalledBy): boolean {
  if (names.length === 0) return false;
  const { given, families, familyInitials } = called;
  if (whole.length > 3 && (whole === given || families.includes(whole))) return true;
  const [only = ''] = names;
  const isGiven = (word: string): boolean =>
    isSameGivenName(word.replaceAll('-', ''), given) || (word.length === 1 && word === given[0]);
  const family =
    names.find((word) => families.includes(word.replaceAll('-', ''))) ??
    names.find(
      (word) =>
        !isExact && families.some((one) => (one.length > 4 || hasTitle) && isNear(bare(word), one, hasTitle ? 2 : 1)),
    );
  if (names.some((word, at) => families.includes(word + (names[at + 1] ?? '.')))) return true;
  if (family !== undefined)
    return hasTitle || names.every((word) => word === family || isGiven(word) || families.includes(word));
  if (names.some((word) => isRunTogether(word, called, isExact))) return true;
  if (names.length === 1)
    return only.length === 1 || (hasTitle && only.replace('-', '') === familyInitials)
      ? hasTitle && (only.length > 1 || families.some((one) => one[0] === only))
      : isGiven(only) || (!isExact && only.length > 3 && isNearlyGiven(only, given));
  const [first = '', second = ''] = names;
  return names.length === 2 && second.length === 1 && isGiven(first) && families.some((one) => one[0] === second);
}
