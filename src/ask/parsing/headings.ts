import { isContact, shapeOf } from '../../kernel/text/lines.ts';
import { isFactLabel } from './fact-labels.ts';
import type { Unit } from './units.ts';

/** What a unit would be as a heading. Whether it is one also depends on its neighbours: see `classify.ts`. */
export interface HeadingLook {
  readonly style: 'numbered' | 'named' | 'capitals' | 'plain' | 'question';
  /** `4.1`, `Section 3`, `Appendix A`, `Q7`; the text is what is behind it. */
  readonly label?: string;
  readonly text: string;
  /** How deep the number says it is, 1 for `4.`; 0 where there is no number. */
  readonly depth: number;
}

const NAMED =
  /^((?:section|part|chapter|appendix|annex|schedule)\s+(?:\d{1,2}|[A-Z]|[IVX]+)|(?:appendix|annex))\b\s*[:.–—-]?\s*/i;
const QUESTION_LABEL = /^(Q(?:uestion)?\s?\d{0,2}\s?[.:)–-])\s*(?=\S)/;
const ROMAN_LABEL = /^([IVX]{1,5}\.)\s+(?=\p{Lu})/u;
/** A verb of duty makes a sentence of it, unless the contents page says otherwise. */
const DUTY = /\b(?:must|shall|should|will|may|cannot|do not|don['’]t|is|are|has|have)\b/i;
/** Behind a number even "Why we have a code" is a heading, but an order is a clause. */
const ORDER = /\b(?:must|shall|should|may|cannot|do not|don['’]t)\b/i;
const ENDS_SENTENCE = /[.;,!]["'”’)]*$/;
const MOST_WORDS = 14;

/** How the unit would read as a heading, or `undefined` if nothing in its own look allows it. */
export function lookOfHeading(unit: Unit, announced: ReadonlySet<string>): HeadingLook | undefined {
  if (unit.cells || unit.marked?.style === 'bullet') return undefined;
  const isAnnounced = announced.has(shapeOf(unit.text));
  const text = unit.text.replace(/^[*_]{1,3}(.+?)[*_]{1,3}$/, '$1');
  const words = text.split(/\s+/).length;
  if (words > MOST_WORDS + 6 || text.length > 130) return undefined;
  const asked = QUESTION_LABEL.exec(text);
  if (asked) return { style: 'question', label: bare(asked[1]), text: text.slice(asked[0].length), depth: 0 };
  if (unit.marked && (unit.marked.style === 'number' || unit.marked.style === 'decimal'))
    return numbered(unit, isAnnounced);
  if (unit.marked) return undefined;
  const named = NAMED.exec(text);
  if (named && words <= MOST_WORDS && !ENDS_SENTENCE.test(text)) {
    const rest = text.slice(named[0].length);
    if (rest === '' || /^\p{Lu}|^["'“‘(]/u.test(rest))
      return { style: 'named', label: named[1] ?? '', text: rest, depth: 1 };
  }
  const roman = ROMAN_LABEL.exec(text);
  if (roman && words <= MOST_WORDS && !ENDS_SENTENCE.test(text)) {
    return { style: 'numbered', label: bare(roman[1]), text: text.slice(roman[0].length), depth: 1 };
  }
  return unnumbered(text, words, isAnnounced);
}

function numbered(unit: Unit, isAnnounced: boolean): HeadingLook | undefined {
  const { marker, text } = unit.marked ?? { marker: '', text: '' };
  const words = text.split(/\s+/).length;
  const reads =
    words <= MOST_WORDS && !ENDS_SENTENCE.test(text) && !(ORDER.test(text) && words > 4 && !text.endsWith('?'));
  if (!reads && !isAnnounced) return undefined;
  if (!/^[\p{L}“"'‘([]/u.test(text)) return undefined;
  const label = bare(marker);
  return { style: 'numbered', label, text, depth: label.split('.').length };
}

function unnumbered(text: string, words: number, isAnnounced: boolean): HeadingLook | undefined {
  if (isAnnounced) return { style: isCapitals(text) ? 'capitals' : 'plain', text, depth: 0 };
  if (ENDS_SENTENCE.test(text) || isContact(text)) return undefined;
  if (isCapitals(text)) return { style: 'capitals', text, depth: 0 };
  if (text.endsWith('?')) return /^\p{Lu}|^["'“‘]/u.test(text) ? { style: 'question', text, depth: 0 } : undefined;
  if (/[:-]$/.test(text) || (text.includes(': ') && !goesOnBehindColon(text))) return undefined;
  const isShort = words <= 10 && !/\b20\d\d\b/.test(text) && text.length <= 80 && /^[\p{Lu}“"'‘]/u.test(text);
  return isShort && !(DUTY.test(text) && words > 5) ? { style: 'plain', text, depth: 0 } : undefined;
}

/** "Time off: how to ask" does; "Owner: Mrs Patel" and "Review: every two years" give a value. */
const goesOnBehindColon = (text: string): boolean =>
  /^[^:]+: \p{Ll}[^:]*$/u.test(text) && !isFactLabel(text.slice(0, text.indexOf(':')));

const COUNTED = /^(\d{1,2})\s+(\p{Lu}.*)$/u;
/** Fewer are chance: an address, a year group. */
const FEWEST_COUNTED = 3;

/** `3 Fire`, without a full stop: a heading only where such lines count up from 1 through the document, each with text below it. */
export function countedHeadings(units: readonly Unit[]): ReadonlyMap<Unit, HeadingLook> {
  let chain: { readonly unit: Unit; readonly look: HeadingLook }[] = [];
  units.forEach((unit, index) => {
    const [, label = '', text = ''] = (!unit.marked && !unit.cells && COUNTED.exec(unit.text)) || [];
    const reads = text !== '' && text.split(/\s+/).length <= MOST_WORDS && !/[.;,!:-]["'”’)]*$/.test(text);
    const below = units[index + 1];
    if (!reads || !below || COUNTED.test(below.text)) return;
    const look = { style: 'numbered', label, text, depth: 1 } as const;
    // What counts as 1 again before there was a 2 was none: the first was an address.
    if (label === '1' && chain.length < 2) chain = [{ unit, look }];
    else if (chain.length > 0 && label === `${chain.length + 1}`) chain.push({ unit, look });
  });
  return new Map(chain.length < FEWEST_COUNTED ? [] : chain.map(({ unit, look }) => [unit, look]));
}

/** Capitals in every word that has room for them. */
function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length >= 4 && letters === letters.toUpperCase();
}

const bare = (label: string | undefined): string => (label ?? '').replace(/[.:)\s–-]+$/, '');
