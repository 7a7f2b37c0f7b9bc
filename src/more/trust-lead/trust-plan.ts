import type { UserId } from '../../kernel/ids.ts';
import { type Concern, type NewEntry, shelfOf, type Written } from '../../report/concern.ts';
import type { Access } from '../../report/opening/access.ts';
import type { Plan } from '../../report/record/change.ts';
import { isLockedAway } from '../../report/routing/openers.ts';
import { joinedTo } from '../../report/same-child/locked.ts';
import type { NewTask } from '../../report/task.ts';
import type { Acting, FeatureAct, NotDone } from '../../report/triage/act.ts';
import { act } from '../../report/triage/triage.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import { isCovering } from '../../school/trust-cover.ts';

/** That someone of the DSL's team lets the trust's safeguarding lead read a report, or no longer. */
export interface TrustAct {
  readonly kind: 'trust-open' | 'trust-shut';
  /** Every report that was said to be about the same child as well, as far as the person who says so may open it. */
  readonly isAll: boolean;
  readonly words: Written;
  /** The lead hears about one of several. */
  readonly isQuiet?: boolean;
}

const NOT_TO_TRUST = {
  'no-trust-lead':
    'Your trust has no safeguarding lead who may see this report. Where it is locked to two people, end the lock first.',
  'not-of-the-team': 'The school’s own DSL and deputies open a child’s report to the trust’s lead, and nobody else.',
};

const not = (why: keyof typeof NOT_TO_TRUST): NotDone => ({ why, says: NOT_TO_TRUST[why] });

export const trustAct = (wanted: TrustAct): FeatureAct => ({
  kind: 'feature',
  name: wanted.kind,
  words: wanted.words,
  needsReason: wanted.kind === 'trust-open',
  isForStubs: wanted.kind === 'trust-shut',
  plan: (acting) => trustPlan(acting, wanted),
  // Once it is done here it is done on each that was said to be about the same child; what cannot be is left as it is.
  prepare: async (deps, _granted, actor) => async (after) => {
    const others = wanted.isAll ? await joinedTo(deps, after, actor) : [];
    for (const { id } of others)
      await act(deps, id, actor, undefined, trustAct({ ...wanted, isAll: false, isQuiet: true }));
  },
});

/** Who in the trust could also read it: nobody it is about, and nobody while it is locked to others. */
export const leadsFor = (school: School, concern: Pick<Concern, 'excluded' | 'lockedTo'>): readonly RoleHolder[] =>
  school.roles['trust-lead'].filter(({ id }) => !concern.excluded.includes(id) && !isLockedAway(concern, id));

/** Whether the person who reads it may open it to the trust's lead: the school's own DSL or a deputy, and nobody who only covers. */
export const mayOpenToTrust = (
  school: School,
  concern: Pick<Concern, 'kind'>,
  { role, user }: { readonly role: Extract<Access, { kind: 'granted' }>['role']; readonly user: UserId },
): boolean =>
  shelfOf(concern.kind) === 'child' && (role === 'dsl' || role === 'deputy-dsl') && !isCovering(school, user);

/** What is recorded about it, and who is told. */
function trustPlan(
  { deps, granted: { school, role }, concern, user }: Acting,
  { kind, words, isQuiet = false }: TrustAct,
): Plan | NotDone | 'same' {
  const now = deps.clock();
  if (!mayOpenToTrust(school, concern, { role, user })) return not('not-of-the-team');
  const leads = leadsFor(school, concern);
  const entry: NewEntry = {
    at: now,
    actor: user,
    kind: kind === 'trust-open' ? 'trust-opened' : 'trust-shut',
    ...(kind === 'trust-open' && { facts: { to: leads.map(({ id }) => id).join(' ') } }),
    ...((words.reason ?? '') !== '' && { words }),
  };
  if (kind === 'trust-shut') return concern.isOpenToTrust ? { entries: [entry] } : 'same';
  if (leads.length === 0) return not('no-trust-lead');
  if (concern.isOpenToTrust) return 'same';
  const told = isQuiet ? [] : leads.filter(({ id }) => id !== user);
  return {
    entries: [entry],
    tasks: told.map(
      ({ id }): NewTask => ({ kind: 'news', dueAt: now, person: id, holder: concern.holder, why: 'trust-opened' }),
    ),
  };
}
