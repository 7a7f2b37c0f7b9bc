import { SIGNS } from '../../../../src/platform/documents/symbols/signs.ts';
import {
  inSymbolFont,
  meaningOf,
  symbolFont,
  UNKNOWN_SIGN,
} from '../../../../src/platform/documents/symbols/symbol-fonts.ts';

test.each(Object.entries(SIGNS))('every place of %s from 0x20 to 0xFF is in the table', (_, signs) => {
  expect(signs.trim().split(/\s+/u)).toHaveLength(0xe0);
});

test.each([
  ['Wingdings', 'wingdings'],
  ['Wingdings 2', 'wingdings2'],
  ['QWERTY+Wingdings3', 'wingdings3'],
  ['BCDEEE+Wingdings-Regular', 'wingdings'],
  ['SymbolMT', 'symbol'],
  ['Symbol', 'symbol'],
  ['Webdings', 'webdings'],
  ['ITC Zapf Dingbats', 'zapfdingbats'],
  ['ZapfDingbats', 'zapfdingbats'],
  ['Marlett', 'marlett'],
  ['Bookshelf Symbol 7', 'bookshelfsymbol7'],
  ['MT Extra', 'mtextra'],
  ['Segoe UI Symbol', undefined],
  ['Calibri', undefined],
  [undefined, undefined],
])('the font %s is %s', (name, font) => {
  expect(symbolFont(name)).toBe(font);
});

test.each([
  ['wingdings', 0xfc, '✓'],
  ['wingdings', 0xf0fb, '✗'],
  ['wingdings', 0xa8, '☐'],
  ['wingdings', 0xfe, '☑'],
  ['wingdings', 0xfd, '☒'],
  ['wingdings', 0xe0, '→'],
  ['wingdings', 0xa7, '▪'],
  ['wingdings2', 0x50, '✓'],
  ['wingdings2', 0x4f, '✗'],
  ['wingdings2', 0x52, '☑'],
  ['wingdings2', 0xa3, '☐'],
  ['wingdings3', 0x70, '▲'],
  ['webdings', 0x61, '✓'],
  ['webdings', 0x72, '✗'],
  ['webdings', 0x63, '☐'],
  ['symbol', 0xb3, '≥'],
  ['symbol', 0xa3, '≤'],
  ['symbol', 0xb9, '≠'],
  ['symbol', 0xae, '→'],
  ['symbol', 0x61, 'α'],
  ['zapfdingbats', 0x33, '✓'],
  ['zapfdingbats', 0x37, '✗'],
  ['wingdings', 0xff, undefined],
  ['marlett', 0x61, undefined],
] as const)('%s at %p is %s', (font, code, sign) => {
  expect(meaningOf(font, code)).toBe(sign);
});

test('text in a symbol font: private letters and Windows’ own, what the font has no place for as itself, an unknown sign told', () => {
  const unknown: number[] = [];
  const read = (text: string) => inSymbolFont('wingdings', text, (code) => unknown.push(code));
  expect(read('ü \uf0fb þ')).toBe('✓ ✗ ☑');
  expect(read('→')).toBe('→');
  // Windows keeps a dash at 0x96.
  expect(read('–')).toBe(meaningOf('wingdings', 0x96));
  expect(unknown).toEqual([]);
  expect(read('ÿ')).toBe(UNKNOWN_SIGN);
  expect(unknown).toEqual([0xff]);
});
