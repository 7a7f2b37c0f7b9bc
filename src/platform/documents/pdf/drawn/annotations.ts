import { EMPTY } from '../../clean-text.ts';
import { type Matrix, numbersIn, place } from './matrix.ts';
import { type Rule, type Stroke, strokesOf } from './rules.ts';

/** What lies on a page beside what the page itself draws. */
export type Annotation =
  /** Words that lead to an address. */
  | { readonly kind: 'link'; readonly box: Rule; readonly address: string }
  /** A box of a form: what was filled in, chosen or ticked. */
  | { readonly kind: 'field'; readonly box: Rule; readonly value: string }
  /** Words that someone wrote onto the page. */
  | { readonly kind: 'written'; readonly box: Rule; readonly id: string; readonly words: string }
  /** A line that someone drew through words. */
  | { readonly kind: 'struck'; readonly box: Rule }
  /** Lines that someone drew by hand, or from one place to another. */
  | { readonly kind: 'drawn'; readonly box: Rule; readonly strokes: readonly Stroke[] }
  /** A stamp, whose words are drawn. */
  | { readonly kind: 'stamp'; readonly box: Rule; readonly id: string; readonly words: string }
  /** A remark that opens when it is touched. */
  | { readonly kind: 'remark'; readonly box: Rule; readonly words: string };

const HIDDEN = 2;
const NOT_ON_SCREEN = 32;
const TICKED = '☑';
const UNTICKED = '☐';

/** @param all as pdf.js hands them over; what is hidden, or lies on a layer that is switched off, is left out */
export function annotationsOf(
  all: readonly unknown[],
  toPage: Matrix,
  isVisible: (layer: unknown) => boolean,
): readonly Annotation[] {
  return all.flatMap((one): readonly Annotation[] => {
    if (!isRecord(one)) return [];
    const flags = typeof one['annotationFlags'] === 'number' ? one['annotationFlags'] : 0;
    const isOff = one['oc'] !== undefined && one['oc'] !== null && !isVisible(one['oc']);
    if (flags & (HIDDEN | NOT_ON_SCREEN) || one['hidden'] === true || isOff) return [];
    const box = boxOf(numbersIn(one['rect']), toPage);
    const words = wordsOf(one);
    switch (one['subtype']) {
      case 'Link':
        return typeof one['url'] === 'string' ? [{ kind: 'link', box, address: one['url'] }] : [];
      case 'Widget': {
        const value = filledIn(one);
        return value === '' ? [] : [{ kind: 'field', box, value }];
      }
      case 'FreeText':
        return [{ kind: 'written', box, id: String(one['id']), words }];
      case 'Stamp':
        return [{ kind: 'stamp', box, id: String(one['id']), words }];
      case 'Ink':
      case 'Line':
        return [{ kind: 'drawn', box, strokes: strokesIn(one, toPage) }, ...remark(box, words)];
      case 'Redact':
      case 'Square':
      case 'Squiggly':
      case 'StrikeOut': {
        const struck = quadsOf(numbersIn(one['quadPoints']), toPage).map((quad) => ({
          kind: 'struck' as const,
          box: quad,
        }));
        return [...(struck.length > 0 ? struck : [{ kind: 'struck' as const, box }]), ...remark(box, words)];
      }
      case 'Popup':
        return [];
      default:
        return remark(box, words);
    }
  });
}

const remark = (box: Rule, words: string): readonly Annotation[] =>
  words === '' ? [] : [{ kind: 'remark', box, words }];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function wordsOf({ contentsObj, textContent }: Readonly<Record<string, unknown>>): string {
  const said = isRecord(contentsObj) && typeof contentsObj['str'] === 'string' ? contentsObj['str'].trim() : '';
  const shown = Array.isArray(textContent)
    ? textContent
        .filter((line) => typeof line === 'string')
        .join(' ')
        .trim()
    : '';
  return said || shown;
}

/** What a box of a form says: its text, the words of what was chosen, or whether it is ticked. */
function filledIn(field: Readonly<Record<string, unknown>>): string {
  const { fieldType, fieldValue, checkBox, radioButton, password, options } = field;
  if (fieldType === 'Btn') {
    if (checkBox === true)
      return fieldValue !== 'Off' && fieldValue === (field['exportValue'] ?? 'Yes') ? TICKED : UNTICKED;
    return radioButton === true ? (isText(fieldValue) && fieldValue === field['buttonValue'] ? TICKED : UNTICKED) : '';
  }
  if ((fieldType !== 'Tx' && fieldType !== 'Ch') || password === true) return '';
  const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).filter(isText);
  const shown = values.map((value) => {
    const option = (Array.isArray(options) ? options : []).filter(isRecord).find((one) => one['exportValue'] === value);
    return isText(option?.['displayValue']) ? option['displayValue'] : value;
  });
  return shown.join(', ').trim() || EMPTY.words;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function boxOf([x0 = 0, y0 = 0, x1 = 0, y1 = 0]: readonly number[], toPage: Matrix): Rule {
  const [ax, ay] = place(toPage, x0, y0);
  const [bx, by] = place(toPage, x1, y1);
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
}

/** The lines of a drawing: each is a list of places, one number after the other. */
function strokesIn(
  { inkLists, lineCoordinates }: Readonly<Record<string, unknown>>,
  toPage: Matrix,
): readonly Stroke[] {
  return [...(Array.isArray(inkLists) ? inkLists : []), lineCoordinates].flatMap((list) => {
    const numbers = numbersIn(list);
    const places = numbers.flatMap((x, at) => (at % 2 === 0 ? [place(toPage, x, numbers[at + 1] ?? 0)] : []));
    return strokesOf(places);
  });
}

/** Four corners to each line of words. */
function quadsOf(points: readonly number[], toPage: Matrix): readonly Rule[] {
  const quads: Rule[] = [];
  for (let at = 0; at + 8 <= points.length; at += 8) {
    const corners = points.slice(at, at + 8);
    const xs = corners.filter((_, index) => index % 2 === 0);
    const ys = corners.filter((_, index) => index % 2 === 1);
    quads.push(boxOf([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], toPage));
  }
  return quads;
}
