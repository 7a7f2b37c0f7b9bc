import { z } from 'zod/v4';
import type { Pointed } from '../../ask/ports.ts';

/** More would be no choice any more; the instruction asks for at most four. */
export const MOST_CHOSEN = 8;

/** What the model has to answer with, as JSON Schema in the strict form that servers take. */
export const REPLY_SCHEMA = {
  type: 'object',
  properties: { sentences: { type: 'array', items: { type: 'integer' } } },
  required: ['sentences'],
  additionalProperties: false,
} as const;

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().max(2_000).nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});
const chosen = z.strictObject({ sentences: z.array(z.int().positive()).max(MOST_CHOSEN) });

/**
 * What a server's answer points at. Whatever else the model wrote makes the whole of it worthless: a model that adds a
 * word of its own, counts wrong or says a number twice has not understood that it may only point.
 * @param count sentences that were offered
 */
export function readCompletion(body: unknown, count: number): Pointed {
  const first = completion.safeParse(body).data?.choices[0];
  if (!first) return MALFORMED;
  const { finish_reason: end, message } = first;
  if (end === 'content_filter') return { kind: 'not-used', why: 'filtered' };
  if (message.refusal) return { kind: 'not-used', why: 'refused' };
  return message.content ? readContent(message.content, count) : MALFORMED;
}

/** What the model itself wrote: `{"sentences":[4,5]}`, or an empty list where no sentence answers. */
export function readContent(content: string, count: number): Pointed {
  const numbers = chosen.safeParse(parsed(content)).data?.sentences;
  if (!numbers || new Set(numbers).size < numbers.length || numbers.some((number) => number > count)) return MALFORMED;
  return numbers.length === 0 ? { kind: 'none' } : { kind: 'sentences', numbers };
}

const MALFORMED = { kind: 'not-used', why: 'malformed' } as const;

/** JSON, or `undefined` for what is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
