/** One thing the doctor saw, in words for the IT lead. */
export interface Finding {
  /** `wrong`: something will not work or is not safe. `look`: works, but someone should look at it. */
  readonly level: 'wrong' | 'look' | 'fine';
  readonly what: string;
  /** What to do about it; absent where nothing is to be done. */
  readonly todo?: string;
}

export const wrong = (what: string, todo: string): Finding => ({ level: 'wrong', what, todo });
export const look = (what: string, todo: string): Finding => ({ level: 'look', what, todo });
export const fine = (what: string): Finding => ({ level: 'fine', what });
