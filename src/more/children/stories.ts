import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { Rolls } from '../roll/rolls.ts';
import { type Person, personFor } from './child.ts';
import { type Chronology, chronologyFor } from './chronology.ts';
import { chronologyToPrint, type NamesInPrint, namesInPrint, type ToPrint } from './print.ts';

/** A person over all reports on them, for those who may open these at the moment of asking. */
export interface Stories {
  chronology(id: ConcernId, actor: Actor): Promise<Chronology>;
  /** The same to take away, written down in each record that is in it. */
  chronologyToPrint(id: ConcernId, actor: Actor, choice?: string): Promise<ToPrint>;
  /** Names in it that may be other children's, to be left out of the print one by one. */
  namesInPrint(id: ConcernId, actor: Actor): Promise<NamesInPrint>;
  /** Every report that is, or may be, about the same person, over what they may open. */
  person(id: ConcernId, actor: Actor): Promise<Person>;
}

export const createStories = (deps: ConcernDeps, rolls: Pick<Rolls, 'pupils' | 'details'>): Stories => ({
  chronology: (id, actor) => chronologyFor(deps, id, actor),
  chronologyToPrint: (id, actor, choice) =>
    chronologyToPrint(deps, rolls, id, actor, { ...(choice !== undefined && { choice }) }),
  namesInPrint: (id, actor) => namesInPrint(deps, rolls, id, actor),
  person: (id, actor) => personFor(deps, rolls, id, actor),
});
