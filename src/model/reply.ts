import { z } from 'zod/v4';
import { Fault } from '../core/calls/fault.ts';

/** More would be no choice any more. */
const MOST_CHOSEN = 6;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().max(2_000) }) })).min(1),
});
const none = z.literal('none');
const numbers = z.array(z.int().positive()).min(1).max(MOST_CHOSEN);
const json = z.union([none, numbers, z.strictObject({ sentences: z.union([none, numbers]) })]);

/**
 * The numbers in a model's reply, or 'none'. Whatever else it wrote makes the whole reply worthless: a model that adds a
 * word of its own has not understood that it may only point.
 * @param count sentences that were offered
 * @throws Fault('malformed')
 */
export function readReply(body: unknown, count: number): readonly number[] | 'none' {
  const content = completion.safeParse(body).data?.choices[0]?.message.content.trim();
  const chosen = content === undefined ? undefined : parse(content);
  if (chosen === undefined) throw new Fault('malformed', 'the model did not answer with numbers');
  if (chosen === 'none') return 'none';
  if (chosen.some((number) => number > count))
    throw new Fault('malformed', 'the model named a sentence that is not there');
  return [...new Set(chosen)];
}

function parse(content: string): readonly number[] | 'none' | undefined {
  if (/^"?none"?\.?$/i.test(content)) return 'none';
  if (/^\d{1,4}(?:\s*,\s*\d{1,4})*\.?$/.test(content))
    return numbers.safeParse(content.replace(/\.$/, '').split(',').map(Number)).data;
  try {
    const value = json.safeParse(JSON.parse(content)).data;
    return typeof value === 'object' && 'sentences' in value ? value.sentences : value;
  } catch {
    return undefined;
  }
}
