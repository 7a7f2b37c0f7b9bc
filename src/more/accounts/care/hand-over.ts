import type { Ids, UserId } from '../../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../../kernel/time.ts';
import { holdsRole, type School } from '../../../school/school.ts';
import { type Account, type AccountId, FEWEST_RUNNERS, type Runner, type RunnerId, runnersOf } from '../account.ts';
import type { AccountPeople, AccountPolicies, By } from '../account-ports.ts';
import { type Gap, readinessOf } from '../applying/readiness.ts';
import { leads } from '../deciders.ts';
import { eventOf, keptBy, type LookupDeps } from '../lookup.ts';

export interface HandOverDeps extends LookupDeps {
  readonly people: AccountPeople;
  readonly policies: AccountPolicies;
  readonly ids: Pick<Ids, 'uuid'>;
}

export interface Handing {
  readonly runner: RunnerId;
  /** The person who takes over; nobody if enough others run it, or it is closed. */
  readonly to: UserId | undefined;
  readonly isLoginChanged: boolean;
  readonly closes: boolean;
}

export type Handed =
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'login-not-changed' }
  | { readonly kind: 'too-few' }
  | { readonly kind: 'not-ready'; readonly name: string; readonly gaps: readonly Gap[] };

/** Leavers: their last day, and what becomes of the accounts that they run. */
export const handingOver = (deps: HandOverDeps) => ({
  /** The last day of someone who runs it: told by themself, by those who run it with them, or by those who keep the register. */
  async leaves(by: By, id: AccountId, runner: RunnerId, day: IsoDay) {
    const found = await keptBy(deps, by.user, id);
    const who = found && runnersOf(found.account).find((one) => one.id === runner);
    if (!who) return 'not-yours' as const;
    await deps.accounts.setLeaves(id, runner, day, eventOf(deps, by, 'leaves', { name: who.name, day }));
    return 'noted' as const;
  },

  handOver: (by: By, id: AccountId, handing: Handing): Promise<Handed> => handOver(deps, by, id, handing),

  /** Looks once at everyone who runs an account: who has gone, and whose last day the directory knows. */
  async lookForLeavers(): Promise<void> {
    for (const school of deps.schools)
      for (const account of await deps.accounts.ofSchool(school.id))
        if (account.state === 'approved') for (const runner of runnersOf(account)) await lookAt(deps, account, runner);
  },
});

/** Who may say about anyone at the school when they leave. */
export const mayKnowLeavers = (school: School, user: UserId): boolean =>
  leads(school, user) || holdsRole(school, user, 'hr');

/** Keeps someone's last day with each account that they run. @returns on how many */
export async function recordLeaver(
  deps: HandOverDeps,
  by: By,
  school: School,
  user: UserId,
  day: IsoDay,
): Promise<number> {
  let count = 0;
  for (const account of await deps.accounts.ofSchool(school.id)) {
    const runner = runnersOf(account).find((one) => one.user === user);
    if (account.state !== 'approved' || !runner) continue;
    const event = eventOf(deps, by, 'leaves', { name: runner.name, day });
    await deps.accounts.setLeaves(account.id, runner.id, day, event);
    count += 1;
  }
  return count;
}

/** Ends someone's part in it. Nobody is left to run it alone, and the login is another one afterwards. */
async function handOver(deps: HandOverDeps, by: By, id: AccountId, handing: Handing): Promise<Handed> {
  const { runner, to, closes } = handing;
  const found = await keptBy(deps, by.user, id);
  const leaver = found && runnersOf(found.account).find((one) => one.id === runner);
  if (!found || !leaver || found.account.state !== 'approved') return { kind: 'not-yours' };
  if (!handing.isLoginChanged) return { kind: 'login-not-changed' };
  const staying = runnersOf(found.account).filter((one) => one.id !== runner);
  const isNew = !closes && to !== undefined && !staying.some(({ user }) => user === to);
  if (!closes && staying.length + (isNew ? 1 : 0) < FEWEST_RUNNERS) return { kind: 'too-few' };
  const next = isNew ? await successorOf(deps, found.account, to) : undefined;
  if (next?.kind === 'not-ready') return next;
  const names = { from: leaver.name, to: next?.to.name ?? '' };
  await deps.accounts.handOver(
    id,
    { runner, to: next?.to, trainedOn: next?.trainedOn, closes },
    eventOf(deps, by, closes ? 'closed' : 'handed-over', names),
  );
  return { kind: 'handed-over' };
}

/** Who takes over, as someone who may run it; or what is missing. */
async function successorOf(deps: HandOverDeps, { school }: Account, user: UserId) {
  const name = (await deps.people.staff(school, user))?.name;
  if (name === undefined) return { kind: 'not-ready', name: '', gaps: ['not-staff'] } as const;
  const to = { id: deps.ids.uuid() as RunnerId, user, name };
  const blank = { trainedOn: undefined, leavesOn: undefined, endedAt: undefined };
  const [standing] = (await readinessOf(deps, { school, runners: [{ ...to, ...blank }] })).runners;
  return standing && standing.gaps.length > 0
    ? ({ kind: 'not-ready', name, gaps: standing.gaps } as const)
    : ({ kind: 'ready', to, trainedOn: standing?.trainedOn } as const);
}

/** Keeps someone's last day where it is news. While the directory does not answer, nobody has gone. */
async function lookAt({ accounts, people, clock }: HandOverDeps, account: Account, runner: Runner): Promise<void> {
  const { user, name, leavesOn } = runner;
  const today = dayOf(clock());
  if (!user || (leavesOn !== undefined && leavesOn <= today)) return;
  const presence = await people.presence(account.school, user);
  const day = presence === 'gone' ? today : presence === 'here' ? await people.leavesOn(user) : undefined;
  if (day === undefined || day === leavesOn) return;
  const event = { at: clock(), by: undefined, byName: 'Lanyard', kind: 'leaves', words: { name, day } } as const;
  await accounts.setLeaves(account.id, runner.id, day, event);
}
