import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { lastClose } from '../../school/hours.ts';
import { holdsRole, type School } from '../../school/school.ts';
import { isCovering } from '../../school/trust-cover.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, RECIPIENTS, type Shelf } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { ID_TEXTS } from '../fields/entry-texts.ts';
import type { Outline } from '../notice.ts';
import { outlineOf } from '../record/outline.ts';
import { noteRefusal } from '../record/refusal.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { keptBy, schoolsKept } from '../routing/kept-by.ts';
import { hasLeftItsRole, isOfItsPeople, roleIn } from '../routing/lies-with.ts';
import { hidingFrom } from '../routing/locked-away.ts';
import { isLockedAway } from '../routing/openers.ts';
import { type PlaceNow, placeNow } from '../routing/place-now.ts';
import { closing, roleOf } from '../routing/routing.ts';
import { asCorrected } from '../same-child/corrected.ts';
import { mayReadAlong } from './access.ts';
import type { Locked } from './read-guard.ts';
import { searchClosedTo } from './second-step.ts';

/** What a person may open, by reference, age and state: never a word of it. */
export interface Listing {
  readonly outlines: readonly Outline[];
  /** Who is in the DSL's place could not be read or is not right: what is there is left out until it is. */
  readonly isPartial: boolean;
  /** Records whose key is lost. */
  readonly unreadable: number;
  /** When the school last closed, at the school of the first of them. */
  readonly since?: Date | undefined;
}

/** What a search found. */
export interface Found extends Listing {
  /** From where the older ones are that were not looked through; absent when that was all. */
  readonly next?: number;
}

/**
 * So many of each shelf are looked through at a time, newest first: each costs a question to the vault, which answers some 200 a
 * second.
 */
const LOOKED_THROUGH = 250;

/**
 * Concerns that this person may open, newest first. Nothing says how many there are for others.
 * @param isToActOn without what the trust's safeguarding lead may only read
 */
export async function listFor(
  deps: ConcernDeps,
  actor: Actor,
  isOpen?: boolean,
  { isToActOn = false } = {},
): Promise<Listing> {
  const { concerns: found, isPartial, unreadable } = await within(deps, actor, { isOpen });
  // A closed one with something still to be done is no open report; what was added to it waits for a reader.
  const all = found.filter(
    ({ status, unreadSince }) => isOpen !== true || status !== 'closed' || unreadSince !== undefined,
  );
  const concerns = isToActOn ? all.filter((one) => isOfItsPeople(schoolOf(deps, one.school), one, actor.user)) : all;
  return {
    outlines: concerns.map((concern) => outlineOf(schoolOf(deps, concern.school), concern)),
    isPartial,
    unreadable,
    since: concerns[0] && lastClose(schoolOf(deps, concerns[0].school).hours, deps.clock()),
  };
}

/**
 * Concerns that this person may open and in which every word of `sought` occurs. Opened in memory and compared there; what
 * was sought is kept nowhere, but that a record was found is.
 * @param from how many newer ones were looked through before
 */
export async function searchFor(
  deps: ConcernDeps,
  actor: Actor,
  sought: string,
  from = 0,
  most = LOOKED_THROUGH,
): Promise<Found | Locked> {
  const schools = await schoolsRead(deps, actor.user);
  const closed = await searchClosedTo(deps, schools, actor.user);
  if (closed) return closed;
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return { outlines: [], isPartial: false, unreadable: 0 };
  const { concerns: all, isMore, ...shortfalls } = await within(deps, actor, { newest: { most, from } });
  const concerns = all.filter(({ school }) => schools.some(({ id }) => id === school));
  const entries = await deps.store.entriesOf(concerns);
  const shown = await hidingFrom(deps, actor.user);
  const found = concerns
    .filter((concern) =>
      words.every(
        (word) =>
          concern.reference.toLowerCase() === word || occursIn(shown(asCorrected(entries.get(concern.id) ?? [])), word),
      ),
    )
    .map((concern) => outlineOf(schoolOf(deps, concern.school), concern));
  await deps.store.noteFound(
    found.map(({ id }) => id),
    { at: deps.clock(), actor: actor.user },
  );
  return { outlines: found, ...shortfalls, ...(isMore && { next: from + most }) };
}

/** In what was written: a class, such as `9A`, stands in many an id. */
const occursIn = (entries: readonly Entry[], word: string): boolean =>
  entries.some(({ words = {} }) =>
    Object.entries(words).some(([field, text]) => !ID_TEXTS.includes(field) && text.toLowerCase().includes(word)),
  );

type Ranked = Pick<Outline, 'isDecided' | 'isUrgent' | 'urgency' | 'acknowledgedAt' | 'raisedAt'>;
const ANSWERED = ['yes', 'unsure', 'no'] as const;
/** What is decided is not urgent any more. In records from before it was kept, nobody knows which of the two it was. */
const rank = ({ isDecided, isUrgent, urgency: said = isUrgent ? 'unsure' : 'no' }: Ranked): number =>
  isDecided ? ANSWERED.length : ANSWERED.indexOf(said);
const hasPerson = ({ acknowledgedAt }: Ranked): number => (acknowledgedAt === undefined ? 0 : 1);

/** The most urgent first, by what its reporter answered; then what has no person yet, the longest first. */
export const inOrder = (left: Ranked, right: Ranked): number =>
  rank(left) - rank(right) || hasPerson(left) - hasPerson(right) || left.raisedAt.localeCompare(right.raisedAt);

/** Which of them are wanted; all without one. */
interface Which {
  readonly isOpen?: boolean | undefined;
  readonly ids?: readonly ConcernId[] | undefined;
  readonly since?: Readonly<Record<Shelf, Date>>;
  readonly newest?: { readonly most: number; readonly from: number };
  /** Only what is open to the trust's safeguarding lead. */
  readonly isOpenToTrust?: boolean;
}

/**
 * The concerns that this person may open, in whatever state; only open or only closed ones when `isOpen` says so, and of `ids`
 * `since` and `newest` where they are given. Each one that is looked at costs a question to the vault.
 */
export async function within(
  deps: ConcernDeps,
  { user, tenant }: Actor,
  { isOpen, ids, since, newest, isOpenToTrust }: Which,
): Promise<{ concerns: readonly Concern[]; isPartial: boolean; unreadable: number; isMore: boolean }> {
  const nothing = { concerns: [], isPartial: false, unreadable: 0, isMore: false };
  if (tenant !== deps.trust.tenantId) return nothing;
  const heldBy = readerOf(deps, user);
  const besides = (await keptBy(deps, user)).map(({ id }) => id);
  if (heldBy.length + besides.length === 0) return nothing;
  const standing = await accountStandingOf(deps, user);
  if (standing === 'gone') return nothing;
  if (standing === 'cannot-tell') return { ...nothing, isPartial: true };
  const { concerns, unreadable, isMore } = await deps.store.list({
    heldBy,
    besides,
    reader: user,
    ...(isOpen !== undefined && { isOpen }),
    ...(ids && { ids }),
    ...(since && { since }),
    ...(newest && { newest }),
    ...(isOpenToTrust && { isOpenToTrust }),
  });
  const places = new Map<string, PlaceNow>();
  const mine: Concern[] = [];
  let isPartial = false;
  for (const concern of concerns) {
    const school = schoolOf(deps, concern.school);
    // A drill is in no list and no figure.
    if (concern.excluded.includes(user) || isLockedAway(concern, user) || concern.drillBegunAt !== undefined) continue;
    const holds = roleIn(school, concern, user, [concern.holder]) !== undefined;
    if (isTheirsAlone(school, concern, user)) mine.push(concern);
    else if (holds) {
      // The place is read once for the list; who each concern is about is then held against those members.
      const place = places.get(school.id) ?? (await placeNow(deps, { ...concern, excluded: [] }));
      places.set(school.id, place);
      // Who alone is left out of it keeps nobody else from it: a list is shown to one person, never in the place.
      const shut = closing(school, concern.holder, concern);
      if (place.kind !== 'safe' || place.members.some((member) => shut.includes(member))) isPartial = true;
      else if (place.members.includes(user) || isCovering(school, user)) mine.push(concern);
    }
  }
  return { concerns: mine, isPartial, unreadable, isMore };
}

/** Whether nothing of the holder's place decides: it came to them in person, they were called in, or it was opened to them to read. */
const isTheirsAlone = (school: School, concern: Concern, user: UserId): boolean =>
  roleIn(school, concern, user, concern.alsoOpenTo) !== undefined ||
  hasLeftItsRole(school, concern, user) ||
  (roleIn(school, concern, user, [concern.holder]) !== undefined
    ? concern.via === 'people' || concern.lockedTo !== undefined
    : mayReadAlong(school, concern, user));

/**
 * Whether lists and searches are for this person at all: they answer for reports somewhere in the trust. A form that they
 * could not use is not even shown to others, and that they asked for it is recorded.
 */
export async function mayList(deps: ConcernDeps, actor: Actor): Promise<boolean> {
  const { user, tenant } = actor;
  const isReader =
    tenant === deps.trust.tenantId &&
    (readerOf(deps, user).length > 0 || (await schoolsKept(deps, user)).length > 0) &&
    (await accountStandingOf(deps, user)) !== 'gone';
  if (!isReader) await noteRefusal(deps, actor, 'list');
  return isReader;
}

/** Whether the search through words is open to them, or closed until the second step. A refusal is recorded. */
export async function searchDoor(
  deps: ConcernDeps,
  actor: Actor,
): Promise<{ readonly kind: 'open' } | { readonly kind: 'not-available' } | Locked> {
  if (!(await mayList(deps, actor))) return { kind: 'not-available' };
  return (await searchClosedTo(deps, await schoolsRead(deps, actor.user), actor.user)) ?? { kind: 'open' };
}

const schoolsRead = async (deps: ConcernDeps, user: UserId): Promise<readonly School[]> =>
  [...new Set([...readerOf(deps, user).map(({ school }) => school), ...(await schoolsKept(deps, user))])].map((id) =>
    schoolOf(deps, id),
  );

/** For whose reports this person answers, at each school of the trust where they do. */
const readerOf = ({ trust }: ConcernDeps, user: UserId) =>
  trust.schools.flatMap((school) => {
    const recipients = RECIPIENTS.filter((recipient) => roleOf(school, user, [recipient]) !== undefined);
    const isTrustLead = holdsRole(school, user, 'trust-lead');
    return recipients.length === 0 && !isTrustLead ? [] : [{ school: school.id, recipients, isTrustLead }];
  });
