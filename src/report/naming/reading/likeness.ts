/**
 * How a name sounds in British English, e.g. `hAl` for Hale and Hail but `hal` for Hal and `hol` for Hall: consonants by
 * their sound, long vowels as capitals. Two names with one key are one name to someone who has only heard it.
 */
export function soundOf(word: string): string {
  let sound = word;
  for (const [pattern, becomes] of SOUNDS) sound = sound.replace(pattern, becomes);
  return sound;
}

/** In this order: each works on what the ones before have left. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^(kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/^x/, 'z'],
  [/^mc(?=[^aeiouy])/, 'mac'],
  [/eigh|aigh/g, 'A'],
  [/igh/g, 'I'],
  [/tch/g, 'C'],
  [/sch|sh/g, 'S'],
  [/ch/g, 'C'],
  [/ph/g, 'f'],
  [/gh/g, ''],
  [/th/g, 't'],
  [/wh/g, 'w'],
  [/dg(?=[ei])/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/ck|c|q/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/g(?=[ei])/g, 'j'],
  [/([a-z])\1+/gi, '$1'],
  // A silent e at the end makes the vowel before it long.
  [/a([^aeiouyAIEOU])es?$/g, 'A$1'],
  [/i([^aeiouyAIEOU])es?$/g, 'I$1'],
  [/y([^aeiouyAIEOU])es?$/g, 'I$1'],
  [/o([^aeiouyAIEOU])es?$/g, 'O$1'],
  [/u([^aeiouyAIEOU])es?$/g, 'U$1'],
  [/a[iy]|e[iy]/g, 'A'],
  [/ea|ee|ie/g, 'E'],
  [/oa|oe|ow/g, 'O'],
  [/oo|ou|ue|eu|ew/g, 'U'],
  [/au|aw/g, 'o'],
  [/al(?=[kfm])/g, 'o'],
  [/(e|o|a|u|i|ou)r(e?)$/g, '@'],
  [/a$/g, '@'],
  [/[iy]$/g, 'E'],
  [/y/g, 'i'],
  [/e$/g, ''],
  [/(?<=[a-zA-Z@])h/g, ''],
  [/([a-zA-Z])\1+/g, '$1'],
];

/** The fewest letters added, left out, changed or swapped with their neighbour that make one word the other. */
export function distanceOf(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row += 1) {
    const before = rows[row - 1] ?? [];
    const now = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      now.push(
        Math.min(
          (before[column] ?? 0) + 1,
          (now[column - 1] ?? 0) + 1,
          (before[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(now);
  }
  return rows[left.length]?.[right.length] ?? 0;
}

/** How many slips a name of this length may hold and still be that name. */
const slipsIn = (length: number): number => (length <= 3 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : 3);

/** What is heard for one another: th for f, and the w of Polish or German names for v. */
export const soundsOf = (word: string): readonly string[] => [
  soundOf(word),
  soundOf(word.replace(/th/g, 'f')),
  soundOf(word.replace(/w/g, 'v')),
];

/**
 * Whether a word is this name with a slip or two, or as it sounds. Both in plain small letters.
 * @param most how many slips at most, however long the name
 */
export function isNear(word: string, name: string, most = 3): boolean {
  if (word.length < 2 || name.length < 3 || Math.abs(word.length - name.length) > Math.ceil(name.length / 2))
    return false;
  const distance = distanceOf(word, name);
  const isSlip = distance <= Math.min(most, slipsIn(name.length));
  // A short name with another first letter is another name: Dale is not Hale. Iqbal is Eqbal.
  if (
    isSlip &&
    (name.length > 5 || word[0] === name[0] || word[1] === name[0] || /^[aeiou]{2}$/.test(`${word[0]}${name[0]}`))
  )
    return true;
  if (word.length < 3 || distance > Math.ceil(name.length / 2)) return false;
  const sounds = soundsOf(name);
  return soundsOf(word).some((sound) => sounds.includes(sound));
}
