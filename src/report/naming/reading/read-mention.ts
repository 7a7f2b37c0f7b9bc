import type { UserId } from '../../../kernel/ids.ts';
import { isNear } from './likeness.ts';
import { isSameGivenName } from './nicknames.ts';
import { type CalledBy, type Candidate, isParticle, TITLES } from './people.ts';
import { inPlainLetters, wordsIn } from './plain-words.ts';
import { rolesIn } from './role-words.ts';

/** A place in a report that may name an adult. */
export interface Mention {
  readonly said: string;
  /** Its sentence says that they were told, or were there, and nothing else of them. */
  readonly isTold: boolean;
}

/**
 * Who words that are in a sentence may mean. Narrower than what is typed where a name is asked for: there every word is one,
 * here most are not, and a child may be called like someone who works here.
 */
export function readMention(said: string, candidates: readonly Candidate[]): readonly UserId[] {
  const words = wordsIn(inPlainLetters(said));
  const { roles, rest } = rolesIn(words);
  const names = rest.split(' ').filter((word) => word !== '' && !TITLES.has(word) && !isParticle(word));
  const hasTitle = words.some((word) => TITLES.has(word));
  // Any word of a text without capitals may stand here: "turned" is not Turner.
  const isExact = !hasTitle && said === said.toLowerCase();
  return candidates
    .filter((one) => {
      if (one.roles.some((role) => roles.includes(role))) return true;
      return names.length > 0 && one.called.some((called) => isMeant(names, called, hasTitle, isExact));
    })
    .map(({ id }) => id);
}

function isMeant(
  names: readonly string[],
  { given, families }: CalledBy,
  hasTitle: boolean,
  isExact: boolean,
): boolean {
  const [only = ''] = names;
  const isGiven = (word: string): boolean => isSameGivenName(word, given) || (word.length === 1 && word === given[0]);
  const family =
    names.find((word) => families.includes(word.replaceAll('-', ''))) ??
    names.find(
      (word) => !isExact && families.some((one) => (one.length > 4 || hasTitle) && isNear(word, one, hasTitle ? 2 : 1)),
    );
  if (family !== undefined)
    return hasTitle || names.every((word) => word === family || isGiven(word) || families.includes(word));
  if (names.length === 1)
    return only.length === 1 ? hasTitle && families.some((one) => one[0] === only) : isSameGivenName(only, given);
  const [first = '', second = ''] = names;
  return names.length === 2 && second.length === 1 && isGiven(first) && families.some((one) => one[0] === second);
}
