import { Fault } from '../../../kernel/calls/fault.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { School } from '../../../school/school.ts';
import { type Concern, shelfOf } from '../../concern.ts';
import { type ConcernDeps, schoolOf } from '../../deps.ts';
import type { Notice, Reminded, Said } from '../../notice.ts';
import { mayStandBefore } from '../../opening/access.ts';
import { type Claim, SHARED_REMINDERS, type Task } from '../../task.ts';
import { LEASE_MS } from '../hands.ts';
import type { Try } from './attempt.ts';
import { saidBy } from './said-by.ts';
import { isStale } from './stale-task.ts';

type Chase = Extract<Said, { kind: 'chase' }>;

/** What is said to a person of one report, and the task of which it comes. */
export interface Part<S extends Said = Said> {
  readonly task: Try;
  readonly concern: Concern;
  readonly said: S;
}

/** More than this of one person go on a second card. */
const MOST_TOGETHER = 40;
/** The reminder itself waits no longer for what could stand beside it. */
const GATHER_MS = 3_000;

/** What takes longer than this holds no reminder up: what comes of it then goes on another card. */
const SOON_MS = 1_000;

/** What the hands of one run know of each other, so that what falls due for one person is on one card. */
export interface Gathering {
  /** Notes what has begun and may bring a reminder, and gives it back: no card leaves before it has ended, or for a second. */
  soon<T>(begun: Promise<T>): Promise<T>;
  /** Notes that a hand has claimed a reminder, until `noteReady` says that it is known where it belongs. */
  noteClaimed(reminder: Claim): void;
  noteReady(reminder: Claim): void;
  /** Resolves when what had begun has ended, or has taken too long. */
  settled(): Promise<void>;
  /** Cards that are being put together, by whom they are for, and what is on each so far. */
  readonly open: Map<string, Part<Chase>[]>;
}

/** To be made for each run: it keeps nothing. */
export function createGathering(): Gathering {
  const begun = new Set<Promise<unknown>>();
  const claimed = new Map<string, () => void>();
  const late = () => new Fault('unavailable', 'it took too long for a reminder to wait');
  const soon = <T>(one: Promise<T>): Promise<T> => {
    const ended: Promise<unknown> = withTimeout(SOON_MS, () => one, late)
      .catch(() => undefined)
      .finally(() => begun.delete(ended));
    begun.add(ended);
    return one;
  };
  return {
    soon,
    noteClaimed({ id }) {
      const { promise, resolve } = Promise.withResolvers<void>();
      claimed.set(id, resolve);
      void soon(promise);
    },
    noteReady({ id }) {
      claimed.get(id)?.();
      claimed.delete(id);
    },
    async settled() {
      // What a hand was just asking for, and then where that belongs.
      await Promise.all(begun);
      await Promise.all(begun);
    },
    open: new Map(),
  };
}

/**
 * What goes on one card with a reminder: itself, and whatever else is due for the same person. What cannot be read, is no longer true or is
 * taken by another instance stays where it is, and gets its own turn.
 * @returns nothing where another hand is about to send such a card, which has this one on it too
 */
export async function onOneCard(
  deps: ConcernDeps,
  first: Part<Chase>,
  gathering: Gathering,
): Promise<readonly Part<Chase>[]> {
  const { task, concern, said } = first;
  const school = schoolOf(deps, concern.school);
  gathering.noteReady(task);
  if (!mayShareCard(school, task, concern, said)) return [first];
  const key = [task.person, task.holder, school.id, shelfOf(concern.kind)].join(' ');
  const already = gathering.open.get(key);
  // Two things to say of one report are two cards: on one line the second would not be said.
  if (already?.some((one) => one.concern.id === concern.id)) return [first];
  if (already) {
    already.push(first);
    return [];
  }
  const parts = [first];
  gathering.open.set(key, parts);
  try {
    await gathering.settled();
    const others = await takeBeside(deps, school, first);
    // Another hand may have claimed one of them just before.
    await gathering.settled();
    return [...parts, ...others];
  } finally {
    gathering.open.delete(key);
  }
}

/** The others that are due for the same person, taken; none where they take too long to read. */
async function takeBeside(
  deps: ConcernDeps,
  school: School,
  { task, concern }: Part<Chase>,
): Promise<readonly Part<Chase>[]> {
  const shelf = shelfOf(concern.kind);
  const fitting = new Map<string, Omit<Part<Chase>, 'task'>>();
  const due: Task[] = [];
  const look = async (): Promise<void> => {
    const of = { school: school.id, shelf };
    due.push(...(await deps.store.remindersBeside(task, of, deps.clock(), MOST_TOGETHER - 1)));
    const listed = new Set([concern.id]);
    for (const one of due) {
      if (listed.has(one.concern)) continue;
      const found = await readable(deps, one);
      const words = found && !isStale(one, found) ? saidBy(deps, one, found) : undefined;
      if (!found || words?.kind !== 'chase' || !mayShareCard(school, one, found, words)) continue;
      listed.add(one.concern);
      fitting.set(one.id, { concern: found, said: words });
    }
  };
  try {
    await withTimeout(GATHER_MS, look, () => new Fault('unavailable', 'other reminders took too long to read'));
    const chosen = due.filter(({ id }) => fitting.has(id));
    if (chosen.length === 0) return [];
    const now = deps.clock();
    const claimed = await deps.store.claimReminders(chosen, shelf, now, new Date(now.getTime() + LEASE_MS));
    return claimed.flatMap((one) => {
      const rest = fitting.get(one.id);
      return rest ? [{ task: { ...one, hasLeft: false }, ...rest }] : [];
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.reminders-not-gathered', { concern: concern.id, fault: error.code });
    return [];
  }
}

/** A record whose key is lost keeps no other from being reminded of. */
async function readable({ store }: ConcernDeps, { concern }: Task): Promise<Concern | undefined> {
  try {
    return await store.find(concern);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}

/**
 * Only where its reminder says nothing that has to be read first, and to someone who has heard of it before: what is urgent, a drill, a
 * word about whom to ask or ring, and the first that anyone higher up hears of it keep a card of their own. What is closed is in no list
 * behind “and more”.
 */
function mayShareCard(
  school: School,
  { person }: Task,
  concern: Concern,
  { why, outline, isEscalation }: Chase,
): boolean {
  if (!SHARED_REMINDERS.includes(why) || isEscalation || person === undefined) return false;
  if (concern.isUrgent || concern.drillBegunAt !== undefined || concern.status === 'closed') return false;
  const { adviceFirst, breachEnds, isUnknownToDsl, mayInvolveAdult } = outline;
  if (adviceFirst || breachEnds || isUnknownToDsl || mayInvolveAdult) return false;
  // Found late in a name: that is noted first, when it has its own turn.
  return concern.lateNamed.length === 0 && mayStandBefore(school, concern, person);
}

/** What the card says, told from one of its reports: each keeps it with its own. Of a report that is on it twice there is one line. */
export function saidTogether({ said }: Part, others: readonly Part[]): Said {
  if (said.kind !== 'chase' || others.length === 0) return said;
  const lines = others.flatMap((one) => (one.said.kind === 'chase' ? [reminded(one.said)] : []));
  const beside = new Map(lines.filter(({ id }) => id !== said.outline.id).map((line) => [line.id, line]));
  return { ...said, beside: [...beside.values()] };
}

const reminded = ({ outline: { id, reference, kind, raisedAt }, why }: Chase): Reminded => ({
  id,
  reference,
  kind,
  raisedAt,
  why,
});

/** Whether a card was sent about more than one report, however many are left on it. */
export const isOfSeveral = (shown: Notice): shown is Extract<Notice, { kind: 'chase' }> =>
  shown.kind === 'chase' && shown.beside !== undefined;
