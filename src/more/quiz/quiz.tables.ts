import type { JSONColumnType } from 'kysely';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { WrittenQuestion } from './quiz.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    understanding_check: {
      school: SchoolId;
      policy_id: PolicyId;
      questions: JSONColumnType<WrittenQuestion[]>;
      by: UserId;
      at: Date;
    };
  }
}
