import type { ConcernId, SchoolId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { SendUntracked } from '../delivery/untracked-notice.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { change, type Plan } from '../record/change.ts';
import { followRoles } from '../roles/role-watch.ts';
import { tellWhoKeeps } from '../roles/tell-kept.ts';
import { isTooClose } from '../routing/lies-with.ts';
import { type NewTask, WHOM } from '../task.ts';
import { handOn, isReadAlong, nowhere, tellOneByOne } from '../triage/hand-on.ts';
import { tellsThereIsOne } from './adult.ts';

/**
 * Someone a name in it may mean has a role now, or is called so now: they are shut out for good, the trail says that a
 * match was found, and where they answer for it, the next in the chain gets it. The reporter, who alone knows, is asked.
 */
function latePlan(school: School, concern: Concern, now: Date): Plan {
  const { excluded, lateNamed, holder, reporter } = concern;
  const found = { at: now, actor: 'lanyard', kind: 'matched', facts: { people: lateNamed.length } } as const;
  const isHolders = isTooClose(school, { ...concern, excluded: lateNamed });
  const onward = isHolders
    ? (handOn(school, concern, 'named', now) ?? nowhere(concern, 'named', now))
    : isReadAlong(school, concern)
      ? tellOneByOne(school, concern, 'named', now)
      : { entries: [], tasks: [] };
  const told: NewTask = { kind: 'question', dueAt: now, person: reporter, holder, why: WHOM };
  const heard = isHolders ? [] : tellsThereIsOne(school, concern, now);
  return { ...onward, excluded, entries: [found, ...onward.entries], tasks: [...(onward.tasks ?? []), told, ...heard] };
}

/** Writes down a match that was found late. Returns the concern as it is then; nothing to do is nothing written. */
export async function noteLateMatch(deps: ConcernDeps, id: ConcernId): Promise<void> {
  const noted = await change(deps.store, id, (concern) =>
    concern.lateNamed.length === 0 ? undefined : latePlan(schoolOf(deps, concern.school), concern, deps.clock()),
  );
  if (noted.kind !== 'changed') return;
  deps.log.warn('concern.matched-late', { concern: id });
  await deps.wake().catch(() => deps.log.warn('concern.not-woken', { concern: id }));
}

/**
 * Goes through every open report, once when the process has started and whenever someone's role or name is another: names are
 * read again, so that anyone who may be meant is found before they try, and those with whom it lies hear that their role has changed.
 */
export function createNameWatch(deps: ConcernDeps, sendUntracked: SendUntracked): () => Promise<void> {
  /** The roles have changed when someone else holds one, or a holder's name is different. */
  const read = new Map<SchoolId, School['roles']>();
  /** When those are told again whom Teams did not take a message for. */
  let tellAt: number | undefined;
  const isTimeToTell = (): boolean => {
    const left = tellAt === undefined ? undefined : tellAt - deps.clock().getTime();
    // A clock that was moved back makes the pause no longer.
    return left !== undefined && (left <= 0 || left > MINUTE_MS);
  };
  return async () => {
    const { schools } = deps.trust;
    const now = schools.map(({ id, roles }) => ({ id, roles }));
    if (now.every(({ id, roles }) => read.get(id) === roles) && !isTimeToTell()) return;
    try {
      const { concerns } = await deps.store.list({ isOpen: true });
      const followed: Concern[] = [];
      for (const { id, lateNamed } of concerns) {
        if (lateNamed.length > 0) await noteLateMatch(deps, id);
        const newest = await deps.store.find(id);
        if (newest) followed.push(await followRoles(deps, newest));
      }
      for (const { id, roles } of now) read.set(id, roles);
      const areTold = await tellWhoKeeps(deps, sendUntracked, followed);
      tellAt = areTold ? undefined : deps.clock().getTime() + MINUTE_MS;
    } catch (error) {
      // Each is looked at again when it is opened or delivered, whatever this finds.
      deps.log.error('concern.names-not-read', {}, error);
    }
  };
}
