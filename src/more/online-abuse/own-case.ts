import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import { type Concern, type Entry, type Facts, hasCase } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import type { NotShown } from '../../report/own-report/own-report.ts';
import type { SupportAnswer } from '../../report/record/case-codes.ts';
import { change } from '../../report/record/change.ts';
import { findEvenSealed, phonesUnnamed } from '../../report/record/lost-key.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import type { NewTask } from '../../report/task.ts';
import { inCharge } from '../../report/triage/hand-on.ts';
import type { School } from '../../school/school.ts';
import { type CaseState, caseOf } from './case-state.ts';

/** How far a case is, for the member of staff it is about. Never who did it, nor what is decided about anyone. */
export type OwnCase =
  | {
      readonly kind: 'case';
      readonly reference: string;
      readonly school: School;
      readonly state: CaseState;
      readonly isClosed: boolean;
      /** Someone has recorded that it is about them: only then are they asked for consent, and whether they want support. */
      readonly isAsked: boolean;
      /** The page or post, as it was noted first: for the text that they are to send themselves. */
      readonly address: string | undefined;
    }
  /** Their report has no case. */
  | { readonly kind: 'no-case'; readonly reference: string }
  | NotShown;

/** What they answer on their own behalf. */
export type OwnAnswer =
  | { readonly about: 'police'; readonly given: boolean }
  | { readonly about: 'support'; readonly answer: Exclude<SupportAnswer, 'offered'> };

export interface OwnCases {
  look(id: ConcernId, actor: Actor): Promise<OwnCase>;
  /** Written down as theirs. `look` says how it stands after it; of a case that is closed, or not theirs to answer, nothing is. */
  answer(id: ConcernId, actor: Actor, said: OwnAnswer): Promise<OwnCase>;
}

export const createOwnCases = (deps: ConcernDeps): OwnCases => ({
  look: (id, actor) => look(deps, id, actor),
  async answer(id, actor, said) {
    const own = await look(deps, id, actor);
    if (own.kind !== 'case' || !own.isAsked || own.isClosed) return own;
    const now = deps.clock();
    const changed = await change(deps.store, id, (concern) =>
      concern.excluded.includes(actor.user)
        ? undefined
        : {
            entries: [{ at: now, actor: actor.user, kind: 'case', facts: factsOf(said) }],
            tasks: toHolders(deps, concern, now),
          },
    );
    if (changed.kind === 'changed') await deps.wake();
    return look(deps, id, actor);
  },
});

const factsOf = (said: OwnAnswer): Facts =>
  said.about === 'police' ? { step: 'consent', given: said.given } : { step: 'support', answer: said.answer };

/** Those who have the case hear that there is an answer, and not which. */
function toHolders(deps: ConcernDeps, concern: Concern, now: Date): readonly NewTask[] {
  const { holder } = concern;
  return inCharge(schoolOf(deps, concern.school), concern).map((person) => ({
    kind: 'news',
    dueAt: now,
    person,
    holder,
    why: 'case-answered',
  }));
}

async function look(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<OwnCase> {
  const found = await findEvenSealed(deps, id);
  const isReporter = found?.concern.reporter === actor.user && actor.tenant === deps.trust.tenantId;
  if (found?.kind === 'opens' && actor.tenant === deps.trust.tenantId) {
    const { concern } = found;
    const entries = hasCase(concern.kind) ? await deps.store.entries(concern) : [];
    const state = caseOf(concern.reporter, entries);
    const isTheirs = hasCase(concern.kind) ? state.affected === actor.user : isReporter;
    if (isTheirs && !concern.excluded.includes(actor.user)) {
      const { reference } = concern;
      return hasCase(concern.kind) ? shown(deps, concern, state, entries) : { kind: 'no-case', reference };
    }
    // A colleague reported it, and it is now known to be about someone else.
    if (isReporter) return { kind: 'no-case', reference: concern.reference };
  }
  if (found?.kind !== 'opens' && found && isReporter)
    return { kind: 'key-lost', reference: found.concern.reference, phones: phonesUnnamed(deps, found.concern) };
  await noteRefusal(deps, actor, 'own-case', found?.concern.id);
  return { kind: 'not-available' };
}

const shown = (deps: ConcernDeps, concern: Concern, state: CaseState, entries: readonly Entry[]): OwnCase => ({
  kind: 'case',
  reference: concern.reference,
  school: schoolOf(deps, concern.school),
  state,
  isClosed: concern.status === 'closed',
  isAsked: entries.some(({ kind, facts }) => kind === 'case' && facts?.step === 'affected'),
  address: entries.find(({ kind, facts }) => kind === 'case' && facts?.step === 'evidence')?.words?.address,
});
