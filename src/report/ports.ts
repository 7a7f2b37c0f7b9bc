import type { ConcernId, SchoolId, TenantId, UserId } from '../kernel/ids.ts';
import type { Delivery, MessageRef, Permit } from '../kernel/messages.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { NumberChange } from '../school/live-schools.ts';
import type { Destination } from '../school/school.ts';
import type { Concern, Entry, NewEntry, Recipient, Shelf } from './concern.ts';
import type { Draft } from './draft/draft.ts';
import type { Notice } from './notice.ts';
import type { Outside } from './record/event-fold.ts';
import type { SealedPicture } from './record/pictures.ts';
import type { Claim, NewTask, StaleCard, Task, TaskKind, TaskOutcome } from './task.ts';

/** Corrected numbers. Nothing is ever removed: the list is the trail. */
export interface NumberBook {
  /** Every one, the oldest first. */
  changes(): Promise<readonly NumberChange[]>;
  /** Counts here at once, on other instances within half a minute. What lanyard.yml does not know is left out. */
  correct(change: Omit<NumberChange, 'fileSaid'>): Promise<void>;
}

/**
 * Keeps concerns. Everything a person wrote, and who it is about, is sealed with a key of the record's own.
 * Reading a record whose key is lost throws Fault('forbidden'), saying so.
 */
export interface ConcernStore {
  /** On disk when this resolves. A draft is raised once: the second call returns the first concern. */
  raise(raised: {
    readonly concern: Concern;
    readonly draft: string;
    readonly entries: readonly NewEntry[];
    readonly tasks: readonly NewTask[];
  }): Promise<{ readonly kind: 'raised' } | { readonly kind: 'already-raised'; readonly concern: Concern }>;
  find(id: ConcernId): Promise<Concern | undefined>;
  /** The same without its key: for what is said about a record whose key is lost. */
  findSealed(id: ConcernId): Promise<Outside | undefined>;
  /** The report by the shared address whose code stands for this id, without its key. Nobody else's report is found by it. */
  findByCodeHolder(holder: UserId): Promise<Outside | undefined>;
  /** What this person's draft became, if it was sent. */
  findByDraft(draft: string, reporter: UserId): Promise<Concern | undefined>;
  findByReference(reference: string): Promise<Concern | undefined>;
  /**
   * Appends entries and saves the concern they lead to, with its tasks, all or nothing. `changed` when someone was
   * first: nothing was written. A concern whose kind now belongs on the other shelf moves there with its whole trail,
   * sealed with a new key, and leaves only its emptied trail behind. `shred` destroys every earlier text and its key.
   * `not-ours`: the task that it settles was taken over meanwhile, and nothing was written; only what was sent is noted all
   * the same, see `settle`. A `tell-person` for someone who has a standing card of that holder's, or is about to get one, is left out.
   */
  commit(change: {
    readonly before: Concern;
    readonly after: Concern;
    readonly entries: readonly NewEntry[];
    readonly tasks?: readonly NewTask[];
    readonly settle?: { readonly task: Claim; readonly outcome: TaskOutcome };
    readonly shred?: boolean;
    /** What it was known by for comparing is forgotten: from then on it is compared by being opened. */
    readonly rematch?: boolean;
    readonly picture?: SealedPicture;
  }): Promise<'committed' | 'changed' | 'not-ours'>;
  /** Notes in the trail of each that this person found it: one write for all of them, and no key is asked for. */
  noteFound(ids: readonly ConcernId[], by: { readonly at: Date; readonly actor: UserId }): Promise<void>;
  /** The whole trail of one concern in order, opened. */
  entries(concern: Concern): Promise<readonly Entry[]>;
  /** The same of several. Records whose key is lost are left out. */
  entriesOf(concerns: readonly Concern[]): Promise<ReadonlyMap<ConcernId, readonly Entry[]>>;
  /**
   * Of each of these what tells of whom it is about: what was reported, and what was said about other reports since. Records whose
   * key is lost are left out.
   */
  tellingOfPerson(concerns: readonly Concern[]): Promise<ReadonlyMap<ConcernId, readonly Entry[]>>;
  /**
   * Other records of the same school and shelf that may have to do with the same person as this one, by keyed hashes of what they
   * share and by what was said about them: a superset, found without opening any. `undefined`: all may, as on the adults' shelf.
   */
  mayConcernTheSame(concern: Concern, words: readonly string[]): Promise<readonly ConcernId[] | undefined>;
  /**
   * Records that lie with people by name, with this person among them if one is given: open ones, and closed ones that were kept from someone
   * while they were open. Needs no key; whether they may open one is another question.
   */
  lyingWith(user?: UserId): Promise<readonly Outside[]>;
  /** Locked records and to whom each is, of these or of all. Needs no key. */
  locked(ids?: readonly ConcernId[]): Promise<ReadonlyMap<ConcernId, readonly UserId[]>>;
  /**
   * When children's reports of these schools were opened to the trust's safeguarding lead and shut again, the newest first. Needs no
   * key; who a report is about plays no part in it.
   */
  trustOpenings(schools: readonly SchoolId[], most: number): Promise<readonly TrustOpening[]>;
  /**
   * Newest first. Records whose key is lost are counted, not left out in silence. `heldBy`: only what is with these, or open
   * to them as well; the others are not unsealed, because each costs a question to the vault. `isOpen`: closed ones to
   * which their reporter added something that nobody has opened count as open, too.
   */
  list(filter: {
    readonly heldBy?: readonly {
      readonly school: SchoolId;
      readonly recipients: readonly Recipient[];
      /** Beside them what is open to the trust's safeguarding lead. */
      readonly isTrustLead?: boolean;
    }[];
    /** Beside those that `heldBy` means. */
    readonly besides?: readonly ConcernId[];
    /** Nothing that is locked away from them. */
    readonly reader?: UserId;
    /** Only what is open to the trust's safeguarding lead. */
    readonly isOpenToTrust?: boolean;
    readonly reporter?: UserId;
    readonly isOpen?: boolean;
    /** Of each shelf only what was raised at that time or later: the others are not unsealed. */
    readonly since?: Readonly<Record<Shelf, Date>>;
    /** None but these. */
    readonly ids?: readonly ConcernId[];
    /** Of each shelf no more than this many, after this many newer ones. */
    readonly newest?: { readonly most: number; readonly from: number };
  }): Promise<{
    readonly concerns: readonly Concern[];
    readonly unreadable: number;
    /** `newest` left older ones out. */
    readonly isMore: boolean;
  }>;

  /**
   * Takes tasks that are due, at most this many of each shelf; until `leaseUntil` nobody else does. Deliveries and alarms of
   * urgent concerns first, then those of the others, then the rest; of these the one due for longest. What may find that someone
   * has to be reminded comes before the reminders that can wait, so that those which belong on one card are there together. That
   * nobody has a report is not among them while an alert about it is under way, see ALARM_WAITS_MS.
   */
  claim(now: Date, leaseUntil: Date, limit: number, which?: 'all' | 'deliveries'): Promise<readonly Task[]>;
  /**
   * Other reminders that are due for the person of `reminder`, from the same holder, school and shelf, the longest due first: of
   * SHARED_REMINDERS, and neither urgent nor of a drill. They are only looked at, and stay free for anyone.
   */
  remindersBeside(
    reminder: Task,
    of: { readonly school: SchoolId; readonly shelf: Shelf },
    now: Date,
    most: number,
  ): Promise<readonly Task[]>;
  /** Takes of these what is still due and nobody else is taking; until `leaseUntil` nobody else does. */
  claimReminders(tasks: readonly Task[], shelf: Shelf, now: Date, leaseUntil: Date): Promise<readonly Task[]>;
  /**
   * Notes what happened to a claimed task. Where it was taken over meanwhile this changes nothing, but that a card which was
   * sent all the same is kept beside the other: it is brought up to date like every card, and says that it may be there twice.
   */
  settle(task: Claim, outcome: TaskOutcome): Promise<void>;
  /** Holds a claimed task until `leaseUntil`, counted from now on; false when it was taken over: then nothing may be sent. */
  renew(task: Claim, now: Date, leaseUntil: Date): Promise<boolean>;
  /**
   * To be called before looking for what is due. Waits that were begun after `now`, before the clock was set back, begin
   * again: nothing waits for longer than it was meant to from when that is noticed.
   */
  rebase(now: Date): Promise<void>;
  /**
   * Adds what `missing` finds for each open concern, given the kinds of the tasks for its present holder that are still to
   * be done; decided again while nobody else can change the concern, so that two instances put nothing back twice. Needs no
   * key. Returns what was added.
   */
  putTasksBack(
    missing: (concern: Outside, waiting: readonly TaskKind[]) => readonly NewTask[],
  ): Promise<readonly { readonly concern: ConcernId; readonly tasks: readonly NewTask[] }[]>;
  /** Who of a holder has a card that still stands, who is about to get one, and who could not be reached. */
  toldInPerson(
    concern: ConcernId,
    holder: Recipient,
  ): Promise<{
    readonly sent: readonly UserId[];
    readonly waiting: readonly UserId[];
    /** Could not be reached this way. */
    readonly failed: readonly UserId[];
  }>;
  /** How the tasks of this kind for this holder stand. */
  tally(
    concern: ConcernId,
    kind: TaskKind,
    holder: Recipient,
  ): Promise<{ sent: number; waiting: number; failed: number }>;
  /**
   * Whether the card for this holder's place is only waiting its turn: not tried yet, or put off because the place takes no
   * more just now, while the place took another of this holder's since `since`.
   */
  isQueued(concern: Concern, since: Date): Promise<boolean>;
  /** The last event of each shelf, as its chain vouches for it. */
  chainEnds(): Promise<readonly ChainEnd[]>;
  /** Whether that event still stands in its chain. Before the first there is nothing, and that stands always. */
  isInChain(end: ChainEnd): Promise<boolean>;
  /** Takes cards that are behind; until `leaseUntil`, or until what they show is noted, nobody else does. */
  staleCards(now: Date, leaseUntil: Date, limit: number): Promise<readonly StaleCard[]>;
  /** The card now shows this; or, without `shown`, it is gone and is not touched again. */
  noteShown(task: string, version: number, shown: Notice | undefined): Promise<void>;
}

/** That a report was opened to the trust's safeguarding lead, or shut again. */
export interface TrustOpening {
  readonly concern: ConcernId;
  readonly reference: string;
  readonly school: SchoolId;
  readonly at: Date;
  /** `undefined`: Lanyard itself. */
  readonly by: UserId | undefined;
  readonly isOpened: boolean;
  /** To whom, by name; `undefined` where that was not kept, and where it was shut. */
  readonly to: readonly UserId[] | undefined;
}

/** An event at the end of a shelf's chain, when it was. `position` 0: nothing was written yet. `hash`: 64 hex digits, or none. */
export interface ChainEnd {
  readonly shelf: Shelf;
  readonly position: number;
  readonly hash: string;
}

export interface ForgottenDraft {
  readonly id: string;
  readonly user: UserId;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

/** Who has had today's summary. */
export interface SummaryStore {
  /** True for the first caller. */
  take(day: IsoDay, person: UserId): Promise<boolean>;
  /** It could not be sent: it may be claimed again. */
  giveBack(day: IsoDay, person: UserId): Promise<void>;
}

/** A finding about a school's destination on a day, for one person. */
export interface PlaceFinding {
  readonly day: IsoDay;
  readonly school: SchoolId;
  readonly finding: string;
  readonly person: UserId;
}

/** What is remembered about readers, places and refusals, beside the records. */
export interface WatchStore {
  /** The directory said that this person's account is as it should be. */
  confirm(person: UserId, at: Date): Promise<void>;
  /** The directory said otherwise: no earlier answer counts any more. */
  forget(person: UserId): Promise<void>;
  confirmedAt(person: UserId): Promise<Date | undefined>;
  /** A school's place was found safe; without one it was found unsafe, and no earlier finding counts. */
  noteSafePlace(school: SchoolId, place: string | undefined, at: Date): Promise<void>;
  /** When this very place of the school was last found safe. */
  safeSince(school: SchoolId, place: string): Promise<Date | undefined>;
  /** True for the first who asks: this person has not been told about it on this day. */
  takeFinding(finding: PlaceFinding): Promise<boolean>;
  /** It could not be sent: it may be claimed again. */
  giveFindingBack(finding: PlaceFinding): Promise<void>;
  /**
   * Someone was refused. One row for a person, an action, a record (`undefined`: it does not exist) and a London day,
   * however often they try; returns how often it has been by now.
   */
  countRefusal(refusal: {
    readonly at: Date;
    readonly actor: UserId;
    readonly tenant: TenantId;
    readonly action: string;
    readonly concern: ConcernId | undefined;
  }): Promise<number>;
}

/** Unsent reports, sealed, until they are sent, discarded or too old. */
export interface DraftStore {
  /** @returns whether it was written: not where another press wrote it, or it was sent, since it was read */
  save(draft: Draft, at: Date): Promise<boolean>;
  /** Only its writer's; expired ones are not found. */
  find(id: string, user: UserId, now: Date): Promise<Draft | undefined>;
  latest(user: UserId, now: Date): Promise<Draft | undefined>;
  remove(id: string, user: UserId): Promise<void>;
  /** Those whose writer was told that they were not sent, and those of whom that could not be said for a month. */
  removeExpired(now: Date): Promise<number>;
  /**
   * Drafts that nobody touched since `before` and whose writer was not reminded: each is handed out once. One whose time went by
   * without that, because the clock was set on or nothing ran, gets its time again.
   */
  takeForgotten(before: Date, now: Date): Promise<readonly ForgottenDraft[]>;
  /** The reminder could not be sent: it is handed out again. */
  remindAgain(id: string): Promise<void>;
}

/**
 * Tells people in Teams. A notice cannot carry what someone wrote: its type has no place for it. Throws a Fault for
 * trouble that passes; after `unavailable` the card may have arrived all the same.
 */
export interface Notifier {
  toPlace(
    place: Exclude<Destination, { kind: 'people' }>,
    tenant: TenantId,
    notice: Notice,
    permit?: Permit,
  ): Promise<Delivery>;
  toPerson(user: UserId, tenant: TenantId, notice: Notice, permit?: Permit): Promise<Delivery>;
  update(ref: MessageRef, notice: Notice): Promise<Delivery>;
  /** A line in a person's activity feed, with the reference and nothing else. `not-possible`: there is no such way to them. */
  nudge(user: UserId, reference: string): Promise<'nudged' | 'not-possible'>;
}

/** Wraps the keys of records. A lost wrapping key is Fault('forbidden'), never silence. */
export interface KeyWrap {
  wrap(key: Uint8Array): Promise<{ readonly keyId: string; readonly wrapped: Uint8Array }>;
  unwrap(keyId: string, wrapped: Uint8Array): Promise<Uint8Array>;
  /** The id under which new keys are wrapped now. */
  readonly currentKeyId: string;
}
