import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { holdsRole, type Role, type School } from '../../school/school.ts';
import { isCovering } from '../../school/trust-cover.ts';
import type { Actor } from '../actor.ts';
import { type Concern, shelfOf } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { noteLateMatch } from '../naming/late-match.ts';
import type { Phone } from '../notice.ts';
import { change } from '../record/change.ts';
import { type Found, findEvenSealed, phonesUnnamed } from '../record/lost-key.ts';
import { phonesFor } from '../record/outline.ts';
import { noteRefusal } from '../record/refusal.ts';
import { depsUnder } from '../rehearsal/conditions.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { hasLeftItsRole, isOfItsPeople, peopleOf, roleIn } from '../routing/lies-with.ts';
import { isLockedAway, openers } from '../routing/openers.ts';
import { placeNow } from '../routing/place-now.ts';
import { handOn, nowhere, tellOneByOne } from '../triage/hand-on.ts';
import type { Locked } from './read-guard.ts';
import { closedTo } from './second-step.ts';

export type Access =
  | {
      readonly kind: 'granted';
      readonly concern: Concern;
      readonly school: School;
      readonly role: Role;
      /** The directory is down; it confirmed their account within the last day. */
      readonly isPresumed: boolean;
    }
  /** The same answer whether it does not exist or is not theirs. */
  | { readonly kind: 'not-available' }
  /** The place it was in is no longer safe; it has gone elsewhere just now. */
  | {
      readonly kind: 'moved';
      readonly to: Concern['holder'];
      readonly isStillTheirs: boolean;
      /** The next in the chain was told beside them. */
      readonly isNextTold: boolean;
    }
  /**
   * `place`: who is in it cannot be read at the moment: nothing is shown, and its people are told one by one. `person`:
   * whether they are still who they were cannot be asked, and has not been answered lately enough. `phones`: who else may have
   * it, and who to phone outside.
   */
  | { readonly kind: 'cannot-check'; readonly what: 'place' | 'person'; readonly phones: readonly Phone[] }
  /** It is there and its key is not: told to those who hold it, without a word or a name from it. */
  | { readonly kind: 'key-lost'; readonly phones: readonly Phone[] }
  /** It is theirs, but their school asks for a second step, which they have not taken just now. */
  | Locked;

/**
 * Decides at the moment of acting whether someone may see a concern. Card data names the concern and nothing else.
 * A refusal is recorded.
 */
export async function access(deps: ConcernDeps, id: ConcernId, actor: Actor, action: string): Promise<Access> {
  let found = await findEvenSealed(deps, id);
  if (found?.kind === 'opens' && found.concern.lateNamed.length > 0) {
    await noteLateMatch(deps, id);
    found = await findEvenSealed(deps, id);
  }
  const under = found?.kind === 'opens' ? depsUnder(deps, found.concern) : deps;
  const verdict = readingOnly(await verdictOn(under, found, actor), action);
  if (verdict.kind === 'not-available')
    await noteRefusal(deps, actor, action, found?.concern.id, found?.kind === 'opens' ? found.concern : undefined);
  const told = verdict.kind === 'granted' ? ((await closedTo(deps, verdict, actor.user, action)) ?? verdict) : verdict;
  if (found?.concern.drillBegunAt !== undefined && told.kind !== 'granted' && action === 'open')
    await deps.rehearsals.noteTry(found.concern.id, actor.user, deps.clock());
  return told;
}

async function verdictOn(deps: ConcernDeps, found: Found, actor: Actor): Promise<Access> {
  if (found?.kind === 'opens') return judge(deps, found.concern, actor);
  if (!found || actor.tenant !== deps.trust.tenantId) return { kind: 'not-available' };
  const { concern } = found;
  const isHolder = isOfItsPeople(schoolOf(deps, concern.school), { ...concern, excluded: [] }, actor.user);
  // Who it is about cannot be read: nothing is told that the card, which those of its place see, does not tell.
  if (!isHolder || isLockedAway(concern, actor.user) || (await accountStandingOf(deps, actor.user)) === 'gone')
    return { kind: 'not-available' };
  return { kind: 'key-lost', phones: phonesUnnamed(deps, concern) };
}

/**
 * Whether what was granted a moment ago still stands, on the version that is about to be written: between the check and the reading
 * it may have gone to someone else, been locked to others, or turned out to be about the person who asks.
 */
export const isAsGranted = (granted: Concern, now: Concern, user: UserId): boolean =>
  now.holder === granted.holder &&
  now.via === granted.via &&
  now.isOpenToTrust === granted.isOpenToTrust &&
  (now.liesWith === undefined || now.liesWith.includes(user) || granted.liesWith?.includes(user) !== true) &&
  !now.excluded.includes(user) &&
  !isLockedAway(now, user);

const REFUSED = { kind: 'not-available' } as const;

/** What the trust's safeguarding lead does with a report that was opened to them: they read it, and nothing else. */
const READING: readonly string[] = ['open', 'person'];
const readingOnly = (verdict: Access, action: string): Access =>
  verdict.kind === 'granted' && verdict.role === 'trust-lead' && !READING.includes(action) ? REFUSED : verdict;

/**
 * A report about a child that someone of the DSL's team opened to them. Who it is about is looked at before. Where a school has left the
 * trust's lead out nobody could shut it again, so it is shut.
 */
export const mayReadAlong = (school: School, concern: Concern, user: UserId): boolean => {
  const { kind, isOpenToTrust, trustReaders = [user] } = concern;
  const isLead = school.features.includes('trust-lead') && holdsRole(school, user, 'trust-lead');
  return isOpenToTrust && shelfOf(kind) === 'child' && isLead && trustReaders.includes(user);
};

/** Whether a reminder of it may stand in a person's own chat: what they may open or read along, wherever they do. */
export const mayStandBefore = (school: School, concern: Concern, user: UserId): boolean =>
  openers(school, concern).some(({ id }) => id === user) ||
  (!concern.excluded.includes(user) && mayReadAlong(school, concern, user));

async function judge(deps: ConcernDeps, concern: Concern, { user, tenant }: Actor): Promise<Access> {
  const school = schoolOf(deps, concern.school);
  if (tenant !== deps.trust.tenantId || concern.excluded.includes(user) || isLockedAway(concern, user)) return REFUSED;
  const called = roleIn(school, concern, user, concern.alsoOpenTo);
  const holds = called ?? roleIn(school, concern, user, [concern.holder]);
  const role = holds ?? (mayReadAlong(school, concern, user) ? 'trust-lead' : undefined);
  // The directory is asked about those who would be let in, and about nobody else.
  if (!role) return REFUSED;
  const standing = await accountStandingOf(deps, user);
  if (standing === 'gone') return REFUSED;
  const cannotCheck = (what: 'place' | 'person'): Access => ({
    kind: 'cannot-check',
    what,
    // The person who asks is not told to phone themselves, unless there is nobody else.
    phones: phonesFor(school, { ...concern, reporter: user }),
  });
  if (standing === 'cannot-tell') return cannotCheck('person');

  const granted = (as: Role): Access => ({
    kind: 'granted',
    concern,
    school,
    role: as,
    isPresumed: standing === 'presumed',
  });
  // Told in person, whatever place they would have had it in.
  if (called || (holds && hasLeftItsRole(school, concern, user))) return granted(role);
  // Given access by a person: who else is in its place does not matter.
  if (concern.via === 'people' || concern.lockedTo !== undefined || role === 'trust-lead') return granted(role);

  return judgeByPlace(
    deps,
    { concern, school, user },
    () => granted(role),
    () => cannotCheck('place'),
  );
}

/** Who may open what is in a place is settled by who is in it now. One that is not safe is left at once. */
async function judgeByPlace(
  deps: ConcernDeps,
  { concern, school, user }: { readonly concern: Concern; readonly school: School; readonly user: UserId },
  granted: () => Access,
  cannotCheck: () => Access,
): Promise<Access> {
  const found = await placeNow(deps, concern);
  const now = deps.clock();
  switch (found.kind) {
    case 'safe':
      // Someone who covers is not added to a channel and removed again: their time ends automatically.
      return found.members.includes(user) || isCovering(school, user) ? granted() : REFUSED;
    case 'cannot-tell':
      // Closed here, but not lost: role-holders can open it in their own chats, where no membership has to be known.
      await change(deps.store, concern.id, (newest) =>
        newest.via === 'place' ? tellOneByOne(school, newest, 'directory-unavailable', now) : undefined,
      );
      await deps.wake();
      return cannotCheck();
    case 'subject-present': {
      // The reporter is told to phone once, not at every try.
      const { sent, waiting } = await deps.store.tally(concern.id, 'late', concern.holder);
      const moved = await change(deps.store, concern.id, (newest) => {
        if (newest.via !== 'place') return undefined;
        const onward = handOn(school, newest, 'subject-present', now);
        return onward ?? (sent + waiting === 0 ? nowhere(newest, 'subject-present', now) : undefined);
      });
      await deps.wake();
      // With nobody left it stays closed to all, and the reporter is told to phone.
      if (moved.kind === 'unknown' || moved.concern.holder === concern.holder) return REFUSED;
      return { kind: 'moved', to: moved.concern.holder, isStillTheirs: false, isNextTold: false };
    }
    case 'too-open': {
      const moved = await change(deps.store, concern.id, (newest) =>
        newest.via === 'place' ? tellOneByOne(school, newest, found.why, now) : undefined,
      );
      await deps.wake();
      if (moved.kind === 'unknown') return REFUSED;
      return {
        kind: 'moved',
        to: moved.concern.holder,
        isStillTheirs: peopleOf(school, moved.concern, moved.concern.holder).some(({ id }) => id === user),
        isNextTold: moved.concern.alsoOpenTo.length > concern.alsoOpenTo.length,
      };
    }
    default:
      return found satisfies never;
  }
}
