import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { createIntake, type DocumentReader } from '../../ask/library/intake.ts';
import type { Library } from '../../ask/library/library.ts';
import { createLibrarySync } from '../../ask/library/shared-library.ts';
import { sqlSharedFolderStore, sqlSourceStore } from '../../ask/owner/desk.store.ts';
import type { createOwnersDesk } from '../../ask/owner/desk.ts';
import type { AppContext } from '../../context.ts';
import type { Log } from '../../kernel/log.ts';
import { rememberingLoosely } from '../../kernel/remember.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { ReadOutcome } from '../../platform/documents/outcome.ts';
import { openPolicyFile } from '../../platform/documents/policy-file.ts';
import { readDocument } from '../../platform/documents/read-document.ts';
import type { Config } from '../../platform/environment/config.ts';
import { graphPolicyLibrary } from '../../platform/graph/policy-library.ts';
import { ConfigError, type Problem } from '../../school/file/problems.ts';

/** Each looks at files, so that a lost or repeated run is harmless. */
const JOBS = { files: 'policies.files', sync: 'policies.sync' } as const;

export const readWithProgress: DocumentReader = (bytes, name, onProgress) =>
  readDocument(bytes, name, onProgress ? { onProgress } : {});

const MOST_KNOWN = 64;
const known = rememberingLoosely<ReadOutcome>(MOST_KNOWN);

/** Schools of a trust often name the same files: what was read of one need not be read again, on a thread of its own. */
const readFile: DocumentReader = async (bytes, name) => {
  const file = `${createHash('sha256').update(bytes).digest('hex')} ${name}`;
  const before = known.get(file);
  if (before) return before;
  const outcome = await readDocument(bytes, name);
  // What could not be read may be read next time, when the machine has time for it.
  if (outcome.kind === 'read') known.set(file, outcome);
  return outcome;
};

interface Further {
  readonly library: Library;
  /** Has owners told about what was found. */
  tell(): Promise<void>;
  readonly tellUnreadable: ReturnType<typeof createOwnersDesk>['tellUnreadable'];
}

/**
 * Where policies are looked for every hour: the files that lanyard.yml names, and a school's shared folder.
 * @returns what reads the files at the start. @throws ConfigError when one cannot be read: a school must not start on half
 * its policies without knowing
 */
export function wireSources(context: AppContext, { library, tell, tellUnreadable }: Further): () => Promise<void> {
  const { config, db, clock, log, jobs, graph } = context;
  const takeIn = createIntake({ library, sources: sqlSourceStore(db), read: readFile, clock });
  const readFiles = () => readPolicyFiles(config, takeIn, log);
  jobs.handle(JOBS.files, async () => {
    for (const { place } of await readFiles()) log.warn('policy.unreadable', { place });
    await tell();
  });
  jobs.every(JOBS.files, HOUR_MS);

  const sync = createLibrarySync({
    schools: config.trust.schools,
    folder: graphPolicyLibrary(graph),
    store: sqlSharedFolderStore(db),
    takeIn,
    tellUnreadable,
    clock,
    log,
  });
  jobs.handle(JOBS.sync, async () => {
    await sync();
    await tell();
  });
  jobs.every(JOBS.sync, HOUR_MS);

  return async () => {
    const problems = await readFiles();
    if (problems.length > 0) throw new ConfigError(problems);
  };
}

/** Looks at every policy file that lanyard.yml names; one that changed is read. Returns what cannot be read. */
async function readPolicyFiles(
  config: Config,
  takeIn: ReturnType<typeof createIntake>,
  log: Log,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const school of config.trust.schools) {
    for (const file of school.policies.files) {
      const place = `${config.configFile} ${school.id} policies.files ${file}`;
      const opened = await openPolicyFile(config.configFolder, file);
      if (opened.kind === 'closed') {
        problems.push({ place, message: `${opened.what}. ${opened.todo}` });
        continue;
      }
      const incoming = { school: school.id, source: `file:${file}`, name: basename(file), bytes: opened.bytes };
      const taken = await takeIn({ ...incoming, first: 'in-force' });
      const problem = taken.kind === 'unreadable' ? taken.why : taken.kind === 'same' ? taken.problem : undefined;
      if (problem !== undefined) problems.push({ place, message: problem });
      if (taken.kind === 'in-force' || taken.kind === 'proposed')
        log.info('policy.read', { school: school.id, file, state: taken.kind });
    }
  }
  return problems;
}
