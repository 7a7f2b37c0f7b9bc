import { readFile } from 'node:fs/promises';
import { MESSAGE_CLASSES } from '../core/understanding.ts';

/** What it tells of a text: that something is reported, that there is danger, and the routes of MESSAGE_CLASSES. */
const ROUTES = MESSAGE_CLASSES.slice(2);
export const TOLD_BY_WORDING = 2 + ROUTES.length;
/** Words and letters fall into so many places by their hash; what falls together counts alike. */
export const PLACES = 2 ** 15;
/** No message that is read at once is longer (about 90 words), and of a passage nobody asks what it reports. */
const MOST_CHARACTERS = 800;
const LETTERS = { least: 3, most: 5 };
/**
 * How much the wording counts beside the encoder, on the scale of log-odds. (On writers left out of both, at the same share of calm
 * reports called emergencies, it brings some six emergencies in a hundred and one route, and any share from a fifth to a half does.)
 */
const SHARE = 0.4;

/**
 * A second reader of messages beside the encoder: it knows nothing about meaning, and much of how things are put. What it says
 * comes from the words, pairs of words and letters of a text by themselves, each with a weight that was learnt.
 */
export class Wording {
  readonly #scales: Float32Array;
  readonly #biases: Float32Array;
  readonly #weights: Int8Array;

  /** @param file as `written` makes it */
  constructor(file: Uint8Array) {
    const head = 2 * 4 * TOLD_BY_WORDING;
    if (file.length !== head + PLACES * TOLD_BY_WORDING) throw new RangeError('these are not the weights of a wording');
    // Copied: what is read from a file may stand anywhere in a block of memory.
    const { buffer } = new Uint8Array(file);
    const numbers = new Float32Array(buffer, 0, 2 * TOLD_BY_WORDING);
    this.#scales = numbers.subarray(0, TOLD_BY_WORDING);
    this.#biases = numbers.subarray(TOLD_BY_WORDING);
    this.#weights = new Int8Array(buffer, head);
  }

  /** Log-odds of a report and of danger, and a number for each route, before any scaling. */
  told(text: string): Float32Array {
    const told = new Float32Array(TOLD_BY_WORDING);
    for (const places of placesIn(text)) {
      const each = 1 / Math.sqrt(Math.max(1, places.size));
      for (const place of places)
        for (let at = 0; at < TOLD_BY_WORDING; at += 1)
          told[at] = (told[at] as number) + each * (this.#weights[place * TOLD_BY_WORDING + at] as number);
    }
    return told.map((sum, at) => sum * (this.#scales[at] as number) + (this.#biases[at] as number));
  }

  /** The message head's numbers for a text, with what its wording tells counted in. Distress stays as the encoder has it. */
  beside(logits: Float32Array, text: string): Float32Array {
    const [report = 0, danger = 0, ...routes] = this.told(text);
    const mixed = Float32Array.from(logits);
    const [none = 0, distress = 0, ...given] = logits;
    const meant = given.slice(0, ROUTES.length);
    const [nothing, all] = [evenOf([none, distress]), evenOf(meant)];
    const mixedRoutes = meant.map((one, at) => mix(one - all, (routes[at] ?? 0) - evenOf(routes)));
    const level = nothing + mix(all - nothing, report) - evenOf(mixedRoutes);
    mixedRoutes.forEach((one, at) => {
      mixed[2 + at] = level + one;
    });
    mixed[MESSAGE_CLASSES.length] = mix(logits[MESSAGE_CLASSES.length] ?? 0, danger);
    return mixed;
  }
}

/** The file of weights: so many numbers a place, place after place. */
export function written(weights: Float32Array, biases: Float32Array): Uint8Array {
  const scales = new Float32Array(TOLD_BY_WORDING);
  weights.forEach((weight, at) => {
    const told = at % TOLD_BY_WORDING;
    scales[told] = Math.max(scales[told] as number, Math.abs(weight) / 127);
  });
  const rounded = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % TOLD_BY_WORDING] || 1)));
  return Buffer.concat([scales, biases, rounded].map((one) => new Uint8Array(one.buffer)));
}

/** The one in a folder of weights. */
export const openWording = async (folder: URL): Promise<Wording> =>
  new Wording(await readFile(new URL('wording.bin', folder)));

const mix = (encoder: number, wording: number): number => (1 - SHARE) * encoder + SHARE * wording;

/** Of several log-odds that of any of them. */
function evenOf(numbers: readonly number[]): number {
  const highest = Math.max(...numbers);
  return highest + Math.log(numbers.reduce((sum, number) => sum + Math.exp(number - highest), 0));
}

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
