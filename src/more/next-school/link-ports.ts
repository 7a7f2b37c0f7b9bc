import type { ConcernId, UserId } from '../../kernel/ids.ts';

/**
 * `waiting`: its code has not been typed. `opened`: it has, by someone who may fetch the file for a while and confirm it.
 * The others end it, and nothing is left to fetch: `received` with a receipt, `blocked` by wrong codes.
 */
export const LINK_STATES = ['waiting', 'opened', 'received', 'withdrawn', 'expired', 'blocked'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** For whom a hand-over is meant, as the school wrote it. */
export interface Receiver {
  readonly name: string;
  readonly role: string;
  readonly school: string;
}

/** A chronology that is handed to one person at the next school. */
export interface SchoolLink {
  readonly id: string;
  /** The report from whose page it was made: its trail tells the story of the hand-over. */
  readonly concern: ConcernId;
  /** Every report that is in the file. */
  readonly concerns: readonly ConcernId[];
  readonly by: UserId;
  readonly at: Date;
  /** Until when its code may be typed; once it was, until when the receipt may be given. */
  readonly expiresAt: Date;
  readonly state: LinkState;
  /** Wrong codes. */
  readonly misses: number;
  readonly openedAt: Date | undefined;
  /** How often the file was fetched by its receiver. */
  readonly fetches: number;
  readonly to: Receiver;
}

/** Keeps hand-overs, sealed: who they are for, the code and the file. */
export interface SchoolLinkStore {
  keep(
    link: Pick<SchoolLink, 'id' | 'concern' | 'concerns' | 'by' | 'at' | 'expiresAt' | 'to'>,
    content: { readonly code: string; readonly file: Uint8Array },
  ): Promise<void>;
  find(id: string): Promise<SchoolLink | undefined>;
  /** Of any of these reports, the newest first. */
  of(concerns: readonly ConcernId[]): Promise<readonly SchoolLink[]>;
  /**
   * Counts a try before it is compared, and the right code opens the link: of two at once only one does.
   * @returns `over`: it waits for no code any more, or too many were wrong
   */
  tryCode(
    id: string,
    code: string,
    now: Date,
    rules: { readonly most: number; readonly until: Date },
  ): Promise<
    { readonly kind: 'right' } | { readonly kind: 'wrong'; readonly misses: number } | { readonly kind: 'over' }
  >;
  /** The file as it is; `undefined` once it is gone. */
  file(id: string): Promise<Uint8Array | undefined>;
  /** The same for its receiver, counted; `undefined` when it was fetched `most` times or the link is not open. */
  fetchFile(id: string, most: number): Promise<Uint8Array | undefined>;
  /** Ends it and destroys the file. True for the first caller. */
  end(id: string, state: Exclude<LinkState, 'waiting' | 'opened'>): Promise<boolean>;
  /** Those whose time is over. */
  due(now: Date): Promise<readonly SchoolLink[]>;
  /** Destroys the files of those that were opened before this: their time to be fetched is over, and only the receipt is awaited. */
  removeFiles(openedBefore: Date): Promise<void>;
  /** Removes everything that holds a word of this report. */
  removeOf(concern: ConcernId): Promise<void>;
}
