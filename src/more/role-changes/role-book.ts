import type { SchoolId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { School } from '../../school/school.ts';
import type { Decision, Proposal, RoleWord } from './proposal.ts';

/** Keeps who holds which role, beside lanyard.yml. Nothing is taken out: what was written is the trail. */
export interface RoleBook {
  /** What was asked for at this school, the newest first, at most this many. */
  proposals(school: SchoolId, most: number): Promise<readonly Proposal[]>;
  /**
   * Decides upon the roles of this moment and writes what follows, all or nothing, one decision after the other on all
   * instances. What changes counts here at once, on others within half a minute.
   */
  decide(
    school: SchoolId,
    decision: (known: { readonly roles: School['roles']; readonly open: readonly Proposal[] }) => Decision,
  ): Promise<Decision>;
  /** Who is still to be told about what, the oldest first. */
  untold(most: number): Promise<readonly (RoleWord & { readonly id: string })[]>;
  noteTold(id: string, at: Date): Promise<void>;
}

/** What changes of roles are made from. */
export interface RoleDeps extends ConcernDeps {
  readonly roles: RoleBook;
  /** Has everyone told who has not yet been told about a change of roles. */
  tellOfRoles(): Promise<void>;
  /** Has the chats of those who hold a role now opened, soon: before anyone has to be told anything. */
  openChats(): Promise<void>;
}
