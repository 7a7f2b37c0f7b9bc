import { cleanText, superscript } from '../clean-text.ts';

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    pound: '£',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    bull: '•',
    copy: '©',
    middot: '·',
  }),
);
/** Holds a character that was escaped with a backslash, so that no later rule takes it for markup. */
const HELD = '\uE000';

/** The words of a line of Markdown, without its markup. Emphasis, links, code and tags go; what they hold stays. */
export function plainInline(markdown: string): string {
  const held: string[] = [];
  const hold = (text: string) => `${HELD}${held.push(text) - 1}${HELD}`;
  const plain = markdown
    .replaceAll(HELD, '')
    .replace(/(?<!`)(`{1,8})([^`]+)\1/g, (_, _ticks, code: string) => hold(code.trim()))
    .replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, (_, character: string) => hold(character))
    .replace(/<((?:https?:\/\/|mailto:)[^<>\s]{1,500})>/g, (_, address: string) =>
      hold(address.replace(/^mailto:/, '')),
    )
    .replace(/<br\s*\/?>/gi, ' ')
    // What a template wants inserted looks like a tag, and its loss would make the template look complete.
    .replace(
      /<(?:insert|enter|state|add|type|school|establishment|organisation|trust|your|name of|date of)\b[^<>=/]{0,120}>/gi,
      hold,
    )
    .replace(/<\/?[a-z][^<>]{0,500}>/gi, '')
    .replace(/\[\^([^\]\s]{1,20})\]/g, (_, mark: string) => superscript(mark))
    .replace(/!?\[([^[\]]*)\]\([^()]{0,500}\)/g, '$1')
    .replace(/!?\[([^[\]]+)\]\[[^[\]]{0,100}\]/g, '$1')
    .replace(/(\*{1,3})(?=\S)([^*]*[^*\s])\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])(_{1,3})(?=\S)([^_]*[^_\s])\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/~~(?=\S)([^~]+)~~/g, '$1')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(new RegExp(`${HELD}(\\d+)${HELD}`, 'g'), (_, index: string) => held[Number(index)] ?? '');
  return cleanText(plain);
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
}
