import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import type { Rolls } from '../roll/rolls.ts';
import { endOldLinks, enterCode, fetchHandOver, followLink, giveReceipt } from './follow.ts';
import type { Receiver } from './link-ports.ts';
import { beforeHandOver, makeHandOver, readHandOver, withdrawHandOver } from './make.ts';
import type { LinkDeps } from './parts.ts';

/** A child's chronology, handed to one named person at the next school. */
export const createNextSchool = (deps: LinkDeps, rolls: Pick<Rolls, 'pupils'>) => ({
  /** For those who may open it now. */
  before: (id: ConcernId, actor: Actor) => beforeHandOver(deps, rolls, id, actor),
  make: (id: ConcernId, actor: Actor, wanted: Parameters<typeof makeHandOver>[4]) =>
    makeHandOver(deps, rolls, id, actor, wanted),
  withdraw: (id: ConcernId, link: string, actor: Actor) => withdrawHandOver(deps, id, link, actor),
  read: (id: ConcernId, link: string, actor: Actor) => readHandOver(deps, id, link, actor),
  /** For the person at the other school, by the link that they were sent. */
  follow: (secret: string) => followLink(deps, secret),
  enter: (secret: string, code: string) => enterCode(deps, secret, code),
  fetch: (secret: string) => fetchHandOver(deps, secret),
  receive: (secret: string, from: Receiver & { readonly reference: string }) => giveReceipt(deps, secret, from),
  /** Every few minutes. */
  endOld: () => endOldLinks(deps),
});

export type NextSchool = ReturnType<typeof createNextSchool>;
