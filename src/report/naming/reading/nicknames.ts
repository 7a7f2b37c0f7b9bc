import { GIVEN_NAMES } from './given-names.ts';
import { type CalledBy, TITLES } from './people.ts';

const LINES_OF: ReadonlyMap<string, ReadonlySet<number>> = (() => {
  const found = new Map<string, Set<number>>();
  for (const [line, names] of GIVEN_NAMES.trim().split(/\n|; /).entries())
    for (const name of names.split(' ')) found.set(name, (found.get(name) ?? new Set()).add(line));
  return found;
})();

/** The lines on which a name stands, by number. Two that share one are used for one another. */
export const linesOf = (name: string): readonly number[] => [...(LINES_OF.get(name) ?? [])];

/** Whether one given name is used for the other, whichever is the short one. Both in plain small letters. */
export function isSameGivenName(left: string, right: string): boolean {
  if (left === right) return true;
  const lines = LINES_OF.get(left);
  const others = LINES_OF.get(right);
  return lines !== undefined && others !== undefined && [...lines].some((line) => others.has(line));
}

/** Whether this is a given name or a short form on the list. */
export const isGivenName = (word: string): boolean => LINES_OF.has(word);

/** `Miri`, `Mirs`, `Anilo`: the beginning of a name with an ending of affection. */
export const isBegun = (word: string, given: string): boolean => {
  const stem = word.replace(/(ie|ey|[yiosz])$/, '').replace(/(.)\1$/, '$1');
  return stem.length >= 3 && stem.length < given.length && given.startsWith(stem) && !isGivenName(word);
};

/**
 * `mhale`, `mirihale`, `okaforj`, `halemiriam`.
 * @param isAnyWord it may be any word of a text: then a single letter says nothing beside a short name
 */
export function isRunTogether(word: string, { given, families }: CalledBy, isAnyWord = false): boolean {
  if (word.length < 4) return false;
  return families.some((family) => {
    if (family.length < 3 || word.length <= family.length) return false;
    const front = word.endsWith(family) ? word.slice(0, -family.length) : undefined;
    const back = word.startsWith(family) ? word.slice(family.length) : undefined;
    return [front, back].some(
      (part) =>
        part !== undefined &&
        ((part === given[0] && (!isAnyWord || family.length > 5)) ||
          TITLES.has(part) ||
          (part.length > 1 && (isSameGivenName(part, given) || part === `${given}s`))),
    );
  });
}
