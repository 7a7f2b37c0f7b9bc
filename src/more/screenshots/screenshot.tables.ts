import type { ConcernId, UserId } from '../../kernel/ids.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    concern_screenshot_awaited: { reporter: UserId; concern_id: ConcernId; until: Date };
  }
}
