import { bound } from '../../kernel/calls/bound.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import type { Rolls } from '../roll/rolls.ts';
import { endOldLinks, enterCode, fetchHandOver, followLink, giveReceipt } from './follow.ts';
import { beforeHandOver, makeHandOver, readHandOver, withdrawHandOver } from './make.ts';
import type { LinkDeps } from './parts.ts';

/** A child's chronology, handed to one named person at the next school. */
export const createNextSchool = (deps: LinkDeps, rolls: Pick<Rolls, 'pupils' | 'details'>) => ({
  /** For those who may open it now. */
  before: (id: ConcernId, actor: Actor) => beforeHandOver(deps, rolls, id, actor),
  make: (id: ConcernId, actor: Actor, wanted: Parameters<typeof makeHandOver>[4]) =>
    makeHandOver(deps, rolls, id, actor, wanted),
  ...bound(deps, {
    withdraw: withdrawHandOver,
    read: readHandOver,
    // For the person at the other school, by the link that they were sent.
    follow: followLink,
    enter: enterCode,
    fetch: fetchHandOver,
    receive: giveReceipt,
    /** Every few minutes. */
    endOld: endOldLinks,
  }),
});

export type NextSchool = ReturnType<typeof createNextSchool>;
