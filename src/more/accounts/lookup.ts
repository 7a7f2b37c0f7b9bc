import type { Harmless } from '../../hear/gate.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Clock } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import { type Account, type AccountEvent, type AccountId, runnersOf } from './account.ts';
import type { AccountStore, By, NewEvent } from './account-ports.ts';
import { leads, maySee } from './deciders.ts';

export interface LookupDeps {
  readonly accounts: AccountStore;
  readonly schools: readonly School[];
  readonly clock: Clock;
}

export interface Found {
  readonly account: Account;
  readonly school: School;
}

/** `undefined` for an account that this person may not see, as for one that does not exist. */
export async function seenBy(
  { accounts, schools }: LookupDeps,
  user: UserId,
  id: AccountId,
): Promise<Found | undefined> {
  const account = await accounts.find(id);
  const school = account && schools.find((one) => one.id === account.school);
  return account && school && maySee(school, account, user) ? { account, school } : undefined;
}

/** The same for those who look after it: they run it, or keep the register. */
export async function keptBy(deps: LookupDeps, user: UserId, id: AccountId): Promise<Found | undefined> {
  const found = await seenBy(deps, user, id);
  return found && mayKeep(found.school, found.account, user) ? found : undefined;
}

export const mayKeep = (school: School, account: Account, user: UserId): boolean =>
  leads(school, user) || runnersOf(account).some((runner) => runner.user === user);

/** What someone did, with what they wrote. */
export const eventOf = (
  { clock }: Pick<LookupDeps, 'clock'>,
  by: By,
  kind: AccountEvent['kind'],
  words: Readonly<Record<string, Harmless | string>> = {},
): NewEvent => ({ at: clock(), by: by.user, byName: by.name, kind, words });
