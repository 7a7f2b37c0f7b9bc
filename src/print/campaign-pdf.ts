import { PDFDocument, type PDFFont, rgb, StandardFonts } from 'pdf-lib';
import type { CampaignView, Progress } from '../acknowledgement/view.ts';
import { named } from '../acknowledgement/wording.ts';
import { REASON_WORDS, STATE_WORDS, STATUS_WORDS } from '../acknowledgement/words.ts';
import { formatDay, formatInstant } from '../core/time.ts';
import { fitting } from './letters.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 56 };
/** Rows that fit on the one page beside everything else; the CSV has them all. */
const GROUPS = 18;
const COLUMNS = [
  { x: 0, width: 240 },
  { x: 250, width: 110 },
  { x: 370, width: 110 },
] as const;

/**
 * One page for an inspector: what was asked, of whom, by when, and how many have answered, by staff group, on this date.
 * Names are left out; they are in the CSV.
 * @param seal of the evidence pack made at the same moment, so that the two can be laid side by side
 */
export async function campaignPdf(view: CampaignView, seal: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(view.title);
  document.setLanguage('en-GB');
  document.setCreationDate(view.drawnAt);
  const page = document.addPage([PAGE.width, PAGE.height]);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  let y = PAGE.height - PAGE.margin;

  const write = (words: string, options: { size?: number; font?: PDFFont; x?: number; gap?: number } = {}): void => {
    const { size = 10, font = regular, x = PAGE.margin, gap = 0 } = options;
    y -= size + 4 + gap;
    page.drawText(fitting(words, font, size, PAGE.width - PAGE.margin - x), { x, y, size, font, color: rgb(0, 0, 0) });
  };
  const row = (cells: readonly string[], font: PDFFont): void => {
    y -= 15;
    for (const [at, words] of cells.entries()) {
      const { x, width } = COLUMNS[at] ?? { x: 0, width: 0 };
      page.drawText(fitting(words, font, 10, width), { x: PAGE.margin + x, y, size: 10, font, color: rgb(0, 0, 0) });
    }
  };

  write(view.title, { size: 18, font: bold });
  write(`${view.school}. State on ${formatInstant(view.drawnAt)}: ${STATUS_WORDS[view.status].toLowerCase()}.`, {
    gap: 4,
  });
  write('To read and understand', { font: bold, gap: 12 });
  for (const policy of view.policies) write(named(policy));
  if (view.startedAt) write(`Asked from ${formatInstant(view.startedAt)}, to answer by ${formatDay(view.dueDay)}.`);

  write(`${view.total.acknowledged} of ${view.total.expected} have acknowledged.`, { size: 14, font: bold, gap: 14 });
  write('People who are away, and people who have left, are in neither number.', { size: 9 });
  y -= 8;
  row(['Staff group', 'Acknowledged', 'Outstanding'], bold);
  for (const group of view.groups.slice(0, GROUPS)) row(cellsOf(group), regular);
  if (view.groups.length > GROUPS) write(`and ${view.groups.length - GROUPS} more groups: see the CSV`, { size: 9 });

  write('Where everybody is', { font: bold, gap: 12 });
  for (const { state, count } of view.states) write(`${STATE_WORDS[state].label}: ${count}`);
  for (const { reason, count } of view.reasons)
    write(`${count}: ${REASON_WORDS[reason].label}`, { x: PAGE.margin + 14, size: 9 });

  write('Seal of the evidence pack', { font: bold, gap: 12 });
  write(seal, { size: 8 });
  return document.save();
}

const cellsOf = ({ name, acknowledged, expected, outstanding }: Progress): string[] => [
  name,
  `${acknowledged} of ${expected}`,
  String(outstanding),
];
