import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import type { Concern } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { change } from './change.ts';

/**
 * Records that someone was refused. What exists has it in its trail, once a day for each person and action; further
 * attempts are counted beside it, so that nobody fills the disk, or hides among their own attempts, by trying for hours.
 * @param concern `undefined` for what does not exist
 * @param known the same, as it was read to decide on that
 */
export async function noteRefusal(
  deps: Pick<ConcernDeps, 'store' | 'watch' | 'clock' | 'log'>,
  { user, tenant }: Actor,
  action: string,
  concern?: ConcernId,
  known?: Concern,
): Promise<void> {
  const at = deps.clock();
  const times = await deps.watch.countRefusal({ at, actor: user, tenant, action, concern });
  if (concern === undefined || times > 1) return;
  try {
    const entries = [{ at, actor: user, kind: 'refused', facts: { action } }] as const;
    await change(deps.store, concern, () => ({ entries }), known);
  } catch (error) {
    // It does count. Anyone who tries everything at once may crowd the trail, but must not learn from an apology that there
    // is a report: what does not exist has no trail to crowd.
    deps.log.error('concern.refusal-not-in-trail', { concern, action }, error);
  }
}
