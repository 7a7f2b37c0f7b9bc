import type { Line } from './lines.ts';
import type { DrawnTable } from './tables.ts';

/** A line in its place in the reading order. */
export interface FlowLine {
  readonly kind: 'line';
  readonly line: Line;
  readonly page: number;
  /** Lines of one region follow one another down one column of one page. */
  readonly region: number;
  /** Where its column ends, where the page has two. */
  readonly columnRight: number | undefined;
}

export type Flow = FlowLine | (DrawnTable & { readonly page: number });
