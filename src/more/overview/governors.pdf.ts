import { rgb } from 'pdf-lib';
import { dayOf, formatDay } from '../../kernel/time.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { Face } from '../../platform/pdf/typeface.ts';
import { type Cell, few } from '../../school/merged-figures.ts';
import type { SchoolOverview } from './school-overview.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 56 };
/** How much of each fits on the one page. */
const MOST = { campaigns: 2, parts: 9, topics: 6, policies: 6 };
const BAR = { x: 330, width: 150, height: 8 };
const GREEN = rgb(0.18, 0.54, 0.32);
const GREY = rgb(0.86, 0.86, 0.86);

/**
 * One page for a governors' meeting, once a term: how far the acknowledgements are by group and site, how many concerns are
 * open and for how long, what no policy answered, and which policies are past their review. It leaves the school, so numbers
 * under five are told as fewer than five.
 */
export async function governorsPdf(overview: SchoolOverview): Promise<Uint8Array> {
  const { document, layout, finish } = await createPrintOut(
    `${overview.school.name}: policies this term`,
    overview.madeAt,
  );
  const page = document.addPage([PAGE.width, PAGE.height]);
  let y = PAGE.height - PAGE.margin;
  const write = (words: string, options: { size?: number; face?: Face; gap?: number; x?: number } = {}): void => {
    const { size = 10.5, face = 'regular', gap = 0, x = 0 } = options;
    y -= size + 5 + gap;
    layout.draw(page, layout.fitting(words, { size, face }, PAGE.width - 2 * PAGE.margin - x), PAGE.margin + x, y);
  };
  const title = (words: string): void => write(words, { size: 13, face: 'bold', gap: 14 });
  const bar = ({ name, expected, acknowledged }: Cell): void => {
    y -= 17;
    layout.draw(page, layout.fitting(name, { size: 10.5, face: 'regular' }, 190), PAGE.margin, y);
    layout.draw(
      page,
      layout.fitting(`${acknowledged} of ${expected}`, { size: 10.5, face: 'regular' }, 80),
      PAGE.margin + 200,
      y,
    );
    const x = PAGE.margin + BAR.x - 56;
    page.drawRectangle({ x, y, width: BAR.width, height: BAR.height, color: GREY });
    const width = expected === 0 ? 0 : (BAR.width * acknowledged) / expected;
    page.drawRectangle({ x, y, width, height: BAR.height, color: GREEN });
  };

  write(`${overview.school.name}: policies this term`, { size: 18, face: 'bold' });
  write(`For the governors. As of ${formatDay(dayOf(overview.madeAt))}${overview.term ? `, ${overview.term}` : ''}.`);
  write('Numbers only. Groups of fewer than five people are put together, so that nobody can be identified.', {
    size: 9,
  });

  title('Read and acknowledged');
  if (overview.acknowledgements.length === 0) write('Nothing was sent to be acknowledged this year.');
  for (const { title: name, dueDay, figures } of overview.acknowledgements.slice(0, MOST.campaigns)) {
    write(`${name}, due ${formatDay(dueDay)}`, { face: 'bold', gap: 4 });
    if (figures.total === undefined) write('Fewer than five have answered, or fewer than five have still to answer.');
    else {
      [figures.total, ...figures.groups].slice(0, MOST.parts).forEach(bar);
      if (figures.sites.length > 0) write('The same people by site', { size: 9, gap: 2 });
      figures.sites.slice(0, MOST.parts).forEach(bar);
    }
  }

  if (overview.concerns) {
    title('Concerns about adults, with the headteacher');
    const { open, overAFortnight } = overview.concerns;
    write(`Open: ${few(open)}. Open for more than two weeks: ${few(overAFortnight)}.`);
    write('Reports about children are with the designated safeguarding lead, who reports to you.', { size: 9 });
  }

  title('Questions that no policy answered');
  if (overview.notCovered.length === 0) write(`None since ${formatDay(overview.since)}.`);
  for (const [topic, count] of overview.notCovered.slice(0, MOST.topics))
    write(`${topic}: ${count === 'few' ? 'fewer than 5' : count}`);
  if (overview.notCovered.length > 0)
    write(`Of ${few(overview.asked)} questions since ${formatDay(overview.since)}. Nobody’s words are kept.`, {
      size: 9,
    });

  title('Policies past their review');
  if (overview.pastReview.length === 0) write('None.');
  for (const { title: name, reviewOn } of overview.pastReview.slice(0, MOST.policies))
    write(`${name}: due ${formatDay(reviewOn)}`);
  if (overview.pastReview.length > MOST.policies) write(`and ${overview.pastReview.length - MOST.policies} more`);
  return finish();
}
