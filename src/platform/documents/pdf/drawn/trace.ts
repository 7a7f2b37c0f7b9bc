import { type Figure, figureOfPath, figureOfPicture } from './figures.ts';
import type { FontLook } from './fonts.ts';
import { IDENTITY, type Matrix, matrixIn, multiply, place } from './matrix.ts';
import { aslantOfPath, type Rule, rulesOfPath, type Stroke } from './rules.ts';

/** One letter as the page draws it, in points from the top left corner. */
export interface Glyph {
  readonly text: string;
  /** Where it starts and ends on the line its letters stand on. */
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly font: FontLook;
  readonly isBold: boolean;
  /** Its place in its font, before the font says what it means. */
  readonly code: number;
  /** Which way its line runs. */
  readonly runs: Direction;
}

/** Across the page, down it, up it, on its head, or none of these. */
export type Direction = 'across' | 'down' | 'up' | 'back' | 'askew';

/** What a page draws. */
export interface Drawn {
  readonly glyphs: readonly Glyph[];
  /** Letters of layers that are switched off. */
  readonly hidden: readonly Glyph[];
  /** Letters that annotations draw, by the id of each. */
  readonly annotated: ReadonlyMap<string, readonly Glyph[]>;
  readonly rules: readonly Rule[];
  /** Long lines that are neither level nor upright. */
  readonly aslant: readonly Stroke[];
  /** What is drawn as small as a sign. */
  readonly figures: readonly Figure[];
  /** Where pictures are, each as large as it is shown. */
  readonly pictures: readonly Rule[];
  /** For each font: its letters and figures, and those of them that it prints as others than it says they are. */
  readonly told: ReadonlyMap<string, Told>;
}

export interface Told {
  letters: number;
  otherwise: number;
}

interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

export interface Surroundings {
  readonly OPS: Readonly<Record<string, number>>;
  readonly toPage: Matrix;
  readonly fontOf: (name: string) => FontLook;
  /** Whether the layer that is named is switched on. */
  readonly isVisible: (layer: unknown) => boolean;
}

/** What `q` keeps and `Q` brings back. */
interface State {
  readonly matrix: Matrix;
  readonly font: FontLook | undefined;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
  readonly isStroked: boolean;
}

const BEGINNING: Omit<State, 'matrix'> = {
  font: undefined,
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  isStroked: false,
};

/** Letters that are filled and outlined are printed bold. */
const FILL_STROKE = 2;
/** A page with more is a drawing and no table. */
const MOST_RULES = 20_000;
/** With more, too, it is a drawing. */
const MOST_ASLANT = 200;
const MOST_FIGURES = 1_000;
const MOST_PICTURES = 200;

/** Goes through what a page draws, as a printer would, and notes its letters and its lines. */
export function trace(operators: Operators, surroundings: Surroundings): Drawn {
  const tracer = new Tracer(surroundings);
  const acts = tracer.acts();
  operators.fnArray.forEach((operator, at) => {
    const args = operators.argsArray[at];
    acts.get(operator)?.(Array.isArray(args) ? args : []);
  });
  tracer.end();
  return tracer.drawn;
}

class Tracer {
  readonly drawn = {
    glyphs: [] as Glyph[],
    hidden: [] as Glyph[],
    annotated: new Map<string, Glyph[]>(),
    rules: [] as Rule[],
    aslant: [] as Stroke[],
    figures: [] as Figure[],
    pictures: [] as Rule[],
    told: new Map<string, Told>(),
  };
  readonly #surroundings: Surroundings;
  #state: State;
  #saved: { readonly state: State; readonly hasDrawn: boolean }[] = [];
  /** Something is drawn since the state was last kept. */
  #hasDrawn = false;
  /** For each piece of marked content that is open: whether it is seen. */
  #layers: boolean[] = [];
  #into: Glyph[];
  #line: Matrix = IDENTITY;
  #lineX = 0;
  #lineY = 0;
  #x = 0;
  #y = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#state = { ...BEGINNING, matrix: surroundings.toPage };
    this.#into = this.drawn.glyphs;
  }

  acts(): ReadonlyMap<number, (args: readonly unknown[]) => void> {
    const { OPS } = this.#surroundings;
    const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
    const set = (change: (args: readonly unknown[]) => Partial<State>) => (args: readonly unknown[]) => {
      this.#state = { ...this.#state, ...change(args) };
    };
    const picture = () => this.#picture();
    const other = () => {
      this.#hasDrawn = true;
    };
    const acts: Readonly<Record<string, (args: readonly unknown[]) => void>> = {
      save: () => this.#save(),
      restore: () => this.#restore(),
      transform: (args) => this.#transform(args),
      paintFormXObjectBegin: ([matrix]) => {
        this.#save();
        this.#transform(matrix);
      },
      paintFormXObjectEnd: () => this.#restore(),
      beginAnnotation: ([id, , transform, matrix]) => this.#beginAnnotation(id, transform, matrix),
      endAnnotation: () => {
        this.#restore();
        this.#into = this.drawn.glyphs;
      },
      beginMarkedContent: () => this.#layers.push(true),
      beginMarkedContentProps: ([tag, layer]) => this.#layers.push(tag !== 'OC' || this.#surroundings.isVisible(layer)),
      endMarkedContent: () => this.#layers.pop(),
      constructPath: (args) => this.#path(args),
      beginText: () => this.#startLine(IDENTITY),
      setTextMatrix: (args) => this.#startLine(matrixIn(args.length === 1 ? args[0] : args)),
      moveText: ([x, y]) => this.#move(number(x), number(y)),
      setLeadingMoveText: ([x, y]) => {
        this.#state = { ...this.#state, leading: number(y) };
        this.#move(number(x), number(y));
      },
      nextLine: () => this.#move(0, this.#state.leading),
      setLeading: set(([leading]) => ({ leading: -number(leading) })),
      setCharSpacing: set(([spacing]) => ({ charSpacing: number(spacing) })),
      setWordSpacing: set(([spacing]) => ({ wordSpacing: number(spacing) })),
      setHScale: set(([scale]) => ({ scale: number(scale) / 100 })),
      setTextRise: set(([rise]) => ({ rise: number(rise) })),
      setTextRenderingMode: set(([mode]) => ({ isStroked: mode === FILL_STROKE })),
      setFont: set(([name, size]) => ({ font: this.#surroundings.fontOf(String(name)), size: number(size) })),
      setGState: ([changes]) => {
        for (const change of Array.isArray(changes) ? changes : []) {
          if (!Array.isArray(change) || change[0] !== 'Font' || !Array.isArray(change[1])) continue;
          const [name, size] = change[1];
          this.#state = {
            ...this.#state,
            font: this.#surroundings.fontOf(String(name)),
            size: number(size),
          };
        }
      },
      showText: ([glyphs]) => this.#show(Array.isArray(glyphs) ? glyphs : []),
      paintImageXObject: picture,
      paintInlineImageXObject: picture,
      paintImageMaskXObject: picture,
      paintImageXObjectRepeat: picture,
      beginInlineImage: picture,
      shadingFill: other,
      rawFillPath: other,
      paintSolidColorImageMask: other,
    };
    return new Map(Object.entries(acts).flatMap(([name, act]) => (OPS[name] === undefined ? [] : [[OPS[name], act]])));
  }

  #isSeen(): boolean {
    return !this.#layers.includes(false);
  }

  /** What is not yet brought back at the end of a page is so then. */
  end(): void {
    while (this.#saved.length > 0) this.#restore();
    if (!this.#hasDrawn && this.#state.matrix !== this.#surroundings.toPage) this.#picture();
  }

  #save(): void {
    this.#saved.push({ state: this.#state, hasDrawn: this.#hasDrawn });
    this.#hasDrawn = false;
  }

  /** A place that was made and in which nothing was drawn is that of a picture: pdf.js passes over those that it may not unpack. */
  #restore(): void {
    const saved = this.#saved.pop();
    if (saved && !this.#hasDrawn && saved.state.matrix !== this.#state.matrix) this.#picture();
    this.#state = saved?.state ?? { ...BEGINNING, matrix: this.#surroundings.toPage };
    this.#hasDrawn ||= saved?.hasDrawn ?? false;
  }

  /** A picture fills the square from 0 to 1, wherever that is shown. */
  #picture(): void {
    this.#hasDrawn = true;
    if (!this.#isSeen() || this.#into !== this.drawn.glyphs || this.drawn.pictures.length >= MOST_PICTURES) return;
    const corners = [place(this.#state.matrix, 0, 0), place(this.#state.matrix, 1, 1)] as const;
    const [[ax, ay], [bx, by]] = corners;
    const box = { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
    this.drawn.pictures.push(box);
    this.#figure(figureOfPicture(box));
  }

  #transform(value: unknown): void {
    this.#state = { ...this.#state, matrix: multiply(this.#state.matrix, matrixIn(value)) };
  }

  /** What an annotation draws has a place of its own, wherever the page was when it ended. */
  #beginAnnotation(id: unknown, transform: unknown, matrix: unknown): void {
    this.#save();
    this.#state = { ...BEGINNING, matrix: this.#surroundings.toPage };
    this.#transform(transform);
    this.#transform(matrix);
    this.#into = [];
    this.drawn.annotated.set(String(id), this.#into);
  }

  #path(args: readonly unknown[]): void {
    const { OPS } = this.#surroundings;
    if (args[0] !== OPS.endPath && args[0] !== OPS.clip && args[0] !== OPS.eoClip) this.#hasDrawn = true;
    if (this.drawn.rules.length >= MOST_RULES || !this.#isSeen() || this.#into !== this.drawn.glyphs) return;
    this.drawn.rules.push(...rulesOfPath(args, this.#state.matrix, this.#surroundings.OPS));
    if (this.drawn.aslant.length < MOST_ASLANT)
      this.drawn.aslant.push(...aslantOfPath(args, this.#state.matrix, this.#surroundings.OPS));
    this.#figure(figureOfPath(args, this.#state.matrix, this.#surroundings.OPS));
  }

  #figure(figure: Figure | undefined): void {
    if (figure && this.drawn.figures.length < MOST_FIGURES) this.drawn.figures.push(figure);
  }

  #startLine(matrix: Matrix): void {
    this.#line = matrix;
    this.#lineX = 0;
    this.#lineY = 0;
    this.#move(0, 0);
  }

  #move(x: number, y: number): void {
    this.#lineX += x;
    this.#lineY += y;
    this.#x = this.#lineX;
    this.#y = this.#lineY;
  }

  #show(shown: readonly unknown[]): void {
    this.#hasDrawn = true;
    const { font, matrix, rise, charSpacing, wordSpacing, isStroked } = this.#state;
    if (!font) return;
    const size = Math.abs(this.#state.size);
    const forward = this.#state.size < 0 ? -1 : 1;
    const scale = this.#state.scale * forward;
    const onPage = multiply(matrix, this.#line);
    const [a, b, c, d, e, f] = onPage;
    const height = Math.hypot(c, d) * size;
    const stretch = Math.hypot(a, b);
    const runs = directionOf(onPage, scale);
    const into = this.#isSeen() ? this.#into : this.drawn.hidden;
    const told = this.drawn.told.get(font.name) ?? { letters: 0, otherwise: 0 };
    this.drawn.told.set(font.name, told);
    for (const one of shown) {
      if (typeof one === 'number') {
        this.#x -= (one * size * scale) / 1000;
        continue;
      }
      if (!isShown(one)) continue;
      if (LETTER.test(one.unicode)) {
        told.letters += 1;
        if (isOther(one.unicode, one.fontChar ?? '')) told.otherwise += 1;
      }
      const width = one.width * size * font.unit * scale;
      const up = this.#y + rise;
      const x = a * this.#x + c * up + e;
      const y = b * this.#x + d * up + f;
      this.#x += width + ((one.isSpace === true ? wordSpacing : 0) + charSpacing) * forward * scale;
      const length = Math.abs(width) * stretch;
      if (!Number.isFinite(x + y + length + height) || height < 1) continue;
      into.push({
        text: one.unicode,
        x,
        y,
        right: x + length,
        size: height,
        font,
        isBold: font.isBold || isStroked,
        code: one.originalCharCode ?? -1,
        runs,
      });
    }
  }
}

/** A letter as pdf.js hands it over. */
interface Shown {
  readonly unicode: string;
  readonly width: number;
  readonly originalCharCode?: number;
  /** What a standard font would print at its place. */
  readonly fontChar?: string;
  readonly isSpace?: boolean;
}

const LETTER = /^[A-Za-z0-9]$/;
const isOther = (said: string, printed: string): boolean =>
  LETTER.test(printed) && printed.toLowerCase() !== said.toLowerCase();

const isShown = (value: unknown): value is Shown =>
  typeof value === 'object' &&
  value !== null &&
  'unicode' in value &&
  typeof value.unicode === 'string' &&
  'width' in value &&
  typeof value.width === 'number';

/** So little out of the way is still along it. */
const SLANT = 0.1;

function directionOf([a, b]: Matrix, scale: number): Direction {
  const [x, y] = [a * scale, b * scale];
  if (Math.abs(y) <= Math.abs(x) * SLANT) return x < 0 ? 'back' : 'across';
  if (Math.abs(x) <= Math.abs(y) * SLANT) return y < 0 ? 'up' : 'down';
  return 'askew';
}
