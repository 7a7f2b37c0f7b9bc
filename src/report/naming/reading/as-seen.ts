import { inLatin, letterFor } from './plain-words.ts';

/** From here on what was typed is shown backwards, until that ends. */
const BACKWARDS = /\u202e([^\u202c\n]*)\u202c?/gu;
/** What shows nothing, and marks that are put over or under letters. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Script=Inherited}]|(?![\n\r\t])\p{Cc}/gu;
/** Signs that stand between the letters of a name so that nothing finds it. */
const BETWEEN = '[.\\-_*·•|/\\\\~+=^]';
/** One letter, a sign, one letter, three times or more: `H.a.l.e`, `H a l e`. */
const LETTERS_APART = new RegExp(
  `(?<![\\p{L}\\p{N}'])\\p{L}(?:(?: ?${BETWEEN} ?| )\\p{L}(?![\\p{L}\\p{N}'])){2,}`,
  'gu',
);
const TITLE = '[Mm][Rr][Ss]?|[Mm][Ss]|[Mm]iss|[Mm]x|[Dd]r|[Ss]ir|[Rr]ev|[Pp]rof|[Mm]ister';
/** `Mr_Hale`, `Mrs.Hale`, `MrHale`. */
const TITLE_JOINED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${TITLE})[._\\-–:]+(?=\\p{L}{2})|(M[rR][sS]?|Ms|Miss|Mx|Dr|Rev|Prof)(?=\\p{Lu}\\p{Ll}))`,
  'gu',
);
/** `mrhale`, `MRHALE`: no word of English begins with "mr", if not by a slip. */
const TITLE_RUN_ON = /(?<![\p{L}\p{N}])(?<!\b(?:mr|mrs|ms|miss|mx|dr)\.? )(mrs?)(?=\p{L}{4})/giu;
/** `Mr "H"` */
const QUOTED = /(?<!\p{L})(Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s*["“'(]+(?=\p{L})(?!Mr|Ms|Miss|Dr)/giu;
const WORD = /\p{L}+/gu;
/** Digits for letters inside a word, but for a class: `Und3rwood`, and no `Y5A`. */
const DIGITS_WITHIN = /(?<=\p{L})(?<!(?<!\p{L})(?:y|yr|year|ks|hoy))[01345$]+(?=\p{L})/giu;

/** A text as it is seen; where that is not the only way to read it, as it was typed as well. */
export function waysSeen(text: string): readonly string[] {
  const ways = [asSeen(text), asSeen(text.replaceAll('\u202e', ''))];
  return [...new Set([...ways, ...ways.map((way) => way.replace(TITLE_RUN_ON, '$1 '))])];
}

/**
 * What was typed as the person who reads it sees it: nothing that is invisible, what is turned round by a control turned round, letters
 * that only look like ours as ours, and a name that is spelled out as one word.
 */
const asSeen = (text: string): string =>
  lettersAlike(
    text
      .toWellFormed()
      .replace(BACKWARDS, (_, turned: string) => [...turned].reverse().join(''))
      .normalize('NFKC')
      .replace(UNSEEN, '')
      .replace(/[‘’ʼ`´]/g, "'"),
  )
    .replace(DIGITS_WITHIN, (run) => [...run].map(letterFor).join(''))
    .replace(LETTERS_APART, (run) => run.replace(/\P{L}/gu, ''))
    .replace(QUOTED, '$1 ')
    .replace(TITLE_JOINED, (_, apart?: string, large?: string) => `${apart ?? large} `);

/** A word of which only some letters are ours. One of another alphabet alone may be a name in it, and stays. */
const lettersAlike = (text: string): string =>
  text.replace(WORD, (word) =>
    /\p{Script=Latin}/u.test(word) && /\P{Script=Latin}/u.test(word) ? inLatin(word) : word,
  );
