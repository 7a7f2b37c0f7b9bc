import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { outcomeOf } from '../../src/platform/documents/read-bytes.ts';
import { examine, ownSpecimens, type Specimen, sharedSpecimens } from '../platform/documents/support/corpus.ts';
import { longPolicies, type Score, score } from '../platform/documents/support/long-policy.ts';
import type { Judged, Verdict } from '../platform/documents/support/right-reading.ts';
import { SHARED } from '../support/shared.ts';

const VERDICTS: readonly Verdict[] = ['right', 'told', 'lost', 'wrong'];
const HEADS = ['right', 'told', 'silently lost', 'wrong'];

/**
 * `npm run bench -- documents [--cases FOLDER] [--long FOLDER] [word of a name…]`: by kind of difficulty and generator, how much of what the files of
 * tests/platform/documents/corpus say is read rightly, told to the owner, lost in silence, or wrong; then each that is lost or wrong.
 * With `--long`, how long policies came out that corpus/make/long.py and long.mjs have made into Word and PDF in that folder.
 */
export default async function benchDocuments(args: readonly string[] = []): Promise<void> {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { long: { type: 'string' }, cases: { type: 'string', default: join(SHARED, 'cases/documents') } },
  });
  if (values.long !== undefined) return benchLong(values.long, names);
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
  for (const [{ name }, judged] of examined)
    for (const { verdict, what } of judged)
      if (verdict === 'lost' || verdict === 'wrong') console.log(`${name}: ${verdict}: ${what}`);
}

function printCounts(group: string, examined: readonly (readonly [Specimen, readonly Judged[]])[]): void {
  const judged = examined.flatMap(([, all]) => all);
  const counts = VERDICTS.map((verdict) => judged.filter((one) => one.verdict === verdict).length);
  console.log(`${group} ${String(examined.length).padStart(5)} ${counts.map((n) => String(n).padStart(13)).join('')}`);
}

interface Scored {
  readonly name: string;
  readonly habit: string;
  readonly score: Score | undefined;
}

/** By habit of layout, then what is amiss in the files whose names have one of the words. */
async function benchLong(folder: string, words: readonly string[]): Promise<void> {
  const scored: Scored[] = [];
  for (const policy of longPolicies(folder))
    for (const [habit, path] of policy.files) {
      const outcome = await outcomeOf(new Uint8Array(readFileSync(path)), path);
      const read = outcome.kind === 'read' ? score(policy, outcome.document) : undefined;
      scored.push({ name: policy.name, habit, score: read });
    }
  console.log(`${'layout'.padEnd(16)} files  title  review  headings right  missed  sentences cut  cells lost`);
  const groups = [...Map.groupBy(scored, ({ habit }) => habit)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [habit, inside] of [...groups, ['all', scored] as const]) printScores(habit, inside);
  for (const { name, habit, score: one } of scored) {
    if (!words.some((word) => `${name}.${habit}`.includes(word))) continue;
    if (!one) console.log(`${name}.${habit}: not read`);
    else if (!one.title || !one.review) console.log(`${name}.${habit}: title ${one.title}, review ${one.review}`);
    for (const [what, list] of Object.entries({
      ...{ missed: one?.headings.missed, 'no heading': one?.read.wrong },
      ...{ cut: one?.sentences.cut, 'cell lost': one?.cells.lost },
    }))
      for (const text of list ?? []) console.log(`${name}.${habit}: ${what}: ${text}`);
  }
}

function printScores(habit: string, all: readonly Scored[]): void {
  const scores = all.flatMap(({ score: one }) => one ?? []);
  const sum = (of: (one: Score) => number) => scores.reduce((total, one) => total + of(one), 0);
  const share = (part: (one: Score) => number, of: (one: Score) => number) =>
    `${((100 * sum(part)) / Math.max(1, sum(of))).toFixed(2)} %`;
  console.log(
    [
      habit.padEnd(16),
      String(all.length).padStart(5),
      String(scores.filter(({ title }) => title).length).padStart(6),
      String(scores.filter(({ review }) => review).length).padStart(7),
      share(
        (one) => one.read.of - one.read.wrong.length,
        (one) => one.read.of,
      ).padStart(15),
      share(
        (one) => one.headings.missed.length,
        (one) => one.headings.of,
      ).padStart(7),
      share(
        (one) => one.sentences.cut.length,
        (one) => one.sentences.of,
      ).padStart(14),
      share(
        (one) => one.cells.lost.length,
        (one) => one.cells.of,
      ).padStart(11),
    ].join(' '),
  );
}
