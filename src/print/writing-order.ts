/**
 * In which direction letters stand. Source: Unicode Standard Annex 9, without its embedding and isolating characters:
 * those are shown as numbers, so that they cannot turn the words of a record around.
 */
type Class = 'L' | 'R' | 'AL' | 'EN' | 'AN' | 'ES' | 'ET' | 'CS' | 'WS' | 'NSM' | 'ON';

const CLASSES: readonly (readonly [Class, RegExp])[] = [
  ['NSM', /^\p{M}/u],
  ['AN', /^[\u0660-\u0669\u066b\u066c]/],
  ['EN', /^[0-9\u00b2\u00b3\u00b9\u06f0-\u06f9\u2070-\u2079\u2080-\u2089]/],
  ['ES', /^[+\-\u2212]/],
  ['ET', /^[#$%\u00b0\u066a\u2030-\u2034\p{Sc}]/u],
  ['CS', /^[,./:\u00a0\u060c\u202f\u2044]/],
  ['WS', /^\s/],
  ['AL', /^[\u061b-\u061f\u0640\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u],
  ['R', /^[\p{Script=Hebrew}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u],
  ['L', /^[\p{L}\p{N}]/u],
];

const classOf = (letter: string): Class => CLASSES.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'ON';

const OPENING: ReadonlyMap<string, string> = new Map(
  [...'()[]{}⟨⟩❨❩⦅⦆'].flatMap((one, at, all) => (at % 2 === 0 ? [[one, all[at + 1] ?? '']] : [])),
);
const CLOSING: ReadonlyMap<string, string> = new Map([...OPENING].map(([open, close]) => [close, open]));
const ALSO_MIRRORED: ReadonlyMap<string, string> = new Map(
  [...'<>«»‹›≤≥'].flatMap((one, at, all) => [[one, all[at % 2 === 0 ? at + 1 : at - 1] ?? one]]),
);

/** A bracket as it is drawn among letters that run from right to left. */
export const mirrored = (letter: string): string =>
  OPENING.get(letter) ?? CLOSING.get(letter) ?? ALSO_MIRRORED.get(letter) ?? letter;

/** Whether anything in a text runs from right to left. Most texts have nothing of the kind. */
export const hasRightToLeft = (letters: readonly string[]): boolean =>
  letters.some((letter) => letter > '\u0590' && ['R', 'AL', 'AN'].includes(classOf(letter)));

/** Odd where a paragraph runs from right to left: its first letter that has a direction decides. */
export const baseLevel = (letters: readonly string[]): 0 | 1 => {
  const first = letters.map(classOf).find((one) => one === 'L' || one === 'R' || one === 'AL');
  return first === 'R' || first === 'AL' ? 1 : 0;
};

/**
 * The level of each letter of a paragraph, odd from right to left.
 * @param letters one for each thing that is drawn; of several letters that are drawn as one, the first counts
 */
export function levelsOf(letters: readonly string[], base: 0 | 1): readonly number[] {
  const own: Class = base === 1 ? 'R' : 'L';
  const classes = letters.map(classOf);
  numbers(classes, own);
  brackets(letters, classes, own);
  neutrals(classes, own);
  const levels = classes.map((one) => {
    if (base === 0) return one === 'R' ? 1 : one === 'L' ? 0 : 2;
    return one === 'R' ? 1 : 2;
  });
  // Rule L1: space at the end belongs to the paragraph.
  for (let at = letters.length - 1; at >= 0 && /^\s/.test(letters[at] ?? ''); at -= 1) levels[at] = base;
  return levels;
}

/** Rules W1 to W7: numbers, and the signs that belong to them. */
function numbers(classes: Class[], own: Class): void {
  let strong: Class = own;
  for (const [at, one] of classes.entries()) {
    if (one === 'NSM') classes[at] = classes[at - 1] ?? own;
    const now = classes[at];
    if (now === 'L' || now === 'R' || now === 'AL') strong = now;
    else if (now === 'EN' && strong === 'AL') classes[at] = 'AN';
  }
  for (const [at, one] of classes.entries()) if (one === 'AL') classes[at] = 'R';
  for (const [at, one] of classes.entries()) {
    const before = classes[at - 1];
    if (before !== classes[at + 1]) continue;
    if (before === 'EN' && (one === 'ES' || one === 'CS')) classes[at] = 'EN';
    if (before === 'AN' && one === 'CS') classes[at] = 'AN';
  }
  for (let at = 0; at < classes.length; at += 1) {
    if (classes[at] !== 'ET') continue;
    let end = at;
    while (classes[end] === 'ET') end += 1;
    if (classes[at - 1] === 'EN' || classes[end] === 'EN') classes.fill('EN', at, end);
    at = end;
  }
  strong = own;
  for (const [at, one] of classes.entries()) {
    if (one === 'L' || one === 'R') strong = one;
    if (one === 'EN' && strong === 'L') classes[at] = 'L';
    if (one === 'ES' || one === 'ET' || one === 'CS') classes[at] = 'ON';
  }
}

/** For a number, R: that is how it counts for what stands beside it. */
const strongOf = (one: Class | undefined): 'L' | 'R' | undefined => {
  if (one === 'L') return 'L';
  return one === 'R' || one === 'EN' || one === 'AN' ? 'R' : undefined;
};

/** Rule N0: both brackets of a pair go the way of what they hold. */
function brackets(letters: readonly string[], classes: Class[], own: Class): void {
  const open: { readonly close: string; readonly at: number }[] = [];
  const pairs: (readonly [number, number])[] = [];
  for (const [at, letter] of letters.entries()) {
    if (classes[at] !== 'ON') continue;
    const close = OPENING.get(letter);
    if (close !== undefined) open.push({ close, at });
    const match = CLOSING.has(letter) ? open.findLastIndex((one) => one.close === letter) : -1;
    const opened = open[match];
    if (!opened) continue;
    pairs.push([opened.at, at]);
    open.length = match;
  }
  for (const [from, to] of pairs.toSorted(([one], [other]) => one - other)) {
    const inside = new Set(classes.slice(from + 1, to).map(strongOf));
    const other = own === 'L' ? 'R' : 'L';
    if (!inside.has('L') && !inside.has('R')) continue;
    const before = strongOf(classes.slice(0, from).findLast((one) => strongOf(one) !== undefined)) ?? own;
    const way = inside.has(own === 'L' ? 'L' : 'R') || before !== other ? own : other;
    classes[from] = way;
    classes[to] = way;
  }
}

/** Rules N1 and N2: what has no direction takes that of both its neighbours, else the paragraph's. */
function neutrals(classes: Class[], own: Class): void {
  for (let at = 0; at < classes.length; at += 1) {
    if (strongOf(classes[at]) !== undefined) continue;
    let end = at;
    while (end < classes.length && strongOf(classes[end]) === undefined) end += 1;
    const before = strongOf(classes[at - 1]) ?? own;
    const after = strongOf(classes[end]) ?? own;
    classes.fill(before === after ? before : own, at, end);
    at = end;
  }
}

/** Things of one line in the order in which they are drawn, from left to right. Rule L2. */
export function inDrawingOrder<Thing extends { readonly level: number }>(line: readonly Thing[]): readonly Thing[] {
  const drawn = [...line];
  const levels = line.map(({ level }) => level);
  for (let level = Math.max(0, ...levels); level > 0; level -= 1)
    for (let at = 0; at < drawn.length; at += 1) {
      let end = at;
      while (end < drawn.length && (drawn[end]?.level ?? 0) >= level) end += 1;
      drawn.splice(at, end - at, ...drawn.slice(at, end).reverse());
      at = end;
    }
  return drawn;
}
