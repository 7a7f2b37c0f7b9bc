import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import type { SendUntracked } from '../../report/delivery/untracked-notice.ts';
import type { Draft } from '../../report/draft/draft.ts';
import { begin } from '../../report/draft/write.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { schoolReadBy } from '../../report/rota/cover.ts';
import type { School } from '../../school/school.ts';
import type { DrillDeps, HeldDrill, PlannedDrill } from './drill-ports.ts';

declare module '../../report/host.ts' {
  interface FeatureNotices {
    /** It is time for a drill that the reader planned. */
    readonly 'drill-due': object;
  }
}

export type DrillsAnswer =
  | {
      readonly kind: 'drills';
      readonly school: School;
      readonly planned: readonly PlannedDrill[];
      readonly held: readonly HeldDrill[];
    }
  | { readonly kind: 'not-available' };

/** A marked test report that takes the same path as every report. It is in no figure, no list and no search. */
export interface Drills {
  look(actor: Actor): Promise<DrillsAnswer>;
  /** For the person who plans it, who is told when its time has come. `past`: nothing was planned. */
  plan(actor: Actor, id: string, at: Date): Promise<DrillsAnswer | { readonly kind: 'past' }>;
  /** The form of a drill, filled in: nothing has to be written. */
  begin(actor: Actor): Promise<Draft | undefined>;
}

const MOST_SHOWN = 10;
const FARTHEST_MS = 366 * DAY_MS;

export function createDrills(deps: DrillDeps): Drills {
  const school = async (actor: Actor): Promise<School | undefined> => {
    const found = await schoolReadBy(deps, actor);
    if (!found) await noteRefusal(deps, actor, 'drill');
    return found;
  };
  const look = async (actor: Actor): Promise<DrillsAnswer> => {
    const found = await school(actor);
    if (!found) return { kind: 'not-available' };
    const { drills } = deps;
    return {
      kind: 'drills',
      school: found,
      planned: await drills.planned(found.id),
      held: await drills.held(found.id, MOST_SHOWN),
    };
  };
  return {
    look,
    async plan(actor, id, at) {
      const found = await school(actor);
      if (!found) return { kind: 'not-available' };
      const now = deps.clock();
      if (at <= now || at.getTime() - now.getTime() > FARTHEST_MS) return { kind: 'past' };
      await deps.drills.plan({ id, school: found.id, at, person: actor.user }, now);
      return look(actor);
    },
    async begin(actor) {
      const found = await school(actor);
      return found && beginDrill(deps, actor.user, found);
    },
  };
}

async function beginDrill(deps: DrillDeps, user: UserId, school: School): Promise<Draft> {
  const draft: Draft = {
    ...(await begin(deps, user, school)),
    subject: { kind: 'child', people: [] },
    words: { who: 'DRILL', named: '', seen: 'DRILL. Nothing has happened to anyone.', safeTonight: 'yes' },
    isDrill: true,
  };
  await deps.drafts.save(draft, deps.clock());
  return draft;
}

/** Tells the person who planned a drill that it is time. */
export async function tellDueDrills(deps: DrillDeps, sendUntracked: SendUntracked): Promise<void> {
  for (const { id, person } of await deps.drills.takeDue(deps.clock()))
    if (!(await sendUntracked(`drill ${id}`, person, { kind: 'drill-due' }))) await deps.drills.giveBack(id);
}
