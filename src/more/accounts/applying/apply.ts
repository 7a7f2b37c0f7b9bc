import type { Harmless } from '../../../hear/gate.ts';
import type { Ids, UserId } from '../../../kernel/ids.ts';
import { type Clock, DAY_MS } from '../../../kernel/time.ts';
import type { Clause } from '../../../school/account-rules.ts';
import type { School } from '../../../school/school.ts';
import { type AccountId, FEWEST_RUNNERS, type Platform, type RunnerId } from '../account.ts';
import type { AccountPeople, AccountPolicies, AccountStore, By, NewRunner } from '../account-ports.ts';

/** What the policies say to someone who wants an account, before they write a word. */
export type Opening =
  /** The policy allows none, in these words. */
  | { readonly kind: 'none'; readonly clause: Clause }
  | { readonly kind: 'apply'; readonly clause: Clause | undefined; readonly isConfirmed: boolean };

export interface Application {
  readonly name: Harmless;
  readonly platform: Platform;
  readonly aim: Harmless;
  readonly audience: Harmless;
  readonly promotion: Harmless;
  readonly openness: 'open' | 'closed';
  readonly runners: readonly UserId[];
  /** Volunteers or parents who are to run it too, by name. */
  readonly helpers: readonly Harmless[];
}

export type Applied =
  | { readonly kind: 'applied'; readonly id: AccountId }
  | { readonly kind: 'refused'; readonly clause: Clause }
  | { readonly kind: 'not-complete' }
  | { readonly kind: 'too-few-runners' }
  | { readonly kind: 'not-staff' }
  | { readonly kind: 'too-many' };

export interface ApplyDeps {
  readonly accounts: AccountStore;
  readonly policies: AccountPolicies;
  readonly people: AccountPeople;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly clock: Clock;
}

/** More than anyone asks for in a day; each is a message to the head. */
const MOST_A_DAY = 5;

/** Whether an application is open at all. Only what the owner confirmed, and what still stands, refuses anyone. */
export async function openingOf(policies: AccountPolicies, school: School): Promise<Opening> {
  const rule = (await policies.confirmed(school.id))?.newAccounts;
  if (rule?.rule === 'none') return { kind: 'none', clause: rule.clause };
  if (rule) return { kind: 'apply', clause: rule.clause, isConfirmed: true };
  return { kind: 'apply', clause: (await policies.proposed(school.id)).newAccounts, isConfirmed: false };
}

/** Takes in an application. Who is to be told is found by `noticesDue`. */
export async function applyFor(
  { accounts, policies, people, ids, clock }: ApplyDeps,
  by: By,
  school: School,
  asked: Application,
): Promise<Applied> {
  const opening = await openingOf(policies, school);
  if (opening.kind === 'none') return { kind: 'refused', clause: opening.clause };
  const texts = [asked.name, asked.aim, asked.audience, asked.promotion];
  if (texts.some(({ words }) => words === '')) return { kind: 'not-complete' };
  const users = [...new Set(asked.runners)];
  if (users.length + asked.helpers.length < FEWEST_RUNNERS) return { kind: 'too-few-runners' };
  const now = clock();
  if ((await accounts.askedBy(by.user, new Date(now.getTime() - DAY_MS))) >= MOST_A_DAY) return { kind: 'too-many' };
  const runners: NewRunner[] = [];
  for (const user of users) {
    const found = await people.staff(school.id, user);
    if (!found) return { kind: 'not-staff' };
    runners.push({ id: ids.uuid() as RunnerId, user, name: found.name });
  }
  for (const name of asked.helpers) runners.push({ id: ids.uuid() as RunnerId, user: undefined, name });
  const id = ids.uuid() as AccountId;
  const { name, platform, aim, audience, promotion, openness } = asked;
  const applicant = { applicant: by.user, applicantName: by.name, appliedAt: now };
  await accounts.create(
    { id, school: school.id, name, platform, aim, audience, promotion, openness, ...applicant, runners },
    { at: now, by: by.user, byName: by.name, kind: 'applied' },
  );
  return { kind: 'applied', id };
}
