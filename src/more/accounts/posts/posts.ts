import type { Harmless } from '../../../hear/gate.ts';
import type { Ids, UserId } from '../../../kernel/ids.ts';
import { DAY_MS } from '../../../kernel/time.ts';
import type { AccountRules, ChosenBy, PostCheck } from '../../../school/account-rules.ts';
import { holders, holdsRole, type RoleHolder, type School } from '../../../school/school.ts';
import type { AccountId, CallId, OpinionId } from '../account.ts';
import type { AccountPeople, AccountPolicies, By, OpinionStore, PressStore } from '../account-ports.ts';
import { decidersOf } from '../deciders.ts';
import { eventOf, keptBy, type LookupDeps } from '../lookup.ts';

export interface PostDeps extends LookupDeps {
  readonly policies: AccountPolicies;
  readonly people: AccountPeople;
  readonly opinions: OpinionStore;
  readonly press: PressStore;
  readonly ids: Pick<Ids, 'uuid'>;
}

/** What is looked at before a post, in the policy's own words. */
export interface Checklist {
  readonly checks: AccountRules['checks'];
  /** Not: the policy owner has confirmed none, and these are what I found. */
  readonly isConfirmed: boolean;
  readonly consentList: string | undefined;
  readonly disclaimer: AccountRules['disclaimer'];
  readonly press: AccountRules['press'];
  /** Who deals with journalists. */
  readonly pressTo: readonly Someone[];
  readonly settings: AccountRules['settings'];
}

type Someone = Pick<RoleHolder, 'id' | 'name'>;

/** Nobody where nothing was chosen, or the person who was is no longer staff. */
async function chosenIn(
  people: Pick<AccountPeople, 'colleague'>,
  school: School,
  chosen: ChosenBy | undefined,
): Promise<readonly Someone[]> {
  if (chosen === undefined) return [];
  if (typeof chosen === 'string') return holders(school, chosen);
  return (await people.colleague(chosen.id)) ? [chosen] : [];
}

/** Other than the asker; leadership where the policy's own person is the asker, or nobody is named. */
export async function opinionGivers(
  people: Pick<AccountPeople, 'colleague'>,
  school: School,
  rules: Pick<AccountRules, 'opinionBy'> | undefined,
  asker: UserId,
): Promise<readonly Someone[]> {
  const named = (await chosenIn(people, school, rules?.opinionBy)).filter(({ id }) => id !== asker);
  return named.length > 0 ? named : decidersOf(school, { applicant: asker });
}

/** Who deals with a journalist: the person the policy owner chose; the headteacher if nobody was chosen, or they have left. */
export async function pressTakers(
  people: Pick<AccountPeople, 'colleague'>,
  school: School,
  { pressTo }: Pick<AccountRules, 'pressTo'> = {},
): Promise<readonly Someone[]> {
  const chosen = await chosenIn(people, school, pressTo);
  return chosen.length > 0 ? chosen : holders(school, 'headteacher');
}

/** For so long a call from the press or an opinion is told again to someone who could not be reached. */
export const STILL_NEWS_MS = 14 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

/** Before a post: the policy's checks, a second opinion, the press, and one's own settings. */
export const posting = (deps: PostDeps) => ({
  checklist: (school: School) => checklistOf(deps, school),

  /** Keeps with the account that everything was looked at. Answers with what was not ticked. */
  async post(by: By, id: AccountId, what: Harmless, ticked: readonly PostCheck[]) {
    const found = await keptBy(deps, by.user, id);
    if (found?.account.state !== 'approved') return 'not-yours' as const;
    const { checks } = await checklistOf(deps, found.school);
    const left = checks.map(({ check }) => check).filter((check) => !ticked.includes(check));
    if (left.length > 0) return { left };
    await deps.accounts.noteEvent(id, eventOf(deps, by, 'post', { what, checks: ticked.join(',') }));
    return 'kept' as const;
  },

  /** @returns who was asked; `undefined` where this person may not ask for this account */
  async askOpinion(by: By, id: AccountId, what: Harmless): Promise<readonly Someone[] | undefined> {
    const found = await keptBy(deps, by.user, id);
    if (found?.account.state !== 'approved') return undefined;
    const { opinions, ids, clock, policies, people } = deps;
    const givers = await opinionGivers(people, found.school, await policies.confirmed(found.school.id), by.user);
    const asked = givers.map((giver) => giver.id);
    await opinions.ask(
      { id: ids.uuid() as OpinionId, account: id, asker: by.user, askerName: by.name, askedAt: clock(), what, asked },
      eventOf(deps, by, 'opinion-asked', { what }),
    );
    return givers;
  },

  opinion: async (user: UserId, id: OpinionId) => {
    const opinion = await deps.opinions.find(id);
    return opinion?.asked.includes(user) ? opinion : undefined;
  },

  async giveOpinion(by: By, id: OpinionId, given: { readonly isFine: boolean; readonly words: Harmless }) {
    const opinion = await deps.opinions.find(id);
    if (!opinion?.asked.includes(by.user)) return 'not-yours' as const;
    const words = { answer: given.isFine ? 'fine' : 'not-like-this', words: given.words };
    const isFirst = await deps.opinions.giveOnce(id, given, eventOf(deps, by, 'opinion', words));
    return isFirst ? ('given' as const) : ('already' as const);
  },

  /** A journalist got in touch: passed to the person who deals with them, who answers or not. */
  async passPress(
    by: By,
    school: School,
    call: { readonly who: Harmless; readonly about: Harmless; readonly number: Harmless },
  ) {
    const { press, ids, clock, people, policies } = deps;
    const takers = await pressTakers(people, school, await policies.confirmed(school.id));
    await press.pass({
      ...call,
      id: ids.uuid() as CallId,
      school: school.id,
      by: by.user,
      byName: by.name,
      at: clock(),
      asked: takers.map((taker) => taker.id),
    });
    return takers;
  },

  /** Someone to whom it was passed, or the head, takes it on. */
  async takeCall(by: By, id: CallId) {
    const call = await deps.press.find(id);
    const school = call && deps.schools.find((one) => one.id === call.school);
    if (!school || !(call.asked.includes(by.user) || holdsRole(school, by.user, 'headteacher'))) return undefined;
    await deps.press.takeOnce(id, by, deps.clock());
    return deps.press.find(id);
  },

  /** Someone has looked at their own settings. Nobody else is told. */
  noteLook: (user: UserId, school: School) => deps.press.noteLook(school.id, user, deps.clock()),

  /** When someone looked at them last, if that is less than a year ago. */
  async lookedAt(user: UserId, school: School): Promise<Date | undefined> {
    const at = await deps.press.lastLook(school.id, user);
    return at && deps.clock().getTime() - at.getTime() < YEAR_MS ? at : undefined;
  },
});

async function checklistOf(
  { policies, people }: Pick<PostDeps, 'policies' | 'people'>,
  school: School,
): Promise<Checklist> {
  const confirmed = await policies.confirmed(school.id);
  const own = confirmed && confirmed.checks.length > 0 ? confirmed.checks : undefined;
  const checks = own ?? (await policies.proposed(school.id)).checks;
  const { consentList, disclaimer, press, settings } = confirmed ?? {};
  const pressTo = await pressTakers(people, school, confirmed);
  return { checks, isConfirmed: own !== undefined, consentList, disclaimer, press, pressTo, settings };
}
