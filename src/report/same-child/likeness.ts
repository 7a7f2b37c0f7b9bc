import { isNear } from '../naming/reading/likeness.ts';
import { isSameGivenName } from '../naming/reading/nicknames.ts';
import { inPlainLetters } from '../naming/reading/plain-words.ts';

/** A child as a reporter typed them: `Kai Turner, 7B`. */
export interface TypedChild {
  /** In plain small letters, in the order in which they were typed. */
  readonly names: readonly string[];
  /** `7B` is year 7; `undefined` where none was typed. */
  readonly year: number | undefined;
}

/** Between a name and a class people write these. */
const NO_NAMES: ReadonlySet<string> = new Set(
  'year yr y class form group in from and the of a pupil student child boy girl not known unknown dont don t know name named called reception nursery'.split(
    ' ',
  ),
);

/** Reads what was typed into the box for one child. */
export function readChild(typed: string): TypedChild {
  const words = inPlainLetters(typed)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const classes = words.flatMap((word) => {
    const year = /^(?:y|yr|year)?(\d{1,2})[a-z]{0,3}\d?$/.exec(word)?.[1];
    return year === undefined || Number(year) > 13 ? [] : [Number(year)];
  });
  const year = words.includes('reception') ? 0 : classes[0];
  return { names: words.filter((word) => !/\d/.test(word) && !NO_NAMES.has(word)), year };
}

/**
 * Whether two may be one child. `alike`: the same names, in any order. `perhaps`: a shorter or other form of a given name, or
 * letters that were mistyped. Classes more than a year apart are of two children; it is never more than a suggestion.
 */
export function likenessOf(one: TypedChild, other: TypedChild): 'alike' | 'perhaps' | undefined {
  if (one.names.length === 0 || other.names.length === 0) return undefined;
  if (one.year !== undefined && other.year !== undefined && Math.abs(one.year - other.year) > 1) return undefined;
  const [short, long] = one.names.length <= other.names.length ? [one, other] : [other, one];
  const left = [...long.names];
  let isExact = true;
  for (const name of short.names) {
    const at = closest(name, left);
    if (at === undefined) return undefined;
    isExact &&= left[at] === name;
    left.splice(at, 1);
  }
  // A single name says little: with a class of another year, or with none, it could be anyone's.
  if (short.names.length === 1 && (one.year === undefined || one.year !== other.year)) return undefined;
  return isExact && left.length === 0 ? 'alike' : 'perhaps';
}

/** Where the same name, or the one most like it, is. */
function closest(name: string, among: readonly string[]): number | undefined {
  const same = among.indexOf(name);
  if (same >= 0) return same;
  const near = among.findIndex(
    (other) => isSameGivenName(name, other) || (Math.min(name.length, other.length) > 3 && isNear(name, other, 1)),
  );
  return near >= 0 ? near : undefined;
}

/** `7B`, `Year 7`, `Reception`, as it was typed; empty where none was. */
export const classIn = (name: string): string =>
  /\b(?:y(?:ea)?r? ?)?\d{1,2} ?[a-z]{0,3}\d?\b|\breception\b|\bnursery\b/iu.exec(name)?.[0].trim() ?? '';
