import { addressBehind } from '../blocks.ts';
import { cleanText, superscript } from '../clean-text.ts';
import { entity } from './entities.ts';
import { MARKS, withoutMarked } from './left-out.ts';

/** Holds a character that was escaped with a backslash, so that no later rule takes it for markup. */
const HELD = '\uE000';

/** What a line holds that is not among its words, and where its links lead. */
export interface InlineReading {
  /** Words that are struck through: they are left out. */
  readonly onStruck: (words: string) => void;
  /** Words that are hidden: they are left out too. */
  readonly onHidden: (words: string) => void;
  /** A picture, by the words that stand for it. */
  readonly onPicture: (words: string) => void;
  /** The address that is written elsewhere under this name. */
  readonly addressOf: (name: string) => string | undefined;
}

const NOTHING_TOLD: InlineReading = {
  onStruck: () => {},
  onHidden: () => {},
  onPicture: () => {},
  addressOf: () => undefined,
};

/** The words of a line of Markdown, without its markup. Emphasis, code and tags go; what they hold stays. */
export function plainInline(
  markdown: string,
  { onStruck, onHidden, onPicture, addressOf }: InlineReading = NOTHING_TOLD,
): string {
  const held: string[] = [];
  const hold = (text: string) => `${HELD}${held.push(text) - 1}${HELD}`;
  const release = (text: string) =>
    text.replace(new RegExp(`${HELD}(\\d+)${HELD}`, 'g'), (_, index: string) => held[Number(index)] ?? '');
  const link = (words: string, address: string) => `${words}${hold(addressBehind(release(words), address))}`;
  const struck = (_: string, words: string) => `${MARKS.struck}${words}${MARKS.end}`;
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
    .replace(/!\[([^[\]]*)\](?:\([^()]{0,500}\)|\[[^[\]]{0,100}\])/g, (_, words: string) => {
      onPicture(words);
      return '';
    })
    .replace(/\[([^[\]]*)\]\(<?([^()\s<>]{0,500})>?(?:\s[^()]{0,200})?\)/g, (_, words: string, address: string) =>
      link(words, address),
    )
    .replace(/\[([^[\]]*)\]\([^()]{0,500}\)/g, '$1')
    .replace(/\[([^[\]]+)\]\[([^[\]]{0,100})\]/g, (_, words: string, name: string) =>
      link(words, addressOf(name || words) ?? ''),
    )
    .replace(/(\*{1,3})(?=\S)([^*]*[^*\s])\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])(_{1,3})(?=\S)([^_]*[^_\s])\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/~{2,}(?=[^\s~])((?:[^~]|~(?!~))+)~{2,}/g, struck)
    .replace(/(?<![~\p{L}\p{N}])~(?=[^\s~])([^~]*[^\s~])~(?![~\p{L}\p{N}])/gu, struck);
  const kept = withoutMarked(plain, (why, words) =>
    (why === 'struck' ? onStruck : onHidden)(release(withEntities(words))),
  );
  return cleanText(release(withEntities(kept)));
}

const withEntities = (text: string): string =>
  text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,7});/gi, (whole, name: string) => entity(name) ?? whole);
