import { bound } from '../../kernel/calls/bound.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { RECIPIENTS } from '../../report/concern.ts';
import { schoolOf } from '../../report/deps.ts';
import type { Outline } from '../../report/notice.ts';
import { within } from '../../report/opening/lists.ts';
import type { TrustOpening } from '../../report/ports.ts';
import { outlineOf } from '../../report/record/outline.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { accountStandingOf } from '../../report/routing/account-standing.ts';
import { isLockedAway } from '../../report/routing/openers.ts';
import { readersOf, roleOf } from '../../report/routing/routing.ts';
import type { Named } from '../../school/live-roles.ts';
import { holdsRole, type RoleHolder, type School } from '../../school/school.ts';
import { coversAt, isCovering, type TrustCover } from '../../school/trust-cover.ts';
import type { RoleNews, RoleWord } from '../role-changes/proposal.ts';
import type { CoverDeps } from './cover-book.ts';

/** Longer than half a term is not cover: then someone else takes on the role. */
const LONGEST_MS = 60 * DAY_MS;
/** Anything that begins later than this was mistyped. */
const FARTHEST_MS = 366 * DAY_MS;
const MOST_SHOWN = 12;
const MOST_READ = 60;

/** What the trust's lead has to do with one school, as its own people see it. */
export interface SchoolSide {
  readonly school: School;
  readonly leads: readonly RoleHolder[];
  /** They are the school's DSL or headteacher: their word gives cover, and ends it. */
  readonly mayGive: boolean;
  /** Past, present and to come, the newest first. */
  readonly covers: readonly TrustCover[];
  /** Reports that are open to the lead, of those that the person who looks may open. */
  readonly opened: readonly Outline[];
}

/** What is theirs, as the trust's safeguarding lead sees it. */
export interface LeadSide {
  readonly schools: readonly { readonly school: School; readonly covers: readonly TrustCover[] }[];
  readonly opened: readonly Outline[];
  /** When what was opened to them and shut again, the newest first. Nothing of a report about themselves. */
  readonly history: readonly (TrustOpening & { readonly byName: string | undefined })[];
}

export interface TrustView {
  readonly kind: 'trust';
  readonly ofSchools: readonly SchoolSide[];
  readonly asLead: LeadSide | undefined;
  readonly now: Date;
}

export type TrustAnswer = TrustView | { readonly kind: 'not-available' };

export type NotGiven =
  | 'not-a-lead'
  | 'own'
  | 'backwards'
  | 'over'
  | 'too-far'
  | 'too-long'
  | 'overlaps'
  | 'cannot-check';

export interface WantedCover {
  /** Made with the page: twice is once. */
  readonly id: string;
  readonly person: UserId;
  readonly from: Date;
  readonly until: Date;
}

type Given = TrustAnswer | { readonly kind: 'not-given'; readonly why: NotGiven; readonly view: TrustView };

/** The trust's safeguarding lead: nobody by default, and with nothing of a school but what its own people give them. */
export const createTrustLeads = (deps: CoverDeps) => bound(deps, { look, give, end });
export type TrustLeads = ReturnType<typeof createTrustLeads>;

async function look(deps: CoverDeps, actor: Actor): Promise<TrustAnswer> {
  const { user, tenant } = actor;
  const { schools } = deps.trust;
  const theirs = schools.filter((school) => roleOf(school, user, RECIPIENTS) !== undefined);
  const led = schools.filter((school) => holdsRole(school, user, 'trust-lead'));
  const isOne = tenant === deps.trust.tenantId && theirs.length + led.length > 0;
  const standing = isOne ? await accountStandingOf(deps, user) : 'gone';
  if (standing !== 'here' && standing !== 'presumed') {
    await noteRefusal(deps, actor, 'trust');
    return { kind: 'not-available' };
  }
  const covers = await deps.covers.all();
  const { concerns } = await within(deps, actor, { isOpenToTrust: true });
  const openAt = (school: School): readonly Outline[] =>
    concerns.filter((one) => one.school === school.id).map((one) => outlineOf(school, one));
  const coversOf = (school: School, person?: UserId): readonly TrustCover[] =>
    covers
      .filter((cover) => cover.school === school.id && (person === undefined || cover.person.id === person))
      .slice(0, MOST_SHOWN);
  return {
    kind: 'trust',
    now: deps.clock(),
    ofSchools: theirs.map((school) => ({
      school,
      leads: school.roles['trust-lead'],
      mayGive: mayGive(school, user),
      covers: coversOf(school),
      opened: openAt(school),
    })),
    asLead:
      led.length === 0
        ? undefined
        : {
            schools: led.map((school) => ({ school, covers: coversOf(school, user) })),
            opened: led.flatMap(openAt),
            history: await historyFor(deps, user, led),
          },
  };
}

const mayGive = (school: School, user: UserId): boolean =>
  holdsRole(school, user, 'dsl', 'headteacher') && !isCovering(school, user);

/** The opening that this is, or that it ended. */
const openingOf = (all: readonly TrustOpening[], one: TrustOpening): TrustOpening | undefined =>
  all.slice(all.indexOf(one)).find(({ concern, isOpened }) => isOpened && concern === one.concern);

/**
 * Of what was opened to them and is no longer, the dates stay theirs; of a report about them, or opened to who was the lead before, there never
 * was anything.
 */
async function historyFor(deps: CoverDeps, user: UserId, led: readonly School[]): Promise<LeadSide['history']> {
  const found = await deps.store.trustOpenings(
    led.map(({ id }) => id),
    MOST_READ,
  );
  const { concerns } = await deps.store.list({ ids: [...new Set(found.map(({ concern }) => concern))] });
  const theirs = new Set(
    concerns.filter((one) => !one.excluded.includes(user) && !isLockedAway(one, user)).map(({ id }) => id),
  );
  return found
    .filter((one) => theirs.has(one.concern) && openingOf(found, one)?.to?.includes(user) !== false)
    .slice(0, MOST_SHOWN)
    .map((one) => ({ ...one, byName: nameAt(schoolOf(deps, one.school), one.by) }));
}

const nameAt = ({ roles }: School, user: UserId | undefined): string | undefined =>
  Object.values(roles)
    .flat()
    .find(({ id }) => id === user)?.name;

/** The page as they see it with the one school of it where their word counts. */
async function decider(deps: CoverDeps, actor: Actor, school: SchoolId) {
  const view = await look(deps, actor);
  if (view.kind !== 'trust') return view;
  const side = view.ofSchools.find((one) => one.school.id === school);
  const by: Named = { id: actor.user, name: side ? (nameAt(side.school, actor.user) ?? 'Someone') : '' };
  return { kind: 'decider', view, side, by } as const;
}

async function give(deps: CoverDeps, actor: Actor, school: SchoolId, wanted: WantedCover): Promise<Given> {
  const found = await decider(deps, actor, school);
  if (found.kind !== 'decider') return found;
  const { view, side, by } = found;
  if (!side?.mayGive) {
    await noteRefusal(deps, actor, 'trust-cover');
    return { kind: 'not-available' };
  }
  // A day-old word of the directory lets someone read on; who decides is looked up now.
  const isHere = (await accountStandingOf(deps, actor.user)) === 'here';
  const why = isHere ? wrongWith(wanted, side, actor.user, deps.clock()) : 'cannot-check';
  const lead = side.leads.find(({ id }) => id === wanted.person);
  if (why || !lead) return { kind: 'not-given', why: why ?? 'not-a-lead', view };
  const at = deps.clock();
  const { id, from, until } = wanted;
  const person = { id: lead.id, name: lead.name };
  const cover: TrustCover = { id, school, person, from, until, given: { by, at }, ended: undefined };
  await deps.covers.give(cover, wordsOf(side.school, cover, by, 'given'));
  deps.log.info('concern.trust-cover', { school, outcome: 'given' });
  await afterwards(deps);
  return look(deps, actor);
}

function wrongWith(
  { id, person, from, until }: WantedCover,
  { leads, covers }: SchoolSide,
  user: UserId,
  now: Date,
): NotGiven | undefined {
  if (!leads.some((lead) => lead.id === person)) return 'not-a-lead';
  if (person === user) return 'own';
  if (from >= until) return 'backwards';
  if (until <= now) return 'over';
  if (from.getTime() - now.getTime() > FARTHEST_MS) return 'too-far';
  if (until.getTime() - from.getTime() > LONGEST_MS) return 'too-long';
  const isSame = (cover: TrustCover): boolean =>
    cover.id !== id && cover.person.id === person && !cover.ended && cover.from < until && from < cover.until;
  return covers.some(isSame) ? 'overlaps' : undefined;
}

async function end(deps: CoverDeps, actor: Actor, school: SchoolId, id: string): Promise<TrustAnswer> {
  const found = await decider(deps, actor, school);
  if (found.kind !== 'decider') return found;
  const { view, side, by } = found;
  const own = view.asLead?.schools.find((one) => one.school.id === school);
  const covers = side?.mayGive ? side.covers : own?.covers;
  if (!covers) {
    await noteRefusal(deps, actor, 'trust-cover');
    return { kind: 'not-available' };
  }
  const cover = covers.find((one) => one.id === id);
  const now = deps.clock();
  if (!cover || cover.ended || cover.until <= now) return view;
  const at = schoolOf(deps, school);
  const who = by.name === '' ? cover.person : by;
  const isEnded = await deps.covers.end(id, school, { by: who, at: now }, wordsOf(at, cover, who, 'ended'));
  if (isEnded) deps.log.info('concern.trust-cover', { school, outcome: 'ended' });
  await afterwards(deps);
  return look(deps, actor);
}

/** Both sides are told: the lead, the DSL's team and the headteacher. The person who did it knows already. */
function wordsOf(school: School, { person, from, until }: TrustCover, by: Named, what: 'given' | 'ended'): RoleWord[] {
  const others = [...readersOf(school, 'dsl'), ...readersOf(school, 'headteacher')]
    .map(({ id }) => id)
    .filter((id) => id !== person.id);
  const word = (to: UserId, news: RoleNews): RoleWord => ({
    person: to,
    news,
    school: school.id,
    role: 'trust-lead',
    newcomer: person.name,
    outgoing: [],
    by: [by.name],
    cover: { from: from.toISOString(), until: until.toISOString() },
  });
  return [
    word(person.id, what === 'given' ? 'covers' : 'cover-ended'),
    ...[...new Set(others)].map((id) => word(id, what === 'given' ? 'cover-given' : 'cover-ended')),
  ].filter((one) => one.person !== by.id);
}

/** Open reports are looked at again: someone more answers for them, or no longer. */
async function afterwards(deps: CoverDeps): Promise<void> {
  await deps.tellOfRoles().catch(() => deps.log.warn('concern.roles-untold'));
  await deps.wake().catch(() => deps.log.warn('concern.roles-unwoken'));
}

/** Whether one of these counts now. */
export const isNow = (cover: TrustCover, now: Date): boolean => coversAt(cover, now);
