import { sqlRoleStore } from '../../more/role-changes/roles.store.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { sqlNumberStore } from '../../report/phones/phones.store.ts';
import { fileEvents } from '../../school/live-roles.ts';
import { createLiveSchools } from '../../school/live-schools.ts';
import type { Trust } from '../../school/school.ts';

/**
 * lanyard.yml with the role-holders and numbers that were changed in Teams, as a start with this file would have them; without, where
 * the database does not answer. Writes nothing.
 */
export async function withChanges(db: Db, written: Trust, now: Date): Promise<Trust> {
  const live = createLiveSchools(written);
  const numbers = await sqlNumberStore(db)
    .changes()
    .catch(() => []);
  const events = await sqlRoleStore(db)
    .events()
    .catch(() => []);
  live.apply(numbers, [...events, ...written.schools.flatMap((school) => fileEvents(school, events, now))]);
  return live.trust;
}
