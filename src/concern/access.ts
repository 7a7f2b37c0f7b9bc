import type { ConcernId } from '../core/ids.ts';
import type { Role, School } from '../core/school.ts';
import type { Actor } from './actor.ts';
import { change } from './change.ts';
import type { Concern } from './concern.ts';
import { handOn, nowhere, tellOneByOne } from './hand-on.ts';
import { type Found, findEvenSealed, phonesUnnamed } from './lost-key.ts';
import type { Phone } from './notice.ts';
import { phonesFor } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import { placeNow } from './place-now.ts';
import { presenceOf } from './presence.ts';
import { noteRefusal } from './refusal.ts';
import { readersOf, roleOf } from './routing.ts';

export type Access =
  | {
      readonly kind: 'granted';
      readonly concern: Concern;
      readonly school: School;
      readonly role: Role;
      /** The directory is down; it confirmed their account within the last day. */
      readonly isPresumed: boolean;
    }
  /** The same answer for what does not exist and for what is not theirs. */
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
   * it, and whom to phone outside.
   */
  | { readonly kind: 'cannot-check'; readonly what: 'place' | 'person'; readonly phones: readonly Phone[] }
  /** It is there and its key is not: told to those who hold it, without a word or a name from it. */
  | { readonly kind: 'key-lost'; readonly phones: readonly Phone[] };

/**
 * Decides at the moment of acting whether somebody may see a concern. Card data names the concern and nothing else.
 * A refusal is recorded.
 */
export async function access(parts: ConcernParts, id: ConcernId, actor: Actor, action: string): Promise<Access> {
  const found = await findEvenSealed(parts, id);
  const verdict = await verdictOn(parts, found, actor);
  if (verdict.kind === 'not-available') await noteRefusal(parts, actor, action, found?.concern.id);
  return verdict;
}

async function verdictOn(parts: ConcernParts, found: Found, actor: Actor): Promise<Access> {
  if (found?.kind === 'opens') return judge(parts, found.concern, actor);
  if (!found || actor.tenant !== parts.trust.tenantId) return { kind: 'not-available' };
  const { concern } = found;
  const isHolder = roleOf(schoolOf(parts, concern.school), actor.user, [concern.holder, ...concern.alsoOpenTo]);
  // Who it is about cannot be read: nothing is told that the card, which those of its place see, does not tell.
  if (!isHolder || (await presenceOf(parts, actor.user)) === 'gone') return { kind: 'not-available' };
  return { kind: 'key-lost', phones: phonesUnnamed(parts, concern) };
}

async function judge(parts: ConcernParts, concern: Concern, { user, tenant }: Actor): Promise<Access> {
  const school = schoolOf(parts, concern.school);
  const refused = { kind: 'not-available' } as const;
  if (tenant !== parts.trust.tenantId || concern.excluded.includes(user)) return refused;
  const called = roleOf(school, user, concern.alsoOpenTo);
  const role = called ?? roleOf(school, user, [concern.holder]);
  // The directory is asked about those who would be let in, and about nobody else.
  if (!role) return refused;
  const presence = await presenceOf(parts, user);
  if (presence === 'gone') return refused;
  const cannotCheck = (what: 'place' | 'person'): Access => ({
    kind: 'cannot-check',
    what,
    // Whoever asks is not told to phone themselves, unless there is nobody else.
    phones: phonesFor(school, { ...concern, reporter: user }),
  });
  if (presence === 'cannot-tell') return cannotCheck('person');

  const granted = (as: Role): Access => ({
    kind: 'granted',
    concern,
    school,
    role: as,
    isPresumed: presence === 'presumed',
  });
  if (called) return granted(called);
  if (concern.via === 'people') return granted(role);

  const found = await placeNow(parts, concern);
  const now = parts.clock();
  switch (found.kind) {
    case 'safe':
      return found.members.includes(user) ? granted(role) : refused;
    case 'cannot-tell':
      // Closed here, but not lost: role-holders can open it in their own chats, where no membership has to be known.
      await change(parts.store, concern.id, (newest) =>
        newest.via === 'place' ? tellOneByOne(school, newest, 'directory-unavailable', now) : undefined,
      );
      await parts.wake();
      return cannotCheck('place');
    case 'subject-present': {
      // The reporter is told once to phone, not at every try.
      const { sent, waiting } = await parts.store.tally(concern.id, 'late', concern.holder);
      const moved = await change(parts.store, concern.id, (newest) => {
        if (newest.via !== 'place') return undefined;
        const onward = handOn(school, newest, 'subject-present', now);
        return onward ?? (sent + waiting === 0 ? nowhere(newest, 'subject-present', now) : undefined);
      });
      await parts.wake();
      // With nobody left it stays closed to all, and the reporter is told to phone.
      if (moved.kind === 'unknown' || moved.concern.holder === concern.holder) return refused;
      return { kind: 'moved', to: moved.concern.holder, isStillTheirs: false, isNextTold: false };
    }
    case 'too-open': {
      const moved = await change(parts.store, concern.id, (newest) =>
        newest.via === 'place' ? tellOneByOne(school, newest, found.why, now) : undefined,
      );
      await parts.wake();
      if (moved.kind === 'unknown') return refused;
      return {
        kind: 'moved',
        to: moved.concern.holder,
        isStillTheirs: readersOf(school, moved.concern.holder).some(({ id }) => id === user),
        isNextTold: moved.concern.alsoOpenTo.length > concern.alsoOpenTo.length,
      };
    }
    default:
      return found satisfies never;
  }
}
