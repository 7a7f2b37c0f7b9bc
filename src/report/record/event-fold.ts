import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import { DRILLS } from '../../school/file/drill-names.ts';
import { type Concern, type Facts, KINDS, type NewEntry, RECIPIENTS, URGENCIES } from '../concern.ts';
import { NOTHING_NAMED } from '../naming/naming.ts';
import { advance } from './state-machine.ts';

/** All of a concern that can be known without its key: who it is about is sealed. */
export type Outside = Omit<Concern, 'excluded' | 'naming' | 'lateNamed'>;

/** What a first event must say so that the trail alone gives the record again. */
export const factsOfRaised = (concern: Outside): Facts => ({
  kind: concern.kind,
  isUrgent: concern.isUrgent,
  ...(concern.urgency !== undefined && { urgency: concern.urgency }),
  ...(concern.onDuty !== undefined && { onDuty: concern.onDuty.join(' ') }),
  ...(concern.liesWith !== undefined && { with: concern.liesWith.join(' ') }),
  ...(concern.drillBegunAt !== undefined && { drill: concern.drillBegunAt.toISOString() }),
  ...(concern.drillOf !== undefined && { drillOf: concern.drillOf }),
  ...(concern.isBrief && { brief: true }),
  ...(concern.isByLink && { byLink: true }),
  to: concern.holder,
  via: concern.via,
  school: concern.school,
  reference: concern.reference,
  due: concern.acknowledgeDueAt.toISOString(),
  decideBy: concern.decideDueAt.toISOString(),
});

/** The concern that its first event describes; `undefined` where that says too little, as before November 2026. */
export function begun(id: ConcernId, { kind: event, at, actor, facts = {} }: NewEntry): Outside | undefined {
  const kind = KINDS.find((one) => one === facts.kind);
  const holder = RECIPIENTS.find((one) => one === facts.to);
  const via = (['place', 'people'] as const).find((one) => one === facts.via);
  const acknowledgeDueAt = dateIn(facts.due);
  const decideDueAt = dateIn(facts.decideBy);
  const { isUrgent, school, reference } = facts;
  if (event !== 'raised' || actor === 'lanyard' || !kind || !holder || !via || !acknowledgeDueAt || !decideDueAt)
    return undefined;
  if (typeof isUrgent !== 'boolean' || typeof school !== 'string' || typeof reference !== 'string') return undefined;
  return fresh({
    id,
    reference,
    school: school as SchoolId,
    kind,
    isUrgent,
    urgency: URGENCIES.find((one) => one === facts.urgency),
    onDuty: typeof facts.onDuty === 'string' ? idsIn(facts.onDuty) : undefined,
    liesWith: typeof facts.with === 'string' ? idsIn(facts.with) : undefined,
    drillBegunAt: dateIn(facts.drill),
    drillOf: DRILLS.find((one) => one === facts.drillOf),
    isBrief: facts.brief === true,
    isByLink: facts.byLink === true,
    reporter: actor,
    holder,
    via,
    raisedAt: at,
    acknowledgeDueAt,
    decideDueAt,
  });
}

/** A concern of which nothing is known but what was sent, before anyone was told. */
export const fresh = (
  given: Pick<
    Outside,
    | 'id'
    | 'reference'
    | 'school'
    | 'kind'
    | 'isUrgent'
    | 'urgency'
    | 'onDuty'
    | 'liesWith'
    | 'drillBegunAt'
    | 'drillOf'
    | 'isBrief'
    | 'isByLink'
    | 'reporter'
    | 'holder'
    | 'via'
    | 'raisedAt'
    | 'acknowledgeDueAt'
    | 'decideDueAt'
  >,
): Outside => ({
  ...given,
  status: 'submitted',
  alsoOpenTo: [],
  keptFrom: [],
  lockedTo: undefined,
  wasRedirected: false,
  whyElsewhere: undefined,
  owner: undefined,
  deliveredAt: undefined,
  readAt: undefined,
  readBy: undefined,
  acknowledgedAt: undefined,
  acknowledgedBy: undefined,
  decidedAt: undefined,
  closedAt: undefined,
  reviewOn: undefined,
  actions: [],
  isLate: false,
  isStub: false,
  keepUntil: undefined,
  isHeld: false,
  isOpenToTrust: false,
  trustReaders: undefined,
  unreadSince: undefined,
  version: 1,
});

/**
 * The concern after one more event of its trail, by the rules that it lived by; `undefined` when the event may not happen.
 * Who it is about plays no part in it.
 */
export const folded = (concern: Outside, event: NewEntry): Outside | undefined =>
  advance({ ...concern, excluded: [], naming: NOTHING_NAMED, lateNamed: [] }, event);

const idsIn = (text: string): readonly UserId[] => text.split(' ').filter((id) => id !== '') as UserId[];

const dateIn = (fact: Facts[string] | undefined): Date | undefined => {
  const date = typeof fact === 'string' ? new Date(fact) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
};
