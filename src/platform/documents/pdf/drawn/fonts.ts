import type { SymbolFont } from '../../symbols/signs.ts';
import { symbolFont } from '../../symbols/symbol-fonts.ts';
import { numbersIn } from './matrix.ts';

/** What a font says of itself. */
export interface FontLook {
  readonly name: string;
  readonly isBold: boolean;
  readonly symbols: SymbolFont | undefined;
  /** By how much widths are multiplied, for letters of size 1. */
  readonly unit: number;
}

const PLAIN_UNIT = 0.001;

/** @param font as pdf.js has it after the list of operators was read; anything else is a font without a name */
export function lookOfFont(font: unknown): FontLook {
  if (typeof font !== 'object' || font === null)
    return { name: '', isBold: false, symbols: undefined, unit: PLAIN_UNIT };
  const name = 'name' in font && typeof font.name === 'string' ? font.name : '';
  const [unit = PLAIN_UNIT] = 'fontMatrix' in font ? numbersIn(font.fontMatrix) : [];
  return {
    name,
    isBold: ('bold' in font && font.bold === true) || /bold|black|heavy|semib|demi/i.test(name),
    symbols: symbolFont(name),
    unit,
  };
}
