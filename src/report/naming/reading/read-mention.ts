import type { UserId } from '../../../kernel/ids.ts';
import { isNear } from './likeness.ts';
import { isBegun, isGivenName, isRunTogether, isSameGivenName } from './nicknames.ts';
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
}

/** "The boss" is one, and "boss" may be anyone's. */
const WITH_ARTICLE = /^(?:the|our|my|your|yr?|an?|one of) /i;

/** So many places in reports are remembered. */
const MOST_KNOWN = 20_000;

/**
 * Who words that are in a sentence may mean. Narrower than what is typed where a name is asked for: there every word is one,
 * here most are not, and a child may be called like someone who works here.
 */
export const readMention = remembering(readOnce, MOST_KNOWN);

function readOnce(said: string, candidates: readonly Candidate[]): readonly UserId[] {
  if (DOTTED.test(said)) return [];
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
  return candidates
    .filter(
      ({ roles: held, jobs, called }) =>
        held.some((role) => roles.includes(role)) ||
        jobs.some((title) => isJob(job, title) || (short !== undefined && isJobInShort(short, title))) ||
        called.some(
          (one) =>
            isMeant(named, one) || (apart && isMeant(apart, one)) || others.some((word) => isCalledSo(word, one)),
        ),
    )
    .map(({ id }) => id);
}

/** Letters that a school uses for other things than people. */
const ABBREVIATIONS = new Set(
  'aa ad ai al am ap as asb asd bf bm bp ca caf cc cd ce cin cl cla cm cme cp cpd cse csa cv da dbs dd dh dib dj dl dob dp dr dsl dt dv ea eal ect ed eha ehc el ep er ewo eyfs fe ff fft fgm fm fs fsm fsw ft gb gcse gf gp ha hb hc he ho hod hoy hq hr hs ht hv ib icd ict id ie ii iii it iv ks la lac led lo ls lsa ma mat md me mfl mh mp ms msa na nb ne nf ng nhs ni nqt nw oh oic ok os ot pa pc pe pep pex pg pm pp ppa pr pru ps pt pta ptsd pw qr ra re ro rp rs rse sa sao sc se sen sg sir slt smt so sos sp ss sw ta tac taf tas tb tv ua uk un us va vc vi vp vr wa wc we ws yo'.split(
    ' ',
  ),
);

const INITIALS = /^\p{Lu}{2,3}(?:'s|s)?$/u;
/** These are no short name, as JO may be. */
const DOTTED = /^\p{Lu}\. ?\p{Lu}\.?$/u;

/** Whose initials these are. They point at nobody by themselves: it is asked. */
export function readInitials(said: string, candidates: readonly Candidate[]): readonly UserId[] {
  if (!INITIALS.test(said) && !DOTTED.test(said)) return [];
  const letters = inPlainLetters(said)
    .replace(/s$|[. ]/g, '')
    .toLowerCase();
  if (ABBREVIATIONS.has(letters)) return [];
  return candidates.filter(({ called }) => called.some((one) => one.initials.includes(letters))).map(({ id }) => id);
}

interface Named {
  readonly names: readonly string[];
  /** All of it as one word, with what is no name by itself: `oshea`, `maryanne`. */
  readonly whole: string;
  readonly hasTitle: boolean;
  readonly isExact: boolean;
}

/** "Mrs O" is no Mrs of a name that begins with O and an apostrophe. */
const namesIn = (words: readonly string[], hasTitle: boolean): readonly string[] => {
  const names = words.filter((word) => word !== '' && !SPOKEN_TITLES.has(word));
  const own = names.filter((word) => !isParticle(word));
  return own.length === 0 && hasTitle ? names : own;
};

/** Begun, or with a slip; a name of its own that is only near is another person. */
const isNearlyGiven = (word: string, given: string): boolean =>
  given.startsWith(word) || isBegun(word, given) || (word.length > 4 && !isGivenName(word) && isNear(word, given, 1));

/** `the FLO`: a job by the first letters of its title. */
const SHORT_JOB = /^(?:the|our|my) (\p{Lu}{3,6})$/iu;

/** `TomHale`: with a space where a capital begins a word inside another. */
const withSpaces = (said: string): string => said.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');

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
      (word) => !isExact && families.some((one) => (one.length > 4 || hasTitle) && isNear(word, one, hasTitle ? 2 : 1)),
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
