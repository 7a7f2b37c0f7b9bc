import { type Concern, type EntryKind, isNoticed, type NewEntry, type Status } from '../concern.ts';
import { effects, isSameHolder } from './effects.ts';

const UNCLOSED: readonly Status[] = ['submitted', 'delivered', 'acknowledged', 'working', 'need-info', 'decided'];
const NOTICED: readonly Status[] = ['acknowledged', 'working', 'need-info', 'decided'];
const ANY: readonly Status[] = [...UNCLOSED, 'closed'];

/** From which statuses each event may happen, and to which it leads; without `to` the status stays. */
export const TRANSITIONS: Readonly<Record<EntryKind, { readonly from: readonly Status[]; readonly to?: Status }>> = {
  raised: { from: ['submitted'] },
  delivered: { from: ['submitted'], to: 'delivered' },
  redelivered: { from: ANY },
  'not-delivered': { from: ANY },
  // A new holder has not been told yet, whatever the old one had done. What is closed stays closed with the person who has it now.
  redirected: { from: ANY, to: 'submitted' },
  rerouted: { from: UNCLOSED, to: 'submitted' },
  opened: { from: ANY },
  found: { from: ANY },
  acknowledged: { from: ['submitted', 'delivered'], to: 'acknowledged' },
  taken: { from: UNCLOSED, to: 'working' },
  'handed-over': { from: NOTICED, to: 'working' },
  noted: { from: ANY },
  categorised: { from: ANY },
  dated: { from: ANY },
  asked: { from: NOTICED, to: 'need-info' },
  answered: { from: ANY },
  added: { from: ANY },
  decided: { from: NOTICED, to: 'decided' },
  'review-set': { from: NOTICED },
  'review-due': { from: UNCLOSED },
  'action-set': { from: UNCLOSED },
  'action-done': { from: ANY },
  case: { from: UNCLOSED },
  kept: { from: ANY },
  'let-in': { from: ANY },
  linked: { from: ANY },
  joined: { from: ANY },
  parted: { from: ANY },
  locked: { from: ANY },
  unlocked: { from: ANY },
  resembled: { from: ANY },
  // Of a closed one too: its reporter may have added something that nobody has opened.
  escalated: { from: ANY },
  // Only after a decision with its reason: nothing closes silently.
  closed: { from: ['decided'], to: 'closed' },
  reopened: { from: ['closed'], to: 'working' },
  exported: { from: ANY },
  'sent-to-school': { from: ANY },
  transferred: { from: ANY },
  reduced: { from: ['closed'] },
  // Only together with passing it on to those who may have it now.
  reclassified: { from: UNCLOSED },
  'retention-set': { from: ['closed'] },
  held: { from: ANY },
  released: { from: ANY },
  pictured: { from: ANY },
  named: { from: ANY },
  'told-also': { from: ANY },
  matched: { from: ANY },
  'trust-opened': { from: ANY },
  'trust-shut': { from: ANY },
  refused: { from: ANY },
};

/**
 * The concern after an event, or `undefined` when the event may not happen now. The result depends on nothing but its
 * arguments, so that replaying the trail gives the same concern: `lanyard verify` does. Where a rule changes, what was written
 * under the old one must still lead to the same; a new fact of the event says that the new one holds.
 */
export function advance(concern: Concern, entry: NewEntry): Concern | undefined {
  const { from, to } = TRANSITIONS[entry.kind];
  if (!from.includes(concern.status)) return undefined;
  const status = to === undefined || staysAsItIs(concern, entry) ? concern.status : to;
  const moved = { ...concern, status, version: concern.version + 1 };
  return { ...moved, ...effects(moved, entry) };
}

/** The same people get it by another way: what they have read, acknowledged and decided already, they have. */
const staysAsItIs = (concern: Concern, entry: NewEntry): boolean =>
  entry.kind === 'redirected' && (concern.status === 'closed' || (isSameHolder(concern, entry) && isNoticed(concern)));
