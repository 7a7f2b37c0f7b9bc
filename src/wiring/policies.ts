import { basename } from 'node:path';
import type { Config } from '../config/config.ts';
import type { ModelEndpoint } from '../config/environment.ts';
import { ConfigError, type Problem } from '../config/problems.ts';
import type { PolicyId, UserId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import { everyHolder } from '../core/school.ts';
import { HOUR_MS, MINUTE_MS } from '../core/time.ts';
import { openPolicyFile } from '../documents/policy-file.ts';
import { readDocument } from '../documents/read-document.ts';
import { graphPolicyLibrary } from '../graph/policy-library.ts';
import { createMask } from '../model/mask.ts';
import { createReorderer } from '../model/reorderer.ts';
import { type ChooserParts, createSentenceChooser } from '../model/sentence-chooser.ts';
import { createCuratedSearch } from '../policy/curated.ts';
import { createOwnersDesk } from '../policy/desk.ts';
import { createIntake, type DocumentReader } from '../policy/intake.ts';
import { createLibrary, type Library } from '../policy/library.ts';
import { createLibrarySync } from '../policy/shared-library.ts';
import { createUploads } from '../policy/uploads.ts';
import { sqlNoticeStore, sqlSharedFolderStore, sqlSourceStore } from '../store/policy/desk-store.ts';
import { sqlQuestionStore } from '../store/policy/question-store.ts';
import { sqlPolicyStore } from '../store/policy/store.ts';
import { sqlUploadStore } from '../store/policy/upload-store.ts';
import { ownedSchools, registerPolicyDesk } from '../teams/policy/desk-handlers.ts';
import { createFileDownload } from '../teams/policy/download.ts';
import { createAnswering, registerPolicy } from '../teams/policy/handlers.ts';
import { createOwnerMessages } from '../teams/policy/owner-messages.ts';
import { registerPolicyQuestions } from '../teams/policy/question-handlers.ts';
import { type PolicySearchParts, registerPolicySearch } from '../teams/policy/search.ts';
import { createUploadMessages } from '../teams/policy/upload-cards.ts';
import { createReceiving, registerPolicyUploads } from '../teams/policy/upload-handlers.ts';
import type { Ground } from './ground.ts';
import type { Wording } from './wording.ts';

interface Further {
  readonly detect: PolicySearchParts['detect'];
  /** Policies of the acknowledgement card that a person has in front of them. */
  inQuestion(user: UserId): Promise<readonly PolicyId[]>;
  readonly wording: Wording;
}

/** What the rest of the app needs of the policies. */
export interface Policies {
  readonly library: Library;
  readonly answer: ReturnType<typeof createAnswering>;
  /** A file that came with a message; false when it is none that is awaited. */
  readonly receive: ReturnType<typeof createReceiving>;
  /** @throws ConfigError when a file cannot be read: a school must not start on half its policies without knowing */
  readFilesAtStart(): Promise<void>;
}

/** Jobs of the policies. Each looks at rows and files, so that a lost or repeated run is harmless. */
const JOBS = {
  files: 'policies.files',
  tell: 'policies.tell',
  upload: 'policies.upload',
  sync: 'policies.sync',
} as const;

const readWithProgress: DocumentReader = (bytes, name, onProgress) =>
  readDocument(bytes, name, onProgress ? { onProgress } : {});

/** Puts the policies together: store, index, owner's desk, and the work that comes round by itself. */
export function wirePolicies(ground: Ground, { detect, inQuestion, wording }: Further): Policies {
  const { config, db, clock, ids, log, telemetry, jobs, routes, reaching: messenger, standingOf, schoolOf } = ground;
  const { schools, tenantId } = config.trust;
  const { vocabulary, cautions } = wording;
  const holdsBack = (words: string) => detect(words, undefined).kind !== 'none';
  const model = { config, clock, log, vocabulary, holdsBack };
  const library = createLibrary({
    store: sqlPolicyStore(db),
    clock,
    vocabulary,
    cautions,
    ...(config.model && { chooser: createSentenceChooser(modelParts(config.model, model)) }),
    ...(config.embeddings && { reorderer: createReorderer(modelParts(config.embeddings, model)) }),
  });
  const isStaff = async (user: UserId) => (await standingOf(user)).kind === 'staff';
  const ownedBy = async (user: UserId) => ((await isStaff(user)) ? ownedSchools(schools, user) : []);

  const questions = sqlQuestionStore(db);
  const findKept = createCuratedSearch(vocabulary);
  const parts = { library, questions, messenger, ids, log, telemetry, schoolOf, findKept, ownedBy, inQuestion };
  registerPolicy(routes, parts);
  registerPolicyQuestions(routes, { questions, ownedBy });
  registerPolicySearch(routes, { library, schoolOf, detect });

  const messages = createOwnerMessages(messenger, tenantId);
  const desk = createOwnersDesk({ library, notices: sqlNoticeStore(db), messages, schools, isStaff, clock });
  registerPolicyDesk(routes, { library, desk, ownedBy });

  const store = sqlUploadStore(db);
  const uploads = createUploads({
    uploads: store,
    fetchFile: createFileDownload(config.connectorHosts, config.trust.sharepoint),
    read: readWithProgress,
    library,
    messages: createUploadMessages(messenger),
    clock,
  });
  const tell = () => jobs.wake(JOBS.tell);
  const begin = (id: string) => jobs.wake(JOBS.upload, id);
  const receiving = { library, uploads, store, ids, ownedBy, begin, tell };
  registerPolicyUploads(routes, receiving);
  jobs.handle(JOBS.upload, uploads.work);

  jobs.handle(JOBS.tell, async () => {
    await uploads.tidy();
    await desk.tell();
  });
  jobs.every(JOBS.tell, 10 * MINUTE_MS);

  const takeIn = createIntake({ library, sources: sqlSourceStore(db), read: readWithProgress, clock });
  const readFiles = () => readPolicyFiles(config, takeIn, log);
  jobs.handle(JOBS.files, async () => {
    for (const { place } of await readFiles()) log.warn('policy.unreadable', { place });
    await tell();
  });
  jobs.every(JOBS.files, HOUR_MS);

  const sync = createLibrarySync({
    schools,
    folder: graphPolicyLibrary(ground.graph),
    store: sqlSharedFolderStore(db),
    takeIn,
    tellUnreadable: desk.tellUnreadable,
    clock,
    log,
  });
  jobs.handle(JOBS.sync, async () => {
    await sync();
    await tell();
  });
  jobs.every(JOBS.sync, HOUR_MS);

  return {
    library,
    answer: createAnswering(parts),
    receive: createReceiving(receiving),
    async readFilesAtStart() {
      const problems = await readFiles();
      if (problems.length > 0) throw new ConfigError(problems);
    },
  };
}

/** The optional model and embeddings: they see neither what the detector holds back nor a name that lanyard.yml knows. */
function modelParts(
  endpoint: ModelEndpoint,
  parts: Pick<Ground, 'config' | 'clock' | 'log'> & Pick<ChooserParts, 'holdsBack'> & Pick<Wording, 'vocabulary'>,
): ChooserParts {
  const { config, clock, log, vocabulary, holdsBack } = parts;
  const holders = config.trust.schools.flatMap(everyHolder);
  return {
    endpoint,
    mask: createMask(
      vocabulary,
      holders.map(({ name }) => name),
    ),
    holdsBack,
    clock,
    onFault: ({ code }) => log.warn('model.not-used', { fault: code }),
  };
}

/** Looks at every policy file that lanyard.yml names; one that changed is read. Answers with what cannot be read. */
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
