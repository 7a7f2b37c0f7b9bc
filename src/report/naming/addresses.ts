import { isSameGivenName } from './reading/nicknames.ts';
import { TITLES } from './reading/people.ts';
import { inPlainLetters, wordsIn } from './reading/plain-words.ts';
import { rolesIn } from './reading/roles/role-words.ts';

/**
 * The names that someone's addresses have kept: who was Miriam Jones has m.jones@ still. Of what is not clearly a name of theirs, such
 * as office@, nothing is taken.
 */
export const namesInAddresses = (addresses: readonly string[], called: readonly string[]): readonly string[] => [
  ...new Set(addresses.flatMap((address) => called.flatMap((name) => nameIn(address, addresses, name) ?? []))),
];

function nameIn(address: string, all: readonly string[], name: string): string | undefined {
  const parts = wordsIn(inPlainLetters(localOf(address)));
  const words = wordsIn(inPlainLetters(name)).filter((word) => !TITLES.has(word));
  const [given = '', family = ''] = [words[0], words.at(-1)];
  if (given === '' || rolesIn(parts).roles.length > 0) return undefined;
  const [first = '', ...others] = parts;
  const last = others.at(-1);
  if (last !== undefined) {
    const isTheirs = isSameGivenName(first, given) || first === given[0] || last === family;
    return isTheirs && last.length > 1 ? `${first.length > 1 ? first : given} ${last}` : undefined;
  }
  const isMadeSo = all.some((one) => localOf(one) === given.charAt(0) + family);
  // `miriamjones`, and `mjones` where the school makes addresses so.
  const front = [given, ...(isMadeSo ? [given.charAt(0)] : [])].find((one) => first.startsWith(one));
  const rest = first.slice(front?.length ?? first.length);
  return rest.length > 2 ? `${given} ${rest}` : undefined;
}

/** In front of the @, without the digits that tell two of one name apart. */
const localOf = (address: string): string =>
  (address.split('@', 1)[0] ?? '').toLowerCase().replace(/[._-]/g, ' ').replace(/\d+/g, '');
