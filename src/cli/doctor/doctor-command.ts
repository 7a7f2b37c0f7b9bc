import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/problems.ts';
import { fileEvents, type RoleEvent } from '../../core/school/live-roles.ts';
import { createLiveSchools } from '../../core/school/live-schools.ts';
import type { Trust } from '../../core/school/school.ts';
import { noTelemetry } from '../../core/telemetry.ts';
import { createAppCredential, createCredential } from '../../graph/credentials.ts';
import { databasePassword } from '../../graph/database-token.ts';
import { sqlNumberStore } from '../../store/concern/people/number-store.ts';
import { sqlRoleStore } from '../../store/concern/people/role-store.ts';
import { connect, type Db, openDatabase } from '../../store/database/database.ts';
import { openUnderstanding } from '../../understanding/open.ts';
import { reachMicrosoft } from '../../wiring/microsoft.ts';
import { observing } from '../../wiring/observed.ts';
import { openRecordKey } from '../../wiring/record-key.ts';
import { createTrial } from '../../wiring/trial.ts';
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
    const live = createLiveSchools(written.trust);
    live.apply(
      await sqlNumberStore(db)
        .changes()
        .catch(() => []),
      await rolesIn(db, written.trust),
    );
    const config = { ...written, trust: live.trust };
    for (const finding of checkChangedRoles(written.trust, live.trust)) show(finding);
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

/** Roles that were changed in Teams, and as a start with this lanyard.yml would have them; none where the database does not answer. */
async function rolesIn(db: Db, { schools }: Trust): Promise<readonly RoleEvent[]> {
  const events = await sqlRoleStore(db)
    .events()
    .catch(() => []);
  return [...events, ...schools.flatMap((school) => fileEvents(school, events, new Date()))];
}
