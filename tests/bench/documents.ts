import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examine, ownSpecimens, type Specimen, sharedSpecimens } from '../platform/documents/support/corpus.ts';
import type { Judged, Verdict } from '../platform/documents/support/right-reading.ts';
import { SHARED } from '../support/shared.ts';

const VERDICTS: readonly Verdict[] = ['right', 'told', 'lost', 'wrong'];
const HEADS = ['right', 'told', 'silently lost', 'wrong'];

/**
 * `npm run bench -- documents [--cases FOLDER] [word of a name…]`: by kind of difficulty and generator, how much of what the files of
 * tests/platform/documents/corpus say is read rightly, told to the owner, lost in silence, or wrong; then each that is lost or wrong.
 */
export default async function benchDocuments(args: readonly string[] = []): Promise<void> {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { cases: { type: 'string', default: join(SHARED, 'cases/documents') } },
  });
  const isHere = existsSync(values.cases);
  const chosen = [...ownSpecimens(), ...(isHere ? sharedSpecimens(values.cases) : [])].filter(
    ({ name }) => names.length === 0 || names.some((word) => name.includes(word)),
  );
  const examined: (readonly [Specimen, readonly Judged[]])[] = [];
  for (const specimen of chosen) examined.push([specimen, await examine(specimen)]);
  console.log(`${'kind'.padEnd(44)} ${'made by'.padEnd(16)} files ${HEADS.map((head) => head.padStart(13)).join('')}`);
  const groups = Map.groupBy(examined, ([{ right }]) => `${right.kind.padEnd(44)} ${right.made.padEnd(16)}`);
  for (const [group, inside] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) printCounts(group, inside);
  printCounts('all'.padEnd(61), examined);
  if (!isHere) console.log(`SKIPPED: ${values.cases} is not there; --cases says where the others are.`);
  for (const [{ name, right }, judged] of examined)
    for (const { verdict, what } of judged)
      if (verdict === 'lost' || verdict === 'wrong')
        console.log(`${name}${right.open ? ' (known)' : ''}: ${verdict}: ${what}`);
}

function printCounts(group: string, examined: readonly (readonly [Specimen, readonly Judged[]])[]): void {
  const judged = examined.flatMap(([, all]) => all);
  const counts = VERDICTS.map((verdict) => judged.filter((one) => one.verdict === verdict).length);
  console.log(`${group} ${String(examined.length).padStart(5)} ${counts.map((n) => String(n).padStart(13)).join('')}`);
}
