import type { Harmless } from '../../../hear/gate.ts';
import type { IsoDay } from '../../../kernel/time.ts';
import type { Account, AccountId, RunnerId } from '../account.ts';
import type { AccountPeople, AccountPolicies, By } from '../account-ports.ts';
import { mayDecide } from '../deciders.ts';
import { eventOf, type LookupDeps, seenBy } from '../lookup.ts';
import { isReady, type Readiness, readinessOf } from './readiness.ts';

export interface Verdict {
  readonly approve: boolean;
  readonly reasons: Harmless;
  /** The day of each runner's training, as who decides gives it. */
  readonly trained: ReadonlyMap<RunnerId, IsoDay>;
}

export type Decided =
  | { readonly kind: 'decided'; readonly account: Account }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'no-reasons' }
  | { readonly kind: 'not-ready'; readonly readiness: Readiness }
  /** Someone else decided first. */
  | { readonly kind: 'already'; readonly account: Account };

export interface DecideDeps extends LookupDeps {
  readonly policies: AccountPolicies;
  readonly people: AccountPeople;
}

/** Approves or rejects, with reasons. The first decision stands, and nobody is approved who is not ready. */
export async function decide(
  deps: DecideDeps,
  by: By,
  id: AccountId,
  { approve, reasons, trained }: Verdict,
): Promise<Decided> {
  const { accounts, policies, clock } = deps;
  const found = await seenBy(deps, by.user, id);
  if (!found || !mayDecide(found.school, found.account, by.user)) return { kind: 'not-yours' };
  const { account, school } = found;
  if (account.state !== 'applied') return { kind: 'already', account };
  if (reasons.words === '') return { kind: 'no-reasons' };
  const readiness = await readinessOf(deps, account, trained);
  if (approve && !isReady(readiness)) return { kind: 'not-ready', readiness };
  const clause = (await policies.confirmed(school.id))?.newAccounts?.clause;
  const state = approve ? ('approved' as const) : ('rejected' as const);
  const days = readiness.runners.flatMap(({ runner, trainedOn }) =>
    trainedOn ? [[runner.id, trainedOn] as const] : [],
  );
  const decision = { state, by: by.user, byName: by.name, at: clock(), reasons, clause, trained: new Map(days) };
  const isFirst = await accounts.decideOnce(id, decision, eventOf(deps, by, state, { reasons }));
  const after = (await accounts.find(id)) ?? account;
  return isFirst ? { kind: 'decided', account: after } : { kind: 'already', account: after };
}
