/**
 * What a person wrote by hand, unread. It is no string and becomes none by accident: in a template, in JSON or in a log it is
 * only `[typed]`. What makes it words again is src/disclosure/gate.ts; the few others that may are named in
 * tests/architecture.test.ts.
 */
export class Typed {
  readonly #words: string;
  /** Asked for as a name or a role: a few words that tell nothing. */
  readonly isName: boolean;

  constructor(words: string, isName = false) {
    this.#words = words;
    this.isName = isName;
  }

  static open(typed: Typed): string {
    return typed.#words;
  }

  get isEmpty(): boolean {
    return this.#words.trim() === '';
  }

  toString(): string {
    return '[typed]';
  }

  toJSON(): string {
    return '[typed]';
  }
}
