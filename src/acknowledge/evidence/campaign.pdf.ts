import { rgb } from 'pdf-lib';
import { formatDay, formatInstant } from '../../kernel/time.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { Face } from '../../platform/pdf/typeface.ts';
import { STATUS_WORDING } from '../campaign/campaign.ts';
import type { CampaignView, Progress } from '../campaign/campaign-view.ts';
import { named } from '../text/confirmation.ts';
import { REASON_WORDING, STATE_WORDING } from '../wording.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 48 };
/** How much of each fits on the one page beside everything else; the CSV has them all. */
const MOST = { policies: 5, groups: 12, groupsBesideTotals: 9, sites: 5, reasons: 5, totals: 3 };
const COLUMNS = [
  { x: 0, width: 200 },
  { x: 210, width: 90 },
  { x: 310, width: 70 },
] as const;
/** How far a group is, beside its numbers. */
const BAR = { x: 390, width: 100, height: 7 };
/** States are in two columns. */
const HALF = 250;

/**
 * One page for an inspector: what was asked, of whom, by when, and how many have answered, by staff group and site, on
 * this date. Names are left out; they are in the CSV.
 * @param seal of the evidence pack made at the same moment, so that the two can be laid side by side
 */
export async function campaignPdf(view: CampaignView, seal: string): Promise<Uint8Array> {
  const { document, layout, finish } = await createPrintOut(view.title, view.drawnAt);
  const page = document.addPage([PAGE.width, PAGE.height]);
  let y = PAGE.height - PAGE.margin;

  const write = (words: string, options: { size?: number; face?: Face; x?: number; gap?: number } = {}): void => {
    const { size = 10, face = 'regular', x = PAGE.margin, gap = 0 } = options;
    y -= size + 4 + gap;
    layout.draw(page, layout.fitting(words, { size, face }, PAGE.width - PAGE.margin - x), x, y);
  };
  const row = (cells: readonly string[], face: Face): void => {
    y -= 15;
    for (const [at, words] of cells.entries()) {
      const { x, width } = COLUMNS[at] ?? { x: 0, width: 0 };
      layout.draw(page, layout.fitting(words, { size: 10, face }, width), PAGE.margin + x, y);
    }
  };
  const shares = (title: string, parts: readonly Progress[], most: number): void => {
    y -= 6;
    row([title, 'Acknowledged', 'Outstanding'], 'bold');
    for (const part of parts.slice(0, most)) {
      row([part.name, `${part.acknowledged} of ${part.expected}`, String(part.outstanding)], 'regular');
      const place = { x: PAGE.margin + BAR.x, y, height: BAR.height };
      page.drawRectangle({ ...place, width: BAR.width, borderColor: rgb(0.45, 0.45, 0.45), borderWidth: 0.5 });
      const full = part.expected === 0 ? 0 : (BAR.width * part.acknowledged) / part.expected;
      page.drawRectangle({ ...place, width: full, color: rgb(0.09, 0.31, 0.42) });
    }
    if (parts.length > most) write(`and ${parts.length - most} more: see the CSV`, { size: 9 });
  };

  write(view.title, { size: 18, face: 'bold' });
  write(`${view.school}. As of ${formatInstant(view.drawnAt)}: ${STATUS_WORDING[view.status].toLowerCase()}.`, {
    gap: 4,
  });
  write('To read and understand', { face: 'bold', gap: 10 });
  for (const policy of view.policies.slice(0, MOST.policies)) {
    const questions = policy.quiz?.kind === 'ready' ? policy.quiz.questions.length : 0;
    write(`${named(policy)}${questions > 0 ? `, with ${questions} questions to answer first` : ''}`);
  }
  if (view.policies.length > MOST.policies)
    write(`and ${view.policies.length - MOST.policies} more: see the evidence pack`, { size: 9 });
  if (view.startedAt) write(`Asked from ${formatInstant(view.startedAt)}, to answer by ${formatDay(view.dueDay)}.`);

  const { acknowledged, expected, outstanding } = view.total;
  write(`${acknowledged} of ${expected} have acknowledged, ${outstanding} have not yet.`, {
    ...{ size: 14, face: 'bold', gap: 10 },
  });
  write('None of these numbers includes people who are away or have left.', { size: 9 });
  shares('Staff group', view.groups, view.goesWith ? MOST.groupsBesideTotals : MOST.groups);
  if (view.sites.length > 1) shares('Site', view.sites, MOST.sites);

  if (view.goesWith) write(view.goesWith.title, { face: 'bold', gap: 10 });
  for (const { name, withSignature, words } of view.goesWith?.totals.slice(0, MOST.totals) ?? [])
    write(`${name}: ${withSignature} Of everyone: ${words}`, { size: 9 });

  write('Where everyone is', { face: 'bold', gap: 10 });
  for (const [at, { state, count }] of view.states.entries()) {
    if (at % 2 === 1) y += 14;
    write(`${STATE_WORDING[state].label}: ${count}`, { x: PAGE.margin + (at % 2) * HALF });
  }
  for (const { reason, count } of view.reasons.slice(0, MOST.reasons))
    write(`${count}: ${REASON_WORDING[reason].label}`, { x: PAGE.margin + 14, size: 9 });

  write('Seal of the evidence pack', { face: 'bold', gap: 10 });
  write(seal, { size: 8 });
  write('The evidence pack holds every step behind these numbers. “lanyard verify” checks it and prints this seal.', {
    size: 9,
  });
  return finish();
}
