import { childOf, childrenOf, type Element, switchAt, valueAt } from './xml.ts';

/** A field that has begun: the instruction that makes its result, and where in the paragraph the result begins. */
export interface Field {
  code: string;
  start: number;
  /** What follows is what it prints, and no longer how that is made. */
  hasResult: boolean;
  /** It is a box to type in. */
  readonly isToType: boolean;
}

export const fieldOf = (begin: Element, start: number): Field => ({
  code: '',
  start,
  hasResult: false,
  isToType: childOf(begin, 'w:ffData', 'w:textInput') !== undefined,
});

/** What a box to tick or a list to choose from prints, where the field is one. The file keeps it beside the words. */
export function chosenIn(begin: Element): string | undefined {
  const data = childOf(begin, 'w:ffData');
  const box = childOf(data, 'w:checkBox');
  if (box) return (switchAt(box, 'w:checked') ?? switchAt(box, 'w:default')) ? '☒' : '☐';
  const list = childOf(data, 'w:ddList');
  if (!list) return undefined;
  const chosen = Number(valueAt(list, 'w:result') ?? valueAt(list, 'w:default') ?? 0);
  return childrenOf(list, 'w:listEntry')[chosen]?.attributes['w:val'] ?? '';
}

/** The address of a link, where this makes one; a place in the same document is none. */
export const addressIn = (code: string): string | undefined => /^\s*HYPERLINK\s+"?([^"\s\\][^"\s]*)/i.exec(code)?.[1];

/** The font and place of a sign, where this makes one: `SYMBOL 252 \f "Wingdings"`. */
export function signIn(code: string): { readonly font: string; readonly place: number } | undefined {
  const found = /^\s*SYMBOL\s+"?(0x[0-9a-f]{1,4}|\d{1,5})\b/i.exec(code);
  if (!found) return undefined;
  return { font: /\\f\s*"?([^"\\]+)/i.exec(code)?.[1]?.trim() ?? 'Symbol', place: Number(found[1]) };
}

/** Fields that Word works out whenever it prints: the file does not hold what they come to. */
export const isWorkedOut = (code: string): boolean => /^\s*(?:LISTNUM|AUTONUM(?:LGL|OUT)?|EQ|QUOTE)\b/i.test(code);

/** What a button that stands for words to be typed over says. */
export const askedIn = (code: string): string | undefined => /^\s*MACROBUTTON\s+\S+\s+(\S.*)$/i.exec(code)?.[1];
