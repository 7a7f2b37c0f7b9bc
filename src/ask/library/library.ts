import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { PolicyDocument } from '../../kernel/text/document.ts';
import { formatDay } from '../../kernel/time.ts';
import { type Gap, gapsIn } from '../adoption/gaps.ts';
import type { Answerer } from '../answer/answer.ts';
import { toSections } from '../parsing/sections.ts';
import type { Policy, PolicyIdentity } from '../policy.ts';
import type { Adoption, Consultation, Decision, NewAdoption, StoredVersion } from '../ports.ts';
import { compareVersions, type SectionChange } from './compare.ts';
import { createIndexes, type IndexesParts } from './indexes.ts';

/** A school's policies: what is in force, what awaits its owner, and answers from the versions in force. */
export interface Library {
  /** Answers from this school's policies in force, and from nothing else. */
  answerer(school: SchoolId): Promise<Answerer>;
  /** From these policies of the school alone; `undefined` when none of them is in force. */
  answererOf(school: SchoolId, policies: readonly PolicyId[]): Promise<Answerer | undefined>;
  /** Ends when policies that are read for the first time have been read, or when that has been waited for long enough. */
  readFirst(school: SchoolId): Promise<void>;
  inForce(school: SchoolId): Promise<readonly Policy[]>;
  /** Any version this school ever had: what was signed stays readable. */
  version(school: SchoolId, version: PolicyVersionId): Promise<Policy | undefined>;
  proposed(school: SchoolId): Promise<readonly StoredVersion[]>;
  /** Every version of one policy, newest first. */
  history(school: SchoolId, policy: PolicyId): Promise<readonly StoredVersion[]>;
  /** A version beside the one it would replace, or did; `undefined` when the school has no such version. */
  comparison(school: SchoolId, version: PolicyVersionId): Promise<Comparison | undefined>;
  /**
   * Takes in a document. A later version of a policy waits for its owner; the first is in force at once, unless it is told
   * to wait or its text has gaps. The same words again change nothing.
   */
  submit(
    school: SchoolId,
    identity: PolicyIdentity,
    document: PolicyDocument,
    first?: 'in-force' | 'waits',
  ): Promise<Submitted>;
  /** Answers from one version that nobody is answered from yet, for the person who looks after it. */
  draftAnswerer(policy: Policy): Promise<Answerer>;
  /** What a version's text leaves to be filled in, and its owner has not confirmed as meant. */
  gaps(stored: StoredVersion): readonly Gap[];
  /** Keeps that a version that waits was adopted, and from which day it counts; `undefined` takes it back. */
  adopt(
    school: SchoolId,
    version: PolicyVersionId,
    adoption: NewAdoption | undefined,
    by: UserId,
    at: Date,
  ): Promise<Decision>;
  consult(school: SchoolId, version: PolicyVersionId, consultation: Consultation): Promise<Decision>;
  /** The owner's decision: this version is what the school answers from, from now on. `gaps` where its text has any left. */
  putInForce(school: SchoolId, version: PolicyVersionId, by: UserId): Promise<Decision>;
  /** The owner's decision against a version that waits. */
  setAside(school: SchoolId, version: PolicyVersionId, by: UserId): Promise<Decision>;
}

export interface Comparison {
  readonly stored: StoredVersion;
  readonly after: Policy;
  /** The version in force, or the last draft before it where none is; `undefined` for the first of a policy. */
  readonly before: Policy | undefined;
  readonly isBeforeInForce: boolean;
  /** Section by section, in the order of the new version; empty without a version before. */
  readonly changes: readonly SectionChange[];
  /** An adopted version which this one pushed out of the queue before its first day. */
  readonly displaced: StoredVersion | undefined;
}

export type Submitted =
  | { readonly kind: 'in-force' | 'proposed'; readonly version: PolicyVersionId }
  /** The same words are there already, perhaps as another policy. */
  | { readonly kind: 'known'; readonly policy: PolicyId; readonly state: 'in-force' | 'proposed' };

export function createLibrary(parts: IndexesParts): Library {
  const { store, clock } = parts;
  const indexes = createIndexes(parts);
  return {
    answerer: async (school) => (await indexes.of(school)).answerer,
    answererOf: async (school, policies) => (await indexes.of(school)).answererOf(policies),
    readFirst: async (school) => void (await (await indexes.of(school)).readInTime?.()),

    inForce: async (school) => (await indexes.of(school)).policies,

    async version(school, version) {
      const inForce = (await indexes.of(school)).policies.find(({ versionId }) => versionId === version);
      if (inForce) return inForce;
      const stored = await store.find(school, version);
      return stored && toSections(stored.document, stored.identity);
    },

    proposed: (school) => store.proposed(school),

    history: (school, policy) => store.history(school, policy),

    async comparison(school, version) {
      const stored = await store.find(school, version);
      if (!stored) return undefined;
      const after = toSections(stored.document, stored.identity);
      const earlier = (await store.history(school, stored.identity.id)).filter((other) => isBefore(other, stored));
      const inForce = (await indexes.of(school)).policies.find(
        (policy) => policy.policyId === stored.identity.id && policy.versionId !== version,
      );
      const draft = earlier.find(({ state }) => state === 'set-aside');
      const before = inForce ?? (draft && toSections(draft.document, draft.identity));
      const [last] = earlier;
      return {
        ...{ stored, after, before, isBeforeInForce: inForce !== undefined },
        changes: before ? compareVersions(before, after) : [],
        displaced: last?.state === 'set-aside' && last.setAsideBy === undefined && last.adoption ? last : undefined,
      };
    },

    draftAnswerer: indexes.ofDraft,
    gaps: gapsLeft,
    adopt: store.adopt,
    consult: store.consult,

    async submit(school, identity, document, first = 'in-force') {
      const policy = toSections(document, identity);
      const { sections: _sections, passages: _passages, furniture: _furniture, ...version } = policy;
      const proposal = await store.propose(school, { identity, version, document, proposedAt: clock() });
      if (proposal.kind === 'known') return proposal;
      indexes.prepare(policy);
      const { versionId } = version;
      if (first === 'waits') return { kind: 'proposed', version: versionId };
      const hasOne = (await store.inForce(school)).some(({ identity: { id } }) => id === identity.id);
      if (hasOne || gapsIn(document).length > 0) return { kind: 'proposed', version: versionId };
      await store.putInForce(school, versionId, undefined, clock());
      indexes.forget();
      return { kind: 'in-force', version: versionId };
    },

    async putInForce(school, version, by) {
      const stored = await store.find(school, version);
      const gaps = stored?.state === 'proposed' ? gapsLeft(stored) : [];
      if (gaps.length > 0) return { kind: 'gaps', gaps };
      const decision = await store.putInForce(
        school,
        version,
        by,
        clock(),
        stored?.adoption && decidedIn(stored.adoption),
      );
      indexes.forget();
      return decision;
    },
    setAside: (school, version, by) => store.setAside(school, version, by, clock()),
  };
}

const gapsLeft = ({ document, adoption }: StoredVersion): readonly Gap[] =>
  gapsIn(document).filter(({ text }) => !adoption?.meant.includes(text));

/** What was decided stands wherever a version's dates do, as a policy would print them. */
const decidedIn = ({ adoptedOn, review }: Adoption) => ({
  adoptedOn: formatDay(adoptedOn),
  ...(review && { reviewOn: formatDay(review) }),
});

const isBefore = (other: StoredVersion, stored: StoredVersion): boolean =>
  other.version.versionId !== stored.version.versionId && other.proposedAt <= stored.proposedAt;
