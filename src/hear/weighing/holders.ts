import type { ConcernRoute } from '../detection.ts';
import type { Tagged } from '../words/pattern.ts';
import { findRoles } from '../words/roles.ts';

/** To whom a worry about the one who acts goes, where that is the chair of governors, the headteacher or another of the staff. */
export function holdersByRoute(words: readonly Tagged[]): ConcernRoute | undefined {
  const { chairActs, headActs, staffActs } = findRoles(words);
  if (chairActs) return 'governance-officer';
  if (headActs) return 'chair-of-governors';
  return staffActs ? 'headteacher' : undefined;
}
