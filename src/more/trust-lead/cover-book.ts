import type { SchoolId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { Named } from '../../school/live-roles.ts';
import type { TrustCover } from '../../school/trust-cover.ts';
import type { RoleWord } from '../role-changes/proposal.ts';

/** Keeps for whom the trust's safeguarding lead covers, and when. Nothing is taken out: what was written is the trail. */
export interface CoverBook {
  /** Every one of the trust, the newest first. */
  all(): Promise<readonly TrustCover[]>;
  /**
   * All or nothing with whom to tell of it; it counts here at once, on other instances within half a minute.
   * @returns false where there is one of this id already
   */
  give(cover: TrustCover, words: readonly RoleWord[]): Promise<boolean>;
  /** Ends one before its time. @returns false where it has ended, or is of another school */
  end(
    id: string,
    school: SchoolId,
    ended: { readonly by: Named; readonly at: Date },
    words: readonly RoleWord[],
  ): Promise<boolean>;
}

/** What covering for a DSL is made from. */
export interface CoverDeps extends ConcernDeps {
  readonly covers: CoverBook;
  /** Has everyone told who has not yet been told about a change of roles. */
  tellOfRoles(): Promise<void>;
}
