import { parseArgs } from 'node:util';
import type { Hear } from '../../src/hear/listen.ts';
import { seeded } from '../support/seeded.ts';
import { heardApart, messagesOf, openShipped } from './understanding/left-out.ts';
import { TYPED } from './understanding/rewritten.ts';

/**
 * `npm run bench -- variations`: reports of writers whom what hears them has not met (left-out.ts), typed otherwise (capitals, slips,
 * punctuation, filler, in two messages). Of how many does it change whether the report is found? `--data FOLDER`: those of a folder that
 * nothing was learnt from.
 */
export default async function variations(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      count: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const draw = seeded(Number(values.seed));
  const reports: { readonly hear: Hear; readonly text: string; readonly isFound: boolean }[] = [];
  for (const apart of heardApart(values.data, await openShipped())) {
    const { hear } = apart.ear;
    for (const { text, kind } of messagesOf(apart))
      if (kind === 'concern') reports.push({ hear, text, isFound: await isFound(hear, text) });
  }

  const ways = [...TYPED.keys(), 'in two messages'];
  const tally = new Map(ways.map((way) => [way, { tried: 0, lost: 0, won: 0 }]));
  for (let at = 0; at < Number(values.count); at += 1) {
    const report = reports[at % reports.length];
    // Another way for each report, and for the same in the next round: every way has its share, however few are asked for.
    const way = ways[(at + Math.floor(at / reports.length)) % ways.length] ?? '';
    const counts = tally.get(way);
    if (!report || !counts) continue;
    const type = TYPED.get(way);
    const found = type
      ? await isFound(report.hear, type(report.text, draw))
      : (await Promise.all(halves(report.text).map((half) => isFound(report.hear, half)))).some(Boolean);
    counts.tried += 1;
    counts.lost += Number(report.isFound && !found);
    counts.won += Number(!report.isFound && found);
  }
  const all = [...tally.values()].reduce(
    (sum, { tried, lost, won }) => ({ tried: sum.tried + tried, lost: sum.lost + lost, won: sum.won + won }),
    { tried: 0, lost: 0, won: 0 },
  );
  for (const [way, { tried, lost, won }] of [...tally, ['all', all] as const]) {
    const share = (count: number) => `${((100 * count) / Math.max(1, tried)).toFixed(2)} %`.padStart(9);
    console.log(`${way.padEnd(24)}${`${tried}`.padStart(7)} tried, lost${share(lost)}, won${share(won)}`);
  }
}

/** In the middle, between two words. */
function halves(text: string): readonly string[] {
  const words = text.split(/\s+/);
  const middle = Math.ceil(words.length / 2);
  return [words.slice(0, middle).join(' '), words.slice(middle).join(' ')];
}

const isFound = async (hear: Hear, text: string): Promise<boolean> =>
  (await hear(text, undefined)).detection.kind !== 'none';
