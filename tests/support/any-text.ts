import fc from 'fast-check';

/** Below and above the halves of pairs. */
const CODES = [
  { min: 0, max: 0xd7ff },
  { min: 0xe000, max: 0x10ffff },
].map((range) => ({ arbitrary: fc.integer(range), weight: range.max - range.min }));

/** Any characters at all. (fast-check's own `binary` first makes a table of all of them, a second and a half.) */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.oneof(...CODES), { maxLength }).map((codes) => String.fromCodePoint(...codes));
