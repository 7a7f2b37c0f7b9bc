import type { Feature, FeatureParts, Host } from './feature.ts';
import { Fault } from './kernel/calls/fault.ts';
import type { Log } from './kernel/log.ts';
import { accounts } from './more/accounts/index.ts';
import { bodyMap } from './more/body-map/index.ts';
import { calendar } from './more/calendar/index.ts';
import { children } from './more/children/index.ts';
import { declarations } from './more/declarations/index.ts';
import { drills } from './more/drills/index.ts';
import { locks } from './more/locks/index.ts';
import { nextSchool } from './more/next-school/index.ts';
import { onlineAbuse } from './more/online-abuse/index.ts';
import { overview } from './more/overview/index.ts';
import { paper } from './more/paper/index.ts';
import { patterns } from './more/patterns/index.ts';
import { pin } from './more/pin/index.ts';
import { quiz } from './more/quiz/index.ts';
import { roleChanges } from './more/role-changes/index.ts';
import { roll } from './more/roll/index.ts';
import { scenarios } from './more/scenarios/index.ts';
import { screenshots } from './more/screenshots/index.ts';
import { sharedAddress } from './more/shared-address/index.ts';
import { subjectAccess } from './more/subject-access/index.ts';
import { training } from './more/training/index.ts';
import { trustLead } from './more/trust-lead/index.ts';
import type { Db } from './platform/postgres/database.ts';
import { keptByFeatures } from './platform/postgres/migrations/kept-by-features.ts';
import { FEATURE_NAMES, type FeatureName } from './school/features.ts';
import type { Trust } from './school/school.ts';

/** Every feature that a school may leave out. Where a folder of more/ is taken out, its line here goes too, and nothing else. */
const FEATURES: Readonly<Partial<Record<FeatureName, Feature>>> = {
  accounts,
  'body-map': bodyMap,
  calendar,
  children,
  declarations,
  drills,
  locks,
  'next-school': nextSchool,
  'online-abuse': onlineAbuse,
  overview,
  paper,
  patterns,
  pin,
  quiz,
  'role-changes': roleChanges,
  roll,
  scenarios,
  screenshots,
  'shared-address': sharedAddress,
  'subject-access': subjectAccess,
  training,
  'trust-lead': trustLead,
};

/**
 * The trust with the features that it goes on with. Where lanyard.yml says nothing, what a school has used stays on; where it leaves out
 * what keeps something, that is told, and how it is ended or taken along.
 * @param features those that this copy of Lanyard has
 * @throws Fault('rejected') where one that it does not have keeps something, or is named in lanyard.yml: nothing would guard its data
 */
export async function withFeaturesInUse(
  trust: Trust,
  db: Db,
  log: Pick<Log, 'warn'>,
  features: Partial<Readonly<Record<FeatureName, unknown>>> = FEATURES,
): Promise<Trust> {
  const kept = await keptByFeatures(db);
  const isHere = (name: FeatureName): boolean => Object.hasOwn(features, name);
  const gone = [...kept].find(([name]) => !isHere(name));
  if (gone) throw new Fault('rejected', keepsWithout(...gone));
  const missing = trust.saysFeatures ? featuresOf(trust).find((name) => !isHere(name)) : undefined;
  if (missing !== undefined) throw new Fault('rejected', namedWithout(missing));
  if (!trust.saysFeatures)
    return {
      ...trust,
      schools: trust.schools.map((school) => ({
        ...school,
        features: [...new Set([...school.features.filter(isHere), ...kept.keys()])],
      })),
    };
  const on = featuresOf(trust);
  for (const feature of kept.keys())
    if (!on.includes(feature)) log.warn('feature.left-out-with-data', { feature, todo: LEFT_OUT });
  return trust;
}

const keepsWithout = (feature: FeatureName, tables: readonly string[]): string =>
  `this copy of Lanyard was made without the feature ${feature}, and this database keeps data of it (${tables.join(', ')}). Nothing would remove that data in time, or guard it. Start the version that you had before: finish or export it there, and run lanyard held-about to see what is held about someone. A copy without the feature needs a migration that ends its data.`;

const namedWithout = (feature: FeatureName): string =>
  `this copy of Lanyard was made without the feature ${feature}, which lanyard.yml names. Delete it under features there, or start a version that has it.`;

const LEFT_OUT =
  'It keeps data that stays, is kept no longer than before and goes into every backup. Nobody can open it in Teams: to finish or export it, name the feature under features in lanyard.yml again; to see what is held about someone, run lanyard held-about.';

/** Where several schools share a process they share its commands. */
const featuresOf = ({ schools }: Trust): readonly FeatureName[] => [
  ...new Set(schools.flatMap(({ features }) => features)),
];

/**
 * Begins the features that are on; what each gives to others is added to `parts`, which may be read once someone acts.
 * @throws Error where two give what only one can
 */
export function startFeatures(given: Omit<Host, 'others'>, parts: FeatureParts[]): void {
  const host: Host = { ...given, others: () => parts };
  const on = featuresOf(host.context.config.trust);
  for (const name of FEATURE_NAMES) {
    const feature = FEATURES[name];
    if (feature) parts.push(on.includes(name) ? feature.start(host) : (feature.leftOut?.(host) ?? {}));
  }
  for (const [what, of] of Object.entries(OF_ONE))
    if (parts.filter((one) => of(one) !== undefined).length > 1) throw new Error(`two features give ${what}`);
  host.report.hosted();
}

/** What one feature gives, or none: of two, one would be passed over without a word. */
const OF_ONE: Readonly<Record<string, (parts: FeatureParts) => unknown>> = {
  questions: ({ extension }) => extension?.questions,
  goesWith: ({ extension }) => extension?.goesWith,
  declareTie: (parts) => parts.declareTie,
};
