import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { byHands } from '../delivery/hands.ts';
import type { ConcernDeps } from '../deps.ts';
import {
  type ChatOpener,
  isDue,
  isSaid,
  namedAt,
  type Reach,
  type ReachStore,
  type Trouble,
  whyUnreachable,
} from './reach.ts';

type KeepingDeps = Pick<ConcernDeps, 'trust' | 'directory' | 'clock' | 'log'> & {
  readonly reach: ReachStore;
  readonly chats: ChatOpener;
};

/** So many chats are opened at the same time: a trust of thirty schools names some three hundred people. */
const AT_ONCE = 4;

/**
 * Has the chat of everyone who holds a role opened as soon as they are named, and looked at again every day, so that where to
 * write to them is known before it is needed: to open a chat may take Graph, to send to a known one does not. Those who run Lanyard are told
 * who takes reports and cannot be reached, by role and without a name.
 */
export function createChatKeeper(deps: KeepingDeps): () => Promise<void> {
  return async () => {
    const people = new Set(deps.trust.schools.flatMap(namedAt).map(({ holder }) => holder.id));
    await deps.reach.keepOnly([...people]);
    const known = await allKnown(deps);
    const now = deps.clock();
    const due = [...people]
      .filter((person) => isDue(known.get(person), now))
      // Nobody who has just been named waits for those who are only looked at again.
      .sort((one, other) => Number(known.get(one)?.hasChat ?? false) - Number(known.get(other)?.hasChat ?? false));
    const round: Round = { isDirectoryDown: false };
    await byHands(
      AT_ONCE,
      async () => {
        const person = due.shift();
        return person === undefined ? undefined : { person };
      },
      ({ person }) => lookAt(deps, round, person, known.get(person)),
    );
    await sayWhoCannotBeReached(deps);
  };
}

const allKnown = async ({ reach }: KeepingDeps): Promise<ReadonlyMap<UserId, Reach>> =>
  new Map((await reach.all()).map((one) => [one.person, one]));

interface Round {
  /** Once it has stopped answering, asking again for the next person only waits. */
  isDirectoryDown: boolean;
}

async function lookAt(deps: KeepingDeps, round: Round, person: UserId, before: Reach | undefined): Promise<void> {
  const trouble = (await unfit(deps, round, person)) ?? (await opened(deps, person));
  // That a chat is there does not say that it takes anything: who blocked us is believed to have until a card arrives, or they write.
  const isStillBlocked = trouble === undefined && before?.trouble === 'blocked' && !hasWrittenSince(before);
  await deps.reach.note(person, { at: deps.clock(), trouble: isStillBlocked ? 'blocked' : trouble });
}

const hasWrittenSince = ({ heardAt, troubleSince }: Reach): boolean =>
  heardAt !== undefined && troubleSince !== undefined && heardAt > troubleSince;

/** Whether there is a reason not to open a chat. A pupil must never find one that we opened; when in doubt, nobody does. */
async function unfit(deps: KeepingDeps, round: Round, person: UserId): Promise<Trouble | undefined> {
  if (round.isDirectoryDown) return 'unavailable';
  try {
    const found = await deps.directory.person(person);
    if (!found?.isEnabled || found.isGuest) return 'account-gone';
    const pupils = deps.trust.schools.flatMap(({ pupilGroups }) => pupilGroups);
    return (await deps.directory.memberOf(person, [...new Set(pupils)])).length > 0 ? 'pupil' : undefined;
  } catch (error) {
    round.isDirectoryDown ||= error instanceof Fault && error.isPassing;
    return troubleOf(error);
  }
}

async function opened({ chats, trust }: KeepingDeps, person: UserId): Promise<Trouble | undefined> {
  try {
    const result = await chats.open(person, trust.tenantId);
    return result === 'open' ? undefined : result;
  } catch (error) {
    return troubleOf(error);
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Fault)) throw error;
  if (error.isPassing) return 'unavailable';
  if (error.code === 'forbidden') return 'not-allowed';
  // Of a person who is not there it is said otherwise.
  return error.code === 'not-found' ? 'not-in-catalogue' : 'refused';
}

/** Once a day for each person of whom it is so, on whichever instance looks. */
async function sayWhoCannotBeReached(deps: KeepingDeps): Promise<void> {
  const now = deps.clock();
  const known = await allKnown(deps);
  const said = new Set<UserId>();
  for (const school of deps.trust.schools)
    for (const { holder, role, takesReports } of namedAt(school)) {
      const reach = known.get(holder.id);
      const why = reach && whyUnreachable(reach, now);
      if (!takesReports || !reach || why === undefined || isSaid(reach, now)) continue;
      deps.log.error('concern.role-unreachable', { school: school.id, role, why });
      said.add(holder.id);
    }
  for (const person of said) await deps.reach.noteSaid(person, now);
}
