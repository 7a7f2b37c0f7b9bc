import type { AccountTables } from '../accounts/tables.ts';
import type { CampaignTables } from '../acknowledgement/tables.ts';
import type { ConcernTables } from '../concern/tables.ts';
import type { DeclarationTables } from '../declaration/tables.ts';
import type { PaceTables } from '../jobs/tables.ts';
import type { PeopleTables } from '../people/tables.ts';
import type { PolicyTables } from '../policy/tables.ts';

/** Every table, as each capability describes its own. None of these imports a store: the stores import what is made of it. */
export interface Tables
  extends AccountTables,
    CampaignTables,
    ConcernTables,
    DeclarationTables,
    PaceTables,
    PeopleTables,
    PolicyTables {}
