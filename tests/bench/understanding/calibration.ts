/** What was said with which chance, and whether it was so. */
export interface Said {
  /** 0 to 1. */
  readonly chance: number;
  readonly isSo: boolean;
}

export interface Panel {
  readonly title: string;
  readonly said: readonly Said[];
  /** Where something else begins: a name and a chance, 0 to 1. */
  readonly thresholds: readonly (readonly [name: string, chance: number])[];
}

const SIZE = 320;
const GAP = 70;
const TOP = 50;
const BINS = 12;

/** Draws what was said against what was so, as SVG: each dot is a twelfth of all; on the diagonal, "80 %" means 80 of 100. */
export function drawCalibration(panels: readonly Panel[]): string {
  const width = panels.length * (SIZE + GAP) + GAP;
  const height = SIZE + TOP + 60;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels.flatMap((panel, at) => drawPanel(panel, GAP + at * (SIZE + GAP))),
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, said, thresholds }: Panel, left: number): readonly string[] {
  const x = (chance: number): string => (left + chance * SIZE).toFixed(1);
  const y = (share: number): string => (TOP + (1 - share) * SIZE).toFixed(1);
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((at) => [
    `<text x="${x(at)}" y="${TOP + SIZE + 16}" text-anchor="middle" fill="#444">${100 * at}</text>`,
    `<text x="${left - 6}" y="${Number(y(at)) + 4}" text-anchor="end" fill="#444">${100 * at}</text>`,
  ]);
  const lines = thresholds.flatMap(([name, chance], row) => [
    `<line x1="${x(chance)}" y1="${y(0)}" x2="${x(chance)}" y2="${y(1)}" stroke="#b45309" stroke-dasharray="4 3"/>`,
    `<text x="${Number(x(chance)) + 4}" y="${TOP + 14 + 14 * row}" fill="#b45309">${name}</text>`,
  ]);
  const dots = bins(said).map(
    ({ chance, share, count }) =>
      `<circle cx="${x(chance)}" cy="${y(share)}" r="5" fill="#1d4ed8"><title>${count}: said ${percent(chance)}, so ${percent(share)}</title></circle>`,
  );
  return [
    `<text x="${left}" y="${TOP - 18}" font-size="14" font-weight="bold">${title} (${said.length})</text>`,
    `<rect x="${left}" y="${TOP}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#888"/>`,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#bbb"/>`,
    ...ticks,
    `<text x="${left + SIZE / 2}" y="${TOP + SIZE + 36}" text-anchor="middle">said, %</text>`,
    `<text x="${left - 40}" y="${TOP + SIZE / 2}" text-anchor="middle" transform="rotate(-90 ${left - 40} ${TOP + SIZE / 2})">was so, %</text>`,
    ...lines,
    ...dots,
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Parts of like size, from the least to the most likely. */
function bins(said: readonly Said[]): readonly { chance: number; share: number; count: number }[] {
  const sorted = said.toSorted((one, other) => one.chance - other.chance);
  const size = Math.max(1, Math.ceil(sorted.length / BINS));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, at) => {
    const some = sorted.slice(at * size, (at + 1) * size);
    return {
      chance: mean(some.map(({ chance }) => chance)),
      share: mean(some.map(({ isSo }) => Number(isSo))),
      count: some.length,
    };
  });
}
