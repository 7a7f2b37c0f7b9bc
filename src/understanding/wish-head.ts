import { readFile } from 'node:fs/promises';
import { Fault } from '../core/calls/fault.ts';
import type { Guess } from '../talk/recognise.ts';
import { WISHES, type WishId } from '../talk/wishes.ts';
import { hashOfFile } from './encoder.ts';
import { LinearHead, type Sign } from './linear-head.ts';
import { signsOf } from './wording.ts';

/** Its first choice is none of the wishes: the message is for the policies, a report, or talk. */
export const WISH_CHOICES = 1 + WISHES.length;
/** Numbers of a vector of meaning, as the encoder gives them. */
const MEANINGS = 384;
/** Fewer places than the wording of messages has: much less was written to learn this from. */
const PLACES = 2 ** 13;
export const WISH_SIGNS = MEANINGS + PLACES;
/** A vector of meaning has length 1, as words and letters have each: it counts so many times. */
const MEANING = 3;

/** What a text is weighed by: its meaning, and where it falls among the places. */
export const wishSigns = (vector: Float32Array, text: string): readonly Sign[] => [
  ...Array.from(vector, (much, at) => [at, MEANING * much] as const),
  ...signsOf(text, PLACES).map(([place, much]) => [MEANINGS + place, much] as const),
];

/** What is asked of Lanyard itself, learnt from how people ask it: by what the message means and by its words and letters. */
export class WishHead {
  readonly #head: LinearHead;

  /** @param file as `written` makes it @throws RangeError for any other */
  constructor(file: Uint8Array) {
    this.#head = new LinearHead(file, WISH_SIGNS, WISH_CHOICES);
  }

  /** The likeliest wish, and its share of all that it may be and of all wishes, 0 to 1. */
  readonly guess: Guess = (vector, text) => {
    const [none = 0, ...ofWishes] = sharesOf(this.#head.of(wishSigns(vector, text)));
    const share = Math.max(...ofWishes);
    return { wish: WISHES[ofWishes.indexOf(share)] as WishId, share, among: share / Math.max(1 - none, 1e-6) };
  };
}

/** Numbers as shares of one, each the greater the higher it is. */
export function sharesOf(numbers: Float32Array): Float32Array {
  const highest = Math.max(...numbers);
  const raised = numbers.map((number) => Math.exp(number - highest));
  const all = raised.reduce((sum, one) => sum + one, 0);
  return raised.map((one) => one / all);
}

/** The one in a folder of weights. @throws Fault 'malformed' when it is not the one that the figures were measured on */
export async function openWishHead(folder: URL, expected: string): Promise<WishHead> {
  const file = new URL('wishes.bin', folder);
  if ((await hashOfFile(file)) !== expected)
    throw new Fault('malformed', 'The weights (wishes) are not as they were trained');
  return new WishHead(await readFile(file));
}
