import { createHash } from 'node:crypto';
import type { PolicyId, SchoolId } from '../../kernel/ids.ts';
import type { PolicyDocument } from '../../kernel/text/document.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Library, Submitted } from './library.ts';

/** What was last read from one place that policies come from. */
interface KnownSource {
  readonly policy: PolicyId;
  /** SHA-256 of the bytes, in hex. */
  readonly fingerprint: string;
  /** Why they could not be read, for the person who looks after the file. */
  readonly problem?: string;
}

/** Remembers places by a name of ours: `file:policies/conduct.md`, `drive:01ABC`. */
export interface SourceStore {
  find(school: SchoolId, source: string): Promise<KnownSource | undefined>;
  remember(school: SchoolId, source: string, known: KnownSource, at: Date): Promise<void>;
}

/** Reads a file of any kind, however long that takes; `onProgress` is called now and then. */
export type DocumentReader = (
  bytes: Uint8Array,
  name: string,
  onProgress?: (progress: { readonly done: number; readonly of: number }) => void,
) => Promise<
  | {
      readonly kind: 'read';
      readonly document: PolicyDocument;
      readonly missed: readonly string[];
      readonly isDoubtful?: boolean;
    }
  | { readonly kind: 'unreadable'; readonly why: string }
>;

/** The document as it is kept: with what its owner is to look at before it is in force. */
export const withMissed = (document: PolicyDocument, missed: readonly string[]): PolicyDocument =>
  missed.length > 0 ? { ...document, missed } : document;

interface IncomingFile {
  readonly school: SchoolId;
  readonly source: string;
  /** With its extension: the reader looks at it, and the policy is called after it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What becomes of the first version of a policy of which nothing is doubtful. */
  readonly first: 'in-force' | 'waits';
}

type TakenIn =
  | Submitted
  /** The bytes are those of the last time: nothing was read. */
  | { readonly kind: 'same'; readonly problem?: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Takes in files that may or may not have changed. Bytes that were read before are not read, and not proposed, again: what
 * an owner has set aside comes back only when someone changes the file.
 */
export function createIntake(parts: {
  readonly library: Library;
  readonly sources: SourceStore;
  readonly read: DocumentReader;
  readonly clock: Clock;
}): (file: IncomingFile) => Promise<TakenIn> {
  const { library, sources, read, clock } = parts;
  return async ({ school, source, name, bytes, first }) => {
    const fingerprint = createHash('sha256').update(bytes).digest('hex');
    const before = await sources.find(school, source);
    if (before?.fingerprint === fingerprint)
      return { kind: 'same', ...(before.problem !== undefined && { problem: before.problem }) };
    const policy = before?.policy ?? policyIdFor(name);
    const outcome = await read(bytes, name);
    if (outcome.kind === 'unreadable') {
      await sources.remember(school, source, { policy, fingerprint, problem: outcome.why }, clock());
      return outcome;
    }
    const submitted = await library.submit(
      school,
      { id: policy, fallbackTitle: titleFor(name) },
      withMissed(outcome.document, outcome.missed),
      // What may say the opposite of what is in force waits for its owner, wherever it comes from.
      outcome.isDoubtful ? 'waits' : first,
    );
    await sources.remember(school, source, { policy, fingerprint }, clock());
    return submitted;
  };
}

const withoutExtension = (name: string): string => name.replace(/\.[a-z0-9]{1,8}$/i, '');

/** `Staff Code of Conduct (2).docx` → `staff-code-of-conduct-2`. A name that is an id already stays as it is. */
export const policyIdFor = (name: string): PolicyId =>
  (withoutExtension(name)
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 80) || 'policy') as PolicyId;

/** A title for a document that states none: the file's name, written as words. */
export function titleFor(name: string): string {
  const words = withoutExtension(name).replace(/[-_]+/g, ' ').trim().slice(0, 120);
  return words === '' ? 'Policy' : words.charAt(0).toUpperCase() + words.slice(1);
}
