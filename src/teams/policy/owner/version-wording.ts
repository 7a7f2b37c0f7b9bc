import { everyHolder, type School } from '../../../core/school/school.ts';
import { formatInstant } from '../../../core/time.ts';
import type { StoredVersion } from '../../../policy/ports.ts';

/** What a button says of the version it is about. */
export const ofVersion = (school: School, version: { readonly versionId: string }): object => ({
  school: school.id,
  version: version.versionId,
});

/** One sentence on where a version stands now. */
export function decisionWording(
  school: School,
  { state, inForceAt, inForceBy, setAsideAt, setAsideBy }: StoredVersion,
): string {
  switch (state) {
    case 'proposed':
      return 'It is waiting for a decision.';
    case 'in-force':
      return `✓ In force since ${when(inForceAt)}${by(school, inForceBy)}.`;
    case 'replaced':
      return `It was in force from ${when(inForceAt)} and has been replaced.`;
    case 'set-aside':
      return setAsideBy === undefined
        ? `A newer version came on ${when(setAsideAt)}; decide on that one.`
        : `Set aside on ${when(setAsideAt)}${by(school, setAsideBy)}.`;
    default:
      return state satisfies never;
  }
}

const when = (at: Date | undefined): string => (at ? formatInstant(at) : 'an unknown time');

/** Names come from the school's own list; who is no longer on it stays unnamed. */
const by = (school: School, user: StoredVersion['inForceBy']): string => {
  if (user === undefined) return '';
  const holder = everyHolder(school).find(({ id }) => id === user);
  return `, by ${holder?.name ?? 'another policy owner'}`;
};
