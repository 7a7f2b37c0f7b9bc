/** The codes of a table of words, in its order: a code without its words does not exist. */
export const codesOf = <T extends string>(wording: Readonly<Record<T, unknown>>): readonly T[] =>
  Object.keys(wording) as T[];

/** The words of a code that came from elsewhere; nothing where it is none of them. */
export const codeWords = (wording: Readonly<Record<string, string>>, code: unknown): string | undefined =>
  typeof code === 'string' && Object.hasOwn(wording, code) ? wording[code] : undefined;
