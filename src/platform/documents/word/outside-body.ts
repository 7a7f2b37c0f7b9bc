import { cleanText } from '../clean-text.ts';
import type { Missed } from '../outcome.ts';
import { listOf, type PrintedNumber, WordNumbering } from './numbering.ts';
import type { WordPackage } from './package.ts';
import { type NoteCall, readParagraph, Story } from './paragraph.ts';
import { WordStyles } from './styles.ts';
import { childrenOf, type Element, foundIn, lettersIn } from './xml.ts';

/** The words of what is not a paragraph of the body: cells, notes, diagrams; and the numbers Word counts. */
export class OutsideBody {
  readonly #source: WordPackage;
  readonly #styles: WordStyles;
  readonly #story: Story;
  readonly #numbering: WordNumbering;
  #missed: Missed[] = [];

  constructor(source: WordPackage, styles: WordStyles, story: Story) {
    this.#source = source;
    this.#styles = styles;
    this.#story = story;
    this.#numbering = new WordNumbering(source.numbering);
  }

  /** The number of the paragraph, where it is in a list. To be asked once for each paragraph: it counts on. */
  number(paragraph: Element): PrintedNumber | undefined {
    const list = listOf(paragraph, this.#styles, this.#numbering);
    return list && this.#numbering.next(list.numId, list.level, (missed) => this.#missed.push(missed));
  }

  /** What was passed over since this was asked last. */
  takeMissed(): readonly Missed[] {
    const missed = this.#missed;
    this.#missed = [];
    return missed;
  }

  /** All words of a cell on one line, with the notes it calls behind them. */
  cell(cell: Element): string {
    return cleanText(
      paragraphsIn(cell)
        .map((paragraph) => this.#inCell(paragraph))
        .join(' '),
    );
  }

  isBold(cell: Element): boolean {
    return paragraphsIn(cell).every((paragraph) => {
      const { text, isBold } = readParagraph(paragraph, this.#styles, new Story());
      return isBold || cleanText(text) === '';
    });
  }

  note({ kind, id }: NoteCall): string {
    const part = kind === 'footnote' ? this.#source.footnotes : this.#source.endnotes;
    const note = childrenOf(part, `w:${kind}`).find(({ attributes }) => attributes['w:id'] === id);
    if (!note) return '';
    const story = new Story((link) => this.#source.linkOf(`${kind}s`, link));
    return paragraphsIn(note)
      .map((paragraph) => {
        const { text, missed } = readParagraph(paragraph, this.#styles, story);
        this.#missed.push(...missed);
        return cleanText(text);
      })
      .filter((line) => line !== '')
      .join(' ');
  }

  /** The boxes of a SmartArt diagram, such as the steps of what to do, in the order in which it keeps them. */
  diagram(id: string): readonly string[] {
    const data = this.#source.diagram(id);
    if (!data) return [];
    const texts = named(data, ':pt').map((point) => cleanText(named(point, ':t').map(lettersIn).join(' ')));
    return texts.filter((text) => text !== '');
  }

  #inCell(paragraph: Element): string {
    const { text, notes, boxes, diagrams, missed } = readParagraph(paragraph, this.#styles, this.#story);
    this.#missed.push(...missed);
    const number = this.number(paragraph)?.label ?? '';
    const called = notes.map((note) => `(${note.mark} ${this.note(note)})`);
    const boxed = boxes.flatMap(paragraphsIn).map((inner) => this.#inCell(inner));
    const drawn = diagrams.flatMap((id) => this.diagram(id));
    return [cleanText(text) === '' ? '' : `${number} ${text}`, ...called, ...boxed, ...drawn].join(' ');
  }
}

/** The words in headers and footers, each line once. */
export function marginsOf(source: WordPackage): readonly string[] {
  const styles = new WordStyles(source.styles);
  return [...new Set(source.margins.flatMap((part) => plainText(part, styles)))];
}

const plainText = (container: Element, styles: WordStyles): readonly string[] =>
  paragraphsIn(container)
    .map((paragraph) => cleanText(readParagraph(paragraph, styles, new Story()).text))
    .filter((line) => line !== '');

/** Everything within whose name ends so, whatever the prefix. */
const named = (element: Element, ending: string): readonly Element[] =>
  element.children.flatMap((child) =>
    typeof child === 'string' ? [] : foundIn(child, ({ name }) => name.endsWith(ending)),
  );

/** All paragraphs within, tables within tables and text boxes included, in reading order. */
export function paragraphsIn(container: Element): readonly Element[] {
  return container.children.flatMap((child) => {
    if (typeof child === 'string' || child.name === 'w:del') return [];
    return child.name === 'w:p' ? [child] : paragraphsIn(child);
  });
}
