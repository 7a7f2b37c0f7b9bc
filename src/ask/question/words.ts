/** The words of a text as they are compared: lower case, without accents, apostrophes and hyphens. */
export function wordsIn(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu, '')
    .toLowerCase();
  return (plain.match(WORD) ?? []).map((word) => word.replace(/['’]s$/, '').replace(/['’]/g, ''));
}

const WORD = /\p{L}+(?:['’]\p{L}+)*|\p{N}+/gu;

/** Words in -ly that are not made from another word. */
const LY_WORDS = new Set([
  'family',
  'bully',
  'only',
  'early',
  'daily',
  'july',
  'italy',
  'ally',
  'belly',
  'silly',
  'rely',
  'fly',
  'yearly',
  'monthly',
  'weekly',
]);
/** Words whose last letters only look like an ending. */
const NOT_ENDED = new Set([
  'evening',
  'outing',
  'morning',
  'during',
  'anything',
  'everything',
  'something',
  'nothing',
  'ceiling',
  'wedding',
  'clothing',
  'hundred',
  'indeed',
  'speed',
  'exceed',
  'proceed',
  'succeed',
]);
const KEEP_S = /(?:ss|us|is|^news)$/;
const VOWEL = /[aeiouy]/;

/** Cuts inflection off a word: `sharing`, `shared`, `shares` and `share` become one. Never joins different words by design. */
export function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  let root = word;
  if (root.endsWith('ies') && root.length > 4) root = `${root.slice(0, -3)}y`;
  else if (/(?:s|x|z|ch|sh)es$/.test(root)) root = root.slice(0, -2);
  else if (root.endsWith('s') && !KEEP_S.test(root)) root = root.slice(0, -1);
  if (root.endsWith('ied') && root.length > 4) root = `${root.slice(0, -3)}y`;
  else root = withoutEnding(withoutEnding(root, 'ing'), 'ed');
  if (root.endsWith('ly') && root.length > 5 && !root.endsWith('ply') && !LY_WORDS.has(root)) root = root.slice(0, -2);
  return root.length > 4 && root.endsWith('e') ? root.slice(0, -1) : root;
}

function withoutEnding(word: string, ending: string): string {
  if (!word.endsWith(ending)) return word;
  const root = word.slice(0, -ending.length);
  if (NOT_ENDED.has(word) || root.length < 3 || !VOWEL.test(root)) return word;
  if (/([^aeioulsz])\1$/.test(root)) return root.slice(0, -1);
  // A short root would have doubled its last letter; as it did not, it lost an e: liked, naming, saved.
  return /^[^aeiou][aeiou][^aeiouwxy]$/.test(root) ? `${root}e` : root;
}
