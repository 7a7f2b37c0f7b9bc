import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import { holders, type Role, type School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, isNoticed, isOfConduct, type NewEntry } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { wordsOfAction } from '../record/action-words.ts';
import { change } from '../record/change.ts';
import { depsUnder } from '../rehearsal/conditions.ts';
import { withoutHidden } from '../routing/locked-away.ts';
import { ABOUT } from '../routing/routing.ts';
import { asCorrected } from '../same-child/corrected.ts';
import { beginningIn, beginningOf, raisedIn } from '../same-child/telling.ts';
import { type Access, access, isAsGranted } from './access.ts';
import { within } from './lists.ts';

export interface OpenRecord {
  readonly kind: 'open';
  readonly concern: Concern;
  readonly school: School;
  readonly role: Role;
  /** Undefined while the directory does not answer. */
  readonly reporterName: string | undefined;
  /** Of the reporter’s account, to write to them. */
  readonly reporterAddress?: string | undefined;
  /** Of a matter about an adult. */
  readonly adults?: Adults | undefined;
  /** The whole trail, words included. */
  readonly entries: readonly Entry[];
}

/** How an adult came into it, as far as the record tells. */
type Way = 'about' | 'byRole' | 'inForm' | 'meant' | 'mayMean' | 'unsaid';
/**
 * The adults in a matter about an adult, by name. `about`: whom it is about, as it was said when it was passed on; `byRole`: they hold the role
 * that it is about; `inForm`: in the box that asks for whom it is about and for who must not see it; `meant`: the reporter said that the words
 * mean them; `mayMean`: nobody could be asked.
 */
export type Adults = Readonly<Record<Way, readonly string[]>>;

export type Opened = OpenRecord | Exclude<Access, { kind: 'granted' }>;

/** Opens a concern for someone who may read it, and records that they did before anything is shown. */
export async function open(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Opened> {
  const granted = await access(deps, id, actor, 'open');
  if (granted.kind !== 'granted') return granted;
  const { school, role } = granted;
  // Read first: what cannot be unsealed has not been read, and the reporter must not be told that it has.
  await deps.store.entries(granted.concern);
  const noted = await change(deps.store, id, (found) =>
    isAsGranted(granted.concern, found, actor.user) ? { entries: [reading(deps, granted, actor)] } : undefined,
  );
  // It moved between the check and the reading: the check no longer counts.
  if (noted.kind !== 'changed') return open(deps, id, actor);
  await deps.wake();
  const { concern } = noted;
  const all = await withoutHidden(deps, await deps.store.entries(concern), actor.user);
  const reporter = concern.isByLink ? undefined : await personOf(depsUnder(deps, concern), concern.reporter);
  const entries = role === 'trust-lead' ? await withoutOthers(deps, actor, asCorrected(all)) : all;
  return {
    kind: 'open',
    concern,
    school,
    role,
    reporterName: reporter?.name,
    reporterAddress: reporter?.userPrincipalName,
    adults: isOfConduct(concern.kind) ? await adultsIn(depsUnder(deps, concern), school, concern, all) : undefined,
    entries,
  };
}

type Granted = Extract<Access, { kind: 'granted' }>;

/** @param part of which no more than a part was shown */
const reading = (
  { clock }: Pick<ConcernDeps, 'clock'>,
  { role, isPresumed }: Granted,
  { user }: Actor,
  part?: Part,
): NewEntry => ({
  at: clock(),
  actor: user,
  kind: 'opened',
  facts: { role, ...(isPresumed && { isPresumed }), ...(part && { part }) },
});

/** What of a report is shown in a list: how it begins, or what the person who reads the list is to do. */
type Part = 'first-words' | 'own-actions';

/** Whether the list shows how this report begins. */
export const showsFirstWords = (school: School, concern: Concern): boolean =>
  school.concerns.firstWordsInList && showsParts(school, concern);

/**
 * Whether a part of it may be shown outside its record. Not where that would pass for more than it is: reminders of what is urgent and of what was
 * added end when it is opened. With a second step words come behind it, each report by itself; of what is on hold only openings are in the trail.
 */
const showsParts = ({ concerns }: School, concern: Concern): boolean =>
  concerns.records.secondStep === 'none' &&
  concern.unreadSince === undefined &&
  !concern.isHeld &&
  (!concern.isUrgent || isNoticed(concern));

/** Filtering the list and turning its pages is one look at it. */
const ONE_LOOK_MS = 15 * MINUTE_MS;

/** How a report begins, for its line in the list. Empty where that is not to be shown to them, or cannot be read just now. */
export const firstWords = async (deps: ConcernDeps, actor: Actor, id: ConcernId): Promise<string> =>
  (await shownPart(deps, actor, id, 'first-words', showsFirstWords, (entries) => beginningIn(entries) || undefined)) ??
  '';

/** What someone is to do about a report, by the number of each action, for their own list. Empty where that is not to be shown to them, or cannot be read just now. */
export const ownActions = async (
  deps: ConcernDeps,
  actor: Actor,
  id: ConcernId,
): Promise<ReadonlyMap<number, string>> =>
  (await shownPart(deps, actor, id, 'own-actions', showsParts, (entries, { actions }) => {
    const own = actions.filter(({ owner }) => owner === actor.user);
    const words = own.flatMap(({ number }) => {
      const text = wordsOfAction(entries, number);
      return text === undefined ? [] : [[number, beginningOf(text)] as const];
    });
    return words.length === 0 ? undefined : new Map(words);
  })) ?? new Map();

/** A part of a report, outside its record: by the same check as an opening, and recorded as one before it is shown. */
async function shownPart<Shown>(
  deps: ConcernDeps,
  actor: Actor,
  id: ConcernId,
  part: Part,
  isToShow: (school: School, concern: Concern) => boolean,
  partOf: (entries: readonly Entry[], concern: Concern) => Shown | undefined,
): Promise<Shown | undefined> {
  try {
    const granted = await access(deps, id, actor, 'open');
    if (granted.kind !== 'granted' || !isToShow(granted.school, granted.concern)) return undefined;
    const entries = await deps.store.entries(granted.concern);
    const words = partOf(entries, granted.concern);
    if (words === undefined) return undefined;
    const since = deps.clock().getTime() - ONE_LOOK_MS;
    const isOneLook = entries.some(
      ({ kind, actor: who, at }) => kind === 'opened' && who === actor.user && at.getTime() > since,
    );
    let isShown = false;
    await change(deps.store, id, (found) => {
      isShown = isAsGranted(granted.concern, found, actor.user) && isToShow(granted.school, found);
      return isShown && !isOneLook ? { entries: [reading(deps, granted, actor, part)] } : undefined;
    });
    return isShown ? words : undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}

/** What names another report only where that one is open to them too: of others they learn nothing. */
async function withoutOthers(deps: ConcernDeps, actor: Actor, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const otherOf = ({ kind, facts }: Entry): string | undefined =>
    (kind === 'linked' || kind === 'joined' || kind === 'parted') && typeof facts?.to === 'string'
      ? facts.to
      : undefined;
  const ids = [...new Set(entries.flatMap((entry) => otherOf(entry) ?? []))] as ConcernId[];
  if (ids.length === 0) return entries;
  const { concerns } = await within(deps, actor, { ids });
  const theirs: readonly string[] = concerns.map(({ id }) => id);
  return entries.filter((entry) => {
    const other = otherOf(entry);
    return other === undefined || theirs.includes(other);
  });
}

/** The record without its words, for a form about it: checked like an opening, but nothing is read. */
export async function look(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Opened> {
  const granted = await access(deps, id, actor, 'look');
  if (granted.kind !== 'granted') return granted;
  return { ...granted, kind: 'open', reporterName: undefined, entries: [] };
}

async function adultsIn(
  deps: ConcernDeps,
  school: School,
  { kind, naming, isByLink }: Concern,
  entries: readonly Entry[],
): Promise<Adults> {
  const { names, settled, meant, about = [] } = naming;
  const roles = (ABOUT[kind] ?? []).flatMap((role) => holders(school, role)).map(({ id }) => id);
  const wayOf = (id: UserId): Way => {
    if (about.includes(id)) return 'about';
    if (meant?.includes(id)) return 'meant';
    if (roles.includes(id)) return 'byRole';
    if (isByLink) return 'mayMean';
    return meant ? 'inForm' : 'unsaid';
  };
  const picked = await Promise.all(settled.map(async (id) => [wayOf(id), (await personOf(deps, id))?.name] as const));
  const inBox = raisedIn(entries).named ?? '';
  const typed = names.map((name) => [inBox.includes(name) ? 'inForm' : 'unsaid', name] as const);
  const by = (way: Way): readonly string[] => [
    ...new Set([...picked, ...typed].flatMap(([one, name]) => (one === way && name !== undefined ? [name] : []))),
  ];
  return {
    ...{ about: by('about'), byRole: by('byRole'), inForm: by('inForm') },
    ...{ meant: by('meant'), mayMean: by('mayMean'), unsaid: by('unsaid') },
  };
}

async function personOf(deps: ConcernDeps, user: UserId): Promise<DirectoryPerson | undefined> {
  try {
    return await deps.directory.person(user);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}
