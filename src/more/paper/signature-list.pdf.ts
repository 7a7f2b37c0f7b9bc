import { type PDFPage, rgb } from 'pdf-lib';
import type { Person } from '../../acknowledge/register/person.ts';
import { asAsked } from '../../acknowledge/text/as-asked.ts';
import { named, PRIVACY } from '../../acknowledge/text/confirmation.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { Face } from '../../platform/pdf/typeface.ts';
import { answerBy, type WithoutTeams } from './links.ts';

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
  const { document, layout, finish } = await createPrintOut(`${campaign.title}: list to sign`, madeAt);
  const pages: PDFPage[] = [];
  let page: PDFPage;
  let y: number;
  // Who is asked for the same policies signs one list: what is signed stands above it.
  const lists = Map.groupBy(people, ({ askedFor }) => JSON.stringify(askedFor));
  for (const same of lists.size === 0 ? [[]] : lists.values()) list(same);
  for (const [at, each] of pages.entries()) {
    const foot = `${school.name}, ${campaign.title}. Page ${at + 1} of ${pages.length}`;
    layout.draw(each, layout.fitting(foot, { size: 9 }, WIDTH), PAGE.margin, PAGE.margin - 14);
  }
  return finish();

  function list(same: readonly Person[]): void {
    const asked = asAsked(campaign, same[0] ?? {});
    page = addPage();
    y = PAGE.height - PAGE.margin;
    write(`${school.name}: read and understood`, 'bold', 16);
    for (const policy of asked.policies) write(named(policy), 'bold', 11);
    write(`${answerBy(campaign.dueDay, madeAt)} By signing I say:`, 'regular', 10, 6);
    write(asked.wording.join(' '), 'regular', 10);
    write(
      `The text goes with this list; ask ${school.roles.hr[0]?.name ?? 'HR'} to have it read to you. ${PRIVACY}`,
      'regular',
      9,
      4,
    );
    y -= 8;
    header();
    // Empty lines for people the list does not know yet.
    for (const person of [...same, undefined, undefined]) {
      if (y - ROW < PAGE.margin + 16) {
        page = addPage();
        y = PAGE.height - PAGE.margin;
        header();
      }
      row(person === undefined ? [] : [person.name, person.jobTitle ?? ''], 'regular', ROW);
    }
  }

  function addPage(): PDFPage {
    const added = document.addPage([PAGE.width, PAGE.height]);
    pages.push(added);
    return added;
  }

  function write(words: string, face: Face, size: number, gap = 0): void {
    y -= gap;
    for (const line of layout.lines(words, { size, face }, WIDTH)) {
      y -= size * 1.35;
      layout.draw(page, line, PAGE.margin, y);
    }
  }

  function header(): void {
    row(
      COLUMNS.map(({ title }) => title),
      'bold',
      20,
    );
  }

  function row(cells: readonly string[], face: Face, height: number): void {
    y -= height;
    let x = PAGE.margin;
    for (const [at, { width }] of COLUMNS.entries()) {
      page.drawRectangle({ x, y, width, height, borderWidth: 0.75, borderColor: rgb(0.4, 0.4, 0.4), opacity: 0 });
      const words = cells[at];
      if (words !== undefined)
        layout.draw(page, layout.fitting(words, { size: 10.5, face }, width - 12), x + 6, y + height / 2 - 4);
      x += width;
    }
  }
}
