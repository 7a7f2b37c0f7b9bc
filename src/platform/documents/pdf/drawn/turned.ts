import type { Rule } from './rules.ts';
import type { Direction, Glyph } from './trace.ts';

/** A page of this width and height, turned so that lines that ran this way run across it. */
export interface Turn {
  readonly width: number;
  readonly height: number;
  readonly point: (x: number, y: number) => readonly [number, number];
}

export function turnOf(runs: Direction, width: number, height: number): Turn {
  switch (runs) {
    case 'up':
      return { width: height, height: width, point: (x, y) => [height - y, x] };
    case 'down':
      return { width: height, height: width, point: (x, y) => [y, width - x] };
    case 'back':
      return { width, height, point: (x, y) => [width - x, height - y] };
    case 'across':
    case 'askew':
      return { width, height, point: (x, y) => [x, y] };
    default:
      return runs satisfies never;
  }
}

/** A letter where it stands on the page that was turned for lines that ran this way. */
export function turnGlyph(glyph: Glyph, { point }: Turn, page: Direction): Glyph {
  if (page === 'across' || page === 'askew') return glyph;
  const [x, y] = point(glyph.x, glyph.y);
  return { ...glyph, x, y, right: x + glyph.right - glyph.x, runs: afterTurn(glyph.runs, page) };
}

export function turnRule({ x0, y0, x1, y1 }: Rule, { point }: Turn): Rule {
  const [ax, ay] = point(x0, y0);
  const [bx, by] = point(x1, y1);
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
}

const ROUND: readonly Direction[] = ['across', 'down', 'back', 'up'];

/** How a line that ran one way runs once the page is turned for lines that ran another way. */
function afterTurn(runs: Direction, page: Direction): Direction {
  if (runs === 'askew') return runs;
  return ROUND[(ROUND.indexOf(runs) - ROUND.indexOf(page) + ROUND.length) % ROUND.length] ?? runs;
}
