import { readFile } from 'node:fs/promises';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ChainEnd } from '../../report/ports.ts';
import { markOf, marksIn } from '../../report/record/audit-checkpoint.ts';
import { sinceProblems, verifyTrails } from '../../report/trail/verify.store.ts';
import { withDatabase } from '../data/database.ts';

/**
 * `lanyard verify` without a file: every event of every concern against the chain, every record against its events, and
 * what was given away before against both. Opens no text and needs no key.
 * @param since marks, or files that hold some: a log, an export. Each must hold at least one.
 */
export async function verifyRecords(
  env: NodeJS.ProcessEnv,
  since: readonly string[] = [],
): Promise<
  | { readonly kind: 'unaltered'; readonly words: string }
  | { readonly kind: 'altered'; readonly complaints: readonly string[] }
> {
  const given = (await Promise.all(since.map(marksGiven))).flat();
  const { verdicts, lost } = await withDatabase(env, async (db) => ({
    verdicts: await verifyTrails(db),
    lost: await sinceProblems(db, given),
  }));
  const complaints = [
    ...verdicts.flatMap(({ shelf, problems }) => problems.map((problem) => `${SHELF_WORDING[shelf]}: ${problem}`)),
    ...lost.map(({ shelf, problem }) => `${SHELF_WORDING[shelf]}: ${problem}`),
  ];
  if (complaints.length > 0) return { kind: 'altered', complaints };
  return {
    kind: 'unaltered',
    words: [
      ...verdicts.map(
        ({ shelf, concerns, events, notCompared }) =>
          `Unaltered: ${SHELF_WORDING[shelf]}: ${concerns}, with ${events} events.${
            notCompared > 0
              ? ` ${notCompared} of them come from an earlier version and could not be compared with their events.`
              : ''
          }`,
      ),
      given.length > 0
        ? `Every mark that was given is still in the trail: ${given.length}.`
        : 'Not checked against marks: someone with full rights to the database could have cut off the end, or rewritten everything. Give marks from the log or from an export with --since.',
      'Today’s marks, to keep outside the database:',
      ...verdicts.filter(({ end }) => end.position > 0).map(({ end }) => `  ${markOf(end)}`),
    ].join('\n'),
  };
}

const SHELF_WORDING = { child: 'reports about children', adult: 'all other reports' } as const;

/** @throws Error when there is no mark in it: a check of nothing must not look like one that passed */
async function marksGiven(markOrFile: string): Promise<readonly ChainEnd[]> {
  const [mark, ...others] = marksIn(markOrFile);
  if (mark && others.length === 0 && markOf(mark) === markOrFile.trim()) return [mark];
  const found = marksIn(await readFile(markOrFile, 'utf8'));
  if (found.length === 0) throw new Fault('not-found', `${markOrFile} holds no mark of the trail.`);
  return found;
}
