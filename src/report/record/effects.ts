import type { UserId } from '../../kernel/ids.ts';
import { dayOf, parseDay } from '../../kernel/time.ts';
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
} from '../concern.ts';
import { NOTHING_NAMED } from '../naming/naming.ts';

/** An event with what every effect asks of it. */
type Happened = Pick<NewEntry, 'kind' | 'at'> & {
  readonly facts: Facts;
  /** Who did it; `undefined`: Lanyard itself. */
  readonly person: UserId | undefined;
};

type Effect = (concern: Concern, happened: Happened) => Partial<Concern>;

const passedOn: Effect = (concern, { kind, facts }) => {
  const way = {
    via: facts.via === 'people' ? 'people' : 'place',
    whyElsewhere: ELSEWHERE.find((why) => why === facts.why),
  } as const;
  if (isSameHolder(concern, { kind, facts })) return isNoticed(concern) ? way : { ...way, deliveredAt: undefined };
  const given = {
    ...way,
    holder: recipientIn(facts) ?? concern.holder,
    alsoOpenTo: [],
    liesWith: peopleIn(facts.with),
    keptFrom: [],
    // Its two people were among those who had it before.
    lockedTo: undefined,
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
    // Those who have it now have decided nothing yet; what others decided is in the trail.
    decidedAt: undefined,
    decideDueAt: dateIn(facts.decideBy) ?? concern.decideDueAt,
  };
};

/** With those who were called in. Where an event of an older version names none of them, all who hold the role may open it. */
const withThem = ({ liesWith }: Concern, called: readonly UserId[] | undefined): readonly UserId[] | undefined =>
  liesWith && called && [...new Set([...liesWith, ...called])];

/** From now on it lies with these; whom it was kept from is among them, or has left. */
function letIn({ keptFrom }: Concern, { facts }: Pick<Happened, 'facts'>): Partial<Concern> {
  const liesWith = peopleIn(facts.with);
  return liesWith ? { liesWith, keptFrom: keptFrom.filter((id) => !liesWith.includes(id)) } : {};
}

const addedTo: Effect = (concern, { at }) => ({ unreadSince: concern.unreadSince ?? at });

/** A step of a case after which someone looks again, or no longer: the one before it is done with. */
const looksNext: Effect = ({ actions }, { facts }) => {
  const { number, to, lookAt, isLookDone } = facts;
  const others = actions.filter((action) => action.of !== 'look');
  if (isLookDone === true) return { actions: others };
  const at = dateIn(lookAt);
  if (!at || typeof number !== 'number' || typeof to !== 'string') return {};
  return { actions: [...others, { number, owner: to as UserId, due: dayOf(at), of: 'look', at }] };
};

/** What events change beside the status; those that are not here change nothing more. */
const EFFECTS: Readonly<Partial<Record<EntryKind, Effect>>> = {
  delivered: (_concern, { at }) => ({ deliveredAt: at }),
  // The person who holds it had taken notice before it was known that their card arrived.
  redelivered: ({ deliveredAt }, { at, facts }) => (facts.isFirst === true ? { deliveredAt: deliveredAt ?? at } : {}),
  redirected: passedOn,
  rerouted: passedOn,
  opened: (concern, { at, person, facts }) => {
    // Someone of the trust who may also read it does not relieve anyone of reading it.
    if (facts.role === 'trust-lead') return {};
    // The reporter may hold the role too; their own words are no news to them.
    if (person === concern.reporter) return {};
    return { unreadSince: undefined, ...(concern.readAt === undefined && { readAt: at, readBy: person }) };
  },
  acknowledged: (_concern, { at, person }) => ({ acknowledgedAt: at, acknowledgedBy: person, isLate: false }),
  taken: (concern, { at, person }) => ({
    owner: person,
    isLate: false,
    acknowledgedAt: concern.acknowledgedAt ?? at,
    acknowledgedBy: concern.acknowledgedBy ?? person,
  }),
  'handed-over': (concern, { facts }) => ({
    owner: typeof facts.to === 'string' ? (facts.to as UserId) : concern.owner,
  }),
  answered: (concern, happened) => ({
    ...addedTo(concern, happened),
    ...(concern.status === 'need-info' && { status: 'working' }),
  }),
  added: addedTo,
  pictured: addedTo,
  decided: (_concern, { at, facts }) => ({ decidedAt: at, reviewOn: parseDay(facts.reviewOn) }),
  'review-set': (concern, { facts }) => ({ reviewOn: parseDay(facts.reviewOn) ?? concern.reviewOn }),
  'action-set': (concern, { facts }) => {
    const { number, to, due: day } = facts;
    const due = parseDay(day);
    if (typeof number !== 'number' || typeof to !== 'string' || !due) return {};
    return { actions: [...concern.actions, { number, owner: to as UserId, due }] };
  },
  'action-done': (concern, { facts }) => ({ actions: concern.actions.filter(({ number }) => number !== facts.number) }),
  case: looksNext,
  kept: ({ liesWith, keptFrom }, { facts }) => ({
    liesWith: peopleIn(facts.with) ?? liesWith,
    keptFrom: [...new Set([...keptFrom, ...idsIn(facts.from)])],
  }),
  'let-in': letIn,
  locked: ({ owner }, { facts }) => {
    const lockedTo = idsIn(facts.to);
    return { lockedTo, ...(owner !== undefined && !lockedTo.includes(owner) && { owner: undefined }) };
  },
  unlocked: () => ({ lockedTo: undefined }),
  escalated: (concern, { facts }) => {
    const next = recipientIn(facts);
    const isCalled = next !== undefined && next !== concern.holder;
    return {
      ...(concern.lockedTo && { lockedTo: [...new Set([...concern.lockedTo, ...idsIn(facts.opened)])] }),
      isLate: concern.isLate || facts.why === 'not-acknowledged',
      ...(isCalled && { liesWith: withThem(concern, peopleIn(facts.with)) }),
      alsoOpenTo:
        next === undefined || next === concern.holder || concern.alsoOpenTo.includes(next)
          ? concern.alsoOpenTo
          : [...concern.alsoOpenTo, next],
    };
  },
  closed: ({ actions }, { at, facts }) => ({
    closedAt: at,
    reviewOn: undefined,
    actions: facts.left === 'kept' ? actions : [],
  }),
  // The day until which it is kept was set for a closed record, and the decision led to its closing: both start again.
  reopened: (concern, { facts }) => ({
    closedAt: undefined,
    keepUntil: undefined,
    decidedAt: undefined,
    decideDueAt: dateIn(facts.decideBy) ?? concern.decideDueAt,
    ...letIn(concern, { facts }),
  }),
  reduced: () => ({ isStub: true, naming: NOTHING_NAMED }),
  // What turns out to be about an adult is nothing that was opened to the trust's lead.
  reclassified: (concern, { facts }) => ({
    kind: KINDS.find((one) => one === facts.to) ?? concern.kind,
    isOpenToTrust: false,
    trustReaders: undefined,
  }),
  'retention-set': (concern, { facts }) => ({ keepUntil: parseDay(facts.until) ?? concern.keepUntil }),
  held: () => ({ isHeld: true }),
  released: () => ({ isHeld: false }),
  'trust-opened': (_concern, { facts }) => ({ isOpenToTrust: true, trustReaders: peopleIn(facts.to) }),
  'trust-shut': () => ({ isOpenToTrust: false, trustReaders: undefined }),
};

/** What an event changes of a concern beside its status and its version. */
export const effects = (concern: Concern, { kind, at, actor, facts = {} }: NewEntry): Partial<Concern> =>
  EFFECTS[kind]?.(concern, { kind, at, facts, person: actor === 'lanyard' ? undefined : actor }) ?? {};

/** The same people get it another way. */
export const isSameHolder = (concern: Concern, { kind, facts = {} }: Pick<NewEntry, 'kind' | 'facts'>): boolean =>
  kind === 'redirected' && recipientIn(facts) === concern.holder;

const recipientIn = (facts: Facts): Recipient | undefined => RECIPIENTS.find((recipient) => recipient === facts.to);
const idsIn = (fact: Facts[string] | undefined): readonly UserId[] =>
  typeof fact === 'string' ? (fact.split(' ').filter((id) => id !== '') as UserId[]) : [];
/** Everyone an event names; `undefined` where it names nobody at all, as before that was written. */
const peopleIn = (fact: Facts[string] | undefined): readonly UserId[] | undefined =>
  typeof fact === 'string' ? idsIn(fact) : undefined;
const dateIn = (fact: Facts[string] | undefined): Date | undefined =>
  typeof fact === 'string' ? new Date(fact) : undefined;
