import { dayOf, formatDay } from '../../kernel/time.ts';
import { createPaper, type Paper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { Counts, ForGovernors, TermFigures } from './governors.ts';
import { countWords, GOVERNORS_WORDS, reportsWords, timeWords } from './governors-words.ts';

const SMALL = { size: 9, gap: 8, keepsWithNext: true };

/** The DSL's numbers on paper, a page or more for each school: for the governors' meeting, so nothing by which anyone could be told. */
export async function safeguardingPdf(figures: ForGovernors, madeAt: Date): Promise<Uint8Array> {
  const asOf = `As of ${formatDay(dayOf(madeAt))}`;
  const paper = createPaper(await createPrintOut(GOVERNORS_WORDS.title, madeAt));
  if (figures.schools.length === 0) paper.write(GOVERNORS_WORDS.none);
  for (const [at, { school, terms }] of figures.schools.entries()) {
    if (at > 0) paper.turnPage();
    paper.write(`${school.name}: safeguarding report to governors`, { size: 18, isBold: true });
    paper.write(`Reports about children, by term. ${asOf}.`);
    paper.write(
      'Numbers only. Fewer than five are put together, and with the next smallest where they could be worked out, so that nobody can be told from them.',
      { size: 9 },
    );
    if (figures.isPartial || figures.unreadable > 0)
      paper.write(
        'Some reports could not be read when this was made, and are not counted. Make it again before you use it.',
        {
          isBold: true,
        },
      );
    if (figures.isClosed)
      paper.write('Nothing is shown by category, because no PIN was typed when this page was made.', { isBold: true });
    for (const term of terms) writeTerm(paper, term, figures.isClosed);
  }
  return paper.finish({
    head: figures.schools.length === 1 ? (figures.schools[0]?.school.name ?? '') : GOVERNORS_WORDS.title,
    foot: (page, pages) => `For the governors. ${asOf}. Page ${page} of ${pages}`,
  });
}

function writeTerm(paper: Paper, term: TermFigures, isClosed: boolean): void {
  paper.write(`${term.name}: ${reportsWords(term.reports)}`, { size: 13, isBold: true, gap: 16, keepsWithNext: true });
  if (term.reports === 0) return;
  if (!isClosed) writeCounts(paper, GOVERNORS_WORDS.byCategory, term.categories);
  writeCounts(paper, GOVERNORS_WORDS.byDecision, term.decisions);
  paper.write(GOVERNORS_WORDS.allHours, SMALL);
  writeRow(paper, GOVERNORS_WORDS.acknowledged, timeWords(term.acknowledgedMs));
  writeRow(paper, GOVERNORS_WORDS.decided, timeWords(term.decidedMs));
}

function writeCounts(paper: Paper, title: string, counts: Counts): void {
  paper.write(title, SMALL);
  for (const [what, count] of counts) writeRow(paper, what, countWords(count));
}

const writeRow = (paper: Paper, what: string, value: string): void =>
  paper.row(
    [
      { text: what, share: 0.6 },
      { text: value, share: 0.4 },
    ],
    { gap: 2 },
  );
