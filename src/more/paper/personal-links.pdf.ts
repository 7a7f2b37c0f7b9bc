import { setImmediate } from 'node:timers/promises';
import { type PDFPage, rgb } from 'pdf-lib';
import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import { policiesOf } from '../../acknowledge/text/as-asked.ts';
import { named, PRIVACY } from '../../acknowledge/text/confirmation.ts';
import { formatDay } from '../../kernel/time.ts';
import type { Line } from '../../platform/pdf/pdf-text-layout.ts';
import { createPrintOut, type PrintOut } from '../../platform/pdf/print-out.ts';
import { drawQrCode } from '../../platform/pdf/qr-code.ts';
import { splitAddress } from '../../platform/pdf/split-address.ts';
import type { Face } from '../../platform/pdf/typeface.ts';
import type { School } from '../../school/school.ts';
import { answerBy, type Letter } from './links.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 64 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
/** About 6 cm: a phone held at reading distance takes it. */
const CODE = 170;

interface Sheet {
  readonly campaign: Campaign;
  readonly school: School;
  readonly letters: readonly Letter[];
}

/**
 * One page for each person, to hand over or to post: what to read, by when, a code to scan and the same address to type.
 * @param addressOf the address of a letter's link
 */
export async function personalLinksPdf(
  sheet: Sheet,
  addressOf: (secret: string) => string,
  madeAt: Date,
): Promise<Uint8Array> {
  const { campaign, letters } = sheet;
  const printOut = await createPrintOut(`${campaign.title}: personal links`, madeAt);
  const { document, layout, finish } = printOut;
  for (const letter of letters) {
    drawLetter(printOut, sheet, letter, addressOf(letter.secret), madeAt);
    // Hundreds of pages must not keep everyone else waiting.
    await setImmediate();
  }
  if (letters.length === 0) {
    const page = document.addPage([PAGE.width, PAGE.height]);
    const line = layout.fitting('Nobody needs a personal link.', { size: 14, face: 'bold' }, WIDTH);
    layout.draw(page, line, PAGE.margin, PAGE.height - PAGE.margin - 14);
  }
  return finish();
}

/** One person's page. */
function drawLetter(
  { document, layout }: Pick<PrintOut, 'document' | 'layout'>,
  { campaign, school }: Pick<Sheet, 'campaign' | 'school'>,
  { person, until }: Letter,
  address: string,
  madeAt: Date,
): void {
  const page = document.addPage([PAGE.width, PAGE.height]);
  const { line, write, rule, below } = penOn(page, layout);

  write(school.name, { size: 10.5 });
  below(10);
  line(layout.fitting(person.name, { size: 20, face: 'bold' }, WIDTH), 0);
  if (person.jobTitle !== undefined) write(person.jobTitle);
  rule(14);
  write('Please read and confirm', { size: 14, face: 'bold', gap: 8 });
  for (const policy of policiesOf(campaign.policies, person)) write(named(policy), { gap: 3, indent: 12 });
  write(answerBy(person.dueDay, madeAt), { face: 'bold', gap: 8 });

  write('On a phone: open the camera, hold it over the square, and tap the link that appears.', { gap: 18 });
  const y = below(CODE + 10);
  // The quiet zone is part of the box: without it the code would stand to the right of the text.
  drawQrCode(page, address, { x: PAGE.margin - 14, y, width: CODE });
  write('On a computer: type this address. Capital letters and hyphens do not matter.', { gap: 6 });
  const [host, secret] = splitAddress(address);
  write(host, { face: 'typed', size: 13, gap: 4 });
  write(secret, { face: 'typed', size: 13 });
  write('You will see the whole text, and at the end a button to say that you have read and understood it.', {
    gap: 12,
  });
  write(
    `Without a phone or computer: ask ${school.roles.hr[0]?.name ?? 'HR'} for the text on paper, or to have it read to you, and sign there.`,
    {
      gap: 6,
    },
  );
  rule(18);
  write(`This page is for ${person.name} alone: please do not pass it on. The link works until ${formatDay(until)}.`, {
    size: 9.5,
    gap: 6,
  });
  write(PRIVACY, { size: 9.5, gap: 4 });
}

/** Writes down a page, line below line. */
function penOn(page: PDFPage, layout: PrintOut['layout']) {
  let y = PAGE.height - PAGE.margin;
  const line = (words: Line, indent: number): void => {
    y -= words.look.size * 1.4;
    layout.draw(page, words, PAGE.margin + indent, y);
  };
  const write = (words: string, options: { size?: number; face?: Face; gap?: number; indent?: number } = {}): void => {
    const { size = 11.5, face = 'regular', gap = 0, indent = 0 } = options;
    y -= gap;
    for (const part of layout.lines(words, { size, face }, WIDTH - indent)) line(part, indent);
  };
  const rule = (gap: number): void => {
    y -= gap;
    page.drawLine({
      start: { x: PAGE.margin, y },
      end: { x: PAGE.width - PAGE.margin, y },
      thickness: 0.75,
      color: rgb(0.5, 0.5, 0.5),
    });
  };
  /** Goes down without writing; where it stands then. */
  const below = (points: number): number => {
    y -= points;
    return y;
  };
  return { line, write, rule, below };
}
