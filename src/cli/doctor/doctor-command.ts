import { setTimeout as pause } from 'node:timers/promises';
import { noTelemetry } from '../../kernel/telemetry.ts';
import { openUnderstanding } from '../../platform/encoder/open.ts';
import { readConfig } from '../../platform/environment/config.ts';
import { createAppCredential, createCredential } from '../../platform/graph/credentials.ts';
import { databasePassword } from '../../platform/graph/database-token.ts';
import { connect, openDatabase } from '../../platform/postgres/database.ts';
import { asDrawn } from '../../platform/teams/live-buttons.ts';
import { ConfigError } from '../../school/file/problems.ts';
import { reachMicrosoft } from '../../wiring/microsoft.ts';
import { observing } from '../../wiring/observed.ts';
import { openRecordKey } from '../../wiring/record-key.ts';
import { createTrial } from '../../wiring/trial.ts';
import { withChanges } from '../data/live-trust.ts';
import { whereToBegin } from './begin.ts';
import { examine, unpaced } from './doctor.ts';
import type { Finding } from './finding.ts';
import { checkChangedRoles } from './people.ts';
import { prove } from './prove.ts';
import { checkUnderstanding } from './understanding.ts';

const MARK: Readonly<Record<Finding['level'], string>> = { wrong: '✗', look: '!', fine: '✓' };

/**
 * `lanyard doctor`: prints every finding and what to do about it; returns how many things are wrong.
 * @param person for whom alone what only a tenant can answer is really done; without one nothing is changed
 */
export async function runDoctor(env: NodeJS.ProcessEnv, say: (line: string) => void, person?: string): Promise<number> {
  const counts = { wrong: 0, look: 0, fine: 0 };
  const show = ({ level, what, todo }: Finding) => {
    counts[level] += 1;
    say(`${MARK[level]} ${what}`);
    if (todo !== undefined) say(`    → ${todo}`);
  };

  try {
    const written = readConfig(env);
    show({ level: 'fine', what: 'The configuration can be read' });
    const credential = createCredential(written.bot);
    const appCredential = createAppCredential(written.bot, written.graph.appId);
    // A server's schema is left alone: migrations are for the start. Our own local one has to be started first.
    const { database } = written;
    const local = database.kind === 'embedded' ? await openDatabase(database) : undefined;
    const db =
      local?.db ?? connect(database.kind === 'server' ? database.url : '', 2, databasePassword(database, credential));
    // With the role-holders and numbers that were changed in Teams; without, where the database does not answer.
    const trust = await withChanges(db, written.trust, new Date());
    const config = { ...written, trust };
    for (const finding of checkChangedRoles(written.trust, trust)) show(finding);
    const recordKey = () => openRecordKey(written.recordKey, credential);
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
      if (person !== undefined) {
        const parts = {
          db,
          credential: appCredential,
          observed: observing(noTelemetry),
          directory: undefined,
          live: asDrawn,
          pace: unpaced,
        };
        const microsoft = reachMicrosoft(config, parts);
        const trial = createTrial(config, microsoft);
        const { directory } = microsoft;
        const { schools } = config.trust;
        for await (const finding of prove({ trial, directory, schools, person, pause: (ms) => pause(ms) }))
          show(finding);
      }
    } finally {
      await (local ? local.close() : db.destroy());
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const begin = whereToBegin(env);
    if (begin) show(begin);
    for (const { place, message } of error.problems)
      show({ level: 'wrong', what: `${place} ${message}`, todo: 'Correct it first; the rest is checked after that.' });
  }
  say('');
  say(`${counts.wrong} wrong, ${counts.look} to look at, ${counts.fine} fine.`);
  return counts.wrong;
}
