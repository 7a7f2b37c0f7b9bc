import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS, isWithin } from '../../kernel/time.ts';
import type { ConcernDeps } from '../deps.ts';

/**
 * Whether a reader's account is as it should be. `presumed`: the directory does not answer now and confirmed it within the
 * last day. `cannot-tell`: it does not answer, and has not confirmed it lately enough.
 */
export type AccountStanding = 'here' | 'gone' | 'presumed' | 'cannot-tell';

/**
 * A DSL must be able to read a report while the directory is down, but lanyard.yml alone cannot know who was dismissed in
 * the meantime. Every role-holder is confirmed every hour, so a day covers an outage over night and no weekend of one.
 */
const CONFIRMED_FOR_MS = DAY_MS;

/** A person whose account was switched off, or who became a guest, is gone. */
export async function accountStandingOf(
  deps: Pick<ConcernDeps, 'directory' | 'watch' | 'clock' | 'log'>,
  user: UserId,
): Promise<AccountStanding> {
  try {
    const person = await deps.directory.person(user);
    if (person?.isEnabled === true && !person.isGuest) {
      await deps.watch.confirm(user, deps.clock());
      return 'here';
    }
    await deps.watch.forget(user);
    return 'gone';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const confirmedAt = await deps.watch.confirmedAt(user);
    const isPresumed = confirmedAt !== undefined && isWithin(confirmedAt, CONFIRMED_FOR_MS, deps.clock());
    const standing = isPresumed ? 'presumed' : 'cannot-tell';
    deps.log.warn('concern.person-unchecked', { fault: error.code, standing });
    return standing;
  }
}
