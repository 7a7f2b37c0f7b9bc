import type { CampaignTables } from './acknowledgement/campaign-tables.ts';
import type { ScreenshotTables } from './concern/screenshot-store.ts';
import type { ConcernTables } from './concern/tables.ts';
import type { ConversationTables } from './conversation-store.ts';
import type { PaceTables } from './pace.ts';
import type { PeopleTables } from './people-store.ts';
import type { PolicyDeskTables } from './policy/desk-store.ts';
import type { QuestionTables } from './policy/question-store.ts';
import type { PolicyTables } from './policy/store.ts';
import type { PolicyUploadTables } from './policy/upload-store.ts';
import type { TicketTables } from './ticket-store.ts';

/** Every table, put together from the stores that own them. */
export interface Tables
  extends CampaignTables,
    ConcernTables,
    ConversationTables,
    PaceTables,
    PeopleTables,
    PolicyDeskTables,
    PolicyTables,
    PolicyUploadTables,
    QuestionTables,
    ScreenshotTables,
    TicketTables {}
