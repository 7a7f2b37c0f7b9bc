import { type Chances, HARMLESS_KINDS, type Weighed } from './heard-as.ts';

/**
 * Of several parts of one message the gravest: each of report, distress and danger as high as anywhere, and what it is otherwise as the
 * first of them says. Where a part is surely a report, another that sounds a little like distress takes nothing from it.
 */
export function gravest(parts: readonly [Weighed, ...Weighed[]] | readonly Weighed[]): Weighed {
  return parts.length === 1 && parts[0]
    ? parts[0]
    : highest(parts, (distress, report) => Math.min(distress, 1 - report));
}

/**
 * Of two readings of the same words, with and without what they begin with, both: what tells of a report in the one and of its writer in
 * the other is answered as both. Together report and distress may come to more than 1.
 */
export const eitherOf = (one: Weighed, other: Weighed): Weighed => highest([one, other], (distress) => distress);

function highest(all: readonly Weighed[], kept: (distress: number, report: number) => number): Weighed {
  const [first] = all;
  if (!first) throw new Error('nothing was read');
  const report = Math.max(...all.map(({ chances }) => chances.report));
  const distress = kept(Math.max(...all.map(({ chances }) => chances.distress)), report);
  const most = all.reduce((best, one) => (one.chances.report > best.chances.report ? one : best));
  const rest = HARMLESS_KINDS.reduce((sum, kind) => sum + first.chances[kind], 0);
  const scale = Math.max(0, 1 - report - distress) / Math.max(rest, 1e-9);
  const chances = { ...first.chances, report, distress };
  for (const kind of HARMLESS_KINDS) chances[kind] = first.chances[kind] * scale;
  return {
    chances: chances satisfies Chances,
    danger: Math.max(...all.map(({ danger }) => danger)),
    routes: most.routes,
  };
}
