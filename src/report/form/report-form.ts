import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type BeganElsewhere, beginElsewhere } from '../draft/choose-school.ts';
import type { Draft } from '../draft/draft.ts';
import {
  type ChosenSubject,
  chooseSubject,
  type NamedSubject,
  type NamesSaid,
  nameSubject,
  type SubjectSaid,
} from '../draft/name-subject.ts';
import { sayWhom, whomIn } from '../draft/say-whom.ts';
import { type ChildSaid, childMeant, whichChild } from '../draft/which-child.ts';
import {
  type Account,
  begin,
  beginBeside,
  keep,
  type LastStep,
  type Sent,
  type Step,
  send,
  unsent,
  writeAccount,
} from '../draft/write.ts';
import type { ChildFinder, OnRoll } from '../host.ts';
import type { AnswerSent, Question } from '../naming/question.ts';

/** A report while it is written. A draft of someone else is none. */
export interface ReportForm {
  begin(user: UserId, school: School): Promise<Draft>;
  /** A report about another child in the same matter, linked with the first once it is sent. */
  beginBeside(id: ConcernId, actor: Actor): Promise<Draft | undefined>;
  /** The same report at another school, with what is written so far. */
  beginElsewhere(user: UserId, school: School, before: BeganElsewhere): Promise<Draft>;
  /** The unsent report of this person, if there is one. */
  unsent(user: UserId): Promise<Draft | undefined>;
  draft(id: string, user: UserId): Promise<Draft | undefined>;
  /** Keeps whatever was sent with it: going back loses nothing. */
  keep(id: string, user: UserId, step: Step): Promise<Draft | undefined>;
  discard(id: string, user: UserId): Promise<void>;
  /** The questions, in their order. Each says what is still missing. */
  chooseSubject(id: string, user: UserId, said: SubjectSaid): Promise<ChosenSubject>;
  nameSubject(id: string, user: UserId, said: NamesSaid): Promise<NamedSubject>;
  /** The child as it is kept: who they picked from the roll, or what they typed. Says nothing about reports. */
  whichChild(draft: Draft, said: ChildSaid): Promise<Written>;
  /** Who of the roll it is taken to be about; `undefined` where that is nobody for certain. */
  childMeant(draft: Draft): Promise<OnRoll | undefined>;
  /** Who is picked on the first page; `undefined` where there is no roll to pick from. */
  roll(school: School, pupil: string): Promise<{ readonly picked: OnRoll | undefined } | undefined>;
  writeAccount(id: string, user: UserId, words: Written): Promise<Account>;
  /** Of whom it is asked whether they are meant, by what is written so far. */
  whom(draft: Draft): Question | undefined;
  sayWhom(id: string, user: UserId, sent: AnswerSent): ReturnType<typeof sayWhom>;
  send(id: string, user: UserId, last: LastStep): Promise<Sent>;
}

export const createReportForm = (deps: ConcernDeps, finder?: ChildFinder): ReportForm => ({
  begin: (user, school) => begin(deps, user, school),
  beginBeside: (id, { user, tenant }) => beginBeside(deps, id, user, tenant),
  beginElsewhere: (user, school, before) => beginElsewhere(deps, user, school, before),
  unsent: (user) => unsent(deps, user),
  draft: (id, user) => deps.drafts.find(id, user, deps.clock()),
  keep: (id, user, step) => keep(deps, id, user, step),
  discard: (id, user) => deps.drafts.remove(id, user),
  chooseSubject: (id, user, said) => chooseSubject(deps, id, user, said),
  nameSubject: (id, user, said) => nameSubject(deps, id, user, said),
  whom: (draft) => whomIn(deps, draft),
  sayWhom: (id, user, sent) => sayWhom(deps, id, user, sent),
  writeAccount: (id, user, words) => writeAccount(deps, id, user, words),
  send: (id, user, last) => send(deps, finder, id, user, last),
  childMeant: (draft) => childMeant(deps, finder, draft),
  whichChild: (draft, said) => whichChild(deps, finder, draft, said),
  roll: async (school, pupil) =>
    (await finder?.isThere(school))
      ? { picked: pupil === '' ? undefined : await finder?.child(school, { id: pupil }) }
      : undefined,
});
