import type { Page } from './drawn/page.ts';

/** The commonest pairs of letters within English words. Two in three pairs of a text are among them, and one in ten of shuffled letters. */
const PAIRS: ReadonlySet<string> = new Set(
  (
    'th he in on re er an or at te en es ou nd co it nt ng ed ch se al ti me is ar st to ho ac ha il ol of de li io ic ta ea ' +
    'be hi ne ve ia ro so di le us ri po ot ma ce na ll un ca pr ct ld em wi si ur rs ad wh no as ns el pe yo oo fo om sc pl'
  ).split(' '),
);
/** Fewer say nothing. */
const FEWEST_PAIRS = 45;
/** Welsh has more, and so has a list of names. */
const LEAST_SHARE = 0.3;

/** Words that no page of English, or of Welsh, does without. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'the of and to in for is be or that with are on as by not their will this must should may any from at an it they have who all ' +
    'y yr yn ar am mae ac gan wrth neu eu ei ni chi fod bod rhaid'
  ).split(' '),
);
const FEWEST_WORDS = 80;
const LEAST_COMMON = 0.04;
/** Vowels put for vowels and consonants for consonants: the pairs alone might pass. English seldom has fewer. */
const ENGLISH_SHARE = 0.6;

/** The fonts whose letters stand for other letters: what they print can be read, and what they say cannot. */
export function garbledFonts(pages: readonly Page[]): ReadonlySet<string> {
  const texts = new Map<string, string[]>();
  for (const { runs } of pages) {
    let y = Number.NaN;
    for (const run of runs) {
      const text = texts.get(run.font) ?? [];
      texts.set(run.font, text);
      text.push(run.hasSpaceBefore || Math.abs(run.y - y) > 1 ? ' ' : '', run.text);
      y = run.y;
    }
  }
  const garbled = [...texts].filter(([font, text]) => contradicts(font, pages) || isGarbled(text.join('')));
  return new Set(garbled.map(([font]) => font));
}

/** So many letters that a font prints as others, and such a share of all of its letters, are no slip. */
const FEWEST_OTHERWISE = 3;
const SHARE_OTHERWISE = 0.01;

/** A standard font that says of its letters that they are others. */
function contradicts(font: string, pages: readonly Page[]): boolean {
  const told = pages.flatMap((page) => page.told.get(font) ?? []);
  const otherwise = told.reduce((sum, one) => sum + one.otherwise, 0);
  const letters = told.reduce((sum, one) => sum + one.letters, 0);
  return otherwise >= FEWEST_OTHERWISE && otherwise >= letters * SHARE_OTHERWISE;
}

/** Whether a text is made of letters, and not of any words. */
export function isGarbled(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  let pairs = 0;
  let known = 0;
  for (const word of words) {
    for (let at = 0; at + 2 <= word.length; at += 1) {
      pairs += 1;
      if (PAIRS.has(word.slice(at, at + 2))) known += 1;
    }
  }
  if (pairs < FEWEST_PAIRS) return false;
  if (known < pairs * LEAST_SHARE) return true;
  // Other languages have letters that English has not.
  if (words.length < FEWEST_WORDS || known >= pairs * ENGLISH_SHARE || /[^\p{ASCII}\P{L}]/u.test(text)) return false;
  return words.filter((word) => COMMON_WORDS.has(word)).length < words.length * LEAST_COMMON;
}
