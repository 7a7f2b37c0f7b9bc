import type { PolicyDocument } from '../../kernel/text/document.ts';

/** What happened to a file. `why` is for the person who gave it to us: plain words, and what to do about it. */
export type ReadOutcome =
  | {
      readonly kind: 'read';
      readonly document: PolicyDocument;
      /** What of the file was passed over or is doubtful, each kind in a plain sentence with its places; empty where all was read. */
      readonly missed: readonly string[];
      /** Words may say the opposite of what is in force: a person decides before they are. */
      readonly isDoubtful?: boolean;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

/** How far the reading is: pages, or parts of a file, done and in all. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** What a reader is given beside the bytes. */
export interface Reading {
  readonly limits: Limits;
  readonly onProgress: (progress: Progress) => void;
  /** Called for each thing that was passed over or is doubtful; the same of them are told together. */
  readonly onMissed: (missed: Missed) => void;
}

/** One thing of a file that is not among the words that can be quoted, or not surely. */
export interface Missed {
  /** A sentence without its full stop, the same for each of a kind: `Words that are struck through are left out`. */
  readonly what: string;
  /** The words themselves, where there are any that the owner would know it by. */
  readonly words?: string;
  /** `page 3`, `under ‘3.2 Phones’`. */
  readonly where?: string;
  /** It may turn what is read round. */
  readonly isDoubtful?: boolean;
}

/** A reader found that the file cannot be read. Its message is shown to the person as `why`. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** What a file may be at most; beyond it the answer is `unreadable`, never a long wait. */
export interface Limits {
  readonly fileBytes: number;
  /** Bytes that the parts of a Word file may have once unpacked, in all; what the file claims and what it holds. */
  readonly unpackedBytes: number;
  readonly zipEntries: number;
  readonly pages: number;
  /** Characters of text. The longest policies have a few hundred thousand. */
  readonly characters: number;
  readonly xmlDepth: number;
  readonly xmlNodes: number;
}

const MB = 1024 * 1024;

export const LIMITS: Limits = {
  fileBytes: 20 * MB,
  unpackedBytes: 200 * MB,
  zipEntries: 2_000,
  pages: 500,
  characters: 3_000_000,
  xmlDepth: 250,
  xmlNodes: 1_000_000,
};
