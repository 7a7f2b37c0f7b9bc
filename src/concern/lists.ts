import type { ConcernId, UserId } from '../core/ids.ts';
import type { School } from '../core/school.ts';
import type { Actor } from './actor.ts';
import { change } from './change.ts';
import { type Concern, type Entry, RECIPIENTS } from './concern.ts';
import type { Outline } from './notice.ts';
import { type Opened, open } from './open.ts';
import { outlineOf } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import { type PlaceNow, placeNow } from './place-now.ts';
import { presenceOf } from './presence.ts';
import { noteRefusal } from './refusal.ts';
import { roleOf } from './routing.ts';

/** What a person may open, by reference, age and state: never a word of it. */
export interface Listing {
  readonly outlines: readonly Outline[];
  /** Who is in the DSL's place could not be read or is not right: what stands there is left out until it is. */
  readonly isPartial: boolean;
  /** Records whose key is lost. */
  readonly unreadable: number;
}

/** Concerns that this person may open, newest first. Nothing says how many there are for others. */
export async function listFor(parts: ConcernParts, actor: Actor, isOpen?: boolean): Promise<Listing> {
  const { concerns, isPartial, unreadable } = await within(parts, actor, isOpen);
  return {
    outlines: concerns.map((concern) => outlineOf(schoolOf(parts, concern.school), concern)),
    isPartial,
    unreadable,
  };
}

/**
 * Concerns that this person may open and in which every word of `sought` occurs. Opened in memory and compared there; what
 * was sought is kept nowhere, but that a record was found is.
 */
export async function searchFor(parts: ConcernParts, actor: Actor, sought: string): Promise<Listing> {
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const { concerns, isPartial, unreadable } = await within(parts, actor, undefined);
  if (words.length === 0) return { outlines: [], isPartial, unreadable };
  const found: Outline[] = [];
  for (const concern of concerns) {
    const entries = await parts.store.entries(concern);
    if (!words.every((word) => concern.reference.toLowerCase() === word || occursIn(entries, word))) continue;
    await change(parts.store, concern.id, () => ({
      entries: [{ at: parts.clock(), actor: actor.user, kind: 'found' }],
    }));
    found.push(outlineOf(schoolOf(parts, concern.school), concern));
  }
  return { outlines: found, isPartial, unreadable };
}

const occursIn = (entries: readonly Entry[], word: string): boolean =>
  entries.some(({ words = {} }) => Object.values(words).some((text) => text.toLowerCase().includes(word)));

/** One event of one of several linked records. */
export interface ChronologyLine {
  readonly school: School;
  readonly concern: Concern;
  readonly entry: Entry;
}

export type Chronology =
  | {
      readonly kind: 'chronology';
      readonly lines: readonly ChronologyLine[];
      /** A linked record is left out that could not be checked just now, or has just gone elsewhere. */
      readonly isPartial: boolean;
    }
  | Exclude<Opened, { readonly kind: 'open' }>;

/**
 * One record and those linked with it that the person may open, each checked and recorded like any opening. Where the first
 * cannot be shown, why; of a linked one that is not theirs nothing is said.
 */
export async function chronologyFor(parts: ConcernParts, id: ConcernId, actor: Actor): Promise<Chronology> {
  const seen = new Set<ConcernId>();
  const waiting: ConcernId[] = [id];
  const lines: ChronologyLine[] = [];
  let isPartial = false;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const opened = await open(parts, next, actor);
    if (opened.kind !== 'open') {
      if (next === id) return opened;
      isPartial ||= opened.kind !== 'not-available';
      continue;
    }
    for (const entry of opened.entries) {
      if (TOLD.includes(entry.kind)) lines.push({ school: opened.school, concern: opened.concern, entry });
      if (entry.kind === 'linked' && typeof entry.facts?.to === 'string') waiting.push(entry.facts.to as ConcernId);
    }
  }
  lines.sort((left, right) => left.entry.at.getTime() - right.entry.at.getTime());
  return { kind: 'chronology', lines, isPartial };
}

/** What belongs into a chronology: what was said and decided, not who was told by which card. */
const TOLD: readonly Entry['kind'][] = [
  'raised',
  'added',
  'asked',
  'answered',
  'noted',
  'decided',
  'review-set',
  'rerouted',
  'linked',
  'closed',
  'reopened',
  'reclassified',
  'held',
  'released',
  'retention-set',
  'pictured',
  'transferred',
  'reduced',
];

/** The concerns that this person may open, in whatever state; only open or only closed ones when `isOpen` says so. */
export async function within(
  parts: ConcernParts,
  { user, tenant }: Actor,
  isOpen: boolean | undefined,
): Promise<{ concerns: readonly Concern[]; isPartial: boolean; unreadable: number }> {
  const nothing = { concerns: [], isPartial: false, unreadable: 0 };
  const heldBy = readerOf(parts, user);
  if (tenant !== parts.trust.tenantId || heldBy.length === 0) return nothing;
  const presence = await presenceOf(parts, user);
  if (presence === 'gone') return nothing;
  if (presence === 'cannot-tell') return { ...nothing, isPartial: true };
  const { concerns, unreadable } = await parts.store.list({ heldBy, ...(isOpen !== undefined && { isOpen }) });
  const places = new Map<string, PlaceNow>();
  const mine: Concern[] = [];
  let isPartial = false;
  for (const concern of concerns) {
    const school = schoolOf(parts, concern.school);
    if (concern.excluded.includes(user)) continue;
    const isCalled = roleOf(school, user, concern.alsoOpenTo) !== undefined;
    const holds = roleOf(school, user, [concern.holder]) !== undefined;
    if (isCalled || (holds && concern.via === 'people')) mine.push(concern);
    else if (holds) {
      // The place is read once for the list; whom each concern is about is then held against those members.
      const place = places.get(school.id) ?? (await placeNow(parts, { ...concern, excluded: [] }));
      places.set(school.id, place);
      if (place.kind !== 'safe' || place.members.some((member) => concern.excluded.includes(member))) isPartial = true;
      else if (place.members.includes(user)) mine.push(concern);
    }
  }
  return { concerns: mine, isPartial, unreadable };
}

/**
 * Whether lists and searches are for this person at all: they answer for reports somewhere in the trust. A form that they
 * could not use is not even shown to others, and that they asked for it is recorded.
 */
export async function mayList(parts: ConcernParts, actor: Actor): Promise<boolean> {
  const { user, tenant } = actor;
  const isReader =
    tenant === parts.trust.tenantId && readerOf(parts, user).length > 0 && (await presenceOf(parts, user)) !== 'gone';
  if (!isReader) await noteRefusal(parts, actor, 'list');
  return isReader;
}

/** For whose reports this person answers, at each school of the trust where they do. */
const readerOf = ({ trust }: ConcernParts, user: UserId) =>
  trust.schools.flatMap((school) => {
    const recipients = RECIPIENTS.filter((recipient) => roleOf(school, user, [recipient]) !== undefined);
    return recipients.length === 0 ? [] : [{ school: school.id, recipients }];
  });
