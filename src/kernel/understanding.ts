/** How many numbers stand for each word of a text. */
export const WORD_NUMBERS = 32;

/** What the encoder makes of one text. */
export interface Reading {
  /** Its meaning: a vector of length 1. Two texts are as near as the product of their vectors, -1 to 1. */
  readonly vector: Float32Array;
  /**
   * Each piece of a word as it is meant in this text, in order: WORD_NUMBERS whole numbers a piece, of length 127 together. Two
   * are as near as their product over 127².
   */
  readonly words: Int8Array;
}

/** What is made of a text that may be a message to Lanyard. */
export interface MessageReading extends Reading {
  /** What the hearing's own layers say it is, one number for each of what they tell apart (understanding/hearing-head.ts); before any scaling. */
  readonly sums: Float32Array;
}

/** The small language encoder that runs inside this process. Nothing that it reads leaves the machine or is kept. */
export interface Encoder {
  /** SHA-256 of the weights, in hex: vectors of one model are never compared with another's. */
  readonly model: string;
  /** One reading for each text, in order. Long texts are read as far as the encoder reaches (about 90 words). */
  read(texts: readonly string[]): Promise<readonly Reading[]>;
  /** The same of messages, and what they are: half as long again. */
  hear(texts: readonly string[]): Promise<readonly MessageReading[]>;
  /** The text with its slips of the finger put right by the words that the encoder knows; the same text where there are none. */
  mended(text: string): string | Promise<string>;
}

/** How near two meanings are: the product of their vectors, -1 to 1. */
export const nearnessOf = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, number, at) => sum + number * (other[at] ?? 0), 0);
