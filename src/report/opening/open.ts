import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { Role, School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, isOfConduct } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { change } from '../record/change.ts';
import { depsUnder } from '../rehearsal/conditions.ts';
import { withoutHidden } from '../routing/locked-away.ts';
import { asCorrected } from '../same-child/corrected.ts';
import { type Access, access, isAsGranted } from './access.ts';
import { within } from './lists.ts';

export interface OpenRecord {
  readonly kind: 'open';
  readonly concern: Concern;
  readonly school: School;
  readonly role: Role;
  /** Undefined while the directory does not answer. */
  readonly reporterName: string | undefined;
  /** Of the reporter’s account, to write to them. */
  readonly reporterAddress?: string | undefined;
  /** Of a matter about an adult: who was named, whom it is about or who is too close to it, as picked or else as typed, now. */
  readonly adults?: readonly string[] | undefined;
  /** The whole trail, words included. */
  readonly entries: readonly Entry[];
}

export type Opened = OpenRecord | Exclude<Access, { kind: 'granted' }>;

/** Opens a concern for someone who may read it, and records that they did before anything is shown. */
export async function open(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Opened> {
  const granted = await access(deps, id, actor, 'open');
  if (granted.kind !== 'granted') return granted;
  const { school, role, isPresumed } = granted;
  // Read first: what cannot be unsealed has not been read, and the reporter must not be told that it has.
  await deps.store.entries(granted.concern);
  const noted = await change(deps.store, id, (found) =>
    isAsGranted(granted.concern, found, actor.user)
      ? {
          entries: [
            {
              at: deps.clock(),
              actor: actor.user,
              kind: 'opened',
              facts: { role, ...(isPresumed && { isPresumed }) },
            },
          ],
        }
      : undefined,
  );
  // It moved between the check and the reading: the check no longer counts.
  if (noted.kind !== 'changed') return open(deps, id, actor);
  await deps.wake();
  const { concern } = noted;
  const all = await withoutHidden(deps, await deps.store.entries(concern), actor.user);
  const reporter = concern.isByLink ? undefined : await personOf(depsUnder(deps, concern), concern.reporter);
  const entries = role === 'trust-lead' ? await withoutOthers(deps, actor, asCorrected(all)) : all;
  return {
    kind: 'open',
    concern,
    school,
    role,
    reporterName: reporter?.name,
    reporterAddress: reporter?.userPrincipalName,
    adults: isOfConduct(concern.kind) ? await adultsIn(depsUnder(deps, concern), concern) : undefined,
    entries,
  };
}

/** What names another report only where that one is open to them too: of others they learn nothing. */
async function withoutOthers(deps: ConcernDeps, actor: Actor, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const otherOf = ({ kind, facts }: Entry): string | undefined =>
    (kind === 'linked' || kind === 'joined' || kind === 'parted') && typeof facts?.to === 'string'
      ? facts.to
      : undefined;
  const ids = [...new Set(entries.flatMap((entry) => otherOf(entry) ?? []))] as ConcernId[];
  if (ids.length === 0) return entries;
  const { concerns } = await within(deps, actor, { ids });
  const theirs: readonly string[] = concerns.map(({ id }) => id);
  return entries.filter((entry) => {
    const other = otherOf(entry);
    return other === undefined || theirs.includes(other);
  });
}

/** The record without its words, for a form about it: checked like an opening, but nothing is read. */
export async function look(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Opened> {
  const granted = await access(deps, id, actor, 'look');
  if (granted.kind !== 'granted') return granted;
  return { ...granted, kind: 'open', reporterName: undefined, entries: [] };
}

async function adultsIn(deps: ConcernDeps, { naming }: Concern): Promise<readonly string[]> {
  const picked = await Promise.all(naming.settled.map((id) => personOf(deps, id)));
  return [...new Set([...picked.flatMap((one) => one?.name ?? []), ...naming.names])];
}

async function personOf(deps: ConcernDeps, user: UserId): Promise<DirectoryPerson | undefined> {
  try {
    return await deps.directory.person(user);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}
