import type { WorkTurn } from '../../acknowledge/store-ports.ts';
import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Delivery, Permit } from '../../kernel/messages.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Atom } from '../../school/merged-figures.ts';

/** A situation with its answers, and the policy's own words that decide it, as they stood when it was sent. */
export interface ScenarioQuestion {
  /** Of the owner's question, or of one that HR wrote. */
  readonly id: string;
  readonly policyId: PolicyId;
  readonly versionId: PolicyVersionId;
  readonly title: string;
  readonly version: string | undefined;
  readonly date: string | undefined;
  readonly scenario: string;
  readonly answers: readonly string[];
  readonly right: number;
  readonly section: string;
  /** See `sectionHash`. */
  readonly sectionHash: string;
  readonly paragraphs: readonly string[];
}

/** `proposed` HR has been, or will be, told and it goes out at its moment; `left-out` HR said no to this one. */
export type ScenarioState = 'proposed' | 'left-out' | 'sending' | 'sent';

/** The question of one half-term at one school. */
export interface Scenario {
  readonly school: SchoolId;
  /** See `HalfTerm`. */
  readonly halfTerm: IsoDay;
  readonly state: ScenarioState;
  readonly sendAt: Date;
  readonly question: ScenarioQuestion;
  /** Nothing goes out before HR knows about it. */
  readonly toldAt: Date | undefined;
}

/** Someone who has signed the policy that a question is about. */
export interface Signer {
  readonly user: UserId;
  readonly staffGroup: string;
  readonly site: string;
}

/** Why someone gets none for a while: they said so, or HR says that they are away. Why they are away is not asked. */
export type QuietReason = 'declined' | 'away';

/**
 * Questions of half-terms, and who was sent which. Kept of a person: that it was sent, and that it was answered; never what.
 * Each method is one transaction.
 */
export interface ScenarioStore {
  /** Whether the school has switched them off. */
  isOff(school: SchoolId): Promise<boolean>;
  switchTo(school: SchoolId, isOff: boolean, by: UserId, at: Date): Promise<void>;
  find(school: SchoolId, halfTerm: IsoDay): Promise<Scenario | undefined>;
  /** Newest first. */
  list(school: SchoolId): Promise<readonly Scenario[]>;
  /** False when the half-term has one. */
  propose(scenario: Scenario): Promise<boolean>;
  /** Only from one of `from`; false otherwise. */
  change(
    place: ScenarioPlace,
    from: readonly ScenarioState[],
    change: Partial<Pick<Scenario, 'state' | 'question' | 'sendAt' | 'toldAt'>>,
  ): Promise<boolean>;
  /** Makes room for another proposal; only of one that is not out. */
  drop(place: ScenarioPlace): Promise<void>;
  /** Who was sent the questions of earlier half-terms. */
  forget(before: IsoDay): Promise<void>;

  /** Who has signed this policy since then, has an account, and is neither away nor gone nor asked to be left alone. */
  signers(school: SchoolId, policy: PolicyId, since: Date, today: IsoDay): Promise<readonly Signer[]>;
  /** It is out, to these people; false when it was before, whatever the list. */
  start(place: ScenarioPlace, people: readonly Signer[]): Promise<boolean>;
  /**
   * At most `limit` people who wait and may be sent it now; marked as begun when taken, and never taken again unless given back. None
   * when another has taken over.
   */
  claim(place: ScenarioPlace, turn: WorkTurn, today: IsoDay, limit: number): Promise<readonly UserId[]>;
  /** `waiting`: it certainly did not arrive. */
  settle(place: ScenarioPlace, user: UserId, outcome: 'sent' | 'waiting' | 'unreachable'): Promise<void>;
  /** Nobody waits any more, or it is too late for those who do. */
  finish(place: ScenarioPlace): Promise<void>;

  /** False for someone who was not sent it. */
  noteAnswered(place: ScenarioPlace, user: UserId): Promise<boolean>;
  /** Whether someone was sent it. */
  isFor(place: ScenarioPlace, user: UserId): Promise<boolean>;
  /** How many were sent it and how many of them answered, by group and site. */
  figures(place: ScenarioPlace): Promise<readonly Atom[]>;

  /** @param until the last day of it */
  quiet(school: SchoolId, user: UserId, why: QuietReason, until: IsoDay, by: UserId): Promise<void>;
  unquiet(school: SchoolId, user: UserId, why: QuietReason): Promise<void>;
  /** Who HR marked as away. */
  away(school: SchoolId, today: IsoDay): Promise<ReadonlySet<UserId>>;
}

export type ScenarioPlace = Pick<Scenario, 'school' | 'halfTerm'>;

/** What HR is told, and sees of it. */
export interface ScenarioProposal {
  readonly scenario: Scenario;
  readonly school: string;
  readonly halfTerm: string;
  /** How many would get it now. */
  readonly people: number;
}

/** Cards about a question. Throws a Fault for trouble that passes; then the card may or may not have arrived. */
export interface ScenarioCourier {
  /** To HR, before it goes out. */
  proposeScenario(user: UserId, proposal: ScenarioProposal): Promise<Delivery>;
  /** To someone who has signed, if `permit` is given when it leaves. */
  sendScenario(user: UserId, scenario: Scenario, permit: Permit): Promise<Delivery>;
}
