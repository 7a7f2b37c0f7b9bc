import type { SchoolId, UserId } from '../../kernel/ids.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    concern_drill_plan: {
      id: string;
      school_id: SchoolId;
      at: Date;
      person: UserId;
      made_at: Date;
      told_at: Date | null;
    };
  }
}
