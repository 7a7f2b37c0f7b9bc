import type { ConcernId } from '../../core/ids.ts';
import type { Actor } from '../actor.ts';
import type { ConcernDeps } from '../deps.ts';
import { change } from '../record/change.ts';
import { type Chronology, chronologyFor } from '../record/chronology.ts';

/**
 * One chronology to take away, of this record and those that belong to it, as far as the person who asks may open them at this moment.
 * That it left stands in the trail of each of them before it does.
 */
export async function chronologyToPrint(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Chronology> {
  const found = await chronologyFor(deps, id, actor);
  if (found.kind !== 'chronology') return found;
  for (const one of new Set(found.lines.map(({ concern }) => concern.id)))
    await change(deps.store, one, () => ({
      entries: [{ at: deps.clock(), actor: actor.user, kind: 'exported', facts: { format: 'chronology' } }],
    }));
  return found;
}
