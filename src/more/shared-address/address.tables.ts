import type { SchoolId, UserId } from '../../kernel/ids.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    /** Where people without Teams ask and report, printed on a sheet. One of each school is not replaced. */
    concern_address: {
      address: string;
      school_id: SchoolId;
      made_at: Date;
      made_by: UserId;
      replaced_at: Date | null;
      replaced_by: UserId | null;
    };
  }
}
