import { z } from 'zod/v4';
import { Fault } from '../core/calls/fault.ts';
import type { Reorderer } from '../policy/ports.ts';
import { createEndpoint } from './endpoint.ts';
import type { ChooserParts } from './sentence-chooser.ts';

/** A dozen passages of a few thousand numbers each. */
const MOST_BYTES = 4 * 1024 * 1024;

const reply = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1).max(8_192) })).min(1),
});

/** Embeddings behind an OpenAI-compatible or Azure OpenAI address. They can change an order and cannot add a word. */
export function createReorderer(parts: ChooserParts): Reorderer {
  const { mask, holdsBack } = parts;
  const ask = createEndpoint(parts, 'embeddings', MOST_BYTES);
  return {
    async reorder(question, passages, names = []) {
      if (await holdsBack(question)) throw new Fault('rejected', 'held back from the embeddings');
      const sentences = passages.map((text, at) => ({ number: at + 1, text, heading: '' }));
      const input = [mask.question(question, names, sentences), ...passages.map((text) => mask.sentence(text, names))];
      const [asked, ...found] = await ask({ input }, (body) => vectorsIn(body, input.length));
      if (!asked) throw new Fault('malformed', 'the embeddings are empty');
      const nearness = found.map((vector) => cosine(asked, vector));
      return passages.map((_, at) => at).sort((a, b) => (nearness[b] ?? 0) - (nearness[a] ?? 0) || a - b);
    },
  };
}

/** One vector for each input, in the order of the inputs, all of one length. */
function vectorsIn(body: unknown, count: number): readonly (readonly number[])[] {
  const data = reply.safeParse(body).data?.data.toSorted((a, b) => a.index - b.index) ?? [];
  const length = data[0]?.embedding.length;
  if (data.length !== count || data.some(({ index, embedding }, at) => index !== at || embedding.length !== length))
    throw new Fault('malformed', 'the embeddings do not fit what was asked');
  return data.map(({ embedding }) => embedding);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let sizes = 0;
  let others = 0;
  a.forEach((value, at) => {
    const other = b[at] ?? 0;
    dot += value * other;
    sizes += value * value;
    others += other * other;
  });
  return sizes === 0 || others === 0 ? 0 : dot / Math.sqrt(sizes * others);
}
