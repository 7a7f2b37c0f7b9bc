import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Phone } from '../notice.ts';

/** What a second step opens: one record, or the search through the words of those that someone may open. */
export type Door = ConcernId | 'search';

/** It is theirs, and closed: their school asks for a second step, and it was not taken, or too long ago. */
export interface Locked {
  readonly kind: 'locked';
  readonly door: Door;
  /** Of the record; none for the search. */
  readonly reference: string | undefined;
  /** `not-for-this`: their PIN was set with the code of someone this report is about, so it does not open it. */
  readonly has: 'pin' | 'no-pin' | 'not-for-this';
  readonly closesAfterMinutes: number;
  /** Who to phone meanwhile: nobody in danger waits for a PIN. */
  readonly phones: readonly Phone[];
}

/** Knows who has taken the second step that a school asks for. Where a school asks and there is no such guard, nothing opens. */
export interface ReadGuard {
  /**
   * `undefined`: it is open to them; that they asked counts as a touch.
   * @param excluded whom it is about: a PIN that was set with the code of one of them does not open it
   * @param since what was touched last before then has closed
   */
  missing(
    user: UserId,
    door: Door,
    asked: { readonly excluded: readonly UserId[]; readonly now: Date; readonly since: Date },
  ): Promise<Locked['has'] | undefined>;
}
