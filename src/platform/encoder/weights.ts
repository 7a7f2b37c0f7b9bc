import { z } from 'zod/v4';
import { SIGNS, TOKENS } from '../../ask/finding/signs.ts';
import type { RankerWeights } from '../../ask/finding/standing.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import { type Measure, SEEN } from './hearing-head.ts';
import type { WishMeasure } from './wish-head.ts';

/** What was learnt beside the encoder itself, and belongs to this encoder alone. */
export interface Weights {
  /** SHA-256 of the encoder's weights, in hex. */
  readonly encoder: string;
  /** The same of the layers that hear messages. */
  readonly hearing: string;
  readonly measure: Measure;
  readonly wishes: WishMeasure;
  readonly ranker: RankerWeights;
}

const share = z.number().min(0).max(1);
const ofSigns = z.record(z.enum(SIGNS), z.number());
/** Steps that rise, and one number more than there are steps. */
const curve = z
  .object({ from: z.array(z.number()), adds: z.array(z.number()) })
  .refine(
    ({ from, adds }) =>
      adds.length === from.length + 1 && from.every((step, at) => at === 0 || step > Number(from[at - 1])),
  );
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const adds = z.object({ distress: z.number(), report: z.number(), danger: z.number() });

/** As training/fit.ts, training/hearing.ts and training/wishes.ts write it. */
const shape = z.object({
  encoder: hash,
  hearing: hash,
  measure: z.object({ scale: z.number().positive(), adds: z.record(z.enum(SEEN), adds) }),
  wishes: z.object({
    classes: z.array(z.string()).min(1),
    layers: z.number(),
    later: z.number(),
    bias: z.number(),
    kinds: z.number(),
    wishes: z.number(),
  }),
  ranker: z.object({
    signs: ofSigns,
    close: z.number(),
    wordsAlone: ofSigns,
    chance: z.object({ bias: z.number(), curves: z.record(z.enum(TOKENS), curve) }),
    sure: share,
    silent: share,
  }),
});

/** @throws Fault 'malformed' for anything that training did not write, or wrote for another version of this code */
export function parseWeights(text: string): Weights {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Fault('malformed', 'weights.json is not JSON', { cause: error });
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Fault('malformed', `weights.json does not hold what this version needs: ${places}`);
}
