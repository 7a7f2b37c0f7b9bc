import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { TraineeId } from './training.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    training_date: { school: SchoolId; trainee: TraineeId; kind: string; done_on: IsoDay; by: UserId; at: Date };
  }
}
