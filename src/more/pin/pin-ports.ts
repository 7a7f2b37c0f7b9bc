import type { UserId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { Door } from '../../report/opening/read-guard.ts';

/** Something that happened to someone's PIN. */
export interface PinEvent {
  readonly at: Date;
  /** Whose PIN it is. */
  readonly person: UserId;
  /** Who made the code; else the person. */
  readonly actor: UserId;
  readonly kind: (typeof PIN_EVENTS)[number];
}

/** A code was made for them; they set their PIN with it; someone typed a wrong one; too many of those in a row. */
export const PIN_EVENTS = ['code', 'set', 'wrong', 'paused'] as const;

export type PinTried =
  | { readonly kind: 'right' }
  /** The `misses`th in a row. */
  | { readonly kind: 'wrong'; readonly misses: number; readonly until: Date | undefined }
  /** Not even compared. */
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'none' };

/**
 * Personal PINs, as slow hashes that are sealed like a record: neither the database nor the wrapping key alone gives one
 * away. What is counted is counted here, for all instances. A lost wrapping key is Fault('forbidden').
 */
export interface PinStore {
  /** With whose code the PIN was set; `undefined`: there is none. */
  setWith(user: UserId): Promise<UserId | undefined>;
  /**
   * Counts the try first and compares then, so that many at once are no more tries than one after the other.
   * @param pauseAfterMs how long nobody may try after this many wrong ones in a row; 0: at once
   */
  attempt(user: UserId, pin: string, now: Date, pauseAfterMs: (misses: number) => number): Promise<PinTried>;
  /** Anyone who has this code may set the person's PIN, once, until then. It replaces an earlier code; the PIN stays. */
  keepCode(made: {
    readonly code: string;
    readonly person: UserId;
    readonly by: UserId;
    readonly until: Date;
  }): Promise<void>;
  /** Takes the code and sets the PIN, and closes what the old one had opened. A code that was tried too often is dead. */
  setPin(wanted: {
    readonly user: UserId;
    readonly code: string;
    readonly pin: string;
    readonly now: Date;
  }): Promise<{ readonly kind: 'set'; readonly with: UserId } | { readonly kind: 'wrong-code' }>;
  /** Their PIN, a code for them and what they had opened are gone: they take no reports any more. */
  forget(user: UserId): Promise<void>;
  /** The step was passed for this door. */
  unlock(user: UserId, door: Door, now: Date): Promise<void>;
  /** Whether it is still open: touched since then, and not after now. Being asked is a touch. */
  touch(user: UserId, door: Door, now: Date, since: Date): Promise<boolean>;
  /** Append-only. */
  note(event: PinEvent): Promise<void>;
  /** Newest first. */
  events(person: UserId, most: number): Promise<readonly PinEvent[]>;
}

/** What a second step is made from. */
export interface PinDeps extends ConcernDeps {
  readonly pins: PinStore;
}
