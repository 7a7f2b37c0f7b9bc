import type { TenantId, UserId } from '../../kernel/ids.ts';
import type { DestinationMembers } from '../../school/people.ts';
import type { Destination } from '../../school/school.ts';

/** What a school's destination is. `channel`: one that could not be read. */
export type PlaceKind = 'private-channel' | 'closed-team-channel' | 'public-channel' | 'chat' | 'people' | 'channel';

/** Whether a card may be in a place in Teams, judged by who is really there. */
export type PlaceCheck =
  | { readonly kind: 'safe' }
  /** The person it is about is in there: the people of the place are passed over. */
  | { readonly kind: 'subject-present' }
  /** Too many can read it; its people are told one by one instead. */
  | { readonly kind: 'too-open'; readonly why: 'public' | 'guest' | 'unexpected-member' | 'nobody-there' };

/**
 * @param expected the only people who should be there, by configuration
 * @param excluded the person it is about
 */
export function checkPlace(
  found: DestinationMembers,
  rule: { readonly expected: readonly UserId[]; readonly excluded: readonly UserId[]; readonly tenant: TenantId },
): PlaceCheck {
  const { openness, members } = found;
  if (members.some(({ id }) => rule.excluded.includes(id))) return { kind: 'subject-present' };
  if (openness === 'public') return { kind: 'too-open', why: 'public' };
  if (members.some(({ isGuest, tenantId }) => isGuest || (tenantId !== undefined && tenantId !== rule.tenant)))
    return { kind: 'too-open', why: 'guest' };
  if (members.some(({ id }) => !rule.expected.includes(id))) return { kind: 'too-open', why: 'unexpected-member' };
  if (members.length === 0) return { kind: 'too-open', why: 'nobody-there' };
  return { kind: 'safe' };
}

/** Which place in Teams it is; `undefined` where people are told one by one. */
export const keyOfPlace = (place: Destination): string | undefined =>
  place.kind === 'people' ? undefined : place.kind === 'channel' ? place.channelId : place.chatId;
