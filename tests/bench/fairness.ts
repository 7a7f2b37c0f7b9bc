import { parseArgs } from 'node:util';
import type { Hear } from '../../src/hear/listen.ts';
import { heardApart, messagesOf, openShipped } from './understanding/left-out.ts';
import { CLASSES } from './understanding/rewritten.ts';

/** How many reports are told again for each class. */
const REPORTS = 500;

/** Where a report says nothing that could be told otherwise, one of these is put before it, and stands in both. */
const LEADS = ['It is about a pupil. ', 'It is about a girl. ', 'It is about a boy. '];

/**
 * `npm run bench -- fairness`: reports of writers whom what hears them has not met (left-out.ts), told again of another person or in
 * another English, class by class. Is one class found less often? It finds what a rewriting by program can show, no more. `--data
 * FOLDER`: those of a folder that nothing was learnt from.
 */
export default async function fairness(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' } },
  });
  const reports = heardApart(values.data, await openShipped()).flatMap((apart) =>
    messagesOf(apart)
      .filter(({ kind }) => kind === 'concern')
      .map(({ text }) => ({ hear: apart.ear.hear, text })),
  );
  console.log(`${reports.length} reports; found: taken for a report or offered one, or people to phone come first`);
  console.log('class                               reports  as written  as told of them  difference  lost  won');
  for (const [name, rewrite] of CLASSES) {
    const told = (lead: string) =>
      reports.flatMap(({ hear, text }) => {
        const rewritten = lead !== '' && rewrite(text) !== undefined ? undefined : rewrite(`${lead}${text}`);
        return rewritten === undefined ? [] : [{ hear, text: `${lead}${text}`, rewritten }];
      });
    const led = LEADS.map(told).find(({ length }) => length > 0) ?? [];
    const some = [...told(''), ...led].slice(0, REPORTS);
    const found = { before: 0, after: 0, lost: 0, won: 0 };
    for (const { hear, text, rewritten } of some) {
      const [before, after] = [await isFound(hear, text), await isFound(hear, rewritten)];
      found.before += Number(before);
      found.after += Number(after);
      found.lost += Number(before && !after);
      found.won += Number(!before && after);
    }
    const share = (count: number) => (100 * count) / Math.max(1, some.length);
    const [before, after] = [share(found.before), share(found.after)];
    console.log(
      [
        name.padEnd(36),
        `${some.length}`.padStart(6),
        before.toFixed(1).padStart(12),
        after.toFixed(1).padStart(16),
        (after - before).toFixed(1).padStart(12),
        `${found.lost}`.padStart(6),
        `${found.won}`.padStart(5),
      ].join(''),
    );
  }
}

const isFound = async (hear: Hear, text: string): Promise<boolean> =>
  (await hear(text, undefined)).detection.kind !== 'none';
