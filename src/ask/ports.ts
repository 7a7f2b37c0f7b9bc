import type { Harmless } from '../hear/gate.ts';
import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../kernel/ids.ts';
import type { PolicyDocument, StatedFacts } from '../kernel/text/document.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { Gap } from './adoption/gaps.ts';
import type { PolicyIdentity, PolicyVersion } from './policy.ts';

/** One version as kept: the document as it was read, so that sections can always be built again from the same words. */
export interface StoredVersion {
  readonly school: SchoolId;
  readonly identity: PolicyIdentity;
  readonly version: PolicyVersion;
  readonly document: PolicyDocument;
  /**
   * `proposed` awaits its owner; `replaced` stays citable for what was signed. `set-aside`: an owner did not want it, or a
   * newer one came before anyone decided.
   */
  readonly state: 'proposed' | 'in-force' | 'replaced' | 'set-aside';
  readonly proposedAt: Date;
  readonly inForceAt?: Date;
  readonly inForceBy?: UserId;
  readonly setAsideAt?: Date;
  /** Absent where a newer version took its place in the queue. */
  readonly setAsideBy?: UserId;
  readonly adoption?: Adoption;
  readonly consultation?: Consultation;
}

/** That the school adopted a version, as its owner entered it. Until its first day the version before answers. */
export interface Adoption {
  /** Who decided: "the full governing body". */
  readonly adoptedBy: string;
  readonly adoptedOn: IsoDay;
  /** Where the decision is written down. */
  readonly minute?: string;
  /** Who was consulted before, and when, where it was not done here; or why nobody was. */
  readonly consulted?: string;
  /** Gaps of its text which the owner confirmed as meant. */
  readonly meant: readonly string[];
  /** Its first day. */
  readonly from: IsoDay;
  readonly review?: IsoDay;
  readonly by: UserId;
  readonly at: Date;
}

/** What is entered of an adoption, past the gate. */
export interface NewAdoption extends Omit<Adoption, 'adoptedBy' | 'minute' | 'consulted'> {
  readonly adoptedBy: Harmless;
  readonly minute?: Harmless;
  readonly consulted?: Harmless;
}

/** That people are asked what they think of a version, before it is adopted. */
export interface Consultation {
  /** The last day on which they may send a comment. */
  readonly until: IsoDay;
  readonly by: UserId;
  readonly at: Date;
}

/** What happened to words that were handed in. `known`: they are in force, or wait already, as this policy. */
type Proposal =
  | { readonly kind: 'proposed' }
  | { readonly kind: 'known'; readonly policy: PolicyId; readonly state: 'proposed' | 'in-force' };

/** The result of an owner's decision; someone else's may have come first. */
export type Decision =
  | { readonly kind: 'done' }
  /** Its text has gaps that nobody filled in or confirmed: nothing changed. */
  | { readonly kind: 'gaps'; readonly gaps: readonly Gap[] }
  | { readonly kind: 'too-late'; readonly found: StoredVersion }
  | { readonly kind: 'unknown' };

/** Versions of policies, per school. Every method throws a Fault when the store cannot be asked. */
export interface PolicyStore {
  /** The versions in force, at most one for each policy, ordered by policy id. */
  inForce(school: SchoolId): Promise<readonly StoredVersion[]>;
  /** Versions that await their owner, oldest first. */
  proposed(school: SchoolId): Promise<readonly StoredVersion[]>;
  /** Changes whenever what is in force changes, on any instance: compare it to know whether an index is still right. */
  stamp(school: SchoolId): Promise<string>;
  /** In any state; `undefined` when the school never had it. */
  find(school: SchoolId, version: PolicyVersionId): Promise<StoredVersion | undefined>;
  /** Every version of one policy, in any state, newest first. */
  history(school: SchoolId, policy: PolicyId): Promise<readonly StoredVersion[]>;
  /**
   * Keeps a version as proposed; one of the same policy that still waited is set aside for it. Words that were in force
   * once, or were set aside, wait again: someone handed them in a second time.
   */
  propose(school: SchoolId, version: Omit<StoredVersion, 'state' | 'school'>): Promise<Proposal>;
  /**
   * Atomic: this version is in force, the one before it is replaced. `too-late`, and nothing changed, unless the version
   * was proposed. `by` is absent for the first version of a policy, read at the start.
   */
  putInForce(
    school: SchoolId,
    version: PolicyVersionId,
    by: UserId | undefined,
    at: Date,
    /** What the school's decision says in place of what the text states. */
    decided?: Pick<StatedFacts, 'adoptedOn' | 'reviewOn'>,
  ): Promise<Decision>;
  /** Keeps that a version that waits was adopted; without an adoption, that it was taken back. */
  adopt(
    school: SchoolId,
    version: PolicyVersionId,
    adoption: NewAdoption | undefined,
    by: UserId,
    at: Date,
  ): Promise<Decision>;
  /** Keeps that people are consulted on a version that waits, or for longer than before. */
  consult(school: SchoolId, version: PolicyVersionId, consultation: Consultation): Promise<Decision>;
  /** Takes a proposed version out of the queue. */
  setAside(school: SchoolId, version: PolicyVersionId, by: UserId, at: Date): Promise<Decision>;
}

/** A sentence the chooser may point at. Numbers count from 1 and mean nothing outside one call. */
export interface NumberedSentence {
  readonly number: number;
  readonly text: string;
  /** Where it stands: the policy's title and the headings down to its own. */
  readonly heading: string;
}

/** Why a model was not used; codes that may be counted and logged, but for `held-back`, which leaves no trace. */
export type WhyNotUsed =
  /** It may be a report, or near enough to one: it was not sent. */
  | 'held-back'
  | 'late'
  /** Stopped by the service's content filter, which stumbles over policies on safeguarding. */
  | 'filtered'
  /** The model itself did not want to. */
  | 'refused'
  /** Numbers of no sentence, too many of them, words, or no answer of the promised form at all. */
  | 'malformed'
  /** More than the model takes. */
  | 'too-long'
  | 'throttled'
  | 'unavailable'
  | 'forbidden'
  | 'not-found'
  | 'rejected'
  /** Left alone for a while after several failures. */
  | 'paused';

/** What a model pointed at. */
export type Pointed =
  /** At least one, each of them offered, none twice, the best first. */
  | { readonly kind: 'sentences'; readonly numbers: readonly number[] }
  /** It read everything that it was given, and no sentence answers. */
  | { readonly kind: 'none' }
  /** The local answer stands. */
  | { readonly kind: 'not-used'; readonly why: WhyNotUsed };

/**
 * A language model, if a school has one: it may point at sentences and say nothing else. Never fails because of the
 * model, and answers within three seconds whatever the model does.
 */
export interface SentenceChooser {
  /** How many words of policy it is given at once. */
  readonly words: number;
  /** `names`: people known to be meant or to ask; left out of whatever leaves this machine. */
  choose(question: Harmless, sentences: readonly NumberedSentence[], names?: readonly string[]): Promise<Pointed>;
}
