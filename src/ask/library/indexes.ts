import type { PolicyId, SchoolId } from '../../kernel/ids.ts';
import { readingBriefly } from '../../kernel/remember.ts';
import type { Clock } from '../../kernel/time.ts';
import { type Answerer, type AnswererParts, createAnswerer } from '../answer/answer.ts';
import { createPassageIndex } from '../finding/passage-index.ts';
import { type Memory, readAhead, unread, type VectorStore } from '../finding/vectors.ts';
import { toSections } from '../parsing/sections.ts';
import type { Policy } from '../policy.ts';
import type { PolicyStore } from '../ports.ts';
import { textsToDecide } from '../quoting/deciding.ts';

/** A school's policies in force, indexed. */
interface Index {
  readonly policies: readonly Policy[];
  readonly answerer: Answerer;
  /** From these policies alone; `undefined` when none of them is in force. */
  answererOf(wanted: readonly PolicyId[]): Answerer | undefined;
  /** Where only words find anything until these policies have been read: ends when they have, or with the patience of who asked first. */
  readonly readInTime?: () => Promise<unknown>;
}

export interface IndexesParts extends Omit<AnswererParts, 'index'> {
  readonly store: PolicyStore;
  /** Where the encoder's readings of passages are kept. */
  readonly vectors: VectorStore;
  readonly clock: Clock;
  /** Ends when who asks has waited long enough for policies that are read for the first time: words alone answer then. Absent: they are waited for. */
  readonly patience?: () => Promise<unknown>;
}

export interface Indexes {
  of(school: SchoolId): Promise<Index>;
  /** From one version alone, whatever is in force; made again at each call. */
  ofDraft(policy: Policy): Promise<Answerer>;
  /** Reads a policy that may soon be in force, so that it is then answered from at once. */
  prepare(policy: Policy): void;
  forget(): void;
}

/** What is put in force on another instance counts here this much later; what is put in force here, at once. */
const STAMP_MS = 1_000;
/** How many new texts are read while the first who asks waits: about a quarter of a second. */
const FEW = 48;
/** After the encoder or the database failed over a school's passages they are tried again so much later. */
const RETRY_MS = 60_000;

interface Built {
  readonly stamp: string;
  readonly index: Promise<Index>;
  /** When the passages' meanings, which could not be had, are tried for again. */
  retryAt?: number;
}

/**
 * One index per school, built again when what is in force changes, here or on another instance. Passages that the encoder has
 * not read yet are read behind it; until then the index before answers, or words alone where that one holds what is no longer
 * in force.
 */
export function createIndexes({ store, clock, patience, ...parts }: IndexesParts): Indexes {
  const { understanding, vectors, onTrouble } = parts;
  const memory: Memory | undefined = understanding && { encoder: understanding.encoder, vectors };
  const stamps = readingBriefly(STAMP_MS, () => clock().getTime(), store.stamp);
  const built = new Map<SchoolId, Built>();
  const behind = oneAfterTheOther();
  const readSentences = readingSentences(memory, onTrouble);

  async function build(school: SchoolId, before: Index | undefined, failed: () => void): Promise<Index> {
    const policies: Policy[] = [];
    for (const { document, identity } of await store.inForce(school)) {
      policies.push(toSections(document, identity));
      await new Promise(setImmediate);
    }
    const words = await createPassageIndex(policies);
    const byWords = () => indexed(policies, createAnswerer({ ...parts, index: words }));
    if (!memory) return byWords();
    const learnt = async () => {
      const answerer = createAnswerer({ ...parts, index: await words.learn(memory) });
      readSentences(policies);
      return answerer;
    };
    try {
      if ((await unread(await words.texts(), memory)) <= FEW) return indexed(policies, await learnt());
    } catch (error) {
      failed();
      onTrouble?.(error);
      return byWords();
    }
    const versions = new Set(policies.map(({ versionId }) => versionId));
    const isStillRight = before?.policies.every(({ versionId }) => versions.has(versionId)) ?? false;
    const soon = isStillRight && before ? { ...before, policies } : byWords();
    const index = { ...soon };
    const reading = behind(async () => void Object.assign(index, indexed(policies, await learnt()))).catch(
      (error: unknown) => {
        failed();
        onTrouble?.(error);
      },
    );
    return isStillRight ? index : Object.assign(index, { readInTime: inTime(reading, patience) });
  }

  return {
    async of(school) {
      const stamp = await stamps.read(school);
      const known = built.get(school);
      const isDue = known?.retryAt !== undefined && clock().getTime() >= known.retryAt;
      if (known?.stamp === stamp && !isDue) return known.index;
      const before = await known?.index.catch(() => undefined);
      // Someone else may have begun meanwhile.
      const again = built.get(school);
      if (again !== known && again?.stamp === stamp) return again.index;
      // Held from the first moment: a hundred questions that wait for it must not build it a hundred times.
      const failed = () => {
        fresh.retryAt = clock().getTime() + RETRY_MS;
      };
      const fresh: Built = { stamp, index: build(school, before, () => failed()) };
      built.set(school, fresh);
      fresh.index.catch(() => {
        if (built.get(school) === fresh) built.delete(school);
      });
      return fresh.index;
    },
    async ofDraft(policy) {
      const words = await createPassageIndex([policy]);
      if (!memory) return createAnswerer({ ...parts, index: words });
      try {
        return createAnswerer({ ...parts, index: await words.learn(memory) });
      } catch (error) {
        onTrouble?.(error);
        return createAnswerer({ ...parts, index: words });
      }
    },
    prepare(policy) {
      if (!memory) return;
      behind(() => readAllOf(policy, memory)).catch((error: unknown) => onTrouble?.(error));
    },
    forget: () => stamps.forget(),
  };
}

/** Waits once for all who ask: a turn that asks twice does not wait twice. */
function inTime(reading: Promise<void>, patience: IndexesParts['patience']): () => Promise<unknown> {
  let waiting: Promise<unknown> | undefined;
  return () => {
    waiting ??= Promise.race([reading, patience?.() ?? reading]);
    return waiting;
  };
}

function indexed(policies: readonly Policy[], answerer: Answerer): Index {
  return {
    policies,
    answerer,
    answererOf(wanted) {
      const count = policies.filter(({ policyId }) => wanted.includes(policyId)).length;
      if (count === 0) return undefined;
      return count === policies.length ? answerer : answerer.within(({ policyId }) => wanted.includes(policyId));
    },
  };
}

async function readAllOf(policy: Policy, memory: Memory): Promise<void> {
  const words = await createPassageIndex([policy]);
  await readAhead(await words.texts(), memory);
  await readAhead(textsToDecide(policy), memory);
}

/**
 * What decides of a quote is then found without waiting for the encoder; until it is read, the first who ask wait for theirs. One policy
 * behind the other, and apart from what a new policy waits for.
 */
function readingSentences(memory: Memory | undefined, onTrouble: IndexesParts['onTrouble']) {
  const atLeisure = oneAfterTheOther();
  return (policies: readonly Policy[]): void => {
    if (!memory) return;
    for (const policy of policies)
      atLeisure(() => readAhead(textsToDecide(policy), memory)).catch((error: unknown) => onTrouble?.(error));
  };
}

/** Work behind the scenes, one piece at a time: two would read the same passages twice. */
function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
