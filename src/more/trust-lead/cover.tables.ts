import type { JSONColumnType } from 'kysely';
import type { SchoolId } from '../../kernel/ids.ts';
import type { Named } from '../../school/live-roles.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    /** Only its end is ever added. */
    concern_trust_cover: {
      id: string;
      school_id: SchoolId;
      person: JSONColumnType<Named>;
      from_at: Date;
      until_at: Date;
      given_by: JSONColumnType<Named>;
      given_at: Date;
      ended_by: JSONColumnType<Named> | null;
      ended_at: Date | null;
    };
  }
}
