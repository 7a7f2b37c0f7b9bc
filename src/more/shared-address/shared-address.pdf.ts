import { rgb } from 'pdf-lib';
import { dayOf, formatDay } from '../../kernel/time.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { drawQrCode } from '../../platform/pdf/qr-code.ts';
import { splitAddress } from '../../platform/pdf/split-address.ts';
import type { Face } from '../../platform/pdf/typeface.ts';
import { holders, type School } from '../../school/school.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 56 };
const WIDTH = PAGE.width - 2 * PAGE.margin;

/** Sizes in points: a sheet on a wall or in a hand, and one for anyone who needs large print (at least 18). */
const PLAIN = { text: 12, small: 10, title: 24, head: 15, code: 190 };
const LARGE = { text: 18, small: 16, title: 30, head: 21, code: 170 };

/**
 * The sheet for people without Teams: what to do in danger first, then the code to scan and the address to type.
 * @param sheet.url where the code leads, without anything that is secret
 */
export async function sharedAddressPdf(
  {
    school,
    url,
    asks,
    isLarge,
  }: {
    readonly school: School;
    readonly url: string;
    /** Whether questions about policies are answered there. */
    readonly asks: boolean;
    readonly isLarge: boolean;
  },
  madeAt: Date,
): Promise<Uint8Array> {
  const size = isLarge ? LARGE : PLAIN;
  const { document, layout, finish } = await createPrintOut(`${school.name}: without Teams`, madeAt);
  let page = document.addPage([PAGE.width, PAGE.height]);
  let y = PAGE.height - PAGE.margin;
  /** Large print, or long names, may take a second page. */
  const needs = (height: number): void => {
    if (y - height >= PAGE.margin) return;
    page = document.addPage([PAGE.width, PAGE.height]);
    y = PAGE.height - PAGE.margin;
  };
  const write = (words: string, options: { size?: number; face?: Face; gap?: number } = {}): void => {
    const { size: points = size.text, face = 'regular', gap = 0 } = options;
    y -= gap;
    const lines = layout.lines(words, { size: points, face }, WIDTH);
    // A sentence that begins at the foot of a page and ends on the next is read by nobody.
    needs(lines.length * points * 1.35);
    for (const line of lines) {
      y -= points * 1.35;
      layout.draw(page, line, PAGE.margin, y);
    }
  };
  const rule = (): void => {
    y -= 10;
    page.drawLine({
      start: { x: PAGE.margin, y },
      end: { x: PAGE.width - PAGE.margin, y },
      thickness: 0.75,
      color: rgb(0.5, 0.5, 0.5),
    });
  };

  write(school.name, { size: size.small });
  write('Worried about a child, or about how an adult behaves?', { size: size.title, face: 'bold', gap: 2 });
  rule();
  write('In danger now: phone 999. Then phone the school.', { size: size.head, face: 'bold', gap: 6 });
  for (const line of phoneLines(school)) write(line, { face: 'bold' });
  rule();
  write(asks ? 'To report, or to ask what a policy says:' : 'To report:', { size: size.head, face: 'bold', gap: 6 });
  // The code is on one page with what says how to use it.
  write('Point your phone’s camera at the square, and tap the link.', { gap: 2 });
  needs(size.code + 6 + 2 * size.text * 1.35 + size.text);
  y -= size.code + 6;
  drawQrCode(page, url, { x: PAGE.margin - 14, y, width: size.code });
  write('Or type this address. Capital letters and hyphens do not matter.', { gap: 2 });
  const [host, code] = splitAddress(url);
  // Smaller rather than broken: nobody knows where a line that breaks goes on.
  const sizes = [size.text, 15, 13, 11, 9];
  const fits = sizes.find((points) => layout.lines(host, { size: points, face: 'typed' }, WIDTH).length === 1);
  write(host, { face: 'typed', size: Math.min(size.text, fits ?? 9), gap: 2 });
  write(code, { face: 'typed', size: size.text + 2 });
  rule();
  for (const line of [
    'Who it is about decides who gets it: never anyone it is about.',
    'You can leave your name and number. Nobody checks who you are.',
    'You get a code, so that you can come back. Write it down.',
    'No pictures: words only. Nobody can promise to keep it secret.',
  ])
    write(line, { gap: 3 });
  write(`For governors, agency workers, volunteers and visitors. Printed ${formatDay(dayOf(madeAt))}.`, {
    size: size.small,
    gap: 8,
  });
  return finish();
}

/** Nobody by name but those the school shows. */
const phoneLines = (school: School): readonly string[] => [
  ...(school.concerns.sharedAddress?.namesShown.includes('dsl') ? holders(school, 'dsl').slice(0, 1) : []).map(
    ({ name, phone }) => `Safeguarding lead (DSL): ${name}, ${unbroken(phone ?? school.contacts.office)}`,
  ),
  `School office: ${unbroken(school.contacts.office)}`,
  `When school is closed: ${unbroken(school.contacts.outOfHours)}`,
];

/** A number that no line breaks in two. */
const unbroken = (number: string): string => number.replaceAll(' ', '\u00a0');
