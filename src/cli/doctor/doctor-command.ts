import { readConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/problems.ts';
import { createAppCredential, createCredential } from '../../graph/credentials.ts';
import { databasePassword } from '../../graph/database-token.ts';
import { connect, openDatabase } from '../../store/database/database.ts';
import { openUnderstanding } from '../../understanding/open.ts';
import { openRecordKey } from '../../wiring/record-key.ts';
import { examine } from './doctor.ts';
import type { Finding } from './finding.ts';
import { checkUnderstanding } from './understanding.ts';

const MARK: Readonly<Record<Finding['level'], string>> = { wrong: '✗', look: '!', fine: '✓' };

/** `lanyard doctor`: prints every finding and what to do about it; answers with how many things are wrong. */
export async function runDoctor(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<number> {
  const counts = { wrong: 0, look: 0, fine: 0 };
  const show = ({ level, what, todo }: Finding) => {
    counts[level] += 1;
    say(`${MARK[level]} ${what}`);
    if (todo !== undefined) say(`    → ${todo}`);
  };

  try {
    const config = readConfig(env);
    show({ level: 'fine', what: 'The configuration can be read' });
    const credential = createCredential(config.bot);
    const appCredential = createAppCredential(config.bot, config.graph.appId);
    // A server's schema is left alone: migrations are for the start. Our own local one has to be started first.
    const { database } = config;
    const local = database.kind === 'embedded' ? await openDatabase(database) : undefined;
    const db =
      local?.db ?? connect(database.kind === 'server' ? database.url : '', 2, databasePassword(database, credential));
    const recordKey = () => openRecordKey(config.recordKey, credential);
    try {
      show(checkUnderstanding(await openUnderstanding()));
      for await (const finding of examine({
        config,
        credential,
        appCredential,
        clock: () => new Date(),
        db,
        recordKey,
      }))
        show(finding);
    } finally {
      await (local ? local.close() : db.destroy());
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { place, message } of error.problems)
      show({ level: 'wrong', what: `${place} ${message}`, todo: 'Correct it; the rest is looked at after that.' });
  }
  say('');
  say(`${counts.wrong} wrong, ${counts.look} to look at, ${counts.fine} fine.`);
  return counts.wrong;
}
