/** What its box asks for: a name or a role is a few words that tell nothing; a situation is made up, to ask about. */
import { holdsVisible } from './visible.ts';
export type AskedFor = 'words' | 'name' | 'situation';

/**
 * What a person wrote by hand, unread. It is not a string and becomes none by accident: in a template, in JSON or in a log it is
 * only `[typed]`. What makes it words again is src/hear/gate.ts; the few others that may are named in
 * tests/architecture.test.ts.
 */
export class Typed {
  readonly #words: string;
  readonly asked: AskedFor;

  constructor(words: string, asked: AskedFor = 'words') {
    this.#words = words;
    this.asked = asked;
  }

  static open(typed: Typed): string {
    return typed.#words;
  }

  /** Its beginning, unread as well. */
  upTo(most: number): Typed {
    return new Typed(this.#words.slice(0, most), this.asked);
  }

  get isEmpty(): boolean {
    return !holdsVisible(this.#words);
  }

  toString(): string {
    return '[typed]';
  }

  toJSON(): string {
    return '[typed]';
  }
}
