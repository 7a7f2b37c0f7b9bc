import type { Clock } from '../../kernel/time.ts';
import type { DestinationMembers, Directory } from '../../school/people.ts';
import type { Destination } from '../../school/school.ts';

/**
 * Graph answers one read of a channel's members a second (published limit), and one click asks twice: may they act, may
 * they see the result. A reading counts for this long and no longer; several who ask at once share it.
 */
const FRESH_MS = 1_500;

export function rememberBriefly(directory: Directory, clock: Clock): Directory {
  const readings = new Map<string, { readonly at: number; readonly found: Promise<DestinationMembers> }>();
  const keyOf = (place: Exclude<Destination, { kind: 'people' }>): string =>
    place.kind === 'channel' ? place.channelId : place.chatId;
  return {
    ...directory,
    destinationMembers(place) {
      const key = keyOf(place);
      const now = clock().getTime();
      const known = readings.get(key);
      // A clock that was moved back makes nothing fresh.
      if (known && now >= known.at && now - known.at < FRESH_MS) return known.found;
      const found = directory.destinationMembers(place);
      readings.set(key, { at: now, found });
      // A failure is not remembered.
      found.catch(() => {
        if (readings.get(key)?.found === found) readings.delete(key);
      });
      return found;
    },
  };
}
