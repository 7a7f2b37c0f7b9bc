import type { CampaignTables } from '../../acknowledge/acknowledge.tables.ts';
import type { PolicyTables } from '../../ask/ask.tables.ts';
import type { ConcernTables } from '../../report/shelves/report.tables.ts';
import type { PaceTables } from './jobs/jobs.tables.ts';
import type { PeopleTables } from './people/people.tables.ts';

/**
 * Every table, as each capability describes its own: a feature of more/ adds its tables to this interface in its `.tables.ts`. None of
 * these imports a store: the stores import what is made of it.
 */
export interface Tables extends CampaignTables, ConcernTables, PaceTables, PeopleTables, PolicyTables {}
