import { type Concern, ENTRIES, isNoticed, type NewEntry } from '../concern.ts';
import { effects, isSameHolder } from './effects.ts';

/**
 * The concern after an event, or `undefined` when the event may not happen now. The result depends on nothing but its
 * arguments, so that replaying the trail gives the same concern: `lanyard verify` does. Where a rule changes, what was written
 * under the old one must still lead to the same; a new fact of the event says that the new one holds.
 */
export function advance(concern: Concern, entry: NewEntry): Concern | undefined {
  const { from, to } = ENTRIES[entry.kind];
  if (!from.includes(concern.status)) return undefined;
  const status = to === undefined || staysAsItIs(concern, entry) ? concern.status : to;
  const moved = { ...concern, status, version: concern.version + 1 };
  return { ...moved, ...effects(moved, entry) };
}

/** The same people get it by another way: what they have read, acknowledged and decided already, they have. */
const staysAsItIs = (concern: Concern, entry: NewEntry): boolean =>
  entry.kind === 'redirected' && (concern.status === 'closed' || (isSameHolder(concern, entry) && isNoticed(concern)));
