import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import { everyHolder, type School } from '../../school/school.ts';
import type { Adoption, StoredVersion } from '../ports.ts';

/** What a button says about the version it is about. */
export const ofVersion = (school: School, version: { readonly versionId: string }): object => ({
  school: school.id,
  version: version.versionId,
});

/** One sentence on where a version stands now. */
export function decisionWording(
  school: School,
  { state, inForceAt, inForceBy, setAsideAt, setAsideBy, adoption }: StoredVersion,
): string {
  switch (state) {
    case 'proposed':
      return adoption
        ? `It comes into force on ${formatDay(adoption.from)}, automatically.`
        : 'It is waiting for a decision.';
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

/** What is on record of an adoption, a line each; for those who look after the policy. */
export const adoptionLines = (
  school: School,
  { adoptedBy, adoptedOn, minute, consulted, meant, from, review, by: enteredBy, at }: Adoption,
): readonly string[] => [
  `Adopted by ${adoptedBy} on ${formatDay(adoptedOn)}${minute ? `, minute ${minute}` : ''}.`,
  ...(consulted ? [`Consulted: ${consulted}`] : []),
  ...(meant.length > 0 ? [`Confirmed as meant to stay: ${meant.join(', ')}`] : []),
  `In force from ${formatDay(from)}${review ? `, review due ${formatDay(review)}` : ''}.`,
  `Entered on ${formatDay(dayOf(at))}${by(school, enteredBy)}.`,
];
