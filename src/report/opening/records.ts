import type { ConcernId, SchoolId } from '../../kernel/ids.ts';
import { type Person, personFor } from '../../more/children/child.ts';
import { type Chronology, chronologyFor } from '../../more/children/chronology.ts';
import { chronologyToPrint, type NamesInPrint, namesInPrint, type ToPrint } from '../../more/children/print.ts';
import type { Rolls } from '../../more/roll/rolls.ts';
import type { TrustAct } from '../../more/trust-lead/trust-plan.ts';
import type { Actor } from '../actor.ts';
import type { Recipient } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type LetInAll, letInAll } from '../roles/let-in-all.ts';
import type { Act, ActOutcome } from '../triage/acts.ts';
import { act } from '../triage/triage.ts';
import { look, type Opened, open } from './open.ts';

/** One record, for those who may open it at the moment of asking. */
export interface Records {
  open(id: ConcernId, actor: Actor): Promise<Opened>;
  /** The record without its words. */
  look(id: ConcernId, actor: Actor): Promise<Opened>;
  /** @param seen the version on which they decided; `undefined` from a card, which shows no more than that it waits */
  act(id: ConcernId, actor: Actor, seen: number | undefined, wanted: Act): Promise<ActOutcome>;
  /** Hands on to those who hold a role now what stayed with this person when it changed. */
  letInAll(actor: Actor, school: SchoolId, recipient: Recipient): Promise<LetInAll>;
  chronology(id: ConcernId, actor: Actor): Promise<Chronology>;
  /** The same to take away, written down in each record that is in it. */
  chronologyToPrint(id: ConcernId, actor: Actor, choice?: string): Promise<ToPrint>;
  /** Names in it that may be other children's, to be left out of the print one by one. */
  namesInPrint(id: ConcernId, actor: Actor): Promise<NamesInPrint>;
  /** Every report that is, or may be, about the same person, over what they may open. */
  person(id: ConcernId, actor: Actor): Promise<Person>;
}

export const createRecords = (deps: ConcernDeps, rolls: Rolls): Records => ({
  open: (id, actor) => open(deps, id, actor),
  look: (id, actor) => look(deps, id, actor),
  act: (id, actor, seen, wanted) =>
    'isAll' in wanted && wanted.isAll
      ? actOnEach(deps, rolls, { id, actor, seen }, wanted)
      : act(deps, id, actor, seen, wanted),
  letInAll: (...of) => letInAll(deps, ...of),
  chronology: (id, actor) => chronologyFor(deps, id, actor),
  chronologyToPrint: (id, actor, choice) => chronologyToPrint(deps, rolls, id, actor, choice),
  namesInPrint: (id, actor) => namesInPrint(deps, rolls, id, actor),
  person: (id, actor) => personFor(deps, rolls, id, actor),
});

/**
 * The same on this report and, once it is done here, on each that was said to be about the same child, as far as the person may open
 * it. What cannot be done on one of them is left as it is.
 */
async function actOnEach(
  deps: ConcernDeps,
  rolls: Rolls,
  { id, actor, seen }: { readonly id: ConcernId; readonly actor: Actor; readonly seen: number | undefined },
  wanted: TrustAct,
): Promise<ActOutcome> {
  const outcome = await act(deps, id, actor, seen, wanted);
  if (outcome.kind !== 'done') return outcome;
  const page = await personFor(deps, rolls, id, actor);
  for (const { concern } of page.kind === 'person' ? page.joined : [])
    await act(deps, concern.id, actor, undefined, { ...wanted, isQuiet: true });
  return outcome;
}
