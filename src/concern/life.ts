import type { UserId } from '../core/ids.ts';
import { parseDay } from '../core/time.ts';
import {
  type Concern,
  ELSEWHERE,
  type EntryKind,
  type Facts,
  isNoticed,
  KINDS,
  type NewEntry,
  RECIPIENTS,
  type Recipient,
  type Status,
} from './concern.ts';

const UNCLOSED: readonly Status[] = ['submitted', 'delivered', 'acknowledged', 'working', 'need-info', 'decided'];
const NOTICED: readonly Status[] = ['acknowledged', 'working', 'need-info', 'decided'];
const ANY: readonly Status[] = [...UNCLOSED, 'closed'];

/** From which statuses each event may happen, and to which it leads; without `to` the status stays. */
export const TRANSITIONS: Readonly<Record<EntryKind, { readonly from: readonly Status[]; readonly to?: Status }>> = {
  raised: { from: ['submitted'] },
  delivered: { from: ['submitted'], to: 'delivered' },
  redelivered: { from: ANY },
  'not-delivered': { from: ANY },
  // A new holder has not been told yet, whatever the old one had done. What is closed stays closed with whoever has it now.
  redirected: { from: ANY, to: 'submitted' },
  rerouted: { from: UNCLOSED, to: 'submitted' },
  opened: { from: ANY },
  found: { from: ANY },
  acknowledged: { from: ['submitted', 'delivered'], to: 'acknowledged' },
  taken: { from: UNCLOSED, to: 'working' },
  'handed-over': { from: NOTICED, to: 'working' },
  noted: { from: ANY },
  asked: { from: NOTICED, to: 'need-info' },
  answered: { from: ANY },
  added: { from: ANY },
  decided: { from: NOTICED, to: 'decided' },
  'review-set': { from: NOTICED },
  'review-due': { from: UNCLOSED },
  linked: { from: ANY },
  // Of a closed one too: its reporter may have added something that nobody has opened.
  escalated: { from: ANY },
  // Only after a decision with its reason: nothing is closed by silence.
  closed: { from: ['decided'], to: 'closed' },
  reopened: { from: ['closed'], to: 'working' },
  exported: { from: ANY },
  transferred: { from: ANY },
  reduced: { from: ['closed'] },
  // Only together with passing it on to those who may have it now.
  reclassified: { from: UNCLOSED },
  'retention-set': { from: ['closed'] },
  held: { from: ANY },
  released: { from: ANY },
  pictured: { from: ANY },
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

const isSameHolder = (concern: Concern, { kind, facts = {} }: NewEntry): boolean =>
  kind === 'redirected' && recipientIn(facts) === concern.holder;

/** The same people get it by another way: what they have read, acknowledged and decided already, they have. */
const staysAsItIs = (concern: Concern, entry: NewEntry): boolean =>
  entry.kind === 'redirected' && (concern.status === 'closed' || (isSameHolder(concern, entry) && isNoticed(concern)));

function effects(concern: Concern, entry: NewEntry): Partial<Concern> {
  const { kind, at, actor, facts = {} } = entry;
  const person = actor === 'lanyard' ? undefined : actor;
  switch (kind) {
    case 'delivered':
      return { deliveredAt: at };
    case 'redirected':
    case 'rerouted': {
      const way = {
        via: facts.via === 'people' ? 'people' : 'place',
        whyElsewhere: ELSEWHERE.find((why) => why === facts.why),
      } as const;
      if (isSameHolder(concern, entry)) return isNoticed(concern) ? way : { ...way, deliveredAt: undefined };
      const given = {
        ...way,
        holder: recipientIn(facts) ?? concern.holder,
        alsoOpenTo: [],
        wasRedirected: concern.wasRedirected || facts.to !== concern.holder,
        owner: undefined,
      };
      if (concern.status === 'closed') return given;
      return {
        ...given,
        deliveredAt: undefined,
        readAt: undefined,
        readBy: undefined,
        acknowledgedAt: undefined,
        acknowledgedBy: undefined,
        acknowledgeDueAt: dateIn(facts.due) ?? concern.acknowledgeDueAt,
        // Those who have it now have decided nothing yet; what others decided stands in the trail.
        decidedAt: undefined,
        decideDueAt: dateIn(facts.decideBy) ?? concern.decideDueAt,
      };
    }
    case 'opened':
      // The reporter may hold the role too; that they know their own words is no news to them.
      if (person === concern.reporter) return {};
      return { unreadSince: undefined, ...(concern.readAt === undefined && { readAt: at, readBy: person }) };
    case 'acknowledged':
      return { acknowledgedAt: at, acknowledgedBy: person, isLate: false };
    case 'taken':
      return {
        owner: person,
        isLate: false,
        acknowledgedAt: concern.acknowledgedAt ?? at,
        acknowledgedBy: concern.acknowledgedBy ?? person,
      };
    case 'handed-over':
      return { owner: typeof facts.to === 'string' ? (facts.to as UserId) : concern.owner };
    case 'answered':
    case 'added':
    case 'pictured':
      return {
        unreadSince: concern.unreadSince ?? at,
        ...(kind === 'answered' && concern.status === 'need-info' && { status: 'working' }),
      };
    case 'decided':
    case 'review-set':
      return {
        ...(kind === 'decided' && { decidedAt: at }),
        reviewOn: parseDay(facts.reviewOn) ?? (kind === 'decided' ? undefined : concern.reviewOn),
      };
    case 'review-due':
      return { reviewOn: undefined };
    case 'escalated': {
      const next = recipientIn(facts);
      return {
        isLate: concern.isLate || facts.why === 'not-acknowledged',
        alsoOpenTo:
          next === undefined || next === concern.holder || concern.alsoOpenTo.includes(next)
            ? concern.alsoOpenTo
            : [...concern.alsoOpenTo, next],
      };
    }
    case 'closed':
      return { closedAt: at, reviewOn: undefined };
    case 'reopened':
      // The day until which it is kept was set for a closed record, and the decision led to its closing: both start anew.
      return {
        closedAt: undefined,
        keepUntil: undefined,
        decidedAt: undefined,
        decideDueAt: dateIn(facts.decideBy) ?? concern.decideDueAt,
      };
    case 'reduced':
      return { isStub: true };
    case 'reclassified':
      return { kind: KINDS.find((one) => one === facts.to) ?? concern.kind };
    case 'retention-set':
      return { keepUntil: parseDay(facts.until) ?? concern.keepUntil };
    case 'held':
      return { isHeld: true };
    case 'released':
      return { isHeld: false };
    case 'raised':
    case 'found':
    case 'redelivered':
    case 'not-delivered':
    case 'noted':
    case 'asked':
    case 'linked':
    case 'exported':
    case 'transferred':
    case 'refused':
      return {};
    default:
      return kind satisfies never;
  }
}

const recipientIn = (facts: Facts): Recipient | undefined => RECIPIENTS.find((recipient) => recipient === facts.to);
const dateIn = (fact: Facts[string] | undefined): Date | undefined =>
  typeof fact === 'string' ? new Date(fact) : undefined;
