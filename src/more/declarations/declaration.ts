import type { Harmless } from '../../hear/gate.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';

/** How someone is tied to a pupil or a parent. `unsaid`: only that they are, as a box on paper or behind a link says it. */
export const TIES = ['related', 'friends', 'unsaid'] as const;
export type Tie = (typeof TIES)[number];
export const WHOM = ['pupil', 'parent', 'unsaid'] as const;
export type Whom = (typeof WHOM)[number];

export type DeclarationId = string & { readonly __brand: 'DeclarationId' };

/** A UserId, or the id by which the register of acknowledgements knows someone without Teams. */
export type DeclarantId = UserId | (string & { readonly __brand: 'DeclarantId' });

/** What one person declared once. It says nothing against anyone, and no report is ever read beside it. */
export interface Declaration {
  readonly id: DeclarationId;
  readonly school: SchoolId;
  readonly person: DeclarantId;
  readonly name: string;
  readonly tie: Tie;
  readonly whom: Whom;
  /** In their own words, such as who it is; '' where nothing was written. */
  readonly words: string;
  readonly method: 'teams' | 'link';
  readonly at: Date;
  /** Who is to speak with them; absent where nobody could be found. */
  readonly adviser?: UserId;
  readonly advisedAt?: Date;
  readonly advisedBy?: UserId;
  /** When it was last said to be so; at first, when it was declared. */
  readonly confirmedAt: Date;
  /** When they were last asked whether it still is. */
  readonly askedAt?: Date;
  readonly endedAt?: Date;
  /** Who said that it ended; `left`: they no longer work here. */
  readonly endedBy?: UserId | 'left';
}

/** As it comes in, past the gate; without words where nothing was written. */
export interface NewDeclaration extends Omit<Declaration, 'words'> {
  readonly words: Harmless | undefined;
}

export type DeclarationEvent = 'declared' | 'advised' | 'still-so' | 'ended' | 'looked';

/** Kept for this long after it ended; then the row is removed with its words. */
export const KEPT_AFTER_END_DAYS = 365;
/** Asked again so long after it was last said to be so, and again each month until it is answered. */
export const ASKED_AGAIN_DAYS = 365;
export const REMINDED_DAYS = 30;
