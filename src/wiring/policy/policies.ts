import { setTimeout as pause } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { createAnswering, registerAnswers } from '../../ask/answer/ask.handlers.ts';
import { registerPolicySearch } from '../../ask/answer/search.handlers.ts';
import type { PlaceMemory } from '../../ask/conversation/ask-after.ts';
import { sqlPlaceMemory } from '../../ask/conversation/place.store.ts';
import { createLibrary, type Library } from '../../ask/library/library.ts';
import { sqlPolicyStore } from '../../ask/library/policies.store.ts';
import { sqlVectorStore } from '../../ask/library/vectors.store.ts';
import { registerPolicyNames } from '../../ask/named/names.handlers.ts';
import { sqlAdviserChoice, sqlPolicyNames } from '../../ask/named/names.store.ts';
import { registerPolicyQuestions } from '../../ask/owner/asked.handlers.ts';
import { governedSchools, ownedSchools, registerPolicyDesk } from '../../ask/owner/desk.handlers.ts';
import { sqlNoticeStore } from '../../ask/owner/desk.store.ts';
import { createOwnersDesk } from '../../ask/owner/desk.ts';
import { createOwnerMessages } from '../../ask/owner/owner.messages.ts';
import type { Caution } from '../../ask/quoting/cautions.ts';
import { createCuratedSearch } from '../../ask/referral/kept-replies.ts';
import { sqlQuestionStore } from '../../ask/referral/questions.store.ts';
import { registerReferrals } from '../../ask/referral/referral.handlers.ts';
import { createFileDownload } from '../../ask/upload/download.handlers.ts';
import { createUploadMessages } from '../../ask/upload/upload.cards.ts';
import { createReceiving, registerPolicyUploads } from '../../ask/upload/upload.handlers.ts';
import { sqlUploadStore } from '../../ask/upload/upload.store.ts';
import { createUploads } from '../../ask/upload/uploads.ts';
import type { AppContext } from '../../context.ts';
import type { Gate } from '../../hear/gate.ts';
import type { Hear } from '../../hear/listen.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import { readingBriefly } from '../../kernel/remember.ts';
import { DAY_MS, MINUTE_MS } from '../../kernel/time.ts';
import { createBriefSeal } from '../../platform/postgres/brief-seal.ts';
import type { KeyWrap } from '../../report/ports.ts';
import { awayNow } from '../../report/rota/on-duty.ts';
import { sqlRotaStore } from '../../report/rota/rota.store.ts';
import type { School } from '../../school/school.ts';
import { wireAdoption } from './adoption.ts';
import { openChooser, openModel } from './model.ts';
import { readWithProgress, wireSources } from './sources.ts';

interface Further {
  readonly gate: Gate;
  readonly hear: Hear;
  readonly credential: TokenCredential;
  readonly recordKey: KeyWrap;
  /** Policies of the acknowledgement card that a person has in front of them. */
  inQuestion(user: UserId): Promise<readonly PolicyId[]>;
  readonly cautions: readonly Caution[];
}

/** What the rest of the app needs of the policies. */
export interface Policies {
  readonly library: Library;
  readonly answering: ReturnType<typeof createAnswering>;
  /** What was asked and answered last. */
  readonly places: PlaceMemory;
  /** A file that came with a message; false when it is none that is awaited. */
  readonly receive: ReturnType<typeof createReceiving>;
  /** The schools whose policies someone looks after; none for who is not staff. */
  ownedBy(user: UserId): Promise<readonly School[]>;
  /** @throws ConfigError when a file cannot be read: a school must not start on half its policies without knowing */
  readFilesAtStart(): Promise<void>;
}

/** One key seals what is asked for so long: the record key is asked for it once. */
const BRIEF_KEY_MS = 60 * MINUTE_MS;

/** An absence that is entered is seen this late; a question waits for no other. */
const AWAY_MS = 10_000;

/** Jobs of the policies. Each looks at rows, so that a lost or repeated run is harmless. */
/** Teams asks again after 15 seconds and shows dots until then; in these a first start has read two policies. */
const PATIENCE_MS = 8_000;
const JOBS = { tell: 'policies.tell', upload: 'policies.upload', vectors: 'policies.vectors' } as const;

/** Puts the policies together: store, index, owner's desk, and the work that comes round by itself. */
export function wirePolicies(context: AppContext, further: Further): Policies {
  const { config, db, clock, ids, log, telemetry, jobs, routes, reaching: messenger } = context;
  const { standingOf, schoolOf, understanding } = context;
  const { schools, tenantId } = config.trust;
  const { inQuestion } = further;
  const { library, beginVectors } = openLibrary(context, further);
  const isStaff = async (user: UserId) => (await standingOf(user)).kind === 'staff';
  const ownedBy = async (user: UserId) => ((await isStaff(user)) ? ownedSchools(schools, user) : []);

  const questions = sqlQuestionStore(db);
  const brief = createBriefSeal(further.recordKey, () => clock().getTime(), BRIEF_KEY_MS);
  const places = sqlPlaceMemory(db, brief, (error) => log.warn('conversation.not-sealed', { reason: nameOf(error) }));
  const findKept = createCuratedSearch(context.understanding?.encoder);
  const rota = { rota: sqlRotaStore(db), clock, log };
  const brieflyAway = readingBriefly(
    AWAY_MS,
    () => performance.now(),
    (school: SchoolId) => awayNow(rota, school),
  );
  const away = ({ id }: School) => brieflyAway.read(id);
  const deps = {
    away,
    library,
    questions,
    places,
    messenger,
    ids,
    log,
    telemetry,
    schoolOf,
    findKept,
    ownedBy,
    inQuestion,
  };
  registerAnswers(routes, deps);
  registerReferrals(routes, deps);
  registerPolicyQuestions(routes, { questions, ownedBy });
  registerPolicySearch(routes, { library, schoolOf, gate: further.gate });

  const messages = createOwnerMessages(messenger, tenantId);
  const desk = createOwnersDesk({ library, notices: sqlNoticeStore(db), messages, schools, isStaff, clock });
  const governedBy = async (user: UserId) => ((await isStaff(user)) ? governedSchools(schools, user) : []);
  registerPolicyDesk(routes, { library, desk, ownedBy, governedBy });
  wireAdoption(context, { library, desk, isStaff, ownedBy });
  registerPolicyNames(routes, { library, names: sqlPolicyNames(db), advisers: sqlAdviserChoice(db), ownedBy });

  const tell = () => jobs.wake(JOBS.tell);
  const { uploads, receive } = wireUploads(context, { library, ownedBy, tell, gate: further.gate });
  jobs.handle(JOBS.tell, async () => {
    await uploads.tidy();
    await places.tidy(clock());
    await desk.tell();
  });
  jobs.every(JOBS.tell, 10 * MINUTE_MS);

  const readFiles = wireSources(context, { library, tell, tellUnreadable: desk.tellUnreadable });
  // The first question finds an index, and passages that were never read are being read before it comes.
  const warmUp = () => {
    for (const { id } of understanding ? schools : [])
      library.answerer(id).catch((error: unknown) => log.warn('policy.not-indexed', { reason: nameOf(error) }));
  };
  const readFilesAtStart = async () => {
    // Before anything is read: another instance removes what no encoder is known to use.
    await beginVectors();
    await readFiles();
    warmUp();
  };
  return { library, answering: createAnswering(deps), places, receive, ownedBy, readFilesAtStart };
}

/** The library and its index, with the model that a school may have chosen. */
function openLibrary(
  context: AppContext,
  { hear, cautions, credential }: Further,
): { library: Library; beginVectors(): Promise<void> } {
  const { config, db, clock, log, jobs, telemetry, understanding } = context;
  const { schools } = config.trust;
  const vectors = sqlVectorStore(db);
  const beginVectors = async () => {
    if (understanding) await vectors.use(understanding.encoder.model, clock());
  };
  jobs.handle(JOBS.vectors, beginVectors);
  jobs.every(JOBS.vectors, DAY_MS);
  const library = createLibrary({
    store: sqlPolicyStore(db),
    vectors,
    patience: () => pause(PATIENCE_MS, undefined, { ref: false }),
    clock,
    cautions,
    understanding,
    onTrouble: (error) => log.warn('understanding.failed', { reason: nameOf(error) }),
    ...(config.model && {
      chooser: openChooser(openModel(config.model, credential, clock), {
        words: config.model.words,
        schools,
        hear,
        telemetry,
        log,
      }),
    }),
  });
  return { library, beginVectors };
}

/** Files that policy owners send to the bot. */
function wireUploads(
  { config, db, clock, ids, jobs, routes, reaching: messenger }: AppContext,
  further: Pick<Parameters<typeof createReceiving>[0], 'library' | 'ownedBy' | 'tell' | 'gate'>,
) {
  const store = sqlUploadStore(db);
  const uploads = createUploads({
    isTitle: async (title) => (await further.gate.look({ title }, undefined, { isGeneral: true })).kind === 'harmless',
    uploads: store,
    fetchFile: createFileDownload(config.connectorHosts, config.trust.sharepoint),
    read: readWithProgress,
    library: further.library,
    messages: createUploadMessages(messenger),
    clock,
  });
  const receiving = { ...further, uploads, store, ids, begin: (id: string) => jobs.wake(JOBS.upload, id) };
  registerPolicyUploads(routes, receiving);
  jobs.handle(JOBS.upload, uploads.work);
  return { uploads, receive: createReceiving(receiving) };
}
