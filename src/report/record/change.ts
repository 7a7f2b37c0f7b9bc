import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Concern, NewEntry } from '../concern.ts';
import type { Naming } from '../naming/naming.ts';
import type { ConcernStore } from '../ports.ts';
import type { Claim, NewTask, TaskOutcome } from '../task.ts';
import type { SealedPicture } from './pictures.ts';
import { advance } from './state-machine.ts';

/** What is to happen to a concern, decided on one version of it. */
export interface Plan {
  readonly entries: readonly NewEntry[];
  readonly tasks?: readonly NewTask[];
  readonly settle?: { readonly task: Claim; readonly outcome: TaskOutcome };
  /** Everyone it is about, when that has changed. Not a fact of the trail: it is sealed. */
  readonly excluded?: readonly UserId[];
  /** What may name someone, when something was added to it or answered. */
  readonly naming?: Naming;
  /** Who it is about is another: it is compared with all others until it is known by what. */
  readonly rematch?: boolean;
  /** Destroys every text written before these entries, and the key that could open it. There is no way back. */
  readonly shred?: boolean;
  /** A screenshot that one of the entries names. */
  readonly picture?: SealedPicture;
}

export type Changed =
  | { readonly kind: 'changed'; readonly concern: Concern }
  /** The plan gave nothing to do, its events may not happen in this status, or the task it settles was taken over. */
  | { readonly kind: 'left'; readonly concern: Concern }
  | { readonly kind: 'unknown' };

/** Under load several people and sweeps touch one concern; each round one of them wins, so this ends. */
const ROUNDS = 12;

/**
 * Decides on the newest version and writes; decides again when someone else was first.
 * @param known read a moment ago: decided on first, for nothing is written where it is not the newest any more
 */
export async function change(
  store: ConcernStore,
  id: ConcernId,
  decide: (concern: Concern) => Plan | undefined | Promise<Plan | undefined>,
  known?: Concern,
): Promise<Changed> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = (round === 0 && known) || (await store.find(id));
    if (!before) return { kind: 'unknown' };
    const plan = await decide(before);
    const after = plan && follow(named(before, plan), plan.entries);
    if (!plan || !after) return { kind: 'left', concern: before };
    const written = await store.commit({ before, after, ...plan });
    if (written === 'committed') return { kind: 'changed', concern: after };
    if (written === 'not-ours') return { kind: 'left', concern: before };
  }
  throw new Error(`concern ${id} keeps changing`);
}

/** With everyone a plan shuts out: they are recorded with it, as is anyone found late. */
const named = (concern: Concern, { excluded, naming }: Plan): Concern => ({
  ...concern,
  ...(excluded && { excluded, lateNamed: [] }),
  ...(naming && { naming }),
});

/** The concern after all of these, or `undefined` when one of them may not happen. */
export const follow = (concern: Concern, entries: readonly NewEntry[]): Concern | undefined =>
  entries.reduce<Concern | undefined>((now, entry) => now && advance(now, entry), concern);
