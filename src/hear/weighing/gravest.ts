import { type Chances, HARMLESS_KINDS, type Weighed } from './heard-as.ts';

/**
 * Of several readings of one message the gravest: each of report, distress and danger as high as anywhere, so that a message that tells
 * of both is answered as both, and what it is otherwise as the first of them says. Together they may come to more than 1.
 */
export function gravest(all: readonly [Weighed, ...Weighed[]] | readonly Weighed[]): Weighed {
  const [first] = all;
  if (!first) throw new Error('nothing was read');
  if (all.length === 1) return first;
  const report = Math.max(...all.map(({ chances }) => chances.report));
  const distress = Math.max(...all.map(({ chances }) => chances.distress));
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
