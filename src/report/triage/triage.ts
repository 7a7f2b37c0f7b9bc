import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { everyHolder } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { Concern, Entry, EntryKind, Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type Access, access, isAsGranted } from '../opening/access.ts';
import { change } from '../record/change.ts';
import type { Acting, ActOutcome, NotDone, NotNow } from './act.ts';
import { type Act, doingOf, incomplete } from './acts.ts';

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
  deps: ConcernDeps,
  id: ConcernId,
  actor: Actor,
  seen: number | undefined,
  wanted: Act,
): Promise<ActOutcome> {
  const granted = await access(deps, id, actor, wanted.kind === 'feature' ? wanted.name : wanted.kind);
  if (granted.kind !== 'granted') return granted;
  const missing = incomplete(wanted, deps.clock());
  if (missing !== undefined) return { kind: 'not-now', why: missing };
  const doing = doingOf(wanted);
  const { inOther } = doing;
  const other = 'reference' in wanted ? await linkTarget(deps, granted.concern, actor, wanted.reference) : undefined;
  if (inOther && other === undefined) return { kind: 'not-now', why: 'no-such-reference' };

  const follow = await doing.prepare?.(deps, granted, actor);

  let why: NotNow | NotDone = 'status';
  let overtaken: Entry | undefined;
  let isDone = false;
  const changed = await change(deps.store, id, async (concern) => {
    overtaken = undefined;
    if (!isAsGranted(granted.concern, concern, actor.user)) return undefined;
    overtaken = await newsSince(deps, concern, actor.user, seen);
    if (overtaken) return undefined;
    isDone = await isWrittenAlready(deps, concern, actor.user, seen, wanted);
    if (isDone) return undefined;
    // Counts once: saying it again changes nothing.
    if (other && doing.isSaid?.(await deps.store.entries(concern), other.id)) {
      why = 'same';
      return undefined;
    }
    const now = deps.clock();
    const entry: Acting['entry'] = (kind, rest = {}) => ({ at: now, actor: actor.user, kind, ...rest });
    const { school } = granted;
    // What is left of a record is added to and linked; nothing is decided on it any more.
    const plan =
      concern.isStub && !doing.isForStubs
        ? 'stub'
        : await doing.plan({ deps, granted, school, concern, user: actor.user, now, other, entry });
    if (typeof plan !== 'string' && 'entries' in plan) return plan;
    why = plan;
    return undefined;
  });
  if (overtaken)
    return { kind: 'overtaken', did: overtaken.kind, by: nameOf(granted, overtaken.actor), at: overtaken.at };
  if (isDone && changed.kind === 'left') {
    await follow?.(changed.concern);
    return { kind: 'done', concern: changed.concern };
  }
  if (changed.kind !== 'changed') return { kind: 'not-now', ...(typeof why === 'string' ? { why } : why) };
  if (other && inOther) {
    // The other way round too, without the words: one child's story is not copied into another's record.
    const { id: to, reference } = changed.concern;
    await change(deps.store, other.id, () => ({
      entries: [
        {
          at: deps.clock(),
          actor: actor.user,
          kind: inOther,
          facts: { to, reference, ...(wanted.kind === 'relate' && { relation: wanted.relation }) },
        },
      ],
    }));
  }
  await follow?.(changed.concern);
  await deps.wake();
  return { kind: 'done', concern: changed.concern };
}

/** What begins the time of those who have it now: what was done before was not done by one of them. */
const BEGINNINGS: readonly EntryKind[] = ['redirected', 'rerouted', 'reopened'];

/** What another person did after this version was shown. */
async function newsSince(
  deps: ConcernDeps,
  concern: Concern,
  user: UserId,
  seen: number | undefined,
): Promise<Entry | undefined> {
  if (seen !== undefined && concern.version <= seen) return undefined;
  const entries = await deps.store.entries(concern);
  const from = seen ?? entries.findLast(({ kind }) => BEGINNINGS.includes(kind))?.seq ?? 0;
  return entries.find(
    ({ seq, actor, kind }) => seq > from && actor !== user && actor !== 'lanyard' && OVERTAKING.includes(kind),
  );
}

/** Pressed twice, or again because the first answer never came: the same words by the same person, since the page that they pressed on. */
async function isWrittenAlready(
  deps: ConcernDeps,
  concern: Concern,
  user: UserId,
  seen: number | undefined,
  wanted: Act,
): Promise<boolean> {
  if (seen === undefined || concern.version <= seen || !('words' in wanted)) return false;
  const said = withoutEmpty(wanted.words);
  if (said === '[]') return false;
  const entries = await deps.store.entries(concern);
  return entries.some(({ seq, actor, words = {} }) => seq > seen && actor === user && withoutEmpty(words) === said);
}

const withoutEmpty = (words: Written): string =>
  JSON.stringify(
    Object.entries(words)
      .filter(([, text]) => text !== '')
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );

const nameOf = ({ school }: Extract<Access, { kind: 'granted' }>, user: string): string | undefined =>
  everyHolder(school).find(({ id }) => id === user)?.name;

/** Only a concern that the same person may open can be linked: a link must not tell them that another exists. */
async function linkTarget(
  deps: ConcernDeps,
  concern: Concern,
  actor: Actor,
  reference: string,
): Promise<Concern | undefined> {
  const other = await deps.store.findByReference(reference);
  if (!other || other.id === concern.id || other.school !== concern.school) return undefined;
  // None of it is read, so one that is closed until the second step can be linked.
  const { kind } = await access(deps, other.id, actor, 'link');
  return kind === 'granted' || kind === 'locked' ? other : undefined;
}
