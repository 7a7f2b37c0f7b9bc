import type { SchoolId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';

/** Places that take no more cards for a moment, as far as this process was told. */
export interface ChannelBackoff {
  begin(school: SchoolId, until: Date): void;
  /** When a card for this school's place may be tried; `undefined`: now. */
  until(school: SchoolId, isUrgent: boolean, now: Date): Date | undefined;
}

/** The first moment after a rest belongs to the urgent: others that tried at the same time could take the room from them. */
const AFTER_URGENT_MS = 1_000;
/** A place that asks for longer is still tried again; and a clock that was moved back does not make a rest longer. */
const LONGEST_MS = MINUTE_MS;

/** Once told to wait we must not keep trying: each try takes a hand from others, and its turn from an urgent card. */
export function createChannelBackoff(): ChannelBackoff {
  const ends = new Map<SchoolId, number>();
  return {
    begin(school, until) {
      ends.set(school, until.getTime());
    },
    until(school, isUrgent, now) {
      const end = ends.get(school);
      if (end === undefined) return undefined;
      const at = isUrgent ? end : end + AFTER_URGENT_MS;
      const left = at - now.getTime();
      return left > 0 && left <= LONGEST_MS ? new Date(at) : undefined;
    },
  };
}
