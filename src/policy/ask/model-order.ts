import { Fault } from '../../core/calls/fault.ts';
import type { Reorderer, SentenceChooser } from '../ports.ts';
import { splitSentences } from '../reading/sentences.ts';
import type { Ranked } from './order.ts';

/** What a model gets to read: so many passages, or their sentences. */
const OFFERED = 12;

/** The best passages in the order that a model gives them; as they were where it cannot be asked. */
export async function reordered(
  reorderer: Reorderer,
  ranked: readonly Ranked[],
  question: string,
  names: readonly string[],
): Promise<readonly Ranked[]> {
  const best = ranked.slice(0, OFFERED);
  const texts = best.map(({ entry }) => entry.passage.text);
  const order = await unlessFault(() => reorderer.reorder(question, texts, names));
  return order ? [...order.flatMap((at) => best[at] ?? []), ...ranked.slice(OFFERED)] : ranked;
}

/**
 * The passages with those first at whose sentences a model pointed; `none` where it found no answer in them, `undefined`
 * where it cannot be asked or pointed at nothing that it was given.
 */
export async function chosenFirst(
  chooser: SentenceChooser,
  ranked: readonly Ranked[],
  question: string,
  names: readonly string[],
): Promise<readonly Ranked[] | 'none' | undefined> {
  const sentences = ranked
    .slice(0, OFFERED)
    .flatMap((one) => splitSentences(one.entry.passage.text).map((text) => ({ text, one })));
  const numbered = sentences.map(({ text, one }, at) => ({
    number: at + 1,
    text,
    heading: one.entry.path.join(' › '),
  }));
  const pointed = await chooser.choose(question, numbered, names);
  if (pointed.kind === 'not-used') return undefined;
  if (pointed.kind === 'none') return 'none';
  const picked = [...new Set(pointed.numbers.flatMap((number) => sentences[number - 1]?.one ?? []))];
  return picked.length > 0 ? [...picked, ...ranked.filter((one) => !picked.includes(one))] : undefined;
}

/** A model is a convenience: without it our own answer stands. A bug in it is not hidden. */
async function unlessFault<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
