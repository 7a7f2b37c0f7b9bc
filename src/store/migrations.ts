import type { Migration } from 'kysely/migration';
import * as people from './migrations/001-people.ts';
import * as policies from './migrations/010-policy.ts';
import * as policyDesk from './migrations/011-policy-desk.ts';
import * as campaigns from './migrations/020-campaigns.ts';
import * as pace from './migrations/021-pace.ts';
import * as chasing from './migrations/022-campaign-chasing.ts';
import * as concerns from './migrations/030-concerns.ts';
import * as concernReminders from './migrations/031-concern-reminders.ts';
import * as tickets from './migrations/040-tickets.ts';
import * as campaignLists from './migrations/041-campaign-lists.ts';
import * as checks from './migrations/042-understanding-checks.ts';
import * as concernRecords from './migrations/043-concern-records.ts';
import * as concernScreenshots from './migrations/045-concern-screenshots.ts';
import * as concernWatch from './migrations/047-concern-watch.ts';
import * as repeatsNamed from './migrations/051-repeats-named.ts';
import * as rosterHeld from './migrations/051-roster-held.ts';
import * as concernUnread from './migrations/060-concern-unread.ts';

/**
 * Ordered and append-only: a migration that has run somewhere is never changed. Each keeps working beside the version of
 * the code before it (add first, remove a release later), because two versions run at once during a rolling update.
 */
export const migrations: Record<string, Migration> = {
  '001-people': people,
  '010-policy': policies,
  '011-policy-desk': policyDesk,
  '020-campaigns': campaigns,
  '021-pace': pace,
  '022-campaign-chasing': chasing,
  '030-concerns': concerns,
  '031-concern-reminders': concernReminders,
  '040-tickets': tickets,
  '041-campaign-lists': campaignLists,
  '042-understanding-checks': checks,
  '043-concern-records': concernRecords,
  '045-concern-screenshots': concernScreenshots,
  '047-concern-watch': concernWatch,
  '051-repeats-named': repeatsNamed,
  '051-roster-held': rosterHeld,
  '060-concern-unread': concernUnread,
};
