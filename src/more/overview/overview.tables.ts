import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Seen } from './since.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    overview_look: { user_id: UserId; school: SchoolId; day: IsoDay; seen: Seen };
  }
}
