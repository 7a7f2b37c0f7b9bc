import { childOf, childrenOf, type Element, switchAt, valueAt } from './xml.ts';

interface Style {
  readonly name: string;
  readonly basedOn: string | undefined;
  readonly element: Element;
}

/** Styles build on one another; a chain longer than this is a circle. */
const LONGEST_CHAIN = 20;

/** The styles of a document, asked for what a paragraph or run inherits. */
export class WordStyles {
  readonly #styles = new Map<string, Style>();
  readonly #defaultParagraph: string | undefined;
  readonly #defaultSize: number;

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
    return this.#chain(valueAt(paragraph, 'w:pPr', 'w:pStyle') ?? this.#defaultParagraph)[0]?.name ?? '';
  }

  /** What a paragraph says of itself or inherits: the first answer that is not `undefined`, nearest first. */
  ask<T>(
    paragraph: Element,
    question: (properties: Element, styleId: string | undefined) => T | undefined,
  ): T | undefined {
    const own = childOf(paragraph, 'w:pPr');
    const answer = own && question(own, undefined);
    if (answer !== undefined) return answer;
    for (const style of this.#chain(valueAt(paragraph, 'w:pPr', 'w:pStyle') ?? this.#defaultParagraph)) {
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

  isHidden(paragraph: Element, run: Element): boolean {
    return this.#askRun(paragraph, run, (properties) => switchAt(properties, 'w:vanish')) ?? false;
  }

  isBold(paragraph: Element, run: Element): boolean {
    return this.#askRun(paragraph, run, (properties) => switchAt(properties, 'w:b')) ?? false;
  }

  /** In points. */
  sizeOf(paragraph: Element, run: Element): number {
    const size = this.#askRun(paragraph, run, (properties) => valueAt(properties, 'w:sz'));
    return size === undefined ? this.#defaultSize : Number(size) / 2;
  }

  isCapitals(paragraph: Element, run: Element): boolean {
    return this.#askRun(paragraph, run, (properties) => switchAt(properties, 'w:caps')) ?? false;
  }

  #askRun<T>(paragraph: Element, run: Element, question: (properties: Element) => T | undefined): T | undefined {
    const own = childOf(run, 'w:rPr');
    const answer = own && question(own);
    if (answer !== undefined) return answer;
    const styles = [
      ...this.#chain(valueAt(own, 'w:rStyle')),
      ...this.#chain(valueAt(paragraph, 'w:pPr', 'w:pStyle') ?? this.#defaultParagraph),
    ];
    for (const { element } of styles) {
      const properties = childOf(element, 'w:rPr');
      const inherited = properties && question(properties);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
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
