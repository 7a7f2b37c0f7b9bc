import type { SchoolId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Clock } from '../../kernel/time.ts';
import type { PolicyFolder, School } from '../../school/school.ts';
import type { createIntake } from './intake.ts';

/** A file that is new, or other than it was; deleted ones are not told: what is in force stays so until its owner acts. */
export interface SharedFile {
  /** Stable while the file is renamed. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Malware was found in it: the library does not hand it out. */
  readonly isInfected: boolean;
}

/** A document library outside. Every method throws a Fault when it cannot be asked. */
export interface SharedFolder {
  /** What changed since `link`, everything without one; `link` of the answer is for the next time. */
  changes(
    folder: PolicyFolder,
    link: string | undefined,
  ): Promise<{ readonly files: readonly SharedFile[]; readonly link: string }>;
  content(folder: PolicyFolder, id: string): Promise<Uint8Array>;
}

/** Up to where each school's library has been read. */
export interface SharedFolderStore {
  /** `undefined` too where it was another folder that was read. */
  link(school: SchoolId, place: string): Promise<string | undefined>;
  remember(school: SchoolId, place: string, link: string, at: Date): Promise<void>;
}

const READABLE = /\.(?:pdf|docx|md|markdown|txt)$/i;
/** Word's lock files, and files beginning with a dot. */
const HIDDEN = /^(?:~\$|\.)/;
const MB = 1024 * 1024;
const MOST_BYTES = 20 * MB;
const TOO_LARGE = `It is larger than ${MOST_BYTES / MB} MB. Take the pictures out, or save it as a smaller PDF.`;
const INFECTED = 'Microsoft 365 found malware in it, so I did not open it. Ask your IT support.';

/**
 * Looks at the library of every school that has one. What changed waits for its owner, first versions too: a draft dropped
 * into a folder must not become a rule by itself. The link is kept only when every file was taken in, so that a run that
 * was cut short begins again; files that were taken in before are recognised by their bytes.
 */
export const createLibrarySync = (parts: LibrarySyncParts) => async (): Promise<void> => {
  for (const school of parts.schools) {
    if (school.policies.library) await readLibrary(parts, school, school.policies.library);
  }
};

interface LibrarySyncParts {
  readonly schools: readonly School[];
  readonly folder: SharedFolder;
  readonly store: SharedFolderStore;
  readonly takeIn: ReturnType<typeof createIntake>;
  /** Tells the person who looks after the school's policies. Told again where a run was cut short, rather than never. */
  tellUnreadable(school: School, file: string, why: string): Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

async function readLibrary(parts: LibrarySyncParts, school: School, library: PolicyFolder): Promise<void> {
  const { folder, store, tellUnreadable, clock } = parts;
  const place = `${library.driveId}/${library.folder ?? ''}`;
  const { files, link } = await folder.changes(library, await store.link(school.id, place));
  for (const file of files) {
    if (!READABLE.test(file.name) || HIDDEN.test(file.name)) continue;
    const problem = await takeInFile(parts, school.id, library, file);
    if (problem !== undefined) await tellUnreadable(school, file.name, problem);
  }
  await store.remember(school.id, place, link, clock());
}

/** @returns why it could not be read, in words for the person who looks after the policies */
async function takeInFile(
  { folder, takeIn, log }: LibrarySyncParts,
  school: SchoolId,
  library: PolicyFolder,
  { id, name, size, isInfected }: SharedFile,
): Promise<string | undefined> {
  if (isInfected) {
    log.warn('policy.infected', { school, file: id });
    return INFECTED;
  }
  if (size > MOST_BYTES) {
    log.warn('policy.too-large', { school, file: id });
    return TOO_LARGE;
  }
  const bytes = await folder.content(library, id);
  const taken = await takeIn({ school, source: `drive:${library.driveId}/${id}`, name, bytes, first: 'waits' });
  log.info('policy.shared', { school, file: id, state: taken.kind });
  if (taken.kind === 'unreadable') return taken.why;
  return taken.kind === 'same' ? taken.problem : undefined;
}
