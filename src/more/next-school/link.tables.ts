import type { Generated } from 'kysely';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { LinkState } from './link-ports.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    /** A chronology behind a link, for one person at the next school. */
    concern_school_link: {
      id: string;
      concern_id: ConcernId;
      concerns: ConcernId[];
      made_by: UserId;
      made_at: Date;
      expires_at: Date;
      state: LinkState;
      misses: Generated<number>;
      opened_at: Date | null;
      fetches: Generated<number>;
      key_id: string;
      wrapped_key: Buffer;
      sealed: Buffer;
      file: Buffer | null;
    };
  }
}
