import { COUNTED_ALIKE } from '../../acknowledge/evidence/how-counted.ts';
import { dayOf, formatDay } from '../../kernel/time.ts';
import { createPaper, type Paper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { type Cell, few, fewWords } from '../../school/merged-figures.ts';
import type { SchoolOverview } from './school-overview.ts';

/** How much of each fits on the one page. */
const MOST = { campaigns: 2, parts: 9, topics: 6, policies: 6 };
const SMALL = { size: 9 };
const TITLE = { size: 13, isBold: true, gap: 12, keepsWithNext: true };

/**
 * One page for a governors' meeting, once a term: how far the acknowledgements are by group and site, how many concerns are
 * open and for how long, what no policy answered, and which policies are past their review; then how it was counted. It leaves the school,
 * so numbers under five are told as fewer than five.
 */
export async function governorsPdf(overview: SchoolOverview): Promise<Uint8Array> {
  const title = `${overview.school.name}: policies this term`;
  const paper = createPaper(await createPrintOut(title, overview.madeAt));
  const asOf = `As of ${formatDay(dayOf(overview.madeAt))}`;
  paper.write(title, { size: 18, isBold: true });
  paper.write(`For the governors. ${asOf}${overview.term ? `, ${overview.term}` : ''}.`);
  paper.write(
    'Numbers only. Groups of fewer than five people are put together, so that nobody can be identified.',
    SMALL,
  );

  acknowledged(paper, overview);

  if (overview.aboutAdults) {
    paper.write('Concerns about adults, with the headteacher', TITLE);
    const { open, overAFortnight } = overview.aboutAdults;
    paper.write(`Open: ${few(open)}. Open for more than two weeks: ${few(overAFortnight)}.`);
    paper.write('Reports about children are with the designated safeguarding lead, who reports to you.', SMALL);
  }

  paper.write('Questions that no policy answered', TITLE);
  if (overview.notCovered.length === 0) paper.write(`None since ${formatDay(overview.since)}.`);
  for (const [topic, count] of overview.notCovered.slice(0, MOST.topics))
    paper.write(`${topic}: ${count === 'few' ? 'fewer than 5' : count}`);
  if (overview.notCovered.length > 0)
    paper.write(
      `Of ${few(overview.asked)} questions since ${formatDay(overview.since)}. Nobody’s words are kept.`,
      SMALL,
    );

  paper.write('Policies past their review', TITLE);
  if (overview.pastReview.length === 0) paper.write('None.');
  for (const { title: name, reviewOn } of overview.pastReview.slice(0, MOST.policies))
    paper.write(`${name}: due ${formatDay(reviewOn)}`);
  if (overview.pastReview.length > MOST.policies) paper.write(`and ${overview.pastReview.length - MOST.policies} more`);

  paper.turnPage();
  paper.write('How the acknowledgements were counted', TITLE);
  for (const line of COUNTED_ALIKE) paper.write(line, { gap: 6 });
  return paper.finish({
    head: overview.school.name,
    foot: (page, pages) => `For the governors. ${asOf}. Page ${page} of ${pages}`,
  });
}

function acknowledged(paper: Paper, { acknowledgements }: SchoolOverview): void {
  const row = ({ name, expected, acknowledged: done }: Cell): void =>
    paper.row(
      [
        { text: name, share: 0.5 },
        { text: `${done} of ${expected}`, share: 0.25 },
      ],
      { gap: 2 },
      { done, of: expected },
    );
  paper.write('Read and acknowledged', TITLE);
  if (acknowledgements.length === 0) paper.write('Nothing was sent to be acknowledged this year.');
  for (const { title: name, dueDay, figures } of acknowledgements.slice(0, MOST.campaigns)) {
    paper.write(`${name}, due ${formatDay(dueDay)}`, { isBold: true, gap: 4, keepsWithNext: true });
    if (figures.total === undefined) paper.write(fewWords(figures));
    else {
      for (const cell of [figures.total, ...figures.groups].slice(0, MOST.parts)) row(cell);
      if (figures.sites.length > 0) paper.write('The same people by site', { ...SMALL, gap: 2 });
      for (const cell of figures.sites.slice(0, MOST.parts)) row(cell);
    }
  }
}
