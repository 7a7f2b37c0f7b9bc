import type { Role } from '../../../school/school.ts';
import { distanceOf } from './likeness.ts';

/** What titles of roles are made of: a misspelt one is read as the word that it is nearest to. */
const PARTS =
  'safeguarding safeguard designated deputy assistant headteacher headmaster headmistress principal executive governor governors governance chairman chairwoman chairperson chair protection leadership officer teacher management trustees'.split(
    ' ',
  );

/** Small words as colleagues shorten them. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['dep', 'deputy'],
  ['depute', 'deputy'],
  ['asst', 'assistant'],
  ['ass', 'assistant'],
  ['exec', 'executive'],
  ['govs', 'governors'],
  ['gov', 'governors'],
  ['gb', 'governors'],
  ['safeguarder', 'safeguarding'],
  ['safegard', 'safeguard'],
  ['mgr', 'manager'],
  ['prin', 'principal'],
]);

/** How a role is written. The first of those that fits a place counts; "head of science" is nobody of these. */
const ROLES_WRITTEN: readonly (readonly [RegExp, readonly Role[]])[] = [
  [
    /\b(deputy|assistant|associate|vice) (head ?teacher|head ?master|head ?mistress|head|principal)s?\b|\bsenior (manager|management|leader|leadership|member of staff|team)s?\b|\b(slt|smt|dht|aht)\b|\bleadership( team)?\b|\bline manager\b/,
    ['senior-manager'],
  ],
  [
    /\b(head(?! (of (?!school|the school|centre)|boy|girl|lice|student|pupil|cook|chef|caretaker|groundsman|injury|ache|count))|head ?teacher|head ?master|head ?mistress|(executive )?principal|executive head|hod? ?teacher|ht|boss|gaffer)\b/,
    ['headteacher'],
  ],
  // Who says it loosely may mean the school's own: they are shut out as well.
  [/\btrusts? (designated )?(safeguarding|dsl)( lead)?\b/, ['trust-lead', 'dsl', 'deputy-dsl', 'governance-officer']],
  [
    /\b(d?dsl|dsp|ddsp|dslo|dslt|dcpo|cpo|cplo)s?\b|\bsafeguard(ing)?\b|\bsafe guard(ing)?\b|\bchild protection\b|\bdesignated (lead|person|teacher|officer|safe\w*)\b/,
    ['dsl', 'deputy-dsl'],
  ],
  [
    /\bchair(man|woman|person|lady)?\b|\bco ?g\b|\bcog\b|\bgovernors?\b|\bgoverning (body|board)\b|\bboard of governors\b|\bchair of trustees\b/,
    ['chair-of-governors'],
  ],
  [/\bgovernance\b|\btrust officer\b|\bclerk\b|\btrust (lead|manager)\b/, ['governance-officer']],
  [/\bdpo\b|\bdata protection\b|\bgdpr\b|\bdata (officer|lead|manager)\b/, ['dpo']],
];

export interface RolesFound {
  readonly roles: readonly Role[];
  /** The words that are left when those of the roles are taken away. */
  readonly rest: string;
}

/** The roles that a phrase names, in whatever spelling. @param words in plain small letters */
export function rolesIn(words: readonly string[]): RolesFound {
  let rest = spelled(words);
  const roles = new Set<Role>();
  for (const [pattern, named] of ROLES_WRITTEN) {
    const every = new RegExp(pattern, 'g');
    if (!every.test(rest)) continue;
    rest = rest.replace(every, ' ');
    for (const role of named) roles.add(role);
  }
  return { roles: [...roles], rest };
}

/** A word of our titles that is in two, is shortened or misspelt, as it is meant. */
function spelled(words: readonly string[]): string {
  const meant: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').replaceAll('-', ' ');
    const joined = word + (words[at + 1] ?? '');
    const whole = joined.length > word.length + 3 && word.length >= 4 ? partLike(joined, 2) : undefined;
    if (whole !== undefined) at += 1;
    meant.push(whole ?? SHORT.get(word) ?? partLike(word) ?? word);
  }
  return meant.join(' ');
}

function partLike(word: string, most = 3): string | undefined {
  if (word.length < 6) return undefined;
  const slips = Math.min(most, word.length >= 9 ? 3 : word.length >= 8 ? 2 : 1);
  return PARTS.find((part) => part.length >= 6 && part[0] === word[0] && distanceOf(word, part) <= slips);
}
