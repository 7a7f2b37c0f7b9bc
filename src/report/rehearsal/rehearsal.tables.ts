import type { JSONColumnType } from 'kysely';
import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { DrillLine } from './rehearsal.ts';

export interface RehearsalTables {
  concern_rehearsal: {
    id: string;
    school_id: SchoolId;
    drill: string;
    asked_at: Date;
    sender: UserId | null;
    begun_at: Date | null;
    concern_id: ConcernId | null;
    expected: UserId[];
    settled_at: Date | null;
    has_passed: boolean | null;
    line: JSONColumnType<DrillLine> | null;
  };
  concern_rehearsal_try: { concern_id: ConcernId; person: UserId; at: Date };
}
