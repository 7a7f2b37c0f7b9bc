import type { Generated, JSONColumnType } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { QuietReason, ScenarioQuestion, ScenarioState } from './scenario.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    scenario: {
      school: SchoolId;
      half_term: IsoDay;
      state: ScenarioState;
      send_at: Date;
      question: JSONColumnType<ScenarioQuestion>;
      told_at: Date | null;
    };
    scenario_person: {
      school: SchoolId;
      half_term: IsoDay;
      user_id: UserId;
      staff_group: string;
      site: string;
      state: 'waiting' | 'sending' | 'sent' | 'unreachable' | 'missed';
      answered: Generated<boolean>;
    };
    scenario_off: { school: SchoolId; by: UserId; at: Date };
    scenario_quiet: { school: SchoolId; user_id: UserId; why: QuietReason; until: IsoDay; by: UserId };
  }
}
