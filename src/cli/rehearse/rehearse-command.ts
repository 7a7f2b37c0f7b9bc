import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { readTrust } from '../../platform/environment/config.ts';
import { proofOf } from '../../report/rehearsal/proof.ts';
import { rehearsalPdf } from '../../report/rehearsal/rehearsal.pdf.ts';
import { sqlRehearsalStore } from '../../report/rehearsal/rehearsal.store.ts';
import { ConfigError, type Problem } from '../../school/file/problems.ts';
import { withDatabase } from '../data/database.ts';
import { withChanges } from '../data/live-trust.ts';
import { type RehearseOptions, rehearse, schoolNamed } from './rehearse.ts';

interface Asked extends RehearseOptions {
  readonly config: string;
  /** Only the page of how they stand. */
  readonly page?: boolean;
  readonly out: string;
}

/** `lanyard rehearse`: the school's own proof, and its page. @returns how many drills that were asked for have not passed */
export async function runRehearse(env: NodeJS.ProcessEnv, asked: Asked, say: (line: string) => void): Promise<number> {
  const problems: Problem[] = [];
  const written = readTrust(asked.config, problems);
  if (!written) throw new ConfigError(problems);
  // Before anyone is sent anything.
  schoolNamed(written, asked.school);
  return withDatabase(env, async (db) => {
    const now = () => new Date();
    const school = schoolNamed(await withChanges(db, written, now()), asked.school);
    const rehearsals = sqlRehearsalStore(db);
    const parts = { rehearsals, school, say, newId: randomUUID, pause: (ms: number) => pause(ms) };
    const failed = asked.page ? 0 : await rehearse(parts, asked);
    const proof = await proofOf(rehearsals, school);
    await writeFile(asked.out, await rehearsalPdf(proof, now()));
    const left = proof.outstanding.length;
    say('');
    say(`${asked.out}: the page to read and sign.`);
    say(
      left === 0
        ? 'Nothing is outstanding: the forms no longer say that this is a pilot.'
        : `Outstanding: ${proof.outstanding.join(', ')}. Until then every form says: Pilot: tell the DSL in person as well.`,
    );
    return failed;
  });
}
