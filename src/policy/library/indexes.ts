import type { PolicyId, SchoolId } from '../../core/ids.ts';
import { readingBriefly, remembering } from '../../core/remember.ts';
import type { Clock } from '../../core/time.ts';
import { type Answerer, type AnswererParts, createAnswerer } from '../ask/answer.ts';
import type { Policy } from '../policy.ts';
import type { PolicyStore } from '../ports.ts';
import { toSections } from '../reading/sections.ts';

/** A school's policies in force, indexed: all together, and by the sets of them that someone asked about. */
interface Index {
  readonly policies: readonly Policy[];
  readonly answerer: Answerer;
  /** From these policies alone; `undefined` when none of them is in force. */
  answererOf(wanted: readonly PolicyId[]): Answerer | undefined;
}

/** What is put in force on another instance counts here this much later; what is put in force here, at once. */
const STAMP_MS = 1_000;
/** Sets of policies of which a school's index keeps one of their own: those of a campaign or two. */
const MOST_SETS = 8;

/** One index per school, rebuilt when what is in force changes, here or on another instance. */
export function createIndexes(
  parts: Omit<AnswererParts, 'policies'> & { readonly store: PolicyStore; readonly clock: Clock },
): { of(school: SchoolId): Promise<Index>; forget(): void } {
  const { store, clock, ...answererParts } = parts;
  const stamps = readingBriefly(STAMP_MS, () => clock().getTime(), store.stamp);
  const built = new Map<SchoolId, { readonly stamp: string; readonly index: Promise<Index> }>();

  async function build(school: SchoolId): Promise<Index> {
    const stored = await store.inForce(school);
    return indexed(
      stored.map(({ document, identity }) => toSections(document, identity)),
      answererParts,
    );
  }

  return {
    async of(school) {
      const stamp = await stamps.read(school);
      const known = built.get(school);
      if (known?.stamp === stamp) return known.index;
      // Held from the first moment: a hundred questions that wait for it must not build it a hundred times.
      const fresh = { stamp, index: build(school) };
      built.set(school, fresh);
      fresh.index.catch(() => {
        if (built.get(school) === fresh) built.delete(school);
      });
      return fresh.index;
    },
    forget: () => stamps.forget(),
  };
}

function indexed(policies: readonly Policy[], parts: Omit<AnswererParts, 'policies'>): Index {
  const answerer = createAnswerer({ policies, ...parts });
  // Asked about again and again while a campaign runs: its policies are not indexed anew for every question.
  const ofSet = remembering(MOST_SETS, (set: string) => {
    const ids: readonly string[] = JSON.parse(set);
    return createAnswerer({ policies: policies.filter(({ policyId }) => ids.includes(policyId)), ...parts });
  });
  return {
    policies,
    answerer,
    answererOf(wanted) {
      const ids = policies.flatMap(({ policyId }) => (wanted.includes(policyId) ? [policyId] : []));
      if (ids.length === 0) return undefined;
      return ids.length === policies.length ? answerer : ofSet(JSON.stringify(ids));
    },
  };
}
