import type { UserId } from '../../core/ids.ts';
import { LOOK_ALIKES } from '../../core/look-alikes.ts';
import { everyHolder, type Role, type School } from '../../core/school/school.ts';

/**
 * Role-holders whom a typed name may mean: by family name, by a given name alone, or by their role. It is wide on purpose:
 * a false match sends a concern one step further up, a missed one could show it to its subject.
 */
export function namesakes(school: School, typed: string): readonly UserId[] {
  const written = wordsOf(typed);
  const roles = rolesIn(written.join(' '));
  return everyHolder(school)
    .filter(({ role, name }) => roles.includes(role) || mayMean(written, name))
    .map(({ id }) => id);
}

/** What stands around a name without being one. */
const AROUND = new Set(
  'mr mrs ms miss mx dr sir madam rev prof the our my a an and or at in from of school office is it self acting executive interim'.split(
    ' ',
  ),
);

function mayMean(written: readonly string[], name: string): boolean {
  const [given = '', ...others] = wordsOf(name.replace(/[-'’]/g, ' '));
  const [givenWhole = ''] = wordsOf(name);
  const family = wordsOf(name).at(-1) ?? '';
  const parts = [family, ...others].filter((part) => part !== givenWhole);
  // Run together, as in addresses and where a space was forgotten.
  const joined = written.join('');
  if (parts.some((part) => part.length >= 4 && joined.includes(part))) return true;
  if (written.some((word) => parts.some((part) => word === part || isSlip(word, part)))) return true;
  const bare = written.filter((word) => !AROUND.has(word) && rolesIn(word).length === 0);
  return bare.length === 1 && bare.some((word) => word === given || word === givenWhole || isSlip(word, given));
}

/** One letter wrong, missing, doubled or swapped with its neighbour, in a name long enough for that to be a slip. */
function isSlip(word: string, name: string): boolean {
  if (name.length < 5 || Math.abs(word.length - name.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === name[start]) start += 1;
  const [left, right] = [word.slice(start), name.slice(start)];
  return (
    left.slice(1) === right.slice(1) ||
    left === right.slice(1) ||
    left.slice(1) === right ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}

/** How a role is written where a name is asked for. "Head of science" is nobody of these. */
const ROLE_PATTERNS: readonly (readonly [RegExp, readonly Role[]])[] = [
  [/\b(deputy|assistant|vice) (head|principal)\w*|\bsenior (manager|leader\w*)\b|\bslt\b/, ['senior-manager']],
  [
    /(?<!\b(?:deputy|assistant|vice) )\b(head(?! of (?!school))|head ?teacher|head ?master|head ?mistress|principal|ht)\b/,
    ['headteacher'],
  ],
  [/\b(d?dsl|dsp)\b|\bsafeguarding\b|\bchild protection\b/, ['dsl', 'deputy-dsl']],
  [/\bchair(man|woman|person)?\b/, ['chair-of-governors']],
  [/\bgovernance\b|\btrust officer\b|\bclerk\b/, ['governance-officer']],
  [/\bdpo\b|\bdata protection\b/, ['dpo']],
];

const rolesIn = (text: string): readonly Role[] =>
  ROLE_PATTERNS.flatMap(([pattern, roles]) => (pattern.test(text) ? roles : []));

/** Digits that are typed for letters, in names only. */
const DIGITS: ReadonlyMap<string, string> = new Map(Object.entries({ 0: 'o', 1: 'l', 3: 'e', 5: 's' }));

/** The words of a name in plain letters: no accents, no look-alikes, nothing invisible, no possessive. */
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => LOOK_ALIKES.get(letter) ?? letter)
    .replace(/(?<=\p{L})[0135]|[0135](?=\p{L})/gu, (digit) => DIGITS.get(digit) ?? digit)
    .replace(/['’‘ʼ`´]s\b/gu, '')
    .replace(/['’‘ʼ`´]/gu, '')
    .split(/[^\p{L}-]+/u)
    .map((word) => word.replaceAll('-', ''))
    .filter((word) => word !== '');
