import type { Generated } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { RollGiven } from './pupil.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    /** One for each school that gave one; `id` is the school's. */
    concern_roll: {
      id: SchoolId;
      given_at: Date;
      given_by: UserId | null;
      given_from: RollGiven['from'];
      count: number;
      version: string;
      key_id: string;
      wrapped_key: Buffer;
      sealed: Buffer;
    };
    /** Append-only. */
    concern_roll_event: {
      id: Generated<string>;
      at: Date;
      school_id: SchoolId;
      actor: UserId | null;
      kind: 'given' | 'removed';
      count: number;
    };
  }
}
