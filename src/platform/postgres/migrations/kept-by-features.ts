import { sql } from 'kysely';
import { FEATURE_NAMES, type FeatureName } from '../../../school/features.ts';
import type { Db } from '../database.ts';

/**
 * In which tables each feature keeps what a school has to hear of before it goes on without the feature. Beside the migrations, because
 * the tables stay where a feature's folder is taken out.
 */
const KEPT_IN: Readonly<Record<FeatureName, readonly string[]>> = {
  accounts: ['school_account'],
  'body-map': [],
  calendar: [],
  children: [],
  declarations: ['declaration'],
  drills: ['concern_drill_plan'],
  locks: [],
  'next-school': ['concern_school_link'],
  'online-abuse': [],
  overview: ['overview_look'],
  paper: [],
  patterns: [],
  pin: ['concern_pin'],
  quiz: ['understanding_check'],
  'role-changes': ['concern_role_proposal'],
  roll: ['concern_roll'],
  scenarios: ['scenario'],
  screenshots: ['concerns_adult.concern_screenshot'],
  'shared-address': ['concern_address'],
  'subject-access': ['concern_access_request'],
  training: ['training_date'],
  'trust-lead': ['concern_trust_cover'],
};

/** The features that keep something in this database, each with the tables that hold it. */
export async function keptByFeatures(db: Db): Promise<ReadonlyMap<FeatureName, readonly string[]>> {
  const found = new Map<FeatureName, readonly string[]>();
  for (const name of FEATURE_NAMES)
    for (const table of KEPT_IN[name]) {
      const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
      if (rows.length > 0) found.set(name, [...(found.get(name) ?? []), table]);
    }
  return found;
}
