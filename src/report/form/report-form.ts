import { bound } from '../../kernel/calls/bound.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { ConcernDeps } from '../deps.ts';
import { beginElsewhere } from '../draft/choose-school.ts';
import type { Draft } from '../draft/draft.ts';
import { chooseSubject, nameSubject } from '../draft/name-subject.ts';
import { sayWhom, whomIn } from '../draft/say-whom.ts';
import { type ChildSaid, childMeant, whichChild } from '../draft/which-child.ts';
import { begin, beginBeside, keep, type LastStep, send, unsent, writeAccount } from '../draft/write.ts';
import type { ChildFinder } from '../host.ts';
import { isPilot } from '../rehearsal/pilot.ts';

/** A report while it is written. A draft of someone else is none. The questions, in their order, each say what is still missing. */
export const createReportForm = (deps: ConcernDeps, finder?: ChildFinder) => ({
  ...bound(deps, { begin, beginElsewhere, unsent, keep, chooseSubject, nameSubject, writeAccount, sayWhom }),
  /** A report about another child in the same matter, linked with the first once it is sent. */
  beginBeside: (id: ConcernId, { user, tenant }: Actor) => beginBeside(deps, id, user, tenant),
  draft: (id: string, user: UserId) => deps.drafts.find(id, user, deps.clock()),
  discard: (id: string, user: UserId) => deps.drafts.remove(id, user),
  /** Of whom it is asked whether they are meant, by what is written so far. */
  whom: (draft: Draft) => whomIn(deps, draft),
  /** Whether the form says to tell someone in person as well. */
  isPilot: (school: School) => isPilot(deps, school),
  send: (id: string, user: UserId, last: LastStep) => send(deps, finder, id, user, last),
  /** Who of the roll it is taken to be about; `undefined` where that is nobody for certain. */
  childMeant: (draft: Draft) => childMeant(deps, finder, draft),
  /** The child as it is kept: who they picked from the roll, or what they typed. Says nothing about reports. */
  whichChild: (draft: Draft, said: ChildSaid) => whichChild(deps, finder, draft, said),
  /** Who is picked on the first page; `undefined` where there is no roll to pick from. */
  roll: async (school: School, pupil: string) =>
    (await finder?.isThere(school))
      ? { picked: pupil === '' ? undefined : await finder?.child(school, { id: pupil }) }
      : undefined,
});
export type ReportForm = ReturnType<typeof createReportForm>;
