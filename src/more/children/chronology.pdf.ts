import { formatInstant } from '../../kernel/time.ts';
import { createPaper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { ENTRIES } from '../../report/concern.ts';
import { actorWords, factsWords, textsOf } from '../../report/entry-wording.ts';
import { MARKING } from '../../report/keeping/export.ts';
import { drawBody } from '../body-map/body-map.pdf.ts';
import { timeWords } from './chronology.ts';
import type { ToPrint } from './print.ts';

/**
 * All reports on one person as one story on paper, in order of time: for a conference, or the next school. Made in memory.
 * @param madeFor who fetched it, as it stands at the foot of each page
 */
export async function chronologyPdf(
  {
    lines,
    isPartial,
    closed,
    leftOut = 0,
  }: Omit<Extract<ToPrint, { kind: 'chronology' }>, 'leftOut'> & { readonly leftOut?: number },
  madeFor: string,
  madeAt: Date,
): Promise<Uint8Array> {
  const references = [...new Set(lines.map(({ concern }) => concern.reference))];
  const [first = ''] = references;
  // Titles show in windows and lists of files: a reference at most.
  const printOut = await createPrintOut(`Chronology ${first}`, madeAt);
  const paper = createPaper(printOut);
  paper.write('Chronology', { size: 18, isBold: true });
  paper.write(`Reports ${references.join(', ')}`, { gap: 2 });
  if (isPartial || closed.length > 0)
    paper.write('NOT COMPLETE: a report that belongs to it could not be opened when this was made.', {
      isBold: true,
      gap: 8,
    });
  if (leftOut > 0)
    paper.write(`Names of other children are left out: ${leftOut}. Where one stood it says “another child”.`, {
      gap: 8,
    });
  for (const { school, concern, entry, happened } of lines) {
    const texts = textsOf(entry);
    paper.write(
      `${timeWords({ happened, entry })}, report ${concern.reference}: ${actorWords(school, concern, entry.actor)} ${ENTRIES[entry.kind].said}${factsWords(school, entry)}`,
      { isBold: true, size: 9, gap: 8, keepsWithNext: texts.length > 0 },
    );
    for (const { label, text, marks } of texts) {
      paper.write(label, { isBold: true, size: 9, gap: 4, indent: 14, keepsWithNext: true });
      paper.write(text, { indent: 14 });
      if (marks !== undefined) await drawBody(paper, marks);
    }
  }
  if (paper.hasNumbers)
    paper.write('Letters that cannot be printed here are shown as their Unicode numbers, for example [U+4F60].', {
      gap: 8,
    });
  return paper.finish({
    head: `${MARKING}\nChronology ${first}`,
    foot: (page, pages) => `Page ${page} of ${pages}. Made on ${formatInstant(madeAt)} for ${madeFor}.`,
  });
}
