import type { UserId } from '../../../kernel/ids.ts';
import { addDays, dayOf, HOUR_MS, type IsoDay } from '../../../kernel/time.ts';
import { holders, type School } from '../../../school/school.ts';
import { type Account, type Comment, type Opinion, type PressCall, type Runner, runnersOf } from '../account.ts';
import { decidersOf } from '../deciders.ts';

/** Something that someone is to be told once. `key` is the same whenever it is looked for. */
export type Notice = { readonly key: string; readonly to: UserId } & News;

type News =
  | { readonly kind: 'to-decide' | 'decided' | 'check'; readonly account: Account }
  | { readonly kind: 'comment' | 'comment-late'; readonly account: Account; readonly comment: Comment }
  | { readonly kind: 'hand-over'; readonly account: Account; readonly runner: Runner; readonly leavesOn: IsoDay }
  | { readonly kind: 'opinion-asked' | 'opinion'; readonly account: Account; readonly opinion: Opinion }
  | { readonly kind: 'press' | 'press-taken'; readonly school: School; readonly call: PressCall };

/** Everything of a school that someone may have to be told of. */
export interface Standing {
  readonly accounts: readonly Account[];
  /** Those that nobody has answered. */
  readonly comments: readonly Comment[];
  readonly opinions: readonly Opinion[];
  readonly calls: readonly PressCall[];
}

/** The day on which an account is next to be looked through; `undefined` for one that is not open. */
export function nextCheck({ accounts }: Pick<School, 'accounts'>, account: Account): IsoDay | undefined {
  const since = account.checkedAt ?? account.decided?.at;
  if (account.state !== 'approved' || !since) return undefined;
  return addDays(dayOf(since), accounts.checkEveryDays);
}

/** Everything that someone should have been told by now, told or not. Pure. */
export function noticesDue(school: School, standing: Standing, now: Date): readonly Notice[] {
  const accounts = new Map(standing.accounts.map((account) => [account.id, account] as const));
  const ofAccount = <T extends { readonly account: Account['id'] }>(
    all: readonly T[],
    tell: (one: T, account: Account) => readonly Notice[],
  ) =>
    all.flatMap((one) => {
      const account = accounts.get(one.account);
      return account ? tell(one, account) : [];
    });
  return [
    ...standing.accounts.flatMap((account) => ofState(school, account, now)),
    ...standing.accounts.flatMap((account) => ofLeavers(school, account, now)),
    ...ofAccount(standing.comments, (comment, account) => ofComment(school, comment, account, now)),
    ...ofAccount(standing.opinions, ofOpinion),
    ...standing.calls.flatMap((call) => ofCall(school, call, now)),
  ];
}

function ofState(school: School, account: Account, now: Date): readonly Notice[] {
  if (account.state === 'applied')
    return tell(decidersOf(school, account), `to-decide ${account.id}`, { kind: 'to-decide', account });
  const applicant = { id: account.applicant };
  const decided =
    account.decided && account.decided.by !== account.applicant
      ? tell([applicant], `decided ${account.id}`, { kind: 'decided', account })
      : [];
  const check = nextCheck(school, account);
  const isDue = check !== undefined && check <= dayOf(now);
  return isDue
    ? [...decided, ...tell(users(account), `check ${account.id} ${check}`, { kind: 'check', account })]
    : decided;
}

/** Before the last day and on it; and every week after, for as long as nobody has taken over. */
const BEFORE_DAYS = [14, 7, 1, 0] as const;

/** The task of handing over, from the day on which it is known that someone leaves. */
function ofLeavers(school: School, account: Account, now: Date): readonly Notice[] {
  if (account.state !== 'approved') return [];
  const today = dayOf(now);
  return runnersOf(account).flatMap((runner) => {
    const { leavesOn } = runner;
    if (leavesOn === undefined) return [];
    const reached = BEFORE_DAYS.filter((days) => addDays(leavesOn, -days) <= today).at(-1);
    let step = reached === undefined ? 'known' : `${reached}`;
    for (let late = 7; addDays(leavesOn, late) <= today && late <= MOST_LATE_DAYS; late += 7) step = `late-${late}`;
    const others = [...users(account), ...decidersOf(school, account)];
    const news = { kind: 'hand-over', account, runner, leavesOn } as const;
    return tell(unique(others), `hand-over ${runner.id} ${leavesOn} ${step}`, news);
  });
}
const MOST_LATE_DAYS = 70;

/** Those who run it hear at once, and those who approve when the time is over. */
function ofComment(school: School, comment: Comment, account: Account, now: Date): readonly Notice[] {
  const runners = users(account);
  const others = runners.filter(({ id }) => id !== comment.notedBy);
  const first = tell(others, `comment ${comment.id}`, { kind: 'comment', account, comment });
  const { answerBy } = comment;
  const late = { kind: 'comment-late', account, comment } as const;
  if (!answerBy || answerBy.getTime() - SOON_MS > now.getTime()) return first;
  const soon = tell(runners, `comment-soon ${comment.id}`, late);
  if (answerBy > now) return [...first, ...soon];
  const leaders = decidersOf(school, account).filter(({ id }) => !runners.some((runner) => runner.id === id));
  return [...first, ...soon, ...tell([...runners, ...leaders], `comment-late ${comment.id}`, late)];
}
/** How long before the time is over those who run it are reminded. */
const SOON_MS = 4 * HOUR_MS;

const ofOpinion = (opinion: Opinion, account: Account): readonly Notice[] =>
  opinion.answered
    ? tell([{ id: opinion.asker }], `opinion ${opinion.id}`, { kind: 'opinion', account, opinion })
    : tell(
        opinion.asked.map((id) => ({ id })),
        `opinion-asked ${opinion.id}`,
        { kind: 'opinion-asked', account, opinion },
      );

/** A newspaper prints tomorrow: what nobody takes on within two hours, the headteacher hears too. */
const PRESS_WAITS_MS = 2 * HOUR_MS;

function ofCall(school: School, call: PressCall, now: Date): readonly Notice[] {
  if (call.taken) return tell([{ id: call.by }], `press-taken ${call.id}`, { kind: 'press-taken', school, call });
  const heads = holders(school, 'headteacher');
  const isWaiting = now.getTime() - call.at.getTime() >= PRESS_WAITS_MS;
  const asked = call.asked.map((id) => ({ id }));
  const all = asked.length === 0 ? heads : isWaiting ? unique([...asked, ...heads]) : asked;
  return tell(all, `press ${call.id}`, { kind: 'press', school, call });
}

const tell = (to: readonly { readonly id: UserId }[], key: string, news: News): readonly Notice[] =>
  to.map(({ id }) => ({ key, to: id, ...news }));

const users = (account: Account): readonly { readonly id: UserId }[] =>
  runnersOf(account).flatMap(({ user }) => (user ? [{ id: user }] : []));

const unique = (people: readonly { readonly id: UserId }[]): readonly { readonly id: UserId }[] =>
  people.filter(({ id }, at) => people.findIndex((one) => one.id === id) === at);
