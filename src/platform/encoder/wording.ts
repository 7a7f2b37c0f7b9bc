import { readFile } from 'node:fs/promises';
import { HEAD_ROUTES, type HeadRoute } from '../../hear/message-head.ts';
import { LinearHead, type Sign } from './linear-head.ts';

/** What it tells of a text: that something is reported, that there is danger, and the routes. */
export const TOLD_BY_WORDING = 2 + HEAD_ROUTES.length;
/** Words and letters fall into so many places by their hash; what falls together counts alike. */
export const PLACES = 2 ** 15;
/** No message that is read at once is longer (about 90 words), and of a passage nobody asks what it reports. */
const MOST_CHARACTERS = 800;
const LETTERS = { least: 3, most: 5 };
/**
 * A reader of messages for when the encoder cannot run: it knows nothing about meaning, and much of how things are put. What it says
 * comes from the words, pairs of words and letters of a text by themselves, each with a weight that was learnt.
 */
export class Wording {
  readonly #head: LinearHead;

  /** @param file as `written` makes it */
  constructor(file: Uint8Array) {
    this.#head = new LinearHead(file, PLACES, TOLD_BY_WORDING);
  }

  /** Log-odds of a report and of danger, and a number for each route, before any scaling. */
  told = (text: string): Float32Array => this.#head.of(signsOf(text));

  /** The same, and the likeliest route by name. */
  toldAlone(text: string): {
    readonly report: number;
    readonly danger: number;
    readonly route: HeadRoute;
  } {
    const [report = 0, danger = 0, ...routes] = this.told(text);
    return { report, danger, route: HEAD_ROUTES[routes.indexOf(Math.max(...routes))] ?? 'dsl' };
  }
}

/** The one in a folder of weights. */
export const openWording = async (folder: URL): Promise<Wording> =>
  new Wording(await readFile(new URL('wording.bin', folder)));

/** What a text is weighed by: words and letters count as much as each other, the less each the more there are. */
export const signsOf = (text: string, places = PLACES): readonly Sign[] =>
  placesIn(text).flatMap((found) => [...found].map((place) => [place % places, 1 / Math.sqrt(found.size)] as const));

/** Where the words and pairs of words of a text fall, and where its letters do: three to five at a time, within a word. */
export function placesIn(text: string): readonly [words: ReadonlySet<number>, letters: ReadonlySet<number>] {
  const plain = text.slice(0, MOST_CHARACTERS).toLowerCase().replaceAll('’', "'");
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}']*/gu) ?? [];
  const byWord = new Set<number>();
  const byLetter = new Set<number>();
  words.forEach((word, at) => {
    byWord.add(placeOf(hash(word)));
    if (at > 0) byWord.add(placeOf(hash(`${words[at - 1]} ${word}`)));
    const edged = ` ${word} `;
    for (let from = 0; from + LETTERS.least <= edged.length; from += 1) {
      let hashed = FIRST;
      for (let to = from; to < Math.min(edged.length, from + LETTERS.most); to += 1) {
        hashed = next(hashed, edged.charCodeAt(to));
        // By its length too, so that letters and the word that they make do not fall together.
        if (to - from + 1 >= LETTERS.least) byLetter.add(placeOf(next(hashed, to - from)));
      }
    }
  });
  return [byWord, byLetter];
}

/** FNV-1a. */
const FIRST = 0x811c9dc5;
const next = (hashed: number, code: number): number => Math.imul(hashed ^ code, 0x01000193);
const placeOf = (hashed: number): number => (hashed ^ (hashed >>> 15)) & (PLACES - 1);

function hash(text: string): number {
  let hashed = FIRST;
  for (let at = 0; at < text.length; at += 1) hashed = next(hashed, text.charCodeAt(at));
  return hashed;
}
