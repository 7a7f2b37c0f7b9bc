import type { UserId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import { type Concern, type EntryKind, type NewEntry, shelfOf, type Written } from '../concern.ts';
import { decideDueAfter } from '../delivery/clocks.ts';
import type { ConcernDeps } from '../deps.ts';
import { retentionPlan } from '../keeping/retention.ts';
import { handOverPlan } from '../keeping/stub.ts';
import { freedFor } from '../naming/answer-own.ts';
import { namesOfAccounts } from '../naming/second-account.ts';
import type { Access } from '../opening/access.ts';
import type { Plan } from '../record/change.ts';
import { type Happened, happenedFacts } from '../record/happened.ts';
import { withFacts } from '../routing/lies-with.ts';
import { openers } from '../routing/openers.ts';
import { excludedBy, NEEDS_ANOTHER_PERSON, readersOf, type Subject } from '../routing/routing.ts';
import type { NewTask } from '../task.ts';
import { actionPlan } from './actions.ts';
import type { Act, NotDone, NotNow } from './acts.ts';
import { categoriesPlan } from './chosen-categories.ts';
import { decisionsFor, lookedAtAgainOn, needsReview } from './decision.ts';
import { answerable, firstWay, inCharge, redirect, reviewTask } from './hand-on.ts';
import { keptEntries, letInPlan } from './let-in.ts';
import { mayBeLinked } from './linked.ts';

const STUB_ACTS: readonly Act['kind'][] = [
  'note',
  'link',
  'relate',
  'join',
  'part',
  'transfer',
  'reduce',
  'hold',
  'release',
  'let-in',
];

/** The record as it is once it is known to be about someone else: everyone named now is shut out beside those before. */
function turnedOut(school: School, concern: Concern, about: Subject): Concern | 'stays-apart' | 'who' | 'same' {
  // Once apart it stays apart: what others wrote about an adult does not belong among children's records.
  if (shelfOf(about.kind) === 'child') return shelfOf(concern.kind) === 'child' ? 'same' : 'stays-apart';
  const { excluded, naming } = excludedBy(school, about);
  // "A member of staff" without a name does not shut anyone out.
  if (about.kind === 'staff' && about.people.length === 0 && !holdsVisible(about.name)) return 'who';
  return {
    ...concern,
    kind: about.kind,
    excluded: [...new Set([...concern.excluded, ...excluded])],
    naming: {
      names: [...concern.naming.names, ...naming.names],
      picked: [...(concern.naming.picked ?? []), ...(naming.picked ?? [])],
      mentions: concern.naming.mentions,
      cleared: concern.naming.cleared,
      settled: [...new Set([...concern.naming.settled, ...naming.settled])],
    },
  };
}

/** What an act writes down and what follows from it; or why it cannot be done on the record as it is. */
export async function planFor(
  deps: ConcernDeps,
  granted: Extract<Access, { kind: 'granted' }>,
  concern: Concern,
  user: UserId,
  wanted: Act,
  linked: Concern | undefined,
): Promise<Plan | NotNow | NotDone> {
  const { school } = granted;
  const now = deps.clock();
  const entry = (kind: EntryKind, rest: Pick<NewEntry, 'facts' | 'words'> = {}): NewEntry => ({
    at: now,
    actor: user,
    kind,
    ...rest,
  });
  const { holder } = concern;
  // What is left of a record is added to and linked; nothing is decided on it any more.
  const isForStubs = wanted.kind === 'feature' ? wanted.isForStubs : STUB_ACTS.includes(wanted.kind);
  if (concern.isStub && !isForStubs) return 'stub';
  switch (wanted.kind) {
    case 'acknowledge':
    case 'take':
    case 'hand-over':
    case 'let-in':
      return takingPlan(school, concern, user, wanted, entry);
    case 'action':
    case 'action-done':
      return actionPlan(school, concern, wanted, entry);
    case 'feature':
      return wanted.plan({ deps, granted, concern, user, entry });
    case 'note':
      return { entries: [entry('noted', { ...happenedAs(wanted.happened), words: wanted.words })] };
    case 'categorise':
      return categoriesPlan(school, concern, await deps.store.entries(concern), wanted.categories, entry);
    case 'date':
      return { entries: [entry('dated', happenedAs(wanted.happened))] };
    case 'ask':
      return {
        entries: [entry('asked', { words: wanted.words })],
        tasks: [{ kind: 'question', dueAt: now, person: concern.reporter, holder }],
      };
    case 'decide':
      return decidePlan(school, concern, wanted, entry);
    case 'review':
      if (wanted.reviewOn === undefined) return 'no-day';
      return {
        entries: [entry('review-set', { facts: { reviewOn: wanted.reviewOn }, words: wanted.words })],
        tasks: [reviewTask(school, wanted.reviewOn, holder)],
      };
    case 'reroute':
      return reroutePlan(school, concern, user, await withAccounts(deps, school, wanted), now);
    case 'link':
      return linkPlan(school, concern, wanted, linked, entry);
    case 'relate':
    case 'join':
    case 'part':
      return besidePlan(school, concern, wanted, linked, entry);
    case 'close':
      return closedPlan(school, concern, wanted, entry);
    case 'reopen':
      return reopened(school, concern, user, wanted.words, now);
    case 'transfer':
    case 'reduce':
      return handOverPlan(deps, granted, concern, wanted, entry);
    case 'retain':
    case 'hold':
    case 'release':
      return retentionPlan(school, concern, wanted, entry, now);
    default:
      return wanted satisfies never;
  }
}

/** Who came to its role meanwhile is kept from it for good, however soon after they came it is closed. */
function closedPlan(
  school: School,
  concern: Concern,
  { outcome, words }: Extract<Act, { kind: 'close' }>,
  entry: (kind: EntryKind, rest: Pick<NewEntry, 'facts' | 'words'>) => NewEntry,
): Plan {
  const closed = entry('closed', { facts: { outcome }, words });
  return { entries: [...keptEntries(school, concern, closed.at), closed] };
}

/** Who has it from now on. */
function takingPlan(
  school: School,
  concern: Concern,
  user: UserId,
  wanted: Extract<Act, { kind: 'acknowledge' | 'take' | 'hand-over' | 'let-in' }>,
  entry: (kind: EntryKind, rest?: Pick<NewEntry, 'facts' | 'words'>) => NewEntry,
): Plan | NotNow {
  const { holder } = concern;
  const taken = entry(wanted.kind === 'acknowledge' ? 'acknowledged' : 'taken');
  const now = taken.at;
  switch (wanted.kind) {
    case 'acknowledge':
      return { entries: [taken], tasks: drillDone(school, concern, now) };
    case 'take':
      if (concern.owner === user) return 'same';
      return {
        entries: [taken],
        tasks: concern.acknowledgedAt === undefined ? drillDone(school, concern, now) : [],
      };
    case 'let-in':
      return letInPlan(school, concern, user, entry);
    case 'hand-over':
      if (!openers(school, concern).some(({ id }) => id === wanted.to)) return 'not-a-reader';
      return {
        entries: [entry('handed-over', { facts: { to: wanted.to }, words: wanted.words })],
        tasks: [{ kind: 'news', dueAt: now, person: wanted.to, holder, why: 'handed-over' }],
      };
    default:
      return wanted satisfies never;
  }
}

/** How it went, to the DSL's team and the headteacher, once someone has acknowledged it. */
const drillDone = (school: School, { drillBegunAt, holder }: Concern, now: Date): readonly NewTask[] => {
  if (drillBegunAt === undefined) return [];
  const people = [...readersOf(school, 'dsl'), ...readersOf(school, 'headteacher')].map(({ id }) => id);
  return [...new Set(people)].map((person) => ({ kind: 'news', dueAt: now, person, holder, why: 'drill-done' }));
};

function linkPlan(
  school: School,
  concern: Concern,
  wanted: Extract<Act, { kind: 'link' }>,
  linked: Concern | undefined,
  entry: (kind: EntryKind, rest?: Pick<NewEntry, 'facts' | 'words'>) => NewEntry,
): Plan | NotNow {
  if (linked === undefined || !mayBeLinked(school, concern, linked)) return linked ? 'kept-apart' : 'no-such-reference';
  return {
    entries: [entry('linked', { facts: { to: linked.id, reference: linked.reference }, words: wanted.words })],
  };
}

const happenedAs = (happened: Happened | 'no-time' | undefined): Pick<NewEntry, 'facts'> =>
  typeof happened === 'object' ? { facts: happenedFacts(happened) } : {};

function decidePlan(
  school: School,
  concern: Concern,
  { decision, reviewOn: chosen, words }: Extract<Act, { kind: 'decide' }>,
  entry: (kind: EntryKind, rest?: Pick<NewEntry, 'facts' | 'words'>) => NewEntry,
): Plan | NotNow {
  if (!decisionsFor(concern.kind).includes(decision)) return 'no-such-decision';
  if (needsReview(decision, concern) && chosen === undefined) return 'no-review-date';
  const decided = entry('decided', { words });
  const reviewOn = chosen ?? lookedAtAgainOn(decision, concern, dayOf(decided.at));
  return {
    entries: [{ ...decided, facts: { decision, ...(reviewOn && { reviewOn }) } }],
    tasks: reviewOn === undefined ? [] : [reviewTask(school, reviewOn, concern.holder)],
  };
}

/** What another report has to do with this one: the same person, someone else, a brother or sister, someone named in it. */
function besidePlan(
  school: School,
  concern: Concern,
  act: Extract<Act, { kind: 'join' | 'part' | 'relate' }>,
  other: Concern | undefined,
  entry: (kind: EntryKind, rest?: Pick<NewEntry, 'facts'>) => NewEntry,
): Plan | NotNow {
  if (other === undefined) return 'no-such-reference';
  if (!mayBeLinked(school, concern, other)) return 'kept-apart';
  const facts = { to: other.id, reference: other.reference };
  if (act.kind === 'relate') return { entries: [entry('linked', { facts: { ...facts, relation: act.relation } })] };
  return { entries: [entry(act.kind === 'join' ? 'joined' : 'parted', { facts })] };
}

const lasting = (people: readonly RoleHolder[]): readonly UserId[] =>
  people.filter(({ coversUntil }) => coversUntil === undefined).map(({ id }) => id);

/** The clock for a decision starts again, and the person who looked after it, or could, is told that it is open again. */
function reopened(school: School, concern: Concern, by: UserId, words: Written, now: Date): Plan {
  const { isUrgent, holder } = concern;
  const decideDueAt = decideDueAfter(school, isUrgent, now);
  const people = inCharge(school, concern);
  const news = (person: UserId): NewTask => ({ kind: 'news', dueAt: now, person, holder, why: 'reopened' });
  return {
    entries: [
      {
        at: now,
        actor: by,
        kind: 'reopened',
        // Those who could open it closed have it open, too.
        facts: {
          decideBy: decideDueAt.toISOString(),
          ...withFacts(lasting(openers(school, { ...concern, excluded: [], lockedTo: undefined }))),
        },
        words,
      },
    ],
    tasks: [
      ...people.filter((person) => person !== by).map(news),
      { kind: 'check-decided', dueAt: decideDueAt, holder, round: 1 },
    ],
  };
}

/** Those who are named may have picked a second account: it is read like a name. */
async function withAccounts(
  deps: ConcernDeps,
  school: School,
  wanted: Extract<Act, { kind: 'reroute' }>,
): Promise<Extract<Act, { kind: 'reroute' }>> {
  const { about } = wanted;
  if (about === undefined || about === 'same') return wanted;
  return { ...wanted, about: { ...about, pickedAs: await namesOfAccounts(deps, school, about.people) } };
}

/** Passed to others, and from then on about the person it has turned out to be about. */
function reroutePlan(
  school: School,
  concern: Concern,
  by: UserId,
  wanted: Extract<Act, { kind: 'reroute' }>,
  now: Date,
): Plan | NotNow {
  const { to, about, words } = wanted;
  if (to === concern.holder) return 'same';
  const turned = about && about !== 'same' ? turnedOut(school, concern, about) : undefined;
  if (typeof turned === 'string') return turned;
  const freed = turned ? concern : freedFor(school, concern, to);
  const newest = turned ?? freed;
  // Colleagues of the person it is about are too close, by hand as much as by rule.
  const readers = readersOf(school, to);
  const isOpenTo = readers.length > 0 && !readers.some(({ id }) => newest.excluded.includes(id));
  if (!isOpenTo || answerable(school, newest, to).length === 0) return 'no-such-recipient';
  if (NEEDS_ANOTHER_PERSON.includes(newest.kind) && readers.every(({ id }) => id === concern.reporter))
    return 'no-such-recipient';
  const onward = redirect(school, newest, 'rerouted', { to, via: firstWay(school, to), why: 'by-hand' }, now, {
    actor: by,
    words,
  });
  if (freed !== concern) {
    const others = freed.naming.cleared.length - concern.naming.cleared.length;
    const said: NewEntry = { at: now, actor: by, kind: 'named', facts: { meant: 0, others } };
    return { ...onward, excluded: freed.excluded, naming: freed.naming, entries: [said, ...onward.entries] };
  }
  if (!turned) return onward;
  const change: NewEntry = {
    at: now,
    actor: by,
    kind: 'reclassified',
    facts: { from: concern.kind, to: turned.kind, shutOut: turned.excluded.length },
  };
  return { ...onward, excluded: turned.excluded, naming: turned.naming, entries: [change, ...onward.entries] };
}
