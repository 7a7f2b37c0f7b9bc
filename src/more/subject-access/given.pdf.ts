import { dayOf, formatDay } from '../../kernel/time.ts';
import { createPaper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { GivenFile } from './reports.ts';
import { AUTHOR_WORDING } from './third-parties.ts';

/** What is given to someone who asked, without the names that were taken out. Made in memory. */
export async function givenPdf({ theirs, reports, undecided, isWhole }: GivenFile, madeAt: Date): Promise<Uint8Array> {
  const { request, school } = theirs;
  // Titles show in windows and lists of files: no name.
  const paper = createPaper(await createPrintOut('Subject access request', madeAt));
  paper.write('What is held in reports', { size: 18, isBold: true });
  paper.write(`About: ${request.subject.name}`, { gap: 3 });
  paper.write(`School: ${school.name}`, { gap: 3 });
  paper.write(`Made: ${formatDay(dayOf(madeAt))}`, { gap: 3 });
  if (undecided > 0)
    paper.write('NOT COMPLETE: of some reports nothing was decided when this was made. Do not send it yet.', {
      isBold: true,
      gap: 8,
    });
  if (!isWhole)
    paper.write('NOT COMPLETE: a report could not be opened when this was made. Do not send it yet.', {
      isBold: true,
      gap: 8,
    });
  paper.write('Where other people are named, it says “name removed”.', { size: 9, gap: 8 });
  for (const { at, given } of reports) {
    const day = formatDay(dayOf(at));
    paper.write(`Recorded on ${day}`, { size: 13, isBold: true, gap: 16, keepsWithNext: true });
    for (const entry of given)
      for (const { label, text } of entry.texts) {
        const when = formatDay(dayOf(entry.at));
        paper.write(`${label} (${AUTHOR_WORDING[entry.by]}${when === day ? '' : `, ${when}`})`, {
          isBold: true,
          size: 9,
          gap: 6,
          keepsWithNext: true,
        });
        paper.write(text);
      }
  }
  if (paper.hasNumbers)
    paper.write('Letters that cannot be printed here stand as their Unicode number in square brackets.', { size: 9 });
  return paper.finish({
    head: `Personal data: for the person who asked\n${school.name}`,
    foot: (page, pages) => `Subject access request, page ${page} of ${pages}`,
  });
}
