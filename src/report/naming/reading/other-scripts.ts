import { distanceOf, soundOf } from './likeness.ts';
import { isSameGivenName } from './nicknames.ts';
import type { CalledBy } from './people.ts';

const letters = (from: string, to: string): readonly (readonly [string, string])[] => {
  const as = to.split(' ');
  return [...from.replaceAll(' ', '')].map((letter, at) => [letter, as[at] ?? ''] as const);
};

/** Small letters of Cyrillic, Greek and Arabic as English writes them. A dash stands for nothing. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ...letters(
    'а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я і ї є ґ ў ј љ њ ћ ђ џ ѓ ќ',
    'a b v g d e e j z i y k l m n o p r s t u f h ts ch sh sh - y - e yu ya i i e g w j l n ch j j g k',
  ),
  ...letters(
    'α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω',
    'a v g d e z i th i k l m n x o p r s s t i f h ps o',
  ),
  ...letters(
    'ا أ إ آ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه ة و ي ى ئ ؤ پ چ ژ گ ک ی ڤ ں ہ ے',
    'a a i a b t th j h h d d r z s sh s d t z a g f k k l m n h a w y a y w p ch j g k y v n h y',
  ),
]);

/** Letters that together stand for one sound of a name of ours. */
const TOGETHER: readonly (readonly [RegExp, string])[] = [
  [/дж/g, 'ж'],
  [/γου/g, 'w'],
  [/ου/g, 'у'],
  [/μπ/g, 'b'],
  [/ντ$/g, 'd'],
  [/(?<=.)ντ/g, 'nd'],
  [/ντ/g, 'd'],
  [/γκ|γγ/g, 'g'],
  [/τζ/g, 'j'],
  [/αι/g, 'ε'],
  [/ει|οι/g, 'ι'],
  [/кс/g, 'x'],
];

/** What stands before an Arabic name and belongs to it as it is written: "and", "to", "with", "the". */
const BEFORE = /^(?:وال|بال|لل|ال|و|ف|ب|ل)(?=\p{Script=Arabic}{3})/u;
const isArabic = (word: string): boolean => /\p{Script=Arabic}/u.test(word);

/** The words of a text that are in an alphabet which can be compared with ours. */
export const wordsOfOtherScripts = (text: string): readonly string[] =>
  text.match(/(?<!\p{L})[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}]{2,}(?!\p{L})/gu) ?? [];

/** Whether a word in another alphabet is someone's name. */
export const isCalledSo = (word: string, { given, families }: CalledBy): boolean =>
  latinOf(word).some((way) => isSameGivenName(way, given)) ||
  [given, ...families].some((name) => isSameInOtherScript(word, name));

/** A word of another alphabet in our letters, in each way in which it may be meant. */
function latinOf(word: string): readonly string[] {
  const small = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  const ways = isArabic(small) ? [small, small.replace(BEFORE, '')] : [small];
  return [...new Set(ways)].map((way) => {
    let together = way;
    for (const [pattern, becomes] of TOGETHER) together = together.replace(pattern, becomes);
    return [...together].map((letter) => (LETTERS.get(letter) ?? letter).replace('-', '')).join('');
  });
}

/** Sounds that other alphabets do not tell apart, as one. In this order. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/sch|tch|sh|ch|ts/g, 's'],
  [/th/g, 't'],
  [/ph|v/g, 'f'],
  [/ck|q/g, 'k'],
  [/c(?=[eiy])|z/g, 's'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/j/g, 'g'],
  [/p/g, 'b'],
  [/(.)\1+/g, '$1'],
];
const alike = (word: string): string => ALIKE.reduce((one, [pattern, becomes]) => one.replace(pattern, becomes), word);
const VOWELS = /[aeiouywh]+/g;
const consonantsOf = (word: string): string =>
  (word.startsWith('h') ? 'h' : '') +
  alike(word)
    .replace(VOWELS, '')
    .replace(/(.)\1+/g, '$1');

/** As it is written where w is v, and j is y. */
const waysOf = (name: string): readonly string[] => [...new Set([name, name.replace(/w/g, 'v').replace(/j/g, 'y')])];

/**
 * Whether a name in another alphabet is this one of ours. English names are written there as they sound; Arabic leaves short vowels out,
 * and Slavonic and Greek names have endings.
 */
const isSameInOtherScript = (word: string, name: string): boolean =>
  name.length >= 3 &&
  latinOf(word).some((way) =>
    isArabic(word) ? isWrittenSo(way, name) : waysOf(name).some((one) => isHeardSo(way, one, word)),
  );

/** The consonants are its own, and long vowels stand only where it has some. */
function isWrittenSo(way: string, name: string): boolean {
  const sounds = alike(name);
  const pattern = sounds.replace(/[aeiouywh]+/g, '[aywh]*').replace(/^\[aywh\]\*/, '[aywh]+');
  const heard = alike(way);
  if (!new RegExp(`^${pattern}$`).test(heard)) return false;
  return consonantsOf(name).length >= 3 || /.[awy]./.test(heard);
}

function isHeardSo(way: string, name: string, word: string): boolean {
  const [sounds, heard] = [consonantsOf(name), consonantsOf(way)];
  if (sounds.length < 2 || (heard !== sounds && (sounds.length < 3 || heard.slice(0, -1) !== sounds))) return false;
  const slips = Math.min(distanceOf(way, name), distanceOf(soundOf(way), soundOf(name)));
  // Names are written large there, too.
  return slips <= (word === word.toLowerCase() ? Math.min(1, Math.floor(name.length / 5)) : Math.ceil(name.length / 3));
}
