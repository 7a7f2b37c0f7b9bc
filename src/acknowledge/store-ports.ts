import type { Harmless } from '../hear/gate.ts';
import type { CampaignId, PolicyId, PolicyVersionId, SchoolId, UserId } from '../kernel/ids.ts';
import type { MessageRef } from '../kernel/messages.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { DirectoryPerson } from '../school/people.ts';
import type { Added } from './audience/audience.ts';
import type { Exclusion } from './audience/exclusion.ts';
import type { LeftTo } from './audience/roster.ts';
import type { RosterChanges } from './audience/roster-changes.ts';
import type { Choices, Wanted } from './audience/wanted.ts';
import type { Campaign, CampaignStatus, Held, Problem } from './campaign/campaign.ts';
import type { Tally } from './campaign/campaign-view.ts';
import type { Settlement } from './delivery/attempt.ts';
import type { CampaignEvent, NewEvent } from './evidence/event.ts';
import type { ListKey } from './register/missing-list.ts';
import type { NewPerson, Person, PersonId, PersonState, Reason, Step } from './register/person.ts';
import type { Signature } from './request/signature.ts';

/** One person whose next call this worker has taken upon itself. */
export interface Claim {
  readonly person: Person;
  readonly worker: number;
  /** Of this claim alone: the same worker may have the same person again. */
  readonly number: number;
  /** Of the campaign, when it was claimed. */
  readonly revision: number;
}

/** What someone was to be asked by a campaign that was withdrawn, and is asked nowhere. */
export interface LeftBehind {
  readonly person: PersonId;
  readonly user: UserId;
  readonly policy: PolicyId;
}

/** A card of a campaign in the chat of someone who runs it. */
interface CampaignCard {
  readonly campaign: CampaignId;
  readonly user: UserId;
  readonly ref: MessageRef;
}

/** What changes with someone's state. */
export interface StateChange {
  readonly at: Date;
  readonly reason?: Reason;
  readonly dueDay?: IsoDay;
  readonly nextAttemptAt?: Date;
  readonly step?: Step;
  readonly stateBefore?: PersonState;
}

/** Campaigns and their registers. Each method is one transaction; events are written in the same one. */
export interface CampaignStore {
  /** @param inPlaceOf the campaign that was withdrawn, and what was left to that and is left to this one from now on */
  add(
    campaign: Campaign,
    inPlaceOf?: { readonly id: CampaignId; readonly left: readonly Pick<LeftBehind, 'person' | 'policy'>[] },
  ): Promise<void>;
  find(id: CampaignId): Promise<Campaign | undefined>;
  /** Who is asked, before anyone is; false when it is out. Its list has to be read again. */
  want(id: CampaignId, wanted: Wanted): Promise<boolean>;
  /** The words that come with it, before anyone is asked; none takes them away. */
  setMessage(id: CampaignId, message: { readonly words: Harmless; readonly by: UserId } | undefined): Promise<boolean>;
  /** How far people have to read, before anyone is asked. */
  setReading(id: CampaignId, reading: Campaign['reading']): Promise<boolean>;
  /** What HR decided, since then or ever, about accounts that do not look like a person's. */
  accountDecisions(school: SchoolId, since?: Date): Promise<ReadonlyMap<UserId, boolean>>;
  decideAccount(
    school: SchoolId,
    decision: { readonly user: UserId; readonly isPerson: boolean; readonly by: UserId; readonly at: Date },
  ): Promise<void>;
  /** Who was put on a campaign's list by name. */
  added(id: CampaignId): Promise<readonly Added[]>;
  /** Whether a campaign that takes answers has this person on its list by name. */
  isAdded(user: UserId): Promise<boolean>;
  /** In the place of the accounts that were proposed before. */
  proposeAccounts(id: CampaignId, accounts: readonly Exclusion[]): Promise<void>;
  /** Newest first; discarded ones are left out. */
  list(schools: readonly SchoolId[] | 'all'): Promise<readonly Campaign[]>;
  /**
   * Puts the roster of a campaign that nobody has been asked for in place, whole, and makes it a draft, or leaves it planned.
   * @returns `gone` if it is out, or if others than `wanted` are to be asked by now; `held` where it was planned and is no longer
   */
  prepare(
    id: CampaignId,
    roster: {
      readonly people: readonly NewPerson[];
      readonly exclusions: readonly Exclusion[];
      /** What it does not ask them for, because another does. */
      readonly left: readonly LeftTo[];
      readonly policies: Campaign['policies'];
      readonly wanted: Wanted;
      readonly choices?: Choices;
      readonly at: Date;
      /** It is no longer planned: a person has to look. */
      readonly dropsPlan?: NewEvent | undefined;
    },
  ): Promise<'prepared' | 'held' | 'gone'>;
  /** Those whose list is to be read. */
  toPrepare(): Promise<readonly CampaignId[]>;
  /** Why its roster cannot be made. @returns as `prepare` does; `waits` where it is planned still, and HR has heard */
  refuse(
    id: CampaignId,
    why: { readonly problem: Problem; readonly at: Date; readonly dropsPlan?: NewEvent | undefined },
  ): Promise<'refused' | 'waits' | 'held' | 'gone'>;
  /** Campaigns of which HR has to be told something that happened to their plan. */
  toTell(now: Date): Promise<readonly CampaignId[]>;
  /** It was told, as it stood `now`; or it was not, and is tried again at a moment. */
  told(id: CampaignId, now: Date, again?: Date): Promise<void>;
  /**
   * Moves on only from one of `from`; false, and nothing written, otherwise. Ending it empties the push. It does not start while an open
   * campaign asks someone on its list for the same.
   * @param only only while it is planned for the moment `sendAt`, or while its list is the one that someone has `seen`; `asking` are the moments
   *   over which the first cards are spread, none is all at once
   */
  changeStatus(
    id: CampaignId,
    from: readonly CampaignStatus[],
    to: CampaignStatus,
    event: NewEvent,
    only?: { readonly sendAt: Date | undefined; readonly asking: readonly Date[] } | { readonly seen: string },
  ): Promise<boolean>;
  /** The same for the same people who are asked for the same, by the same day and in the same words. */
  listMark(id: CampaignId): Promise<string>;
  /** When its list was read, while nobody has been asked; undefined where it has none. */
  listReadAt(id: CampaignId): Promise<Date | undefined>;
  /** Plans a draft, or plans it again; false for anything else. */
  schedule(
    id: CampaignId,
    sending: { readonly at: Date; readonly spreadMinutes: number },
    event: NewEvent,
  ): Promise<boolean>;
  /** Who planned it last, and whether that stands: neither they nor anything else has dropped it since, though its list may be read again. */
  lastPlan(id: CampaignId): Promise<{ readonly by: UserId | undefined; readonly stands: boolean } | undefined>;
  /**
   * The list that was there when it was planned, or that was read once HR had chosen others after that, and when that was; `undefined` where
   * the next one to be read is to be that.
   */
  plannedList(
    id: CampaignId,
  ): Promise<
    { readonly people: readonly Pick<Person, 'id' | 'askedFor'>[]; readonly readAt: Date | undefined } | undefined
  >;
  /**
   * What campaigns of a school that started since then had left to one that was withdrawn, by that one, and what nobody asks of these people: they have
   * not signed it since then either, no list that HR has to look at has them for it, and those campaigns will not ask for it by themselves.
   */
  leftBehind(school: SchoolId, since: Date): Promise<ReadonlyMap<CampaignId, readonly LeftBehind[]>>;
  /** Planned, and their moment has come, or their list was read before this, or could not be when it was read last. */
  dueToStart(now: Date, readBefore: Date): Promise<readonly Campaign[]>;
  /** Open, and their last day is before today. */
  dueToEnd(today: IsoDay): Promise<readonly CampaignId[]>;
  /** New due date or note; every card already sent is due to be drawn again. */
  correct(
    id: CampaignId,
    change: { readonly dueDay?: IsoDay; readonly note?: Harmless | undefined },
    event: NewEvent,
  ): Promise<boolean>;

  /** Policies about which someone said, since then and in a campaign that is open, that they have a question. */
  inQuestion(person: PersonId, since: Date): Promise<readonly PolicyId[]>;

  person(id: CampaignId, person: PersonId): Promise<Person | undefined>;
  /** By name. */
  people(id: CampaignId): Promise<readonly Person[]>;
  exclusions(id: CampaignId): Promise<readonly Exclusion[]>;
  tally(id: CampaignId): Promise<readonly Tally[]>;
  /** People whom another campaign that is still open and not older than `since` asks for a version that this one has: for which policies, and which campaign. */
  askedElsewhere(id: CampaignId, since: Date): Promise<ReadonlyMap<PersonId, ReadonlyMap<PolicyId, CampaignId>>>;
  /** People who signed one of these versions since then in another campaign, whatever became of that, with the policies of those. */
  signedElsewhere(
    id: CampaignId,
    versions: readonly PolicyVersionId[],
    since: Date,
  ): Promise<ReadonlyMap<PersonId, readonly PolicyId[]>>;
  /** People who are paused in the last campaign of the school, but this one, that asked them since then: an open one first, a withdrawn one too. */
  away(school: SchoolId, id: CampaignId, since: Date): Promise<ReadonlySet<PersonId>>;
  /** Latest version of each policy that these people signed. */
  lastSigned(school: SchoolId, policies: readonly PolicyId[]): Promise<ReadonlyMap<PersonId, Person['signedBefore']>>;
  /** Names under which people without an account signed this version, by link or on paper. */
  namesSigned(school: SchoolId, policy: PolicyId, version: PolicyVersionId): Promise<readonly string[]>;

  /**
   * Keeps the first signature; a second changes nothing and gets the first one back.
   * @param askedFor of the person, as the signature was made for them
   * @returns `undefined`, and nothing is kept, where they are asked for something else by now
   */
  signOnce(
    signature: Signature,
    askedFor: Person['askedFor'],
    event: NewEvent,
  ): Promise<{ readonly first: boolean; readonly signature: Signature } | undefined>;
  signature(id: CampaignId, person: PersonId): Promise<Signature | undefined>;
  signatures(id: CampaignId): Promise<readonly Signature[]>;
  /** All that one person has signed in these schools, oldest first. */
  signedBy(person: PersonId, schools: readonly SchoolId[]): Promise<readonly Signature[]>;
  /** What the person has opened and answered, and when first: version ids, `changes:<version>`, the keys of questions and of `pages.ts`. */
  opened(id: CampaignId, person: PersonId): Promise<ReadonlyMap<string, Date>>;
  /** Once; with an event the person's card is due to be drawn again. False when it was noted before. */
  noteOpened(id: CampaignId, person: PersonId, what: string, at: Date, event?: NewEvent): Promise<boolean>;
  /** From one of `from` only; false otherwise. */
  changeState(
    id: CampaignId,
    person: PersonId,
    from: readonly PersonState[],
    to: PersonState,
    change: StateChange,
    event: NewEvent,
  ): Promise<boolean>;
  /** Undoes the entry of this place in the chain, once; a signature that was entered goes with it. False when the person is elsewhere by now. */
  takeBack(
    id: CampaignId,
    person: PersonId,
    back: {
      readonly seq: number;
      readonly from: PersonState;
      readonly signature: boolean;
      /** Absent for what moved nobody. */
      readonly move: { readonly to: PersonState; readonly change: StateChange } | undefined;
    },
    event: NewEvent,
  ): Promise<boolean>;

  /** Remembers where the campaign's own card is. One per person: an earlier one is forgotten. */
  keepCard(card: CampaignCard): Promise<void>;
  dropCard(card: CampaignCard): Promise<void>;
  cards(id: CampaignId): Promise<readonly CampaignCard[]>;

  events(id: CampaignId): Promise<readonly CampaignEvent[]>;
  /** What the chain has about one person. */
  eventsOf(id: CampaignId, person: PersonId): Promise<readonly CampaignEvent[]>;
  note(id: CampaignId, ...events: readonly NewEvent[]): Promise<void>;
}

/** A reminder by hand: wanted, and waiting until `sentAt` is there. */
export interface HandReminder {
  readonly by: UserId;
  /** A word of HR's. */
  readonly words: string | undefined;
  readonly wantedAt: Date;
  readonly sentAt: Date | undefined;
  /** When one last went out to them on a day without a planned one. */
  readonly aloneAt: Date | undefined;
}

/** The turn of the process that is the only one at work. */
export interface WorkTurn {
  /** Of this turn alone. */
  readonly number: number;
  /** Another has taken over, or may have: nothing more is begun. */
  isLost(): boolean;
}

/** The work of a push, of which any number of instances take turns, some of which may die. */
export interface PushStore {
  /**
   * Runs `work` with a number of its own, if nobody else is at work; both the turn and the number end with the process, or
   * when it stands still and another takes over. @returns false when someone is at it
   */
  asWorker(work: (turn: WorkTurn) => Promise<void>): Promise<boolean>;
  /** At most `limit` people whose `step` is due, in campaigns that run. */
  claim(worker: number, step: Step, now: Date, limit: number): Promise<readonly Claim[]>;
  /** Marks that the call goes out now. False when the campaign was stopped meanwhile: then do not call. */
  begin(claim: Claim, now: Date): Promise<boolean>;
  /** Whether the call of a claim that has begun may still be made; asked just before. */
  mayCall(claim: Claim): Promise<boolean>;
  /** False when the claim was taken away. */
  settle(claim: Claim, settlement: Settlement): Promise<boolean>;
  /**
   * What to do with a card that was sent although the claim was taken away: `kept` where the person had none, which is now
   * theirs, or where it is the one they have; otherwise it is a second one.
   */
  keepOrSecond(claim: Claim, message: MessageRef, at: Date): Promise<'kept' | 'second'>;
  /** Gives back claims that were not begun. */
  release(worker: number): Promise<void>;
  /** Frees what dead workers held, and `dropped` by a living one. Sends that had begun are named: their card may have arrived. */
  recover(now: Date, dropped?: readonly Claim[]): Promise<{ readonly freed: number; readonly doubtful: number }>;
  /** When the next person is due, in campaigns that run; `undefined` when nobody waits. */
  nextDue(): Promise<Date | undefined>;
  /** How many are claimed right now, by anyone alive or dead. */
  underWay(): Promise<number>;

  /** At most `limit` people whose card shows something old. Marked as drawn when taken. */
  takeRedraws(limit: number): Promise<readonly Person[]>;
  /** The card could not be drawn for passing trouble: another time. */
  redrawLater(person: Person): Promise<void>;
}

/** Looking after open campaigns from day to day. */
export interface ChaseStore {
  /** Campaigns that run. */
  running(): Promise<readonly Campaign[]>;
  /** People with a card who have neither answered nor asked for anything, a talk among it; who is away (`paused` in the register) is not among them. */
  unanswered(id: CampaignId): Promise<readonly Person[]>;
  /**
   * Runs `work` if nobody else chases; the turn ends with the process, or when it stands still. So whatever was begun earlier and not closed was cut
   * off, and nobody knows what happened to it. @returns false when someone is at it
   */
  alone(work: (turn: WorkTurn) => Promise<void>): Promise<boolean>;
  /** Whether the turn is still that of the process that asks. */
  isTurnOf(turn: WorkTurn): Promise<boolean>;
  /**
   * Marks that a reminder goes out now; false when the person has answered meanwhile, or another has taken over.
   * @param isByHand it is one that HR wants: false too when HR has taken it back
   */
  beginReminder(person: Person, turn: WorkTurn, isByHand: boolean): Promise<boolean>;
  /** What HR wants to be sent by hand, and what was last sent so, by person. */
  byHand(id: CampaignId): Promise<ReadonlyMap<PersonId, HandReminder>>;
  /** In the place of an earlier one. */
  wantByHand(
    id: CampaignId,
    people: readonly PersonId[],
    wanted: Pick<HandReminder, 'by' | 'words' | 'wantedAt'>,
  ): Promise<void>;
  /** What is wanted for these is wanted no more, nor for who has answered, is on paper or off the list since. */
  endByHand(id: CampaignId, people: readonly PersonId[]): Promise<void>;
  /** What was wanted at this moment is wanted no more. @returns for how many, and to how many it is going just then: they get it */
  dropByHand(id: CampaignId, wantedAt: Date): Promise<{ readonly taken: number; readonly onTheirWay: number }>;
  /** It certainly did not arrive. */
  closeReminder(person: Person): Promise<void>;
  /** It arrived, at the time of the event. @param hand what HR wanted, where it brought their words; `isAlone` where none was planned */
  noteReminder(
    person: Person,
    ref: MessageRef | undefined,
    event: NewEvent,
    hand?: Pick<HandReminder, 'words'> & { readonly isAlone: boolean },
  ): Promise<void>;
  /** The person cannot be reached any more: named with the reason, or asked afresh when there is none. False when they answered meanwhile or the campaign ended. */
  askAgain(person: Person, reason: Reason | undefined, at: Date): Promise<boolean>;

  /**
   * Everyone of a running campaign without a card is due at once, whatever pause they were in; cards without an answer
   * are due to be drawn again, which finds those that were deleted. @returns how many have no card
   */
  resend(id: CampaignId, by: UserId, at: Date): Promise<number>;

  /** Open campaigns, running or paused, whose roster has not been looked at today. */
  syncDue(now: Date): Promise<readonly Campaign[]>;
  /**
   * @param next.at when this was planned
   * @param next.isWhole whether all that was found is on the list now: nothing waits
   */
  noteSync(
    id: CampaignId,
    next: { readonly syncAt: Date; readonly at: Date; readonly held: Held; readonly isWhole: boolean },
  ): Promise<void>;
  /**
   * All in one transaction. Someone whose state changed since the comparison, for instance because their card is just being
   * sent, stays as they are.
   * @param asking when those who are asked now get their card at the earliest
   * @returns how many stayed as they were
   */
  changeRoster(id: CampaignId, changes: RosterChanges, at: Date, asking: Date): Promise<number>;

  /** What the directory says of those in whose row it had not said it: address, staff number, job, group and site. */
  fillIn(id: CampaignId, people: readonly DirectoryPerson[]): Promise<void>;

  /** The same for one version of a policy. */
  takeVersionProposal(school: SchoolId, policy: PolicyId, version: PolicyVersionId): Promise<boolean>;
  /** True for the first who asks for this school and year, once. */
  takeProposal(school: SchoolId, year: number): Promise<boolean>;
}

/** The lists of line managers and HR. */
export interface ListStore {
  /** When they went out last. */
  lastSent(id: CampaignId): Promise<Date | undefined>;
  /**
   * All of them are out. Written, with its event, by the first to say so; `last` is when they went out before, or the start.
   * @param told how many line managers were, and the day of the consultation on which that rests
   */
  noteSent(
    id: CampaignId,
    last: Date,
    at: Date,
    told: { readonly managers: number; readonly consulted?: IsoDay },
  ): Promise<void>;
  /** Replaces what was noted before: anyone who is not named has no manager to tell. */
  noteManagers(id: CampaignId, managers: ReadonlyMap<PersonId, UserId>): Promise<void>;
  managers(id: CampaignId): Promise<ReadonlyMap<PersonId, UserId>>;
  /**
   * Marks that this list of this day goes out now; `undefined` when it is out. `earlier` is the message it replaces;
   * `again` when it was begun before and nobody knows whether it arrived.
   */
  begin(
    key: ListKey,
    day: IsoDay,
  ): Promise<{ readonly earlier: MessageRef | undefined; readonly again: boolean } | undefined>;
  /** It certainly did not arrive, and is due again. */
  giveBack(key: ListKey): Promise<void>;
  /** It arrived, or cannot: done for the day. */
  close(key: ListKey, ref: MessageRef | undefined): Promise<void>;
}
