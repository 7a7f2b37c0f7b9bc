import type { ConcernId } from '../../kernel/ids.ts';
import type { Concern, Entry } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { change } from '../../report/record/change.ts';
import { openers } from '../../report/routing/openers.ts';
import { joinedIn } from '../../report/same-child/joined.ts';
import { matchWords } from '../../report/same-child/match.ts';
import { childLikeness } from '../../report/same-child/telling.ts';

/**
 * Tells those to whom a chronology is locked that a report has come which may be on the same child. It reached the whole team, who
 * do not know that there is more; the two do, and only they can say that it belongs to it. Each report once.
 */
export async function tellOfMatches(deps: ConcernDeps): Promise<void> {
  const told = new Set<ConcernId>();
  for (const id of (await deps.store.locked()).keys()) {
    const locked = await deps.store.find(id);
    if (!locked?.lockedTo) continue;
    for (const other of await likeIt(deps, locked)) {
      await tell(deps, locked, other, !told.has(other.id));
      told.add(other.id);
    }
  }
}

/** Reports that came since it was locked, that may be on the same child, and of which nothing was said yet. */
async function likeIt(deps: ConcernDeps, locked: Concern): Promise<readonly Concern[]> {
  const entries = await deps.store.entries(locked);
  const since = entries.find(({ kind }) => kind === 'locked')?.at;
  if (!since) return [];
  const known = new Set([...joinedIn(entries).keys(), ...entries.flatMap(resembledIn)]);
  const own = (await deps.store.tellingOfPerson([locked])).get(locked.id) ?? [];
  const ids = await deps.store.mayConcernTheSame(locked, matchWords(own));
  if (!ids) return [];
  const { concerns } = await deps.store.list({ ids, since: { child: since, adult: since } });
  const others = concerns.filter((one) => !known.has(one.id) && !one.lockedTo && one.drillBegunAt === undefined);
  const telling = await deps.store.tellingOfPerson(others);
  return others.filter((one) => childLikeness(own, telling.get(one.id) ?? []) !== undefined);
}

const resembledIn = ({ kind, facts }: Entry): readonly ConcernId[] =>
  kind === 'resembled' && typeof facts?.to === 'string' ? [facts.to as ConcernId] : [];

/** It is in the locked one alone: the other's readers must not learn about it. */
async function tell(deps: ConcernDeps, locked: Concern, other: Concern, isNews: boolean): Promise<void> {
  const at = deps.clock();
  const facts = { to: other.id, reference: other.reference };
  if (isNews) {
    const { lockedTo = [] } = locked;
    await change(deps.store, other.id, (found) => ({
      entries: [],
      tasks: openers(schoolOf(deps, found.school), found)
        .filter(({ id }) => lockedTo.includes(id))
        .map(({ id: person }) => ({ kind: 'news', dueAt: at, person, holder: found.holder, why: 'locked-match' })),
    }));
  }
  await change(deps.store, locked.id, () => ({ entries: [{ at, actor: 'lanyard', kind: 'resembled', facts }] }));
  await deps.wake();
}
