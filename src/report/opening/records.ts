import type { ConcernId, SchoolId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import type { Recipient } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type LetInAll, letInAll } from '../roles/let-in-all.ts';
import type { ActOutcome } from '../triage/act.ts';
import type { Act } from '../triage/acts.ts';
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
}

export const createRecords = (deps: ConcernDeps): Records => ({
  open: (id, actor) => open(deps, id, actor),
  look: (id, actor) => look(deps, id, actor),
  act: (...of) => act(deps, ...of),
  letInAll: (...of) => letInAll(deps, ...of),
});
