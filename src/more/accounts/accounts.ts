import type { UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Account, AccountEvent, AccountId, Comment } from './account.ts';
import type { By } from './account-ports.ts';
import { addExisting, type Existing } from './applying/add-existing.ts';
import { type Application, applyFor, type Opening, openingOf } from './applying/apply.ts';
import { type DecideDeps, decide, type Verdict } from './applying/decide.ts';
import { type Readiness, readinessOf } from './applying/readiness.ts';
import { type CommentDeps, commenting } from './care/comments.ts';
import { type HandOverDeps, handingOver, mayKnowLeavers, recordLeaver } from './care/hand-over.ts';
import { lookingAfter } from './care/look-after.ts';
import { decidersOf, leads, mayDecide } from './deciders.ts';
import { mayKeep, seenBy } from './lookup.ts';
import { type Notice, noticesDue } from './notices/notices.ts';
import { type PostDeps, posting, STILL_NEWS_MS } from './posts/posts.ts';

export interface AccountDeps extends DecideDeps, CommentDeps, HandOverDeps, PostDeps {
  /** Has everyone told who is to be told. */
  tell(): Promise<void>;
}

/** An account with what someone who sees all of it may do. */
export interface OpenAccount {
  readonly account: Account;
  readonly school: School;
  readonly readiness: Readiness;
  readonly events: readonly AccountEvent[];
  /** Newest first. */
  readonly comments: readonly Comment[];
  /** What the policies say on new accounts. */
  readonly opening: Opening;
  readonly may: { readonly decide: boolean; readonly keep: boolean };
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Accounts in a school's name, from the application to the day on which they are closed. Whether someone may is asked each time. */
export function createAccounts(deps: AccountDeps) {
  const { accounts, comments, opinions, press, policies, schools, clock, tell } = deps;
  return {
    ...lookingAfter(deps),
    ...commenting(deps),
    ...handingOver(deps),
    ...posting(deps),
    decidersOf,
    tell,
    opening: (school: School) => openingOf(policies, school),

    async apply(by: By, school: School, application: Application) {
      const applied = await applyFor(deps, by, school, application);
      if (applied.kind === 'applied') await tell();
      return applied;
    },

    add: (by: By, school: School, existing: Existing) => addExisting(deps, by, school, existing),
    mayAdd: (school: School, user: UserId) => leads(school, user),

    async decide(by: By, id: AccountId, verdict: Verdict) {
      const decided = await decide(deps, by, id, verdict);
      if (decided.kind === 'decided') await tell();
      return decided;
    },

    /** Every account of a school that stands or is asked for, for its staff; without what only some may see. */
    register: async (school: School): Promise<readonly Account[]> =>
      (await accounts.ofSchool(school.id)).filter(({ state }) => state !== 'rejected'),

    /** The open accounts that someone looks after, and so may post on. */
    mine: async (school: School, user: UserId): Promise<readonly Account[]> =>
      (await accounts.ofSchool(school.id)).filter(
        (account) => account.state === 'approved' && mayKeep(school, account, user),
      ),

    async open(user: UserId, id: AccountId): Promise<OpenAccount | undefined> {
      const found = await seenBy(deps, user, id);
      if (!found) return undefined;
      const { account, school } = found;
      const [readiness, events, came, opening] = await Promise.all([
        readinessOf(deps, account),
        accounts.events(id),
        comments.ofAccount(id),
        openingOf(policies, school),
      ]);
      const isWaiting = account.state === 'applied';
      const may = { decide: isWaiting && mayDecide(school, account, user), keep: mayKeep(school, account, user) };
      return { account, school, readiness, events, comments: came, opening, may };
    },

    /** HR, or who keeps the register, knows about someone's last day: on every account that they run. @returns on how many */
    async leaving(by: By, school: School, user: UserId, day: IsoDay): Promise<number | undefined> {
      if (!mayKnowLeavers(school, by.user)) return undefined;
      return recordLeaver(deps, by, school, user, day);
    },
    mayKnowLeavers,

    /** What someone should have been told by now and was not. */
    async untold(): Promise<readonly Notice[]> {
      const now = clock();
      const since = new Date(now.getTime() - STILL_NEWS_MS);
      const untold: Notice[] = [];
      for (const school of schools) {
        const standing = {
          accounts: await accounts.ofSchool(school.id),
          comments: await comments.open(school.id),
          opinions: await opinions.since(school.id, since),
          calls: await press.since(school.id, since),
        };
        for (const notice of noticesDue(school, standing, now))
          if (!(await accounts.isTold(notice.key, notice.to))) untold.push(notice);
      }
      return untold;
    },
    noteTold: (key: string, user: UserId) => accounts.noteTold(key, user, clock()),
  };
}
