/** Markup that is safe to send: made by `html`, never from a plain string. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | undefined | false | readonly (Html | undefined | false)[];

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }),
);

/** The one place where words become markup. Control characters and changes of direction are left out. */
const escaped = (words: string): string =>
  words
    .replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '');

const marked = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(marked).join('');
};

/** A template whose values are escaped, unless they are markup themselves. Attributes are written in double quotes. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: fixed.map((text, at) => text + marked(parts[at])).join(''),
});
