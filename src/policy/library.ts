import type { PolicyVersionId, SchoolId, UserId } from '../core/ids.ts';
import type { Clock } from '../core/time.ts';
import { type Answerer, type AnswererParts, createAnswerer } from './answer.ts';
import type { PolicyDocument } from './document.ts';
import type { Policy, PolicyIdentity } from './policy.ts';
import type { PolicyStore, StoredVersion } from './ports.ts';
import { toSections } from './sections.ts';

/** A school's policies: what is in force, what awaits its owner, and answers from the versions in force. */
export interface Library {
  /** Answers from this school's policies in force, and from nothing else. */
  answerer(school: SchoolId): Promise<Answerer>;
  inForce(school: SchoolId): Promise<readonly Policy[]>;
  /** Any version this school ever had: what was signed stays readable. */
  version(school: SchoolId, version: PolicyVersionId): Promise<Policy | undefined>;
  proposed(school: SchoolId): Promise<readonly StoredVersion[]>;
  /**
   * Takes in a document. The first version of a policy is in force at once; a later one waits for its owner; the same words
   * again change nothing.
   */
  submit(
    school: SchoolId,
    identity: PolicyIdentity,
    document: PolicyDocument,
  ): Promise<'in-force' | 'proposed' | 'known'>;
  /** The owner's decision. `false` when somebody else decided first. */
  putInForce(school: SchoolId, version: PolicyVersionId, by: UserId): Promise<boolean>;
}

export interface LibraryParts extends Omit<AnswererParts, 'policies'> {
  readonly store: PolicyStore;
  readonly clock: Clock;
}

export function createLibrary({ store, clock, ...answererParts }: LibraryParts): Library {
  /** One index per school, rebuilt when what is in force changes, here or on another instance. */
  const built = new Map<SchoolId, { stamp: string; policies: readonly Policy[]; answerer: Answerer }>();

  async function current(school: SchoolId) {
    const stamp = await store.stamp(school);
    const known = built.get(school);
    if (known?.stamp === stamp) return known;
    const policies = (await store.inForce(school)).map(({ document, identity }) => toSections(document, identity));
    const fresh = { stamp, policies, answerer: createAnswerer({ policies, ...answererParts }) };
    built.set(school, fresh);
    return fresh;
  }

  return {
    answerer: async (school) => (await current(school)).answerer,
    inForce: async (school) => (await current(school)).policies,

    async version(school, version) {
      const inForce = (await current(school)).policies.find(({ versionId }) => versionId === version);
      if (inForce) return inForce;
      const stored = await store.find(school, version);
      return stored && toSections(stored.document, stored.identity);
    },

    proposed: (school) => store.proposed(school),

    async submit(school, identity, document) {
      const {
        sections: _sections,
        passages: _passages,
        furniture: _furniture,
        ...version
      } = toSections(document, identity);
      const isNew = await store.propose(school, { identity, version, document, proposedAt: clock() });
      if (!isNew) return 'known';
      const hasOne = (await store.inForce(school)).some(({ identity: { id } }) => id === identity.id);
      if (hasOne) return 'proposed';
      await store.putInForce(school, version.versionId, undefined, clock());
      return 'in-force';
    },

    putInForce: (school, version, by) => store.putInForce(school, version, by, clock()),
  };
}
