import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../core/ids.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyIdentity, PolicyVersion } from './policy.ts';

/** One version as kept: the document as it was read, so that sections can always be built again from the same words. */
export interface StoredVersion {
  readonly school: SchoolId;
  readonly identity: PolicyIdentity;
  readonly version: PolicyVersion;
  readonly document: PolicyDocument;
  /** `proposed` awaits its owner; `replaced` and `retired` stay citable for what was signed. */
  readonly state: 'proposed' | 'in-force' | 'replaced' | 'retired';
  readonly proposedAt: Date;
  readonly inForceAt?: Date;
  readonly inForceBy?: UserId;
}

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
  /** Keeps a version as proposed. The same words again are not kept twice: then `false`. */
  propose(school: SchoolId, version: Omit<StoredVersion, 'state' | 'school'>): Promise<boolean>;
  /**
   * Atomic: this version is in force, the one before it is replaced. `false`, and nothing changed, unless the version
   * was proposed, or was in force before. `by` is absent for the first version of a policy, read at the start.
   */
  putInForce(school: SchoolId, version: PolicyVersionId, by: UserId | undefined, at: Date): Promise<boolean>;
  /** Takes a policy out of force without another in its place. `false` when none was in force. */
  retire(school: SchoolId, policy: PolicyId, by: UserId, at: Date): Promise<boolean>;
}

/** A sentence the chooser may point at. Numbers count from 1 and mean nothing outside one call. */
export interface NumberedSentence {
  readonly number: number;
  readonly text: string;
  readonly heading: string;
}

/**
 * A language model, if a school has one: it may point at sentences and say nothing else. It returns numbers it was
 * given, best first, or 'none'; anything else it produced is thrown away by the adapter. Throws a Fault on timeout,
 * refusal or no network, and the local answer stands.
 */
export interface SentenceChooser {
  choose(question: string, sentences: readonly NumberedSentence[]): Promise<readonly number[] | 'none'>;
}
