import type { UserId } from '../core/ids.ts';
import type { School } from '../core/school/school.ts';
import { addDays, dayOf, type IsoDay } from '../core/time.ts';
import { type Account, runnersOf } from './account.ts';
import { decidersOf } from './deciders.ts';

/** Something that someone is to be told once. `key` is the same whenever it is looked for. */
export interface Notice {
  readonly key: string;
  readonly to: UserId;
  readonly kind: 'to-decide' | 'decided' | 'check';
  readonly account: Account;
}

/** The day on which an account is next to be looked through; `undefined` for one that is not open. */
export function nextCheck({ accounts }: Pick<School, 'accounts'>, account: Account): IsoDay | undefined {
  const since = account.checkedAt ?? account.decided?.at;
  if (account.state !== 'approved' || !since) return undefined;
  return addDays(dayOf(since), accounts.checkEveryDays);
}

/** Everything that someone should have been told by now, told or not. Pure. */
export function noticesDue(school: School, accounts: readonly Account[], now: Date): readonly Notice[] {
  const today = dayOf(now);
  return accounts.flatMap((account): Notice[] => {
    if (account.state === 'applied')
      return decidersOf(school, account).map(({ id }) => ({
        ...{ key: `to-decide ${account.id}`, to: id, kind: 'to-decide', account },
      }));
    const notices: Notice[] = account.decided
      ? [{ key: `decided ${account.id}`, to: account.applicant, kind: 'decided', account }]
      : [];
    const check = nextCheck(school, account);
    if (check !== undefined && check <= today)
      for (const { user } of runnersOf(account))
        if (user) notices.push({ key: `check ${account.id} ${check}`, to: user, kind: 'check', account });
    return notices;
  });
}
