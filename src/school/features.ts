/** What a school may leave out, by the name that lanyard.yml has for it, in the order in which they begin. Each is a folder of src/more. */
export const FEATURE_NAMES = [
  'accounts',
  'body-map',
  'calendar',
  'children',
  'declarations',
  'drills',
  'locks',
  'next-school',
  'online-abuse',
  'overview',
  'paper',
  'patterns',
  'pin',
  'quiz',
  'role-changes',
  'scenarios',
  // Is asked of a file before the roll, which takes any.
  'training',
  'roll',
  'screenshots',
  'shared-address',
  'subject-access',
  'trust-lead',
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** What is on where a school says nothing. */
export const ON_BY_DEFAULT: readonly FeatureName[] = [
  'body-map',
  'calendar',
  'children',
  'drills',
  'online-abuse',
  'overview',
  'paper',
  'pin',
  'roll',
  'shared-address',
  'subject-access',
];

/** What a school needs only where its child protection file is kept in Lanyard, and not in another system or on paper. */
export const OF_THE_CHILD_FILE: readonly FeatureName[] = ['children', 'locks', 'next-school', 'patterns'];
