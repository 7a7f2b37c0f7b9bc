import { verifyTrails } from '../store/concern/verify.ts';
import { withDatabase } from './database.ts';

/** `lanyard verify` without a file: every event of every concern, against the chain. Opens no text and needs no key. */
export async function verifyRecords(
  env: NodeJS.ProcessEnv,
): Promise<
  | { readonly kind: 'unaltered'; readonly words: string }
  | { readonly kind: 'altered'; readonly complaints: readonly string[] }
> {
  const verdicts = await withDatabase(env, verifyTrails);
  const complaints = verdicts.flatMap(({ shelf, problems }) =>
    problems.map((problem) => `${SHELF_WORDS[shelf]}: ${problem}`),
  );
  if (complaints.length > 0) return { kind: 'altered', complaints };
  return {
    kind: 'unaltered',
    words: verdicts
      .map(
        ({ shelf, concerns, events, notCompared }) =>
          `Unaltered: ${SHELF_WORDS[shelf]}: ${concerns}, with ${events} events.${
            notCompared > 0
              ? ` ${notCompared} of them come from an earlier version and could not be compared with their events.`
              : ''
          }`,
      )
      .join('\n'),
  };
}

const SHELF_WORDS = { child: 'reports about children', adult: 'all other reports' } as const;
