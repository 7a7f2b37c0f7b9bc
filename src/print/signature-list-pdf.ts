import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import type { WithoutTeams } from '../acknowledgement/links.ts';
import { named, PRIVACY } from '../acknowledgement/wording.ts';
import { formatDay } from '../core/time.ts';
import { fitting, wrapped } from './letters.ts';

/** A4 across, in points. */
const PAGE = { width: 841.89, height: 595.28, margin: 42 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
/** High enough to sign in. */
const ROW = 31;
const COLUMNS = [
  { title: 'Name', width: 190 },
  { title: 'Role', width: 150 },
  { title: 'Signature', width: 190 },
  { title: 'Date', width: 80 },
  { title: 'Witnessed by', width: WIDTH - 610 },
] as const;

/** A list to sign with a pen before a witness; HR enters what was signed under People without Teams. */
export async function signatureListPdf({ campaign, school, people }: WithoutTeams, madeAt: Date): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`${campaign.title}: list to sign`);
  document.setLanguage('en-GB');
  document.setCreationDate(madeAt);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const pages: PDFPage[] = [];
  let page = addPage();
  let y = PAGE.height - PAGE.margin;

  write(`${school.name}: read and understood`, bold, 16);
  for (const policy of campaign.policies) write(named(policy), bold, 11);
  write(`Please answer by ${formatDay(campaign.dueDay)}. By signing I say:`, regular, 10, 6);
  write(campaign.wording.join(' '), regular, 10);
  write(
    `The text goes with this list; ask ${school.roles.hr[0]?.name ?? 'HR'} to have it read to you. ${PRIVACY}`,
    regular,
    9,
    4,
  );
  y -= 8;
  header();
  // Empty lines for people whom the list does not know yet.
  for (const person of [...people, undefined, undefined]) {
    if (y - ROW < PAGE.margin + 16) {
      page = addPage();
      y = PAGE.height - PAGE.margin;
      header();
    }
    row(person === undefined ? [] : [person.name, person.jobTitle ?? ''], regular, ROW);
  }
  for (const [at, each] of pages.entries()) {
    const foot = `${school.name}, ${campaign.title}. Page ${at + 1} of ${pages.length}`;
    each.drawText(fitting(foot, regular, 9, WIDTH), { x: PAGE.margin, y: PAGE.margin - 14, size: 9, font: regular });
  }
  return document.save();

  function addPage(): PDFPage {
    const added = document.addPage([PAGE.width, PAGE.height]);
    pages.push(added);
    return added;
  }

  function write(words: string, font: PDFFont, size: number, gap = 0): void {
    y -= gap;
    for (const line of wrapped(words, font, size, WIDTH)) {
      y -= size * 1.35;
      page.drawText(line, { x: PAGE.margin, y, size, font });
    }
  }

  function header(): void {
    row(
      COLUMNS.map(({ title }) => title),
      bold,
      20,
    );
  }

  function row(cells: readonly string[], font: PDFFont, height: number): void {
    y -= height;
    let x = PAGE.margin;
    for (const [at, { width }] of COLUMNS.entries()) {
      page.drawRectangle({ x, y, width, height, borderWidth: 0.75, borderColor: rgb(0.4, 0.4, 0.4), opacity: 0 });
      const words = cells[at];
      if (words !== undefined)
        page.drawText(fitting(words, font, 10.5, width - 12), { x: x + 6, y: y + height / 2 - 4, size: 10.5, font });
      x += width;
    }
  }
}
