import type { SymbolFont } from '../symbols/signs.ts';
import { symbolFont } from '../symbols/symbol-fonts.ts';
import { childOf, childrenOf, type Element, valueAt } from './xml.ts';

interface Style {
  readonly name: string;
  readonly basedOn: string | undefined;
  readonly element: Element;
}

/** How the letters of a run look, in what it says itself and what it inherits. */
export interface RunLook {
  readonly isHidden: boolean;
  readonly isBold: boolean;
  readonly isCapitals: boolean;
  readonly isStruck: boolean;
  /** Whether its letters are set above the line, below it, or on it. */
  readonly stands: 'raised' | 'lowered' | 'level';
  /** Its style is that of what a form asks with. */
  readonly isPlaceholder: boolean;
  /** In points. */
  readonly size: number;
  /** The symbol font of its plain letters, and of all others. */
  readonly symbols: { readonly plain: SymbolFont | undefined; readonly others: SymbolFont | undefined };
}

/** What properties say, by their names: a switch is on unless it says off. */
interface Said {
  readonly vanish?: boolean;
  readonly b?: boolean;
  readonly caps?: boolean;
  readonly strike?: boolean;
  readonly dstrike?: boolean;
  readonly size?: number;
  readonly vertAlign?: string;
  /** In points above the line. */
  readonly position?: number;
  readonly ascii?: string;
  readonly hAnsi?: string;
}

/** Styles build on one another; a chain longer than this is a circle. */
const LONGEST_CHAIN = 20;

/** The styles of a document, asked for what a paragraph or run inherits. */
export class WordStyles {
  readonly #styles = new Map<string, Style>();
  readonly #defaultParagraph: string | undefined;
  readonly #defaultSize: number;
  /** What runs inherit, by the styles of their letters and of their paragraph. */
  readonly #inherited = new Map<string, Said>();

  constructor(part: Element | undefined) {
    for (const element of childrenOf(part, 'w:style')) {
      const id = element.attributes['w:styleId'] ?? '';
      this.#styles.set(id, {
        name: (valueAt(element, 'w:name') ?? '').toLowerCase(),
        basedOn: valueAt(element, 'w:basedOn'),
        element,
      });
    }
    this.#defaultParagraph = childrenOf(part, 'w:style').find(
      ({ attributes }) => attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(attributes['w:default'] ?? ''),
    )?.attributes['w:styleId'];
    this.#defaultSize = Number(valueAt(part, 'w:docDefaults', 'w:rPrDefault', 'w:rPr', 'w:sz') ?? 20) / 2;
  }

  /** The name of the paragraph's own style, in small letters: `heading 1`, `title`, `toc 2`. */
  nameOf(paragraph: Element): string {
    return this.#chain(this.#styleOf(paragraph))[0]?.name ?? '';
  }

  /** What a paragraph says of itself or inherits: the first answer that is not `undefined`, nearest first. */
  ask<T>(
    paragraph: Element,
    question: (properties: Element, styleId: string | undefined) => T | undefined,
  ): T | undefined {
    const own = childOf(paragraph, 'w:pPr');
    const answer = own && question(own, undefined);
    if (answer !== undefined) return answer;
    for (const style of this.#chain(this.#styleOf(paragraph))) {
      const properties = childOf(style.element, 'w:pPr');
      const inherited = properties && question(properties, style.element.attributes['w:styleId']);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  /** 1 to 9 for a heading, by outline level or by the name of a style; `undefined` for body text. */
  headingLevel(paragraph: Element): number | undefined {
    const outline = this.ask(paragraph, (properties) => valueAt(properties, 'w:outlineLvl'));
    if (outline !== undefined && /^[0-8]$/.test(outline)) return Number(outline) + 1;
    const named = this.#chain(valueAt(paragraph, 'w:pPr', 'w:pStyle')).flatMap(
      ({ name }) => /^heading ([1-9])$/.exec(name)?.[1] ?? [],
    );
    return named[0] === undefined || outline === '9' ? undefined : Number(named[0]);
  }

  lookOf(paragraph: Element, run: Element): RunLook {
    const own = childOf(run, 'w:rPr');
    const runStyle = valueAt(own, 'w:rStyle') ?? '';
    const said = { ...this.#inheritedBy(paragraph, runStyle), ...saidIn(own) };
    const size = said.size ?? this.#defaultSize;
    return {
      isHidden: said.vanish ?? false,
      isBold: said.b ?? false,
      isCapitals: said.caps ?? false,
      isStruck: (said.strike ?? false) || (said.dstrike ?? false),
      stands: standsOf(said, size),
      isPlaceholder: /^placeholder ?text$/i.test(this.#styles.get(runStyle)?.name ?? runStyle),
      size,
      symbols: { plain: symbolFont(said.ascii), others: symbolFont(said.hAnsi ?? said.ascii) },
    };
  }

  /** Whether a style of a table sets its first row in bold. */
  hasBoldFirstRow(table: Element): boolean {
    return this.#chain(valueAt(table, 'w:tblPr', 'w:tblStyle')).some(({ element }) =>
      childrenOf(element, 'w:tblStylePr').some(
        (part) => part.attributes['w:type'] === 'firstRow' && saidIn(childOf(part, 'w:rPr')).b === true,
      ),
    );
  }

  #inheritedBy(paragraph: Element, runStyle: string | undefined): Said {
    const style = this.#styleOf(paragraph);
    const key = `${runStyle ?? ''}\n${style ?? ''}`;
    const known = this.#inherited.get(key);
    if (known) return known;
    const nearestFirst = [...this.#chain(runStyle), ...this.#chain(style)];
    const said: Said = Object.assign(
      {},
      ...nearestFirst.toReversed().map(({ element }) => saidIn(childOf(element, 'w:rPr'))),
    );
    this.#inherited.set(key, said);
    return said;
  }

  #styleOf(paragraph: Element): string | undefined {
    return valueAt(paragraph, 'w:pPr', 'w:pStyle') ?? this.#defaultParagraph;
  }

  #chain(id: string | undefined): readonly Style[] {
    const chain: Style[] = [];
    let style = id === undefined ? undefined : this.#styles.get(id);
    while (style && chain.length < LONGEST_CHAIN) {
      chain.push(style);
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn);
    }
    return chain;
  }
}

/** So much of its own height is a run off the line where it is a power or calls a note; less is how a line is set. */
const OFF_LINE = 0.25;

function standsOf({ vertAlign, position = 0 }: Said, size: number): RunLook['stands'] {
  if (vertAlign === 'superscript' || position > OFF_LINE * size) return 'raised';
  return vertAlign === 'subscript' || position < -OFF_LINE * size ? 'lowered' : 'level';
}

const SWITCHES: ReadonlySet<string> = new Set(['vanish', 'b', 'caps', 'strike', 'dstrike']);
const isOn = (value: string | undefined): boolean => !/^(?:0|false|off|none)$/i.test(value ?? '');

function saidIn(properties: Element | undefined): Said {
  const said: Record<string, boolean | number | string> = {};
  for (const child of properties?.children ?? []) {
    if (typeof child === 'string' || !child.name.startsWith('w:')) continue;
    const name = child.name.slice(2);
    const value = child.attributes['w:val'];
    if (SWITCHES.has(name)) said[name] = isOn(value);
    else if (name === 'sz' && value !== undefined) said.size = Number(value) / 2;
    else if (name === 'position' && value !== undefined) said.position = Number(value) / 2;
    else if (name === 'vertAlign' && value !== undefined) said.vertAlign = value;
    else if (name === 'rFonts') Object.assign(said, fontsIn(child));
  }
  return said;
}

/** The fonts a run names; one that the theme of the document names is a font of letters. */
function fontsIn({ attributes }: Element): Record<string, string> {
  const fonts: Record<string, string> = {};
  for (const letters of ['ascii', 'hAnsi']) {
    const font = attributes[`w:${letters}Theme`] === undefined ? attributes[`w:${letters}`] : '';
    if (font !== undefined) fonts[letters] = font;
  }
  return fonts;
}
