import type { ConcernId, UserId } from '../core/ids.ts';
import { everyHolder, type School } from '../core/school.ts';
import type { IsoDay } from '../core/time.ts';
import { type Access, access } from './access.ts';
import type { Actor } from './actor.ts';
import { change, type Plan } from './change.ts';
import { decideDueAfter } from './clocks.ts';
import {
  type Concern,
  type Entry,
  type EntryKind,
  type NewEntry,
  type Recipient,
  shelfOf,
  type Words,
} from './concern.ts';
import { type Decision, needsReview, type Outcome } from './decision.ts';
import { firstWay, redirect, reviewTask, tellable } from './hand-on.ts';
import { mayBeLinked } from './linked.ts';
import type { ConcernParts } from './parts.ts';
import { type RetentionAct, retentionPlan } from './retention.ts';
import { excludedBy, NEEDS_ANOTHER_PERSON, readersOf, type Subject } from './routing.ts';
import { type HandOverAct, handOverPlan } from './stub.ts';
import type { NewTask } from './task.ts';

/** What a person does with a concern. `words` are what they wrote; a reason is never optional where one is asked for. */
export type Act =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'take' }
  | { readonly kind: 'hand-over'; readonly to: UserId; readonly words: Words }
  | { readonly kind: 'note'; readonly words: Words }
  | { readonly kind: 'ask'; readonly words: Words }
  | {
      readonly kind: 'decide';
      readonly decision: Decision;
      readonly reviewOn: IsoDay | undefined;
      readonly words: Words;
    }
  | { readonly kind: 'review'; readonly reviewOn: IsoDay; readonly words: Words }
  /** `about`: it has turned out to be about an adult. From then on it is kept apart from children's records. */
  | { readonly kind: 'reroute'; readonly to: Recipient; readonly about?: Subject; readonly words: Words }
  | { readonly kind: 'link'; readonly reference: string; readonly words: Words }
  | { readonly kind: 'close'; readonly outcome: Outcome; readonly words: Words }
  | { readonly kind: 'reopen'; readonly words: Words }
  | HandOverAct
  | RetentionAct;

export type ActOutcome =
  | { readonly kind: 'done'; readonly concern: Concern }
  /** Somebody else was first; nothing was written. */
  | { readonly kind: 'overtaken'; readonly did: EntryKind; readonly by: string | undefined; readonly at: Date }
  /** It cannot be done as things stand; a code says why. */
  | {
      readonly kind: 'not-now';
      readonly why:
        | 'status'
        | 'no-reason'
        | 'no-review-date'
        | 'not-a-reader'
        | 'no-such-recipient'
        | 'no-such-reference'
        | 'same'
        | 'stays-apart'
        | 'kept-apart'
        | 'who'
        | Exclude<Awaited<ReturnType<typeof handOverPlan>> | ReturnType<typeof retentionPlan>, Plan>;
    }
  | Exclude<Access, { kind: 'granted' }>;

const STUB_ACTS: readonly Act['kind'][] = ['note', 'link', 'transfer', 'reduce', 'hold', 'release'];

/** The record as it is once it is known to be about somebody else: everybody named now is shut out beside those before. */
function turnedOut(school: School, concern: Concern, about: Subject): Concern | 'stays-apart' | 'who' | 'same' {
  // Once apart it stays apart: what others wrote about an adult does not belong among children's records.
  if (shelfOf(about.kind) === 'child') return shelfOf(concern.kind) === 'child' ? 'same' : 'stays-apart';
  const added = excludedBy(school, about);
  // "A member of staff" without a name shuts nobody out.
  if (about.kind === 'staff' && about.people.length === 0 && (about.name ?? '').trim() === '') return 'who';
  return { ...concern, kind: about.kind, excluded: [...new Set([...concern.excluded, ...added])] };
}

/** Events by another person that make an act decided before them questionable. */
const OVERTAKING: readonly EntryKind[] = [
  'acknowledged',
  'taken',
  'handed-over',
  'decided',
  'rerouted',
  'closed',
  'reopened',
  'transferred',
  'reduced',
];

/**
 * Does what a person decided, if they may and if nobody was first.
 * @param seen the version on which they decided; `undefined` from a card, which shows no more than that it waits
 */
export async function act(
  parts: ConcernParts,
  id: ConcernId,
  actor: Actor,
  seen: number | undefined,
  wanted: Act,
): Promise<ActOutcome> {
  const granted = await access(parts, id, actor, wanted.kind);
  if (granted.kind !== 'granted') return granted;
  if ('words' in wanted && Object.values(wanted.words).every((text) => text.trim() === ''))
    return { kind: 'not-now', why: 'no-reason' };
  const linked = wanted.kind === 'link' ? await linkTarget(parts, granted.concern, actor, wanted.reference) : undefined;
  if (wanted.kind === 'link' && linked === undefined) return { kind: 'not-now', why: 'no-such-reference' };

  let why: Extract<ActOutcome, { kind: 'not-now' }>['why'] = 'status';
  let overtaken: Entry | undefined;
  const changed = await change(parts.store, id, async (concern) => {
    overtaken = await newsSince(parts, concern, actor.user, seen);
    if (overtaken) return undefined;
    // Between the check and the writing it may have gone to somebody else.
    if (concern.holder !== granted.concern.holder) return undefined;
    const plan = await planFor(parts, granted, concern, actor.user, wanted, linked);
    if (typeof plan === 'string') why = plan;
    return typeof plan === 'string' ? undefined : plan;
  });
  if (overtaken)
    return { kind: 'overtaken', did: overtaken.kind, by: nameOf(granted, overtaken.actor), at: overtaken.at };
  if (changed.kind !== 'changed') return { kind: 'not-now', why };
  if (linked) {
    // The other way round too, without the words: one child's story is not copied into another's record.
    const { id: to, reference } = changed.concern;
    await change(parts.store, linked.id, () => ({
      entries: [{ at: parts.clock(), actor: actor.user, kind: 'linked', facts: { to, reference } }],
    }));
  }
  await parts.wake();
  return { kind: 'done', concern: changed.concern };
}

/** What begins the time of those who have it now: what was done before was not done by one of them. */
const BEGINNINGS: readonly EntryKind[] = ['redirected', 'rerouted', 'reopened'];

/** What another person did after this version was shown. */
async function newsSince(
  parts: ConcernParts,
  concern: Concern,
  user: UserId,
  seen: number | undefined,
): Promise<Entry | undefined> {
  if (seen !== undefined && concern.version <= seen) return undefined;
  const entries = await parts.store.entries(concern);
  const from = seen ?? entries.findLast(({ kind }) => BEGINNINGS.includes(kind))?.seq ?? 0;
  return entries.find(
    ({ seq, actor, kind }) => seq > from && actor !== user && actor !== 'lanyard' && OVERTAKING.includes(kind),
  );
}

const nameOf = ({ school }: Extract<Access, { kind: 'granted' }>, user: string): string | undefined =>
  everyHolder(school).find(({ id }) => id === user)?.name;

/** Only a concern that the same person may open can be linked: a link must not tell them that another exists. */
async function linkTarget(
  parts: ConcernParts,
  concern: Concern,
  actor: Actor,
  reference: string,
): Promise<Concern | undefined> {
  const other = await parts.store.findByReference(reference);
  if (!other || other.id === concern.id || other.school !== concern.school) return undefined;
  return (await access(parts, other.id, actor, 'link')).kind === 'granted' ? other : undefined;
}

async function planFor(
  parts: ConcernParts,
  granted: Extract<Access, { kind: 'granted' }>,
  concern: Concern,
  user: UserId,
  wanted: Act,
  linked: Concern | undefined,
): Promise<Plan | Extract<ActOutcome, { kind: 'not-now' }>['why']> {
  const { school } = granted;
  const now = parts.clock();
  const entry = (kind: EntryKind, rest: Pick<NewEntry, 'facts' | 'words'> = {}): NewEntry => ({
    at: now,
    actor: user,
    kind,
    ...rest,
  });
  const { holder } = concern;
  // What is left of a record is added to and linked; nothing is decided on it any more.
  if (concern.isStub && !STUB_ACTS.includes(wanted.kind)) return 'stub';
  switch (wanted.kind) {
    case 'acknowledge':
      return { entries: [entry('acknowledged')] };
    case 'take':
      return concern.owner === user ? 'same' : { entries: [entry('taken')] };
    case 'hand-over': {
      const readers = [holder, ...concern.alsoOpenTo].flatMap((recipient) => readersOf(school, recipient));
      if (concern.excluded.includes(wanted.to) || !readers.some(({ id }) => id === wanted.to)) return 'not-a-reader';
      return {
        entries: [entry('handed-over', { facts: { to: wanted.to }, words: wanted.words })],
        tasks: [{ kind: 'news', dueAt: now, person: wanted.to, holder, why: 'handed-over' }],
      };
    }
    case 'note':
      return { entries: [entry('noted', { words: wanted.words })] };
    case 'ask':
      return {
        entries: [entry('asked', { words: wanted.words })],
        tasks: [{ kind: 'question', dueAt: now, person: concern.reporter, holder }],
      };
    case 'decide': {
      const { decision, reviewOn, words } = wanted;
      if (needsReview(decision) && reviewOn === undefined) return 'no-review-date';
      return {
        entries: [entry('decided', { facts: { decision, ...(reviewOn && { reviewOn }) }, words })],
        tasks: reviewOn === undefined ? [] : [reviewTask(school, reviewOn, holder)],
      };
    }
    case 'review':
      return {
        entries: [entry('review-set', { facts: { reviewOn: wanted.reviewOn }, words: wanted.words })],
        tasks: [reviewTask(school, wanted.reviewOn, holder)],
      };
    case 'reroute': {
      const { to, about, words } = wanted;
      if (to === holder) return 'same';
      const turned = about && turnedOut(school, concern, about);
      if (typeof turned === 'string') return turned;
      const newest = turned ?? concern;
      // Colleagues of whoever it is about are too close, by hand as much as by rule.
      const readers = readersOf(school, to);
      const isOpenTo = readers.length > 0 && !readers.some(({ id }) => newest.excluded.includes(id));
      if (!isOpenTo || tellable(school, newest, to).length === 0) return 'no-such-recipient';
      if (NEEDS_ANOTHER_PERSON.includes(newest.kind) && readers.every(({ id }) => id === concern.reporter))
        return 'no-such-recipient';
      const onward = redirect(school, newest, 'rerouted', { to, via: firstWay(school, to), why: 'by-hand' }, now, {
        actor: user,
        words,
      });
      if (!turned) return onward;
      const change = entry('reclassified', {
        facts: { from: concern.kind, to: turned.kind, shutOut: turned.excluded.length },
      });
      return { ...onward, excluded: turned.excluded, entries: [change, ...onward.entries] };
    }
    case 'link':
      if (linked === undefined) return 'no-such-reference';
      if (!mayBeLinked(school, concern, linked)) return 'kept-apart';
      return {
        entries: [entry('linked', { facts: { to: linked.id, reference: linked.reference }, words: wanted.words })],
      };
    case 'close':
      return { entries: [entry('closed', { facts: { outcome: wanted.outcome }, words: wanted.words })] };
    case 'reopen':
      return reopened(school, concern, user, wanted.words, now);
    case 'transfer':
    case 'reduce':
      return handOverPlan(parts, granted, concern, wanted, entry);
    case 'retain':
    case 'hold':
    case 'release':
      return retentionPlan(school, concern, wanted, entry, now);
    default:
      return wanted satisfies never;
  }
}

/** The clock for a decision starts anew, and whoever looked after it, or could, hears that it is open again. */
function reopened(school: School, concern: Concern, by: UserId, words: Words, now: Date): Plan {
  const { isUrgent, holder, owner } = concern;
  const decideDueAt = decideDueAfter(school, isUrgent, now);
  const people = owner === undefined ? tellable(school, concern, holder).map(({ id }) => id) : [owner];
  const news = (person: UserId): NewTask => ({ kind: 'news', dueAt: now, person, holder, why: 'reopened' });
  return {
    entries: [{ at: now, actor: by, kind: 'reopened', facts: { decideBy: decideDueAt.toISOString() }, words }],
    tasks: [
      ...people.filter((person) => person !== by).map(news),
      { kind: 'check-decided', dueAt: decideDueAt, holder, round: 1 },
    ],
  };
}
