import { type PDFPage, rgb } from 'pdf-lib';
import { dayOf, formatDay, formatDayShort, formatTime } from '../../kernel/time.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { Face } from '../../platform/pdf/typeface.ts';
import { numberOf } from './drills.ts';
import type { Proof, Proved } from './proof.ts';
import type { DrillLine, When } from './rehearsal.ts';
import { WRONG_WORDING } from './wording.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 40 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const INDENT = 20;
const SMALL = 7.8;
const GREEN = rgb(0.13, 0.45, 0.25);
const RED = rgb(0.7, 0.12, 0.12);
const GREY = rgb(0.45, 0.45, 0.45);
const BOX = { height: 46, gap: 8 };

/**
 * What a school proved to itself before it relies on reports: who was told and when, who opened and acknowledged, who could not open,
 * what failed; and places to sign for those who say with their name that they have seen it.
 */
export async function rehearsalPdf(proof: Proof, madeAt: Date): Promise<Uint8Array> {
  const { school, drills, signs } = proof;
  const { document, layout, finish } = await createPrintOut(`${school.name}: rehearsal of reports`, madeAt);
  let page = document.addPage([PAGE.width, PAGE.height]);
  let y = PAGE.height - PAGE.margin;

  const room = (points: number): PDFPage => {
    if (y - points >= PAGE.margin) return page;
    page = document.addPage([PAGE.width, PAGE.height]);
    y = PAGE.height - PAGE.margin;
    return page;
  };
  const write = (words: string, size: number, { face = 'regular' as Face, x = 0, gap = 0 } = {}): void => {
    y -= gap;
    for (const line of layout.lines(words, { size, face }, WIDTH - x)) {
      const on = room(size * 1.32);
      y -= size * 1.32;
      layout.draw(on, line, PAGE.margin + x, y);
    }
  };
  const mark = (colour: typeof GREEN): void =>
    room(0).drawRectangle({ x: PAGE.margin, y: y - 1, width: 9, height: 9, color: colour });

  write(`${school.name}: rehearsal of reports`, 16, { face: 'bold' });
  write(standing(proof, madeAt), 9, { gap: 2 });
  write(REAL, SMALL, { gap: 2 });
  for (const one of drills) {
    const lines = linesOf(one);
    room(10 + lines.length * SMALL * 1.32);
    write(`${numberOf(one.drill)}. ${one.title}: ${resultOf(one)}`, 9.2, { face: 'bold', x: INDENT, gap: 3.5 });
    mark(one.last ? (one.last.hasPassed ? GREEN : RED) : GREY);
    for (const { words, isWrong } of lines) write(words, SMALL, { face: isWrong ? 'bold' : 'regular', x: INDENT });
  }
  const rows = Math.ceil(signs.length / 2);
  room(20 + rows * (BOX.height + BOX.gap));
  write('I have read this page. What failed, and what was simulated, is clear to me.', 9, { gap: 7 });
  y -= 5;
  for (const [at, { as, name }] of signs.entries()) {
    const width = (WIDTH - BOX.gap) / 2;
    const x = PAGE.margin + (at % 2) * (width + BOX.gap);
    if (at % 2 === 0) y -= BOX.height + (at === 0 ? 0 : BOX.gap);
    page.drawRectangle({ x, y, width, height: BOX.height, borderWidth: 0.75, borderColor: GREY, opacity: 0 });
    const whole = name === undefined ? as : `${as}: ${name}`;
    layout.draw(page, layout.fitting(whole, { size: 8.5, face: 'bold' }, width - 12), x + 6, y + BOX.height - 12);
    layout.draw(page, layout.fitting('Signature, date', { size: 7 }, width - 12), x + 6, y + 5);
  }
  return finish();
}

const REAL =
  'Real in each drill: to whom the routing sent it, the cards, the people, who was let in, the chasing. On which device it was read, Lanyard does not see. Simulated: the form, which Lanyard filled in and sent, and what stands with a drill; nothing else. Each was marked as a drill and is in no list or figure of reports. No drill shows whether a phone rings at night, or what becomes of reports while Microsoft 365 or the school’s network is down. Times are London’s.';

function standing({ drills, outstanding }: Proof, madeAt: Date): string {
  const passed = drills.filter(({ last }) => last?.hasPassed).length;
  const on = `As of ${formatDay(dayOf(madeAt))}, ${formatTime(madeAt)}: ${passed} of ${drills.length} have passed.`;
  return outstanding.length === 0
    ? on
    : `${on} Until all have, every form says “Pilot: tell the DSL in person as well”.`;
}

function resultOf({ last, runs, decision }: Proved): string {
  const without = decision ? 'the school does without it' : 'not held yet';
  if (!last) return without;
  const at = last.begunAt ?? new Date(0);
  const times = runs > 1 ? `, held ${runs} times` : '';
  return `${last.hasPassed ? 'passed' : 'FAILED'}, ${formatDayShort(dayOf(at))} ${formatTime(at)}${times}`;
}

/** What stands below the title. */
function linesOf({ last, decision }: Proved): readonly { readonly words: string; readonly isWrong?: true }[] {
  const decided =
    decision && !last?.hasPassed
      ? [{ words: `Decided by ${decision.decidedBy}, ${formatDay(decision.on)}: ${decision.why}` }]
      : [];
  if (!last) return decided;
  const { line } = last;
  return [
    ...line.wrong.map(({ why, names }) => ({ words: `${WRONG_WORDING[why](names)}.`, isWrong: true as const })),
    ...(line.reference === undefined ? [] : [{ words: happened(line) }]),
    ...(line.simulated === '' ? [] : [{ words: `Simulated: ${line.simulated}.` }]),
    ...decided,
  ];
}

const happened = ({ reference, told, opened, acknowledged, tried, wrong }: DrillLine): string =>
  `${[
    // Without its key nobody can say any more who was told.
    ...(wrong.some(({ why }) => why === 'key-lost')
      ? [reference]
      : [`${reference}. Told: ${listed(told)}`, `opened: ${listed(opened)}`]),
    `acknowledged: ${listed(acknowledged)}`,
    ...(tried.length > 0 ? [`tried to open it and was not let in: ${listed(tried)}`] : []),
  ].join('; ')}.`;

const listed = (all: readonly When[]): string =>
  all.length === 0 ? 'nobody' : all.map(({ name, at }) => `${name} ${formatTime(new Date(at))}`).join(', ');
