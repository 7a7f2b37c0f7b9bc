import type { Marked } from '../../kernel/text/markers.ts';

type Mark = Pick<Marked, 'style' | 'marker'>;
type Level = Mark & { readonly indent: number };

/**
 * How deep list items stand, told from how far they are indented and, where two start at the same place, from how they
 * are counted: `(i)` below `(a)` opens a list, the next `(b)` closes it again. A clause says by its number how deep it
 * is (`3.1` is at 0, `3.1.2` at 1), and what is listed before the next clause stands within it.
 */
export class ListDepth {
  #levels: readonly Level[] = [];
  readonly #step: number;

  /** @param step the least difference of indents that counts, in the unit the caller measures them in */
  constructor(step: number) {
    this.#step = step;
  }

  /** Ends all lists: what follows starts at depth 0. */
  close(): void {
    this.#levels = [];
  }

  /** The depth of the next item, 0 for the outermost list. */
  place(indent: number, mark: Mark): number {
    if (mark.style === 'decimal') {
      const parts = mark.marker.replace(/\.$/, '').split('.').length;
      this.#levels = Array.from({ length: Math.max(1, parts - 1) }, () => ({
        ...mark,
        indent: Number.NEGATIVE_INFINITY,
      }));
      return this.#levels.length - 1;
    }
    const around = this.#levels.filter((level) => level.indent <= indent + this.#step);
    const sibling = around.findLastIndex((level) => level.indent >= indent - this.#step && continues(level, mark));
    const kept = sibling < 0 ? around : around.slice(0, sibling);
    const style = sibling < 0 ? mark.style : (around[sibling]?.style ?? mark.style);
    this.#levels = [...kept, { indent, marker: mark.marker, style }];
    return kept.length;
  }
}

const continues = (level: Level, next: Mark): boolean =>
  level.style === next.style || follows(level.marker, next.marker);

/** `(i)` after `(h)` is a letter, not a Roman number. */
function follows(last: string, next: string): boolean {
  const before = last.replace(/[^a-z]/gi, '').toLowerCase();
  const after = next.replace(/[^a-z]/gi, '').toLowerCase();
  return before.length === 1 && after.length === 1 && after.charCodeAt(0) === before.charCodeAt(0) + 1;
}
