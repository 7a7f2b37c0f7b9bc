import type { Missed } from '../outcome.ts';
import { symbolFont } from '../symbols/symbol-fonts.ts';
import { inFontsOf } from './signs.ts';
import type { WordStyles } from './styles.ts';
import { childOf, childrenOf, type Element, switchAt, valueAt } from './xml.ts';

interface Level {
  readonly start: number;
  readonly format: string;
  /** As written in the file: `%1.%2`, `(%3)`, or the bullet itself. */
  readonly pattern: string;
  readonly restarts: boolean;
  readonly isLegal: boolean;
  readonly indent: number | undefined;
  readonly style: string | undefined;
  /** The font its numbers or bullets are printed in. */
  readonly font: string | undefined;
  /** Its bullet is a picture. */
  readonly isPicture: boolean;
}

interface Definition {
  readonly levels: ReadonlyMap<number, Level>;
  readonly styleLink: string | undefined;
  readonly numStyleLink: string | undefined;
}

interface List {
  readonly abstractId: string;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, Level>;
}

/** The number of one paragraph as Word prints it, with the distance of its text from the margin in twentieths of a point. */
export interface PrintedNumber {
  readonly label: string;
  readonly indent: number | undefined;
}

/** The automatic numbers of a document. Paragraphs must be asked for in reading order: each call counts on. */
export class WordNumbering {
  readonly #definitions = new Map<string, Definition>();
  readonly #lists = new Map<string, List>();
  readonly #counters = new Map<string, number[]>();
  readonly #started = new Set<string>();

  constructor(part: Element | undefined) {
    for (const element of childrenOf(part, 'w:abstractNum')) {
      this.#definitions.set(element.attributes['w:abstractNumId'] ?? '', {
        levels: levelsOf(element),
        styleLink: valueAt(element, 'w:styleLink'),
        numStyleLink: valueAt(element, 'w:numStyleLink'),
      });
    }
    for (const element of childrenOf(part, 'w:num')) {
      const overrides = childrenOf(element, 'w:lvlOverride');
      this.#lists.set(element.attributes['w:numId'] ?? '', {
        abstractId: valueAt(element, 'w:abstractNumId') ?? '',
        starts: new Map(
          overrides.flatMap((override) => {
            const start = valueAt(override, 'w:startOverride');
            return start === undefined ? [] : [[Number(override.attributes['w:ilvl'] ?? 0), Number(start)] as const];
          }),
        ),
        levels: new Map(overrides.flatMap((override) => [...levelsOf(override)])),
      });
    }
  }

  /** The level that belongs to a paragraph style, where the list leaves it to the style. */
  levelOfStyle(numId: string, styleId: string): number | undefined {
    for (const [index, level] of this.#definition(numId)?.levels ?? []) if (level.style === styleId) return index;
    return undefined;
  }

  /** Counts one on and prints. `undefined` for a list that is not there or prints nothing. */
  next(numId: string, index: number, onMissed: (missed: Missed) => void = () => {}): PrintedNumber | undefined {
    // Word has nine levels; a file may claim a billion.
    if (!(index >= 0 && index <= 8)) return undefined;
    const list = this.#lists.get(numId);
    const definition = this.#definition(numId);
    if (!list || !definition) return undefined;
    const level = (at: number) => list.levels.get(at) ?? definition.levels.get(at);
    const own = level(index);
    if (!own) return undefined;
    const counters = this.#counters.get(list.abstractId) ?? [];
    this.#counters.set(list.abstractId, counters);
    for (let outer = 0; outer < index; outer += 1)
      counters[outer] ??= list.starts.get(outer) ?? level(outer)?.start ?? 1;
    counters[index] = this.#count(`${numId}/${index}`, list.starts.get(index), counters[index], own.start);
    for (let inner = index + 1; inner < counters.length; inner += 1)
      if (level(inner)?.restarts ?? true) delete counters[inner];
    const label =
      own.format === 'bullet'
        ? bullet(own, onMissed)
        : own.format === 'none'
          ? ''
          : own.pattern.replace(/%([1-9])/g, (_, digit: string) => {
              const at = Number(digit) - 1;
              const format = own.isLegal ? 'decimal' : (level(at)?.format ?? 'decimal');
              return printedNumber(counters[at] ?? 1, format);
            });
    return { label: label.trim(), indent: own.indent };
  }

  /** A list may say where it starts; that holds the first time it is used. */
  #count(key: string, override: number | undefined, current: number | undefined, start: number): number {
    if (override !== undefined && !this.#started.has(key)) {
      this.#started.add(key);
      return override;
    }
    return current === undefined ? start : current + 1;
  }

  /** The definition of a list, through the style that holds it where it points to one. */
  #definition(numId: string): Definition | undefined {
    const own = this.#definitions.get(this.#lists.get(numId)?.abstractId ?? '');
    if (!own?.numStyleLink) return own;
    return [...this.#definitions.values()].find((definition) => definition.styleLink === own.numStyleLink) ?? own;
  }
}

function levelsOf(parent: Element): ReadonlyMap<number, Level> {
  return new Map(
    childrenOf(parent, 'w:lvl').map((element) => {
      const indent = childOf(element, 'w:pPr', 'w:ind')?.attributes;
      const left = Number(indent?.['w:left'] ?? indent?.['w:start'] ?? Number.NaN);
      return [
        Number(element.attributes['w:ilvl'] ?? 0),
        {
          start: Number(valueAt(element, 'w:start') ?? 1),
          format: valueAt(element, 'w:numFmt') ?? 'decimal',
          pattern: valueAt(element, 'w:lvlText') ?? '',
          restarts: valueAt(element, 'w:lvlRestart') !== '0',
          isLegal: switchAt(element, 'w:isLgl') ?? false,
          indent: Number.isFinite(left) ? left : undefined,
          style: valueAt(element, 'w:pStyle'),
          isPicture: childOf(element, 'w:lvlPicBulletId') !== undefined,
          font: childOf(element, 'w:rPr', 'w:rFonts')?.attributes['w:ascii'],
        },
      ] as const;
    }),
  );
}

/** A bullet as it prints in its font. */
function bullet({ pattern, font, isPicture }: Level, onMissed: (missed: Missed) => void): string {
  if (isPicture) {
    onMissed({
      what: 'Bullets that are pictures cannot be read; write a tick or a cross into each line if they mean one',
    });
    return '•';
  }
  const symbols = symbolFont(font);
  return inFontsOf({ symbols: { plain: symbols, others: symbols } }, pattern, onMissed);
}

/**
 * The list of a paragraph and the level in it: each is what the paragraph says, else what the nearest of its styles does, which may
 * be two different ones. A list may say which level belongs to a style. `0` takes an inherited list away.
 */
export function listOf(
  paragraph: Element,
  styles: WordStyles,
  numbering: WordNumbering,
): { readonly numId: string; readonly level: number } | undefined {
  const numId = styles.ask(paragraph, (properties) => valueAt(properties, 'w:numPr', 'w:numId'));
  if (numId === undefined || numId === '0') return undefined;
  const level = styles.ask(paragraph, (properties, style) => {
    const own = valueAt(properties, 'w:numPr', 'w:ilvl');
    return (style === undefined ? undefined : numbering.levelOfStyle(numId, style)) ?? (own && Number(own));
  });
  return { numId, level: Number(level ?? 0) };
}

/** A count as Word names its formats: `lowerLetter`, `upperRoman`. */
export function printedNumber(count: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(count);
    case 'upperLetter':
      return letters(count).toUpperCase();
    case 'lowerRoman':
      return roman(count);
    case 'upperRoman':
      return roman(count).toUpperCase();
    case 'decimalZero':
      return String(count).padStart(2, '0');
    case 'ordinal':
      return `${count}${['th', 'st', 'nd', 'rd'][count % 100 > 10 && count % 100 < 14 ? 0 : count % 10] ?? 'th'}`;
    case 'none':
      return '';
    default:
      return String(count);
  }
}

/** Word counts a … z, aa, bb …; far beyond what a list has, the number itself. */
const letters = (count: number): string =>
  count >= 1 && count <= 130
    ? 'abcdefghijklmnopqrstuvwxyz'.charAt((count - 1) % 26).repeat(Math.ceil(count / 26))
    : String(count);

function roman(count: number): string {
  if (count < 1 || count > 3999) return String(count);
  const steps: readonly (readonly [number, string])[] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let rest = count;
  let text = '';
  for (const [value, sign] of steps) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}
