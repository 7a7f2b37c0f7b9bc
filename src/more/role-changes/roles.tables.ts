import type { Generated, JSONColumnType } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Named, RoleEvent } from '../../school/live-roles.ts';
import type { Role } from '../../school/school.ts';
import type { Proposal, RoleWord } from './proposal.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    concern_role_proposal: {
      id: string;
      school_id: SchoolId;
      role: Role;
      newcomer: JSONColumnType<Named> | null;
      outgoing: JSONColumnType<readonly Named[]>;
      is_quiet: boolean;
      by: JSONColumnType<Named>;
      at: Date;
      expires_at: Date;
      state: Proposal['state']['kind'];
      decided: JSONColumnType<{ readonly by?: Named; readonly at: string; readonly isQuiet: boolean }> | null;
    };
    /** Append-only. */
    concern_role_event: {
      id: Generated<string>;
      at: Date;
      school_id: SchoolId;
      role: Role;
      kind: RoleEvent['kind'];
      holders: JSONColumnType<readonly Named[]>;
      file_said: JSONColumnType<readonly UserId[]>;
      proposal: string | null;
    };
    concern_role_word: {
      id: string;
      person: UserId;
      said: JSONColumnType<Omit<RoleWord, 'person'>>;
      at: Date;
      told_at: Date | null;
    };
  }
}
