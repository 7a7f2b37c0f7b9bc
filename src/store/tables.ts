import type { ConversationTables } from './conversation-store.ts';
import type { PeopleTables } from './people-store.ts';

/** Every table, put together from the stores that own them. */
export interface Tables extends ConversationTables, PeopleTables {}
