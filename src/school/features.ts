/** What a school may leave out, by the name that lanyard.yml has for it. Each is a folder of src/more. */
export const FEATURE_NAMES = ['accounts', 'declarations', 'overview', 'shared-address'] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** What is on where a school says nothing. */
export const ON_BY_DEFAULT: readonly FeatureName[] = ['overview', 'shared-address'];
